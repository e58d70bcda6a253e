package desk

import (
	"strconv"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail/letter"
)

// keepLetters is how long a letter is known after it was settled: as long as its numbers mean something.
const keepYears = 2

// Wake puts the letters that are due into the outbox: of each schedule the newest slot that was missed, and the weekly one
// in place of the urgent where both are due. It gives the next moment at which it wants to be woken.
func (d *Desk) Wake(now time.Time) (next time.Time, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	err = d.account.Update(func(tx *store.Tx) error {
		weekly, weeklyDue, err := d.serve(tx, d.weekly, now)
		if err != nil {
			return err
		}
		urgent, urgentDue, err := d.serve(tx, d.urgent, now)
		if err != nil {
			return err
		}
		switch {
		case weeklyDue:
			err = d.write(tx, now, letter.Weekly, weekly)
		case urgentDue:
			err = d.write(tx, now, letter.Urgent, urgent)
		}
		if err != nil {
			return err
		}
		if _, err := tx.PruneOutbox(now.AddDate(-keepYears, 0, 0)); err != nil {
			return err
		}
		next, err = d.nextWake(tx, now)
		return err
	})
	return next, err
}

// serve notes that the newest slot of a schedule is served now, if there is one; what an older slot's letter could not
// deliver is superseded.
func (d *Desk) serve(tx *store.Tx, s schedule, now time.Time) (time.Time, bool, error) {
	slot, due, err := d.slotOf(tx, s, now)
	if err != nil || !due {
		return slot, false, err
	}
	return slot, true, tx.SetSlot(s.name, wallText(slot))
}

// slotOf is the newest slot of a schedule that has come and is not served, if there is one.
func (d *Desk) slotOf(tx *store.Tx, s schedule, now time.Time) (time.Time, bool, error) {
	text, _, err := tx.Slot(s.name)
	if err != nil {
		return time.Time{}, false, err
	}
	served, err := readWall(text)
	if err != nil {
		return time.Time{}, false, err
	}
	slot, due := s.due(served, now, d.s.Zone)
	return slot, due, nil
}

// write plans the letter of a slot. An urgent slot with nothing urgent has none.
func (d *Desk) write(tx *store.Tx, now time.Time, name string, slot time.Time) error {
	if now.Before(d.owner.Paused) {
		return nil
	}
	if err := d.supersede(tx, name); err != nil {
		return err
	}
	if err := d.writeHeld(tx, now, name, slot); err != nil {
		return err
	}
	f, err := d.facts(tx, now, name, false)
	if err != nil {
		return err
	}
	if name == letter.Urgent && len(f.Plan.In) == 0 {
		return nil
	}
	l, err := letter.NewDigest(d.voice(), f).Letter(name + "/" + wallText(slot))
	if err != nil {
		return err
	}
	d.s.Log.Info("letter planned", "digest", l.Key, "outcome", string(l.Kind), "prompts", len(l.Points))
	if err := d.plan(tx, now, l, name, wallText(slot)); err != nil {
		return err
	}
	if name != letter.Weekly {
		return nil
	}
	d.offFrom, d.offUntil = time.Time{}, time.Time{}
	last, err := tx.Last()
	if err != nil {
		return err
	}
	return tx.SetSlot(toldUpTo, strconv.FormatUint(last, 10))
}

// supersede lets go of letters of earlier slots that could not leave, where the new one says it all anew: a weekly letter
// does, an urgent one would silence what is not urgent for a week.
func (d *Desk) supersede(tx *store.Tx, name string) error {
	var old []store.Entry
	for e, err := range tx.Entries(store.Planned) {
		if err != nil {
			return err
		}
		if e.Schedule == name || e.Schedule != "" && name == letter.Weekly {
			old = append(old, e)
		}
	}
	for _, e := range old {
		e.State = store.Superseded
		if err := tx.PutEntry(e); err != nil {
			return err
		}
	}
	return nil
}

// writeHeld tells of mail that was not believed, at an urgent slot; a weekly letter has a place for it.
func (d *Desk) writeHeld(tx *store.Tx, now time.Time, name string, slot time.Time) error {
	list, err := d.held(tx)
	if err != nil || len(list) == 0 {
		return err
	}
	told, _, err := tx.Slot(toldHeld)
	if err != nil {
		return err
	}
	today := slot.Format(time.DateOnly)
	all, err := tx.HeldMail()
	if err != nil {
		return err
	}
	newest := all[len(all)-1].At.Format(time.RFC3339)
	before, said, _ := cutTold(told)
	if newest <= said || before == today {
		return nil
	}
	if err := tx.SetSlot(toldHeld, today+" "+newest); err != nil || name == letter.Weekly {
		return err
	}
	l, err := letter.NewHeld(d.voice(), list, "held/"+wallText(slot), now)
	if err != nil {
		return err
	}
	return d.plan(tx, now, l, "", "")
}

// nextWake is the next slot, or the next moment at which a letter in the outbox wants to be looked at.
func (d *Desk) nextWake(tx *store.Tx, now time.Time) (time.Time, error) {
	next := earliest(d.weekly.next(now, d.s.Zone), d.urgent.next(now, d.s.Zone))
	for _, state := range []store.State{store.Planned, store.Uncertain} {
		for e, err := range tx.Entries(state) {
			if err != nil {
				return time.Time{}, err
			}
			if state == store.Uncertain && (e.Attempts >= manySends || d.mayLie(e, now)) {
				continue
			}
			next = earliest(next, e.Next)
		}
	}
	return next, nil
}

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
