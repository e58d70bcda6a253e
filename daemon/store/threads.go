package store

import (
	"slices"

	"cuppa/rules"
)

// ByThread is the contacts that a mail with this Message-ID (without angle brackets) is about: by ID, under the name of
// the contact they were merged into.
func (t *Tx) ByThread(id string) ([]rules.ContactID, error) {
	events, err := t.BySource(rules.MailSource(id))
	if err != nil {
		return nil, err
	}
	var now []rules.ContactID
	for _, e := range events {
		if e.Contact == "" {
			continue
		}
		c, err := t.MergedInto(e.Contact)
		if err != nil {
			return nil, err
		}
		now = append(now, c)
	}
	slices.Sort(now)
	return slices.Compact(now), nil
}
