package store

import (
	"cmp"
	"errors"
	"slices"

	"cuppa/rules"
)

// index notes under which names an event is found again. It is a view: noting twice is noting once.
func (t *Tx) index(number uint64, e rules.Event) error {
	err := t.note(t.own(kindOf, []byte(e.Contact)), number)
	for _, s := range append([]rules.Source{e.Source}, e.Also...) {
		err = errors.Join(err, t.note(t.hashed(kindSource, string(s)), number))
	}
	switch e.Kind {
	case rules.Undone:
		err = errors.Join(err, t.note(t.hashed(kindUndo, e.Ref), number))
	case rules.Merge:
		err = errors.Join(err, t.note(t.own(kindMerge, []byte(e.Ref)), number))
	}
	return err
}

// note adds a number to the ascending list at a key.
func (t *Tx) note(key []byte, number uint64) error {
	list, err := t.numbers(key)
	if err != nil {
		return err
	}
	i, found := slices.BinarySearch(list, number)
	if found {
		return nil
	}
	return t.save(key, slices.Insert(list, i, number))
}

func (t *Tx) numbers(key []byte) (list []uint64, err error) {
	_, err = t.load(key, &list)
	return list, err
}

// listed reads the events of the list at a key.
func (t *Tx) listed(key []byte) ([]Numbered, error) {
	list, err := t.numbers(key)
	if err != nil {
		return nil, err
	}
	events := make([]Numbered, 0, len(list))
	for _, number := range list {
		e, err := t.event(number)
		if err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}

// BySource is the events out of one mail (under any of its names), command, letter or import, in the journal's order.
func (t *Tx) BySource(s rules.Source) ([]rules.Event, error) {
	events, err := t.listed(t.hashed(kindSource, string(s)))
	return plain(events), err
}

// Facts is the events about the owner, those without a contact, in the journal's order, with what takes them back.
func (t *Tx) Facts() ([]rules.Event, error) { return t.History("") }

// History is all that a contact is folded from, in the journal's order: the events about the contact, those of the
// contacts merged into it, and whatever takes one of them back.
func (t *Tx) History(c rules.ContactID) ([]rules.Event, error) {
	h := history{tx: t, events: map[uint64]rules.Event{}, contacts: map[rules.ContactID]bool{}}
	if err := h.contact(c); err != nil {
		return nil, err
	}
	list := make([]Numbered, 0, len(h.events))
	for number, e := range h.events {
		list = append(list, Numbered{Number: number, Event: e})
	}
	slices.SortFunc(list, func(a, b Numbered) int { return cmp.Compare(a.Number, b.Number) })
	return plain(list), nil
}

// history is a history in the making.
type history struct {
	tx       *Tx
	events   map[uint64]rules.Event
	contacts map[rules.ContactID]bool
}

// contact adds the events of a contact, and those of the contacts merged into it.
func (h *history) contact(c rules.ContactID) error {
	if h.contacts[c] {
		return nil
	}
	h.contacts[c] = true
	events, err := h.tx.listed(h.tx.own(kindOf, []byte(c)))
	if err != nil {
		return err
	}
	for _, e := range events {
		if err := h.add(e); err != nil {
			return err
		}
		if e.Kind != rules.Merge {
			continue
		}
		into, err := h.tx.parent(rules.ContactID(e.Ref))
		if err == nil && into == c {
			err = h.contact(rules.ContactID(e.Ref))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// add adds an event and what takes it back, and what takes that back.
func (h *history) add(e Numbered) error {
	if _, known := h.events[e.Number]; known {
		return nil
	}
	h.events[e.Number] = e.Event
	undone, err := h.tx.undoing(e.Source)
	if err != nil {
		return err
	}
	for _, u := range undone {
		if err := h.add(u); err != nil {
			return err
		}
	}
	return nil
}

// undoing is the undone events that name a source, or the whole that the source is a line of: "command:k" takes back
// "command:k#2" too.
func (t *Tx) undoing(s rules.Source) ([]Numbered, error) {
	events, err := t.listed(t.hashed(kindUndo, string(s)))
	for i := range len(s) {
		if err != nil || s[i] != '#' {
			continue
		}
		var more []Numbered
		more, err = t.listed(t.hashed(kindUndo, string(s[:i])))
		events = append(events, more...)
	}
	return events, err
}

// stands tells whether an event is not taken back: whether a fold of it and of all that takes it back knows it.
func (t *Tx) stands(e rules.Event) (bool, error) {
	h := history{tx: t, events: map[uint64]rules.Event{}}
	if err := h.add(Numbered{Event: e}); err != nil {
		return false, err
	}
	events := make([]rules.Event, 0, len(h.events))
	for _, e := range h.events {
		events = append(events, e)
	}
	return rules.Fold(events).ID != "", nil
}

// MergedInto is the contact that a contact was merged into, at the end of the chain, by merges that stand; the contact
// itself where there is none. Where the chain is a ring, it is the one with the least ID. A contact that was merged into
// another should have no record: see Remove.
func (t *Tx) MergedInto(c rules.ContactID) (rules.ContactID, error) {
	var chain []rules.ContactID
	for c != "" {
		if i := slices.Index(chain, c); i >= 0 {
			return slices.Min(chain[i:]), nil
		}
		chain = append(chain, c)
		var err error
		if c, err = t.parent(c); err != nil {
			return "", err
		}
	}
	if len(chain) == 0 {
		return "", nil
	}
	return chain[len(chain)-1], nil
}

// parent is the one contact that a contact was merged into, by the newest of the merges that stand, or "".
func (t *Tx) parent(c rules.ContactID) (rules.ContactID, error) {
	merges, err := t.listed(t.own(kindMerge, []byte(c)))
	if err != nil {
		return "", err
	}
	slices.SortFunc(merges, func(a, b Numbered) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.ID, a.ID))
	})
	for _, m := range merges {
		stands, err := t.stands(m.Event)
		if err != nil {
			return "", err
		}
		if stands {
			return m.Contact, nil
		}
	}
	return "", nil
}

func plain(events []Numbered) []rules.Event {
	list := make([]rules.Event, len(events))
	for i, e := range events {
		list[i] = e.Event
	}
	return list
}
