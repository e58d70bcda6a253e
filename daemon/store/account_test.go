package store

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"sync"
	"testing"
	"time"

	"cuppa/rules"

	"pgregory.net/rapid"
)

func TestAccountsShareNothing(t *testing.T) {
	eachStore(t, func(t *testing.T, ada *Account) {
		before := rest(t, account(t, ada.store, "ad"))
		fill(t, ada, 3)
		for _, name := range []string{"ad", "adaa", "Ada", ""} {
			other := account(t, ada.store, name)
			if other.Hash("x") == ada.Hash("x") {
				t.Errorf("%q has ada's key", name)
			}
			if n := len(journal(t, other, 0)); n != 0 {
				t.Errorf("%q has %d events", name, n)
			}
			if got := dueAt(t, other, at(23)); got != "" {
				t.Errorf("%q has %s due", name, got)
			}
		}
		if after := rest(t, account(t, ada.store, "ad")); after != before {
			t.Errorf("another account has changed: %s", after)
		}
		if err := ada.Rebuild(Settings{}, func(*Tx, rules.ContactID) error { return nil }); err != nil {
			t.Fatal(err)
		}
	})
}

func TestKeyIsSecretAndStays(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	key := keyOf(t, account(t, s, "ada"))
	if len(key) != keyBytes || bytes.Equal(key, make([]byte, keyBytes)) {
		t.Errorf("key %x", key)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if again := keyOf(t, account(t, open(t, dir), "ada")); !bytes.Equal(again, key) {
		t.Error("the key has changed")
	}
	if elsewhere := keyOf(t, account(t, open(t, t.TempDir()), "ada")); bytes.Equal(elsewhere, key) {
		t.Error("two stores have one key")
	}
}

func keyOf(t testing.TB, a *Account) (key []byte) {
	t.Helper()
	view(t, a, func(tx *Tx) error {
		key = bytes.Clone(tx.Key())
		return nil
	})
	return key
}

func TestMemoryMakesEqualKeysForEqualRuns(t *testing.T) {
	one, two := account(t, Memory(), "ada"), account(t, Memory(), "ada")
	if one.Hash("x") != two.Hash("x") {
		t.Error("two runs differ")
	}
}

func TestHashTellsPartsApart(t *testing.T) {
	a := account(t, Memory(), "ada")
	form := regexp.MustCompile(`^[a-z2-7]{26}$`)
	parts := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("ab\x00")), 0, 3, -1), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		x, y := parts.Draw(t, "x"), parts.Draw(t, "y")
		hx, hy := a.Hash(x...), a.Hash(y...)
		if !form.MatchString(hx) {
			t.Fatalf("hash %q", hx)
		}
		equal := len(x) == len(y)
		for i := 0; equal && i < len(x); i++ {
			equal = x[i] == y[i]
		}
		if equal != (hx == hy) {
			t.Fatalf("%q and %q: %s and %s", x, y, hx, hy)
		}
	})
}

func TestOneTransactionWritesAtATime(t *testing.T) {
	eachStore(t, func(t *testing.T, ada *Account) {
		accounts := []*Account{ada, ada, account(t, ada.store, "bob")}
		var all sync.WaitGroup
		for i, a := range accounts {
			all.Go(func() {
				for n := range 15 {
					e := event(fmt.Sprint("e", i, ".", n), "c1", rules.Noted, "")
					err := a.Update(func(tx *Tx) error {
						_, err := tx.Append(e)
						return err
					})
					if err = errors.Join(err, a.View(func(tx *Tx) error { _, err := tx.History("c1"); return err })); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if n, m := len(journal(t, ada, 0)), len(journal(t, accounts[2], 0)); n != 30 || m != 15 {
			t.Errorf("%d and %d events", n, m)
		}
	})
}

func TestClosedStoreSaysSo(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		if err := a.store.Close(); err != nil {
			t.Fatal(err)
		}
		err := a.Update(func(tx *Tx) error { return tx.Put(rules.Contact{ID: "c1"}, time.Time{}) })
		if !errors.Is(err, ErrClosed) {
			t.Errorf("update: %v", err)
		}
		if err := a.View(func(*Tx) error { return nil }); !errors.Is(err, ErrClosed) {
			t.Errorf("view: %v", err)
		}
	})
}

func TestUpdateThatIsTooBigSaysWhatToDo(t *testing.T) {
	a := account(t, open(t, t.TempDir()), "ada")
	err := a.Update(func(tx *Tx) error {
		for i := range 5 {
			h := Held{ID: string(rune('a' + i)), At: at(i), Raw: bytes.Repeat([]byte{byte(i)}, 500_000)}
			if err := tx.Hold(h); err != nil {
				return err
			}
		}
		return nil
	})
	wantHint(t, err, ErrTooBig)
	if held := heldMail(t, a); len(held) != 0 {
		t.Errorf("%d are held", len(held))
	}
}
