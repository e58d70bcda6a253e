package store

// Slot is the last slot of a schedule that was served, as wall date and minute, and whether there is one.
func (t *Tx) Slot(schedule string) (wall string, ok bool, err error) {
	ok, err = t.load(t.hashed(kindSlot, schedule), &wall)
	return wall, ok, err
}

// SetSlot notes the slot of a schedule that is served now.
func (t *Tx) SetSlot(schedule, wall string) error { return t.save(t.hashed(kindSlot, schedule), wall) }
