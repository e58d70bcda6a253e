package desk

import (
	"hash/fnv"
	"slices"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail/letter"
	"cuppa/mail/submit"
	"cuppa/rules"
	"cuppa/rules/command"
)

const (
	firstBackoff = time.Minute
	lastBackoff  = time.Hour
	// manySends is how often the same bytes go out at most where nobody knows whether they arrived.
	manySends = 2
	lastSent  = "sent" // the setting that tells when the last letter of a slot was made
)

// IsPast tells whether a moment lies before the last letter of a slot that was sent: then it cannot be lived again.
func (d *Desk) IsPast(now time.Time) (past bool, err error) {
	err = d.account.View(func(tx *store.Tx) error {
		last, err := lastMade(tx)
		past = now.Before(last)
		return err
	})
	return past, err
}

// plan puts a letter into the outbox, once by its key.
func (d *Desk) plan(tx *store.Tx, now time.Time, l letter.Letter, schedule, slot string) error {
	if _, there, err := tx.Entry(l.Key); err != nil || there {
		return err
	}
	e := store.Entry{Key: l.Key, Kind: string(l.Kind), State: store.Planned, Created: now.UTC(), Next: now.UTC(),
		MessageID: l.MessageID, From: l.From, To: l.To, Subject: l.Subject, Bytes: l.Bytes, Points: l.Points,
		Schedule: schedule, Slot: slot, Token: l.Token, Text: l.Text}
	if schedule != "" {
		for _, p := range l.Points {
			e.Asked = append(e.Asked, p.Prompt)
		}
	}
	return tx.PutEntry(e)
}

// Outgoing is the next letter to hand to the submission server, marked as being sent before it is given out.
func (d *Desk) Outgoing(now time.Time) (e store.Entry, found bool, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	err = d.account.Update(func(tx *store.Tx) error {
		for _, state := range []store.State{store.Planned, store.Uncertain} {
			for candidate, err := range tx.Entries(state) {
				if err != nil {
					return err
				}
				if candidate.Next.After(now) || state == store.Uncertain && (candidate.Attempts >= manySends || d.mayLie(candidate, now)) {
					continue
				}
				e, found = candidate, true
				e.State, e.Tried, e.Attempts = store.Sending, now.UTC(), e.Attempts+1
				return tx.PutEntry(e)
			}
		}
		return nil
	})
	return e, found && err == nil, err
}

// longUnread is how long an uncertain letter waits for the mailboxes to be read.
const longUnread = 24 * time.Hour

// mayLie tells whether a letter of uncertain fate may lie in a mailbox unread: one that was not read to its end since the
// desk was opened, or whose login does not serve.
func (d *Desk) mayLie(e store.Entry, now time.Time) bool {
	if now.Sub(e.Next) > longUnread {
		return false
	}
	return slices.ContainsFunc(d.places, func(w Watched) bool {
		return d.reads[w.Key()].Before(d.opened) || d.down[w.Login].what != "" || d.down[w.Key()].what != ""
	})
}

// Settle notes what became of a letter that was handed over.
func (d *Desk) Settle(now time.Time, key string, o submit.Outcome) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.account.Update(func(tx *store.Tx) error {
		e, found, err := tx.Entry(key)
		if err != nil || !found || e.State != store.Sending {
			return err
		}
		e.Reply = o.Reply
		switch o.State {
		case submit.Accepted:
			return d.sentNow(tx, now, e)
		case submit.Rejected:
			e.State = store.Rejected
		case submit.Uncertain:
			e.State, e.Next = store.Uncertain, now.Add(d.s.UncertainWait).UTC()
		default:
			e.State, e.Attempts, e.Next = store.Planned, e.Attempts-1, now.Add(backoff(e)).UTC()
			e.Deferred++
		}
		return tx.PutEntry(e)
	})
}

// sentNow settles a letter as sent, and commits with it that the owner was asked.
func (d *Desk) sentNow(tx *store.Tx, now time.Time, e store.Entry) error {
	e.State = store.Sent
	if err := tx.PutEntry(e); err != nil {
		return err
	}
	if e.Schedule != "" {
		if err := noteSent(tx, e.Created); err != nil {
			return err
		}
	}
	touched := map[rules.ContactID]bool{}
	for _, p := range asked(e) {
		event := rules.Event{Contact: p.Contact, Kind: rules.Asked, At: e.Created.Truncate(time.Second),
			Source: rules.Source("letter:" + e.Key), Ref: string(p.Prompt), Rule: p.Rule}
		if err := d.append(tx, now, &event); err != nil {
			return err
		}
		touched[p.Contact] = true
	}
	return d.refoldAll(tx, touched)
}

// noteSent notes when a letter of a slot was made. One that is found late was made before others that are sent already.
func noteSent(tx *store.Tx, made time.Time) error {
	last, err := lastMade(tx)
	if err != nil || !made.After(last) {
		return err
	}
	return tx.SetSlot(lastSent, made.UTC().Format(time.RFC3339))
}

// lastMade is when the newest letter of a slot was made of those that were sent; zero for none.
func lastMade(tx *store.Tx) (time.Time, error) {
	text, known, err := tx.Slot(lastSent)
	if err != nil || !known {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, text)
}

// asked are the points of a letter that ask the owner something; a receipt's do not.
func asked(e store.Entry) []command.Point {
	if e.Schedule == "" {
		return nil
	}
	return e.Points
}

// seenOwn notes that a letter of ours lies in a mailbox: whatever the submission server said, it arrived.
func (d *Desk) seenOwn(tx *store.Tx, now time.Time, token string, b batch) error {
	e, found, err := tx.EntryByToken(token)
	if err != nil || !found || e.State == store.Sent {
		return err
	}
	if e.Attempts == 0 && e.Deferred == 0 {
		return nil // never handed over: a copy from before the store was lost
	}
	for _, p := range asked(e) {
		b.touched[p.Contact] = true
	}
	return d.sentNow(tx, now, e)
}

// reviveLetters makes uncertain what was being handed over when the daemon stopped.
func (d *Desk) reviveLetters(tx *store.Tx, now time.Time) error {
	var open []store.Entry
	for e, err := range tx.Entries(store.Sending) {
		if err != nil {
			return err
		}
		open = append(open, e)
	}
	for _, e := range open {
		e.State, e.Next = store.Uncertain, now.Add(d.s.UncertainWait).UTC()
		if err := tx.PutEntry(e); err != nil {
			return err
		}
	}
	return nil
}

// backoff doubles from a minute to an hour, with a jitter that is the letter's own so that no clock and no dice are needed.
func backoff(e store.Entry) time.Duration {
	wait := lastBackoff
	if e.Deferred < 6 {
		wait = firstBackoff << e.Deferred
	}
	h := fnv.New32a()
	h.Write([]byte(e.Key))
	h.Write([]byte{byte(e.Deferred)})
	return wait + time.Duration(h.Sum32()%1000)*wait/4000
}

// unsettled are the prompts in letters of which nobody knows yet whether they were asked.
func unsettled(tx *store.Tx) (map[rules.PromptID]bool, error) {
	open := map[rules.PromptID]bool{}
	for _, state := range []store.State{store.Planned, store.Sending, store.Uncertain} {
		for e, err := range tx.Entries(state) {
			if err != nil {
				return nil, err
			}
			if state == store.Uncertain && e.Attempts >= manySends {
				continue
			}
			for _, id := range e.Asked {
				open[id] = true
			}
		}
	}
	return open, nil
}
