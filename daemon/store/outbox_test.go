package store

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// letter is an entry in a state, made at an hour.
func letter(key string, s State, hour int) Entry {
	return Entry{Key: key, State: s, Created: at(hour), MessageID: key + "@example.org", Token: "token of " + key}
}

func putEntries(t testing.TB, a *Account, entries ...Entry) {
	t.Helper()
	update(t, a, func(tx *Tx) error {
		var err error
		for _, e := range entries {
			err = errors.Join(err, tx.PutEntry(e))
		}
		return err
	})
}

// keysIn is the keys of the letters in a state.
func keysIn(t testing.TB, a *Account, s State) string {
	t.Helper()
	var keys []string
	view(t, a, func(tx *Tx) error {
		for e, err := range tx.Entries(s) {
			if err != nil {
				return err
			}
			keys = append(keys, e.Key)
		}
		return nil
	})
	return strings.Join(keys, " ")
}

func TestEntryIsFoundByKeyMessageIDAndToken(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		want := sampleEntry()
		putEntries(t, a, letter("other", Sent, 1), want)
		view(t, a, func(tx *Tx) error {
			for name, find := range map[string]func() (Entry, bool, error){
				"key":        func() (Entry, bool, error) { return tx.Entry(want.Key) },
				"message ID": func() (Entry, bool, error) { return tx.EntryByMessageID(want.MessageID) },
				"token":      func() (Entry, bool, error) { return tx.EntryByToken(want.Token) },
			} {
				got, found, err := find()
				if !found || err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("by %s: %+v, %v, %v", name, got, found, err)
				}
			}
			for _, find := range []func(string) (Entry, bool, error){tx.Entry, tx.EntryByMessageID, tx.EntryByToken} {
				if _, found, err := find("unknown"); found || err != nil {
					t.Errorf("unknown: %v, %v", found, err)
				}
			}
			return nil
		})
	})
}

func TestEntriesAreListedByStateOldestFirst(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		putEntries(t, a, letter("c", Planned, 3), letter("a", Planned, 1), letter("b", Sending, 2), letter("d", Sent, 4))
		if got := keysIn(t, a, Planned); got != "a c" {
			t.Errorf("planned: %q", got)
		}
		putEntries(t, a, letter("a", Uncertain, 1))
		for s, want := range map[State]string{Planned: "c", Sending: "b", Sent: "d", Uncertain: "a", Rejected: "", Superseded: ""} {
			if got := keysIn(t, a, s); got != want {
				t.Errorf("%s: %q, want %q", s, got, want)
			}
		}
	})
}

func TestEntryInNoStateIsRefused(t *testing.T) {
	a := account(t, Memory(), "ada")
	for _, e := range []Entry{{Key: "a"}, {Key: "a", State: "lost"}, {State: Sent}} {
		if err := a.Update(func(tx *Tx) error { return tx.PutEntry(e) }); err == nil {
			t.Errorf("%+v was kept", e)
		}
	}
}

func TestEntriesMayChangeTheirStateWhileTheyAreWalked(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		putEntries(t, a, letter("a", Sending, 1), letter("b", Sending, 2), letter("c", Sending, 3))
		update(t, a, func(tx *Tx) error {
			for e, err := range tx.Entries(Sending) {
				if err != nil {
					return err
				}
				e.State = Uncertain
				if err := tx.PutEntry(e); err != nil {
					return err
				}
			}
			return nil
		})
		if got := keysIn(t, a, Sending) + keysIn(t, a, Uncertain); got != "a b c" {
			t.Errorf("%q", got)
		}
	})
}

func TestPruneForgetsOldSettledLettersAlone(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		putEntries(t, a, letter("sent", Sent, 1), letter("young", Sent, 5), letter("planned", Planned, 1),
			letter("uncertain", Uncertain, 1), letter("rejected", Rejected, 1), letter("superseded", Superseded, 1))
		update(t, a, func(tx *Tx) error {
			n, err := tx.PruneOutbox(at(5))
			if n != 3 {
				t.Errorf("%d forgotten", n)
			}
			return err
		})
		left := fmt.Sprint(keysIn(t, a, Sent), keysIn(t, a, Planned), keysIn(t, a, Uncertain), keysIn(t, a, Rejected), keysIn(t, a, Superseded))
		if left != "youngplanneduncertain" {
			t.Errorf("left: %q", left)
		}
		view(t, a, func(tx *Tx) error {
			if _, found, err := tx.EntryByToken("token of sent"); found || err != nil {
				t.Errorf("its token is known: %v", err)
			}
			_, found, err := tx.EntryByMessageID("sent@example.org")
			if found {
				t.Error("its Message-ID is known")
			}
			return err
		})
	})
}

func TestPruneIsBounded(t *testing.T) {
	a := account(t, Memory(), "ada")
	for i := range pruneChunk + 10 {
		putEntries(t, a, letter(fmt.Sprint(i), Sent, 1))
	}
	for _, want := range []int{pruneChunk, 10, 0} {
		update(t, a, func(tx *Tx) error {
			n, err := tx.PruneOutbox(at(2))
			if n != want {
				t.Errorf("%d forgotten, not %d", n, want)
			}
			return err
		})
	}
}

// TestOutboxIndexesAgree: whatever was put and pruned, a letter is in the list of its state alone, and no index is left
// of a letter that is gone.
func TestOutboxIndexesAgree(t *testing.T) {
	states := []State{Planned, Sending, Sent, Uncertain, Rejected, Superseded}
	rapid.Check(t, func(rt *rapid.T) {
		a, model := account(t, Memory(), "ada"), map[string]State{}
		for range rapid.IntRange(1, 20).Draw(rt, "steps") {
			if rapid.IntRange(0, 5).Draw(rt, "prune") == 0 {
				update(t, a, func(tx *Tx) error { _, err := tx.PruneOutbox(at(23)); return err })
				for key, s := range model {
					if s == Sent || s == Rejected || s == Superseded {
						delete(model, key)
					}
				}
				continue
			}
			e := letter(fmt.Sprint("k", rapid.IntRange(0, 5).Draw(rt, "key")), rapid.SampledFrom(states).Draw(rt, "state"),
				rapid.IntRange(0, 9).Draw(rt, "hour"))
			putEntries(t, a, e)
			model[e.Key] = e.State
		}
		n := 0
		for _, s := range states {
			for _, key := range strings.Fields(keysIn(t, a, s)) {
				if model[key] != s {
					rt.Fatalf("%s is listed as %s and is %s", key, s, model[key])
				}
				n++
			}
		}
		if n != len(model) {
			rt.Fatalf("%d of %d letters are listed", n, len(model))
		}
		view(t, a, func(tx *Tx) error {
			for _, k := range []kind{kindEntry, kindEntryMail, kindEntryToken} {
				if got, err := count(tx.reader, tx.own(k)); err != nil || got != uint64(len(model)) {
					rt.Fatalf("%c: %d keys for %d letters, %v", k, got, len(model), err)
				}
			}
			return nil
		})
	})
}

func TestHeldMailIsBounded(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		update(t, a, func(tx *Tx) error {
			var err error
			for i := range mostHeld + 3 {
				err = errors.Join(err, tx.Hold(Held{ID: fmt.Sprint("h", i), At: at(1).Add(time.Duration(i) * time.Second)}))
			}
			return err
		})
		held := heldMail(t, a)
		if len(held) != mostHeld || held[0].ID != "h3" || held[mostHeld-1].ID != fmt.Sprint("h", mostHeld+2) {
			t.Errorf("%d are held, from %s", len(held), held[0].ID)
		}
	})
}

func TestHeldMailIsReleasedOnce(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		want := Held{ID: "h1", From: "ada@example.org", At: at(2), Raw: []byte("mail")}
		update(t, a, func(tx *Tx) error {
			return errors.Join(tx.Hold(Held{ID: "h1", At: at(1)}), tx.Hold(Held{ID: "h2", At: at(3)}), tx.Hold(want))
		})
		if held := heldMail(t, a); len(held) != 2 {
			t.Errorf("%d are held", len(held))
		}
		for _, wanted := range []bool{true, false} {
			update(t, a, func(tx *Tx) error {
				got, found, err := tx.Release("h1")
				if found != wanted || found && !reflect.DeepEqual(got, want) {
					t.Errorf("released %+v, %v", got, found)
				}
				return err
			})
		}
		if held := heldMail(t, a); len(held) != 1 || held[0].ID != "h2" {
			t.Errorf("held: %+v", held)
		}
	})
}

func heldMail(t testing.TB, a *Account) (held []Held) {
	t.Helper()
	view(t, a, func(tx *Tx) (err error) {
		held, err = tx.HeldMail()
		return err
	})
	return held
}
