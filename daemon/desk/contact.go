package desk

import (
	"time"

	"cuppa/daemon/store"
	"cuppa/rules"
)

// refold makes a contact's view anew from its history, as of the moment the newest of it was learnt: so that the same
// journal makes the same views whenever they are made.
func (d *Desk) refold(tx *store.Tx, id rules.ContactID) error {
	events, err := tx.History(id)
	if err != nil {
		return err
	}
	var learned time.Time
	for _, e := range events {
		if e.Learned.After(learned) {
			learned = e.Learned
		}
	}
	c := rules.Fold(events)
	if c.ID == "" {
		return tx.Remove(id)
	}
	c.ID = id
	return tx.Put(c, d.first(c, learned))
}

// first is when the contact must be looked at again: at once where some of its events lie ahead of now, as when a moment
// in the past is asked about; zero for never.
func (d *Desk) first(c rules.Contact, now time.Time) time.Time {
	if c.Latest.After(now) {
		return d.owner.Began
	}
	return rules.Start(c, rules.Agenda(c, d.s.Rules, d.almanac(), now), now)
}

// asOf is the contact as it stood at a moment: without the events that lie ahead of it.
func (d *Desk) asOf(tx *store.Tx, c rules.Contact, now time.Time) (rules.Contact, error) {
	if !c.Latest.After(now) {
		return c, nil
	}
	events, err := tx.History(c.ID)
	if err != nil {
		return rules.Contact{}, err
	}
	past := events[:0]
	for _, e := range events {
		if !e.At.After(now) {
			past = append(past, e)
		}
	}
	folded := rules.Fold(past)
	folded.ID = c.ID
	return folded, nil
}
