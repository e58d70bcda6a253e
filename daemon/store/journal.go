package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	"cuppa/rules"
)

// Append adds an event at the journal's end, unless one with its ID is there already, and indexes it. What is there is
// never changed: equal IDs mean equal content.
func (t *Tx) Append(e rules.Event) (added bool, err error) {
	if e.ID == "" || e.Kind == "" || e.At.IsZero() || e.Source == "" {
		return false, errors.New("append an event: it has no ID, kind, time or source")
	}
	if t.over == nil {
		return false, ErrReadOnly
	}
	var number uint64
	if found, err := t.load(t.idKey(e.ID), &number); found || err != nil {
		return false, err
	}
	last, err := t.Last()
	if err != nil {
		return false, err
	}
	number = last + 1
	err = errors.Join(
		t.save(t.eventKey(number), e),
		t.save(t.idKey(e.ID), number),
		t.save(t.own(kindLast), number),
		t.index(number, e),
	)
	t.appended = true
	return err == nil, err
}

// Last is the number of the journal's last event, 0 while there is none.
func (t *Tx) Last() (uint64, error) { return t.lastOf(t.account.scope) }

func (t *Tx) lastOf(account scope) (last uint64, err error) {
	_, err = t.load(account.key(kindLast), &last)
	return last, err
}

// Events walks the journal in its order, from the event after the given number on. It ends with ErrDamaged where a
// number is missing.
func (t *Tx) Events(after uint64) iter.Seq2[Numbered, error] {
	return func(yield func(Numbered, error) bool) {
		next := after
		for p, err := range scan(t.reader, t.own(kindEvent), t.eventKey(after+1), false) {
			var e Numbered
			if err == nil {
				next++
				e, err = t.numbered(p, next)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
		last, err := t.Last()
		if err == nil && next < last {
			err = fmt.Errorf("read the journal: %w: event %d is missing", ErrDamaged, next+1)
		}
		if err != nil {
			yield(Numbered{}, err)
		}
	}
}

// numbered decodes an event that must have the given number.
func (t *Tx) numbered(p pair, want uint64) (Numbered, error) {
	e := Numbered{Number: binary.BigEndian.Uint64(p.key[len(p.key)-8:])}
	if e.Number != want {
		return e, fmt.Errorf("read the journal: %w: event %d is missing", ErrDamaged, want)
	}
	return e, t.codec.decode(p.value, &e.Event)
}

// Event finds an event by its ID.
func (t *Tx) Event(id rules.EventID) (Numbered, bool, error) {
	var number uint64
	found, err := t.load(t.idKey(id), &number)
	if err != nil || !found {
		return Numbered{}, false, err
	}
	e, err := t.event(number)
	return e, err == nil, err
}

// event reads an event that must be there.
func (t *Tx) event(number uint64) (Numbered, error) {
	e := Numbered{Number: number}
	found, err := t.load(t.eventKey(number), &e.Event)
	if err == nil && !found {
		err = fmt.Errorf("read the journal: %w: event %d is missing", ErrDamaged, number)
	}
	return e, err
}
