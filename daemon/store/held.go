package store

import (
	"errors"
	"slices"
)

// mostHeld is how many mails are held; more push out the oldest.
const mostHeld = 50

// Hold keeps a mail that proved nothing, in place of the one with its ID.
func (t *Tx) Hold(h Held) error {
	held, err := t.HeldMail()
	if err != nil {
		return err
	}
	same := func(old Held) bool { return old.ID == h.ID }
	if i := slices.IndexFunc(held, same); i >= 0 {
		err = t.remove(t.heldKey(held[i]))
		held = slices.Delete(held, i, i+1)
	}
	for i := range len(held) - mostHeld + 1 {
		err = errors.Join(err, t.remove(t.heldKey(held[i])))
	}
	return errors.Join(err, t.save(t.heldKey(h), h))
}

// HeldMail is all mails that are held, oldest first.
func (t *Tx) HeldMail() ([]Held, error) {
	var list []Held
	for p, err := range scan(t.reader, t.own(kindHeld), nil, false) {
		var h Held
		if err == nil {
			err = t.codec.decode(p.value, &h)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, h)
	}
	return list, nil
}

// Release takes a mail out of those that are held, and tells whether it was one.
func (t *Tx) Release(id string) (Held, bool, error) {
	held, err := t.HeldMail()
	if err != nil {
		return Held{}, false, err
	}
	for _, h := range held {
		if h.ID == id {
			return h, true, t.remove(t.heldKey(h))
		}
	}
	return Held{}, false, nil
}
