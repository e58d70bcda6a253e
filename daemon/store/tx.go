package store

import "errors"

// Tx is one transaction on an account: a consistent view, and in Update the writes on top of it. It must not be used
// after its function returned.
type Tx struct {
	account  *Account
	codec    codec
	reader   reader
	over     *overlay // nil: the transaction only reads
	appended bool
}

// Key is the account's secret key, 32 bytes. It is for signing and never shown.
func (t *Tx) Key() []byte { return t.account.key }

// look runs a transaction that reads.
func (s *Store) look(f func(*Tx) error) error {
	return s.kv.view(func(r reader) error { return f(&Tx{codec: s.codec, reader: r}) })
}

// transact runs a transaction that writes, and commits it.
func (s *Store) transact(f func(*Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.room(); err != nil {
		return err
	}
	var writes []write
	err := s.kv.view(func(r reader) error {
		over := newOverlay(r)
		err := f(&Tx{codec: s.codec, reader: over, over: over})
		writes = over.writes()
		return err
	})
	if err != nil || len(writes) == 0 {
		return err
	}
	err = s.kv.apply(writes)
	if errors.Is(err, ErrTooBig) {
		return hint(err, "commit fewer messages at once")
	}
	return err
}

// raise notes a journal's new end beside the database. The events are committed by then: a mark that could not be
// written lags, and the next one makes up for it.
func (s *Store) raise(name scope, end uint64) {
	if s.high == nil {
		return
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.high.raise(name, end); err != nil {
		s.log.Warn("the journal's end was not noted", "component", "store", "err", err)
	}
}

// load reads the record at a key into what into points to, and tells whether there was one.
func (t *Tx) load(key []byte, into any) (bool, error) {
	value, found, err := t.reader.get(key)
	if err != nil || !found {
		return false, err
	}
	return true, t.codec.decode(value, into)
}

// save writes a record.
func (t *Tx) save(key []byte, record any) error {
	if t.over == nil {
		return ErrReadOnly
	}
	value, err := t.codec.encode(record)
	if err != nil {
		return err
	}
	t.over.set(key, value)
	return nil
}

// mark writes a key that says all by being there.
func (t *Tx) mark(key []byte) error {
	if t.over == nil {
		return ErrReadOnly
	}
	t.over.set(key, nil)
	return nil
}

// remove deletes a key, if it is there.
func (t *Tx) remove(key []byte) error {
	if t.over == nil {
		return ErrReadOnly
	}
	t.over.delete(key)
	return nil
}
