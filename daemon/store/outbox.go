package store

import (
	"errors"
	"fmt"
	"iter"
	"time"
)

// pruneChunk is how many entries one transaction forgets at most.
const pruneChunk = 200

// letter is the state's place in keys; they are stored for ever.
func (s State) letter() byte {
	switch s {
	case Planned:
		return 'p'
	case Sending:
		return 'a'
	case Sent:
		return 's'
	case Uncertain:
		return 'u'
	case Rejected:
		return 'r'
	case Superseded:
		return 'x'
	}
	return 0
}

// PutEntry keeps a letter, in place of the one with its key.
func (t *Tx) PutEntry(e Entry) error {
	if e.Key == "" || e.State.letter() == 0 {
		return fmt.Errorf("put letter %q: state %q", e.Key, e.State)
	}
	if err := t.removeEntry(e.Key); err != nil {
		return err
	}
	err := errors.Join(t.save(t.hashed(kindEntry, e.Key), e), t.mark(t.stateKey(e)))
	if e.MessageID != "" {
		err = errors.Join(err, t.save(t.hashed(kindEntryMail, e.MessageID), e.Key))
	}
	if e.Token != "" {
		err = errors.Join(err, t.save(t.hashed(kindEntryToken, e.Token), e.Key))
	}
	return err
}

// removeEntry deletes a letter and its indexes, if it is there.
func (t *Tx) removeEntry(key string) error {
	old, found, err := t.Entry(key)
	if err != nil || !found {
		return err
	}
	return errors.Join(
		t.remove(t.hashed(kindEntry, key)),
		t.remove(t.stateKey(old)),
		t.remove(t.hashed(kindEntryMail, old.MessageID)),
		t.remove(t.hashed(kindEntryToken, old.Token)),
	)
}

// Entry finds a letter by its key.
func (t *Tx) Entry(key string) (e Entry, found bool, err error) {
	found, err = t.load(t.hashed(kindEntry, key), &e)
	return e, found && err == nil, err
}

// EntryByMessageID finds a letter by its Message-ID.
func (t *Tx) EntryByMessageID(id string) (Entry, bool, error) {
	return t.entryAt(t.hashed(kindEntryMail, id))
}

// EntryByToken finds a letter by its token.
func (t *Tx) EntryByToken(token string) (Entry, bool, error) {
	return t.entryAt(t.hashed(kindEntryToken, token))
}

func (t *Tx) entryAt(index []byte) (Entry, bool, error) {
	var key string
	found, err := t.load(index, &key)
	if err != nil || !found {
		return Entry{}, false, err
	}
	return t.Entry(key)
}

// Entries walks the letters in one state, by the time they were made.
func (t *Tx) Entries(s State) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		prefix := t.own(kindEntryState, []byte{s.letter()})
		for p, err := range scan(t.reader, prefix, nil, true) {
			var e Entry
			if err == nil {
				err = t.indexed(p.key[len(prefix)+orderTimeBytes:], &e)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// indexed reads the letter with this digest of its key, which must be there.
func (t *Tx) indexed(digest []byte, e *Entry) error {
	found, err := t.load(t.own(kindEntry, digest), e)
	if err == nil && !found {
		err = fmt.Errorf("read the outbox: %w: a letter is missing", ErrDamaged)
	}
	return err
}

// PruneOutbox forgets settled letters that were made before a moment, up to 200 a call, and tells how many.
func (t *Tx) PruneOutbox(before time.Time) (int, error) {
	n := 0
	for _, s := range []State{Sent, Rejected, Superseded} {
		for e, err := range t.Entries(s) {
			if err != nil {
				return n, err
			}
			if n == pruneChunk || !e.Created.Before(before) {
				break
			}
			if err := t.removeEntry(e.Key); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}
