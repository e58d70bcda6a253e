package desk

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail"
	"cuppa/mail/intake"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// Cursor says up to where a mailbox is settled.
func (d *Desk) Cursor(place mail.Place) (c mail.Cursor, err error) {
	err = d.account.View(func(tx *store.Tx) error {
		validity, uid, _, err := tx.Cursor(place.Key())
		c = mail.Cursor{UIDValidity: validity, UID: mail.UID(uid)}
		return err
	})
	return c, err
}

// Wanted tells which of these messages are worth reading, by their heads.
func (d *Desk) Wanted(heads []mail.Arrival) ([]mail.UID, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var wanted []mail.UID
	err := d.account.View(func(tx *store.Tx) error {
		for _, head := range heads {
			r := understand.Read(&head.Message)
			k, err := d.lookup(tx, head, r, nil)
			if err != nil {
				return err
			}
			if !head.Unreadable && intake.Wants(head, r, k) {
				wanted = append(wanted, head.UID)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("choose what to read: %w", err)
	}
	return wanted, nil
}

// Take makes of a batch of one mailbox all that it causes, in one transaction: events, views, letters, searches, and the
// cursor, which says from now on that all up to it is settled. A batch too big for one transaction is taken in halves.
func (d *Desk) Take(now time.Time, place mail.Place, batch []mail.Arrival, upTo mail.Cursor) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.take(now, batch, func(tx *store.Tx, last mail.UID, whole bool) error {
		c := upTo
		if !whole {
			c.UID = last
		}
		return tx.SetCursor(place.Key(), c.UIDValidity, uint32(c.UID))
	})
}

// Found is Take for the answer to searches, or for a part of it; with the last part they are answered.
func (d *Desk) Found(now time.Time, list []mail.Search, batch []mail.Arrival, last bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.take(now, batch, func(tx *store.Tx, _ mail.UID, whole bool) error {
		if !whole || !last {
			return nil
		}
		for _, q := range list {
			if err := tx.AnswerSearch(store.Search(q)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *Desk) take(now time.Time, batch []mail.Arrival, commit func(*store.Tx, mail.UID, bool) error) error {
	var last mail.UID
	if len(batch) > 0 {
		last = batch[len(batch)-1].UID
	}
	err := d.account.Update(func(tx *store.Tx) error {
		if err := d.takeAll(tx, now, batch); err != nil {
			return err
		}
		return commit(tx, last, true)
	})
	if !errors.Is(err, store.ErrTooBig) || len(batch) < 2 {
		return err
	}
	half := batch[:len(batch)/2]
	first := func(tx *store.Tx, last mail.UID, _ bool) error { return commit(tx, last, false) }
	if err := d.take(now, half, first); err != nil {
		return err
	}
	return d.take(now, batch[len(half):], commit)
}

// batch is what a transaction has learnt so far and not yet written to the views.
type batch struct {
	newcomers map[string]rules.ContactID
	touched   map[rules.ContactID]bool
}

func (d *Desk) takeAll(tx *store.Tx, now time.Time, arrivals []mail.Arrival) error {
	b := batch{newcomers: map[string]rules.ContactID{}, touched: map[rules.ContactID]bool{}}
	for _, a := range arrivals {
		if a.Unreadable {
			continue
		}
		if err := d.takeOne(tx, now, a, b); err != nil {
			return fmt.Errorf("take message %d of %s: %w", a.UID, a.Place.Mailbox, err)
		}
	}
	return d.refoldAll(tx, b.touched)
}

// refoldAll makes the views of these contacts anew, in an order of their own.
func (d *Desk) refoldAll(tx *store.Tx, touched map[rules.ContactID]bool) error {
	ids := make([]rules.ContactID, 0, len(touched))
	for c := range touched {
		ids = append(ids, c)
	}
	slices.Sort(ids)
	for _, c := range ids {
		into, err := tx.MergedInto(c)
		if err != nil {
			return err
		}
		if into != c {
			if err := tx.Remove(c); err != nil {
				return err
			}
		}
		if err := d.refold(tx, into); err != nil {
			return err
		}
	}
	return nil
}

func (d *Desk) takeOne(tx *store.Tx, now time.Time, a mail.Arrival, b batch) error {
	r := understand.Read(&a.Message)
	k, err := d.lookup(tx, a, r, b.newcomers)
	if err != nil {
		return err
	}
	v := intake.Decide(a, r, k, d.s.Zone)
	d.s.Log.Debug("mail understood", "mailbox", a.Place.Mailbox, "uid", a.UID, "outcome", v.Class, "why", v.Why)
	switch {
	case v.Own != "":
		return d.seenOwn(tx, now, v.Own, b)
	case v.Held != "":
		return d.hold(tx, now, a, v)
	}
	if v.Trusted || len(v.Events) > 0 {
		if _, _, err := tx.Release(d.account.Hash("held", intake.Identity(a.Message))); err != nil {
			return err
		}
	}
	for i := range v.Events {
		e := &v.Events[i]
		if err := d.append(tx, now, e); err != nil {
			return err
		}
		b.touched[e.Contact] = true
		if e.Kind == rules.Sent {
			b.newcomers[e.Person.Address] = e.Contact
		}
	}
	if v.Spoken != nil {
		if err := d.obey(tx, now, a, *v.Spoken, b); err != nil {
			return err
		}
	}
	return d.noteSearches(tx, now, v.Searches)
}

// hold keeps a mail that claims to be the owner's and proved nothing. It may be older than what is watched: then the owner
// is not told of it.
func (d *Desk) hold(tx *store.Tx, now time.Time, a mail.Arrival, v intake.Verdict) error {
	id := d.account.Hash("held", intake.Identity(a.Message))
	from := ""
	if len(a.Message.From) > 0 {
		from = a.Message.From[0].Addr
	}
	if done, err := d.copyTaken(tx, intake.Identity(a.Message)); err != nil || done {
		return err
	}
	h := store.Held{ID: id, From: from, Subject: string(rules.NewQuote(a.Message.Subject)), Why: v.Held, At: now.UTC()}
	if err := tx.Hold(h); err != nil {
		return err
	}
	return d.noteSearches(tx, now, v.Searches)
}

// copyTaken tells whether a copy of a mail that proved itself was taken already: as a mail to somebody, or as a command.
func (d *Desk) copyTaken(tx *store.Tx, id string) (bool, error) {
	events, err := tx.BySource(rules.MailSource(id))
	if err != nil || len(events) > 0 {
		return true, err
	}
	_, obeyed, err := tx.Entry(receiptKey + d.account.Hash("command", id))
	return obeyed, err
}
