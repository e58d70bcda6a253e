package store

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"
)

func TestCursorsAreKeptByMailbox(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		update(t, a, func(tx *Tx) error {
			return errors.Join(tx.SetCursor("one", 7, 100), tx.SetCursor("two", 8, 5), tx.SetCursor("one", 9, 4294967295))
		})
		view(t, a, func(tx *Tx) error {
			for place, want := range map[string]string{"one": "9 4294967295 true", "two": "8 5 true", "three": "0 0 false"} {
				validity, uid, ok, err := tx.Cursor(place)
				if got := fmt.Sprint(validity, uid, ok); got != want || err != nil {
					t.Errorf("%s: %s, %v", place, got, err)
				}
			}
			return nil
		})
	})
}

func TestReadsAreTheNewest(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		update(t, a, func(tx *Tx) error {
			return errors.Join(tx.SetRead("one", at(8)), tx.SetRead("two", at(9)), tx.SetRead("one", at(10)))
		})
		view(t, a, func(tx *Tx) error {
			got, err := tx.Reads()
			if want := map[string]time.Time{"one": at(10), "two": at(9)}; !reflect.DeepEqual(got, want) {
				t.Errorf("reads %v", got)
			}
			return err
		})
	})
}

func TestSearchIsOpenUntilItIsAnswered(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		from := Search{Place: "one", Header: "FROM", Value: "sam@example.net", Since: at(1)}
		to, later, elsewhere := from, from, from
		to.Header, later.Since, elsewhere.Place = "TO", at(2), "one/Archive"
		update(t, a, func(tx *Tx) error {
			var err error
			for _, s := range []Search{from, to, from, later, elsewhere} {
				err = errors.Join(err, tx.NoteSearch(s))
			}
			return err
		})
		wantSearches(t, a, "one", from, to, later)
		update(t, a, func(tx *Tx) error { return errors.Join(tx.AnswerSearch(from), tx.AnswerSearch(from)) })
		wantSearches(t, a, "one", to, later)
		wantSearches(t, a, "one/Archive", elsewhere)
		wantSearches(t, a, "two")
	})
}

func wantSearches(t *testing.T, a *Account, place string, want ...Search) {
	t.Helper()
	open := map[Search]bool{}
	view(t, a, func(tx *Tx) error {
		for s, err := range tx.Searches(place) {
			if err != nil {
				return err
			}
			open[s] = true
		}
		return nil
	})
	if len(open) != len(want) {
		t.Errorf("%s: %d searches are open, not %d", place, len(open), len(want))
	}
	for _, s := range want {
		if !open[s] {
			t.Errorf("%s: %+v is not open", place, s)
		}
	}
}

func TestSlotIsTheLastOfItsSchedule(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		update(t, a, func(tx *Tx) error {
			return errors.Join(tx.SetSlot("weekly", "2026-06-01 07:00"), tx.SetSlot("weekly", "2026-06-08 07:00"))
		})
		view(t, a, func(tx *Tx) error {
			wall, ok, err := tx.Slot("weekly")
			if wall != "2026-06-08 07:00" || !ok || err != nil {
				t.Errorf("weekly: %q, %v, %v", wall, ok, err)
			}
			wall, ok, err = tx.Slot("urgent")
			if wall != "" || ok {
				t.Errorf("urgent: %q, %v", wall, ok)
			}
			return err
		})
	})
}

func TestSettingsAreWholeOnceTheyAreSet(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		wantWhole(t, a, false, Settings{})
		made := Settings{Views: 1, Rules: "abc", Zone: "Europe/Berlin"}
		update(t, a, func(tx *Tx) error { return tx.SetSettings(made) })
		wantWhole(t, a, true, made)
	})
}
