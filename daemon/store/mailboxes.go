package store

import (
	"iter"
	"time"
)

// Cursor says up to where a mailbox is settled: all messages up to uid under this UIDVALIDITY (RFC 3501, 2.3.1.1). Not
// ok: it was never read.
func (t *Tx) Cursor(place string) (validity, uid uint32, ok bool, err error) {
	var c cursor
	ok, err = t.load(t.hashed(kindCursor, place), &c)
	return c.UIDValidity, c.UID, ok, err
}

// SetCursor moves a mailbox's cursor.
func (t *Tx) SetCursor(place string, validity, uid uint32) error {
	return t.save(t.hashed(kindCursor, place), cursor{UIDValidity: validity, UID: uid})
}

// SetRead notes when a mailbox was read up to its end.
func (t *Tx) SetRead(place string, at time.Time) error {
	return t.save(t.hashed(kindRead, place), readRecord{Place: place, At: at})
}

// Reads is when each mailbox was last read up to its end.
func (t *Tx) Reads() (map[string]time.Time, error) {
	reads := map[string]time.Time{}
	for p, err := range scan(t.reader, t.own(kindRead), nil, false) {
		var r readRecord
		if err == nil {
			err = t.codec.decode(p.value, &r)
		}
		if err != nil {
			return nil, err
		}
		reads[r.Place] = r.At
	}
	return reads, nil
}

// NoteSearch notes a question to a mailbox until it is answered; the same question twice is one.
func (t *Tx) NoteSearch(s Search) error { return t.save(t.searchKey(s), s) }

// AnswerSearch forgets a question that was answered.
func (t *Tx) AnswerSearch(s Search) error { return t.remove(t.searchKey(s)) }

// Searches walks the open questions to one mailbox.
func (t *Tx) Searches(place string) iter.Seq2[Search, error] {
	return func(yield func(Search, error) bool) {
		for p, err := range scan(t.reader, t.hashed(kindSearch, place), nil, false) {
			var s Search
			if err == nil {
				err = t.codec.decode(p.value, &s)
			}
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}
