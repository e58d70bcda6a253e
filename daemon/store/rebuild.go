package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"
	"strings"

	"cuppa/rules"
)

// The steps of a rebuild, in their order.
const (
	stepDrop  = "drop"
	stepIndex = "index"
	stepPut   = "put"
	stepDone  = "done"
)

// How much one transaction of a rebuild holds.
const (
	dropChunk  = 1000 // keys
	indexChunk = 300  // events
	putChunk   = 50   // contacts
)

// Settings is what the views were made with, and whether they are whole: not while a rebuild is begun and not done.
func (t *Tx) Settings() (s Settings, whole bool, err error) {
	found, err := t.load(t.own(kindSettings), &s)
	return s, found, err
}

// SetSettings notes what the views are made with, in a store that has none yet; Rebuild does it by itself.
func (t *Tx) SetSettings(s Settings) error { return t.save(t.own(kindSettings), s) }

// Rebuild drops all views and makes them again from the journal: the indexes by itself, then put is called for each
// contact that events are about, by ID, but for those that were merged into another, and puts what is to be kept of it.
// It works in many small transactions; one that was broken off goes on where it was when Rebuild is called again.
func (a *Account) Rebuild(made Settings, put func(*Tx, rules.ContactID) error) error {
	for {
		var at progress
		err := a.Update(func(t *Tx) (err error) {
			if at, err = t.progress(); err != nil {
				return err
			}
			at, err = t.rebuild(at, made, put)
			return err
		})
		if err != nil {
			return fmt.Errorf("rebuild the views: %w", err)
		}
		if at.Step == stepDone {
			return nil
		}
	}
}

// progress is how far the rebuild has come that is under way, or the beginning of one.
func (t *Tx) progress() (progress, error) {
	at := progress{Step: stepDrop}
	_, err := t.load(t.own(kindRebuild), &at)
	return at, err
}

// rebuild does one transaction's part of a rebuild and notes how far it came.
func (t *Tx) rebuild(at progress, made Settings, put func(*Tx, rules.ContactID) error) (progress, error) {
	var err error
	switch at.Step {
	case stepDrop:
		at, err = t.dropChunk(at)
	case stepIndex:
		at, err = t.indexChunk(at)
	case stepPut:
		at, err = t.putChunk(at, put)
	default:
		err = fmt.Errorf("%w: step %q of a rebuild", ErrNewer, at.Step)
	}
	if err != nil {
		return at, err
	}
	if at.Step == stepDone {
		if err := t.remove(t.own(kindRebuild)); err != nil {
			return at, err
		}
		return at, t.SetSettings(made)
	}
	return at, t.save(t.own(kindRebuild), at)
}

// dropChunk deletes some keys of views, from where the last chunk ended: a scan takes its time over deleted keys too.
func (t *Tx) dropChunk(at progress) (progress, error) {
	if err := t.remove(t.own(kindSettings)); err != nil {
		return at, err
	}
	begun := func(k kind) bool { return bytes.HasPrefix(at.From, t.own(k)) }
	from, kinds := at.From, viewKinds[max(0, slices.IndexFunc(viewKinds[:], begun)):]
	for _, k := range kinds {
		if !begun(k) {
			from = nil
		}
		page, err := t.reader.page(t.own(k), from, dropChunk, true)
		if err != nil {
			return at, err
		}
		for _, p := range page {
			if err := t.remove(p.key); err != nil {
				return at, err
			}
		}
		if len(page) > 0 {
			return progress{Step: stepDrop, From: append(page[len(page)-1].key, 0)}, nil
		}
	}
	return progress{Step: stepIndex}, nil
}

// indexChunk indexes some events.
func (t *Tx) indexChunk(at progress) (progress, error) {
	n := 0
	for e, err := range t.Events(at.Number) {
		if err != nil {
			return at, err
		}
		if err := t.index(e.Number, e.Event); err != nil {
			return at, err
		}
		at.Number = e.Number
		if n++; n == indexChunk {
			return at, nil
		}
	}
	return progress{Step: stepPut}, nil
}

// putChunk has some contacts put.
func (t *Tx) putChunk(at progress, put func(*Tx, rules.ContactID) error) (progress, error) {
	prefix := t.own(kindOf)
	from := t.own(kindOf, []byte(at.Contact), []byte{0})
	page, err := t.reader.page(prefix, from, putChunk, true)
	if err != nil {
		return at, err
	}
	for _, p := range page {
		at.Contact = rules.ContactID(bytes.TrimPrefix(p.key, prefix))
		into, err := t.MergedInto(at.Contact)
		if err == nil && into == at.Contact {
			err = put(t, at.Contact)
		}
		if err != nil {
			return at, err
		}
	}
	if len(page) < putChunk {
		return progress{Step: stepDone}, nil
	}
	return at, nil
}

// Fingerprint is a hash of all views: a rebuild with the same code and rules leaves it as it was.
func (t *Tx) Fingerprint() (string, error) {
	sum := sha256.New()
	for _, k := range viewKinds {
		for p, err := range scan(t.reader, t.own(k), nil, false) {
			if err != nil {
				return "", err
			}
			writePart(sum, string(p.key))
			writePart(sum, string(p.value))
		}
	}
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum.Sum(nil)[:16])
	return strings.ToLower(text), nil
}
