// Package store keeps what the daemon must not forget: each account's journal of events, the views that are made of it,
// and beside them cursors, searches, letters, held mail and settings. It lies on Badger, or on a sorted map in memory.
//
// A value is one byte of format and canonical CBOR (codec.go); all keys are made in keys.go and hold no address and no
// Message-ID in clear. The journal is the truth: views may be dropped and made again from it, everything else may not.
//
// Transactions are serialised, for there is one writer. The package asks no clock and starts no goroutine.
package store

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"os"
	"sync"
)

// Options say how a store on disk is opened. The zero value is right but for its silence.
type Options struct {
	Log *slog.Logger // nil: nothing is logged
	// Free tells how many bytes a user may still write to the disk that dir lies on; nil: ask the kernel.
	Free func(dir string) (uint64, error)
}

// Store is an open store. Its methods may be called from several goroutines; a transaction belongs to one.
type Store struct {
	kv     kv
	codec  codec
	log    *slog.Logger
	newKey func(account string) ([]byte, error)
	room   func() error // ErrFull where nothing more may be written
	high   *highMark    // nil: in memory
	lock   *os.File     // nil: in memory

	writing sync.Mutex // held by the one transaction that writes
}

// Memory makes an empty store that is gone when it is closed. Its accounts' keys depend on their names alone, so that
// equal runs make equal IDs.
func Memory() *Store {
	c, err := newCodec()
	if err != nil {
		panic(err) // the options are constants
	}
	return &Store{
		kv:    &sorted{},
		codec: c,
		log:   slog.New(slog.DiscardHandler),
		newKey: func(account string) ([]byte, error) {
			key := sha256.Sum256([]byte("memory\x00" + account))
			return key[:], nil
		},
		room: func() error { return nil },
	}
}

// Close ends all use of the store. Everything that was committed is on the disk already.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	err := s.kv.close()
	if s.lock != nil {
		if e := unlock(s.lock); err == nil {
			err = e
		}
	}
	if err != nil {
		return fmt.Errorf("close the store: %w", err)
	}
	return nil
}

func randomKey(string) ([]byte, error) {
	key := make([]byte, keyBytes)
	_, err := rand.Read(key)
	return key, err
}
