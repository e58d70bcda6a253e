package store

import (
	"fmt"
	"testing"
	"time"

	"cuppa/rules"
)

// eachStore runs a test on an empty account of each engine.
func eachStore(t *testing.T, f func(*testing.T, *Account)) {
	t.Run("badger", func(t *testing.T) { f(t, account(t, open(t, t.TempDir()), "ada")) })
	t.Run("memory", func(t *testing.T) { f(t, account(t, Memory(), "ada")) })
}

// open opens a store on disk until the test ends.
func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func account(t testing.TB, s *Store, name string) *Account {
	t.Helper()
	a, err := s.Account(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// update and view run a transaction that must not fail.
func update(t testing.TB, a *Account, f func(*Tx) error) {
	t.Helper()
	if err := a.Update(f); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, a *Account, f func(*Tx) error) {
	t.Helper()
	if err := a.View(f); err != nil {
		t.Fatal(err)
	}
}

// add appends events that must be new.
func add(t testing.TB, a *Account, events ...rules.Event) {
	t.Helper()
	update(t, a, func(tx *Tx) error {
		for _, e := range events {
			added, err := tx.Append(e)
			if err != nil {
				return err
			}
			if !added {
				return fmt.Errorf("event %s was there", e.ID)
			}
		}
		return nil
	})
}

// at is a moment of the tests' day.
func at(hour int) time.Time { return time.Date(2026, 6, 10, hour, 0, 0, 0, time.UTC) }

// event is an event of a contact out of a source of its own.
func event(id string, c rules.ContactID, k rules.Kind, ref string) rules.Event {
	return rules.Event{
		ID: rules.EventID(id), Contact: c, Kind: k, At: at(9), Ref: ref, Source: rules.Source("command:" + id),
	}
}

// ids is the IDs of events, for comparing.
func ids(events []rules.Event) string {
	text := ""
	for _, e := range events {
		text += string(e.ID) + " "
	}
	return text
}
