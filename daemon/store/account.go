package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"hash"
	"strings"
)

// keyBytes is the length of an account's secret key.
const keyBytes = 32

// Account is one account's part of a store. Accounts share nothing.
type Account struct {
	store *Store
	scope scope
	key   []byte
}

// Account opens an account's part. The first time, its secret key is made and committed.
func (s *Store) Account(name string) (*Account, error) {
	a := &Account{store: s, scope: scopeOf(name)}
	load := func(t *Tx) error {
		_, err := t.load(a.scope.key(kindKey), &a.key)
		return err
	}
	err := s.look(load)
	if err == nil && a.key == nil {
		err = s.transact(func(t *Tx) error { return a.makeKey(t, name) })
	}
	if err != nil {
		return nil, fmt.Errorf("open account %q: %w", name, err)
	}
	return a, nil
}

// makeKey makes the account's key, unless somebody did just now.
func (a *Account) makeKey(t *Tx, name string) (err error) {
	if found, err := t.load(a.scope.key(kindKey), &a.key); found || err != nil {
		return err
	}
	if a.key, err = a.store.newKey(name); err != nil {
		return err
	}
	return t.save(a.scope.key(kindKey), a.key)
}

// Hash names something by a keyed hash of its parts: 26 letters and digits that tell nobody what they stand for.
// HMAC-SHA256, 16 bytes, base32 in lower case; parts are told apart by their lengths.
func (a *Account) Hash(parts ...string) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(a.digest(parts)))
}

// digest is the 16 bytes behind Hash.
func (a *Account) digest(parts []string) []byte {
	mac := hmac.New(sha256.New, a.key)
	for _, part := range parts {
		writePart(mac, part)
	}
	return mac.Sum(nil)[:16]
}

// writePart adds a part and its length before it, so that ("ab", "c") and ("a", "bc") differ.
func writePart(h hash.Hash, part string) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(part)))
	h.Write(length[:]) // a hash never fails
	h.Write([]byte(part))
}

// View calls f with a transaction that reads the state as it stands now.
func (a *Account) View(f func(*Tx) error) error {
	return a.store.look(func(t *Tx) error {
		t.account = a
		return f(t)
	})
}

// Update calls f with a transaction and commits what it wrote, on the disk, when f returns nil; on any error nothing is
// written. One transaction runs at a time, so f must not call Update. Errors: those of f, ErrFull, ErrTooBig, ErrClosed.
func (a *Account) Update(f func(*Tx) error) error {
	var end uint64
	err := a.store.transact(func(t *Tx) error {
		t.account = a
		err := f(t)
		if err == nil && t.appended {
			end, err = t.Last()
		}
		return err
	})
	if err != nil || end == 0 {
		return err
	}
	a.store.raise(a.scope, end)
	return nil
}
