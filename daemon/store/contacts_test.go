package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuppa/rules"

	"pgregory.net/rapid"
)

// person is a contact with addresses.
func person(id string, addresses ...string) rules.Contact {
	c := rules.Contact{ID: rules.ContactID(id)}
	for _, a := range addresses {
		c.Person.Address = addresses[0]
		c.Addresses = append(c.Addresses, rules.Address{Addr: a})
	}
	return c
}

func put(t testing.TB, a *Account, c rules.Contact, first time.Time) {
	t.Helper()
	update(t, a, func(tx *Tx) error { return tx.Put(c, first) })
}

// wantAddress checks who is found by an address; "" means nobody.
func wantAddress(t testing.TB, a *Account, address string, want rules.ContactID) {
	t.Helper()
	view(t, a, func(tx *Tx) error {
		got, found, err := tx.ByAddress(address)
		if got != want || found != (want != "") {
			t.Errorf("%s is %q's, want %q's", address, got, want)
		}
		return err
	})
}

// dueAt is who is due at a moment, in order.
func dueAt(t testing.TB, a *Account, now time.Time) string {
	t.Helper()
	var list []string
	view(t, a, func(tx *Tx) error {
		for c, err := range tx.Due(now) {
			if err != nil {
				return err
			}
			list = append(list, string(c.ID))
		}
		return nil
	})
	return strings.Join(list, " ")
}

func TestContactIsFoundByItsAddresses(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		put(t, a, person("c1", "x@example.net", "y@example.net"), time.Time{})
		wantAddress(t, a, "x@example.net", "c1")
		wantAddress(t, a, "y@example.net", "c1")
		wantAddress(t, a, "z@example.net", "")

		put(t, a, person("c1", "z@example.net"), time.Time{})
		wantAddress(t, a, "x@example.net", "")
		wantAddress(t, a, "z@example.net", "c1")

		update(t, a, func(tx *Tx) error { return tx.Remove("c1") })
		wantAddress(t, a, "z@example.net", "")
		view(t, a, func(tx *Tx) error {
			_, found, err := tx.Contact("c1")
			if found {
				t.Error("removed, and still there")
			}
			return err
		})
	})
}

func TestSharedAddressDoesNotDependOnOrder(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		for _, order := range [][]string{{"c1", "c2"}, {"c2", "c1"}} {
			for _, id := range order {
				put(t, a, person(id, "x@example.net"), time.Time{})
			}
			wantAddress(t, a, "x@example.net", "c1")
			put(t, a, person("c1"), time.Time{})
			wantAddress(t, a, "x@example.net", "c2")
			put(t, a, person("c2"), time.Time{})
			wantAddress(t, a, "x@example.net", "")
		}
	})
}

func TestContactsAreWalkedByID(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		var want []string
		update(t, a, func(tx *Tx) error {
			for i := range pageSize + 3 {
				id := fmt.Sprintf("c%04d", (i*5)%(pageSize+3))
				want = append(want, id)
				if err := tx.Put(person(id), time.Time{}); err != nil {
					return err
				}
			}
			return nil
		})
		slices.Sort(want)
		var got []string
		view(t, a, func(tx *Tx) error {
			for c, err := range tx.Contacts() {
				if err != nil {
					return err
				}
				got = append(got, string(c.ID))
			}
			return nil
		})
		if !slices.Equal(got, want) {
			t.Errorf("walked %v", got)
		}
	})
}

func TestDueIsWhoseAgendaHasBegun(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		put(t, a, person("later"), at(12))
		put(t, a, person("never"), time.Time{})
		put(t, a, person("old"), time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC))
		put(t, a, person("soon"), at(9).Add(time.Nanosecond))
		put(t, a, person("zoned"), at(8).In(time.FixedZone("east", 3*3600)))
		for _, tt := range []struct {
			now  time.Time
			want string
		}{
			{at(8).Add(-1), "old"},
			{at(8), "old zoned"},
			{at(9), "old zoned"},
			{at(9).Add(1), "old zoned soon"},
			{at(12), "old zoned soon later"},
		} {
			if got := dueAt(t, a, tt.now); got != tt.want {
				t.Errorf("at %v due: %q, want %q", tt.now, got, tt.want)
			}
		}
		put(t, a, person("zoned"), at(10))
		put(t, a, person("old"), time.Time{})
		if got := dueAt(t, a, at(23)); got != "soon zoned later" {
			t.Errorf("moved: %q", got)
		}
	})
}

func TestDueKeysAreInTheOrderOfTime(t *testing.T) {
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(-1<<40, 1<<40).Draw(t, "s"), rapid.Int64Range(0, 1e9-1).Draw(t, "ns"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := moment.Draw(t, "a"), moment.Draw(t, "b")
		if got := strings.Compare(string(orderTime(a)), string(orderTime(b))); got != a.Compare(b) {
			t.Fatalf("%v and %v are ordered %d", a, b, got)
		}
	})
}
