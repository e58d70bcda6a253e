package store

import (
	"slices"

	"cuppa/rules"
)

// PutThread notes that a contact takes part in the thread with this ID, where no event says so: under another ID than
// the mail's own, or by a header field that is not kept. It is no view, for the journal could not make it again.
func (t *Tx) PutThread(id string, c rules.ContactID) error {
	events, err := t.BySource(rules.MailSource(id))
	if err != nil {
		return err
	}
	if slices.ContainsFunc(events, func(e rules.Event) bool { return e.Contact == c }) {
		return nil
	}
	return t.join(t.hashed(kindThread, id), c)
}

// ByThread is the contacts that a mail or thread with this ID (a Message-ID without angle brackets, or what PutThread
// was told) is about: by ID, under the name of the contact they were merged into.
func (t *Tx) ByThread(id string) ([]rules.ContactID, error) {
	list, err := t.members(t.hashed(kindThread, id))
	if err != nil {
		return nil, err
	}
	events, err := t.BySource(rules.MailSource(id))
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		list = append(list, e.Contact)
	}
	var now []rules.ContactID
	for _, c := range list {
		if c == "" {
			continue
		}
		c, err := t.MergedInto(c)
		if err != nil {
			return nil, err
		}
		now = append(now, c)
	}
	slices.Sort(now)
	return slices.Compact(now), nil
}
