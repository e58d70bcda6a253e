package desk

import (
	"time"

	"cuppa/daemon/store"
	"cuppa/mail"
)

// Searches are the open questions to one mailbox.
func (d *Desk) Searches(place mail.Place) (list []mail.Search, err error) {
	err = d.account.View(func(tx *store.Tx) error {
		for q, err := range tx.Searches(place.Key()) {
			if err != nil {
				return err
			}
			list = append(list, mail.Search(q))
		}
		return nil
	})
	return list, err
}

// noteSearches notes each question for every mailbox that could hold its answer, back to where the first read began.
func (d *Desk) noteSearches(tx *store.Tx, now time.Time, list []mail.Search) error {
	since := d.Since(now)
	for _, q := range list {
		for _, w := range d.places {
			if !asks(w.Roles, q.Header) {
				continue
			}
			if err := tx.NoteSearch(store.Search{Place: w.Key(), Header: q.Header, Value: q.Value, Since: since}); err != nil {
				return err
			}
		}
	}
	return nil
}

// asks tells whether a mailbox of these roles could hold the answer.
func asks(r mail.Roles, header string) bool {
	switch header {
	case "FROM", "MESSAGE-ID", "REPORT":
		return r.Inbox
	case "TO":
		return r.Sent || r.Drop
	case "ID":
		return r.Sent
	}
	return false
}

// Since is the day from which mail is read for the first time.
func (d *Desk) Since(now time.Time) time.Time {
	back := d.s.Lookback
	back.Years, back.Months, back.Days = -back.Years, -back.Months, -back.Days
	back.Business, back.Clock = -back.Business, -back.Clock
	return back.From(now, d.s.Zone, nil).UTC().Truncate(24 * time.Hour)
}

// Fresh notes that a mailbox was read to its end. It is written down now and then, for those who ask while no daemon runs.
func (d *Desk) Fresh(now time.Time, place mail.Place) error {
	const often = 10 * time.Minute
	d.mu.Lock()
	defer d.mu.Unlock()
	before := d.reads[place.Key()]
	d.reads[place.Key()] = now
	if now.Sub(before) < often && now.After(before) {
		return nil
	}
	return d.account.Update(func(tx *store.Tx) error { return tx.SetRead(place.Key(), now.UTC()) })
}
