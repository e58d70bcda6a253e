package desk

import (
	"time"

	"cuppa/daemon/store"
	"cuppa/rules"
)

// assuredFor is how long the answer to a doubt holds.
const assuredFor = time.Hour

// Doubt is somebody of whom a letter is about to say that no answer came: mail from these addresses since then, in
// whatever folder, would make it a lie.
type Doubt struct {
	Addresses []string
	Since     time.Time
}

// Doubts are what must be asked of every folder before the letter of a slot that has come is written; none while no slot
// has come.
func (d *Desk) Doubts(now time.Time) (list []Doubt, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	err = d.account.View(func(tx *store.Tx) error {
		come, err := d.slotCome(tx, now)
		if err != nil || !come || now.Sub(d.assured) < assuredFor {
			return err
		}
		for c, err := range candidates(tx, now, now) {
			if err != nil {
				return err
			}
			if c, err = d.asOf(tx, c, now); err != nil {
				return err
			}
			for _, p := range rules.Due(rules.Agenda(c, d.s.Rules, d.almanac(), now), now) {
				if p.Silence {
					list = append(list, newDoubt(c, p))
					break
				}
			}
		}
		return nil
	})
	return list, err
}

func newDoubt(c rules.Contact, p rules.Prompt) Doubt {
	doubt := Doubt{Since: p.Anchor.At}
	for _, a := range c.Addresses {
		doubt.Addresses = append(doubt.Addresses, a.Addr)
	}
	return doubt
}

func (d *Desk) slotCome(tx *store.Tx, now time.Time) (bool, error) {
	for _, s := range []schedule{d.weekly, d.urgent} {
		if _, due, err := d.slotOf(tx, s, now); err != nil || due {
			return due, err
		}
	}
	return false, nil
}

// Assure notes that all folders were asked for the mail that Doubts named, and what was found was taken.
func (d *Desk) Assure(now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.assured = now
}

// unsure tells whether what rests on silence must wait: some mailbox that may hold the missing mail was not read within a
// day, or some folder was not asked for it.
func (d *Desk) unsure(now time.Time) bool {
	if now.Sub(d.assured) > assuredFor {
		return true
	}
	for _, w := range d.places {
		if now.Sub(d.reads[w.Key()]) > 24*time.Hour {
			return true
		}
	}
	return false
}
