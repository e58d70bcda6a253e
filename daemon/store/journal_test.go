package store

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"cuppa/rules"

	"pgregory.net/rapid"
)

func TestAppendHappensOnce(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		e := event("e1", "c1", rules.Noted, "")
		add(t, a, e)
		again := e
		again.Text = "other content under the same ID"
		update(t, a, func(tx *Tx) error {
			added, err := tx.Append(again)
			if added {
				t.Error("added twice")
			}
			return err
		})
		view(t, a, func(tx *Tx) error {
			got, found, err := tx.Event("e1")
			if !found || got.Number != 1 || !reflect.DeepEqual(got.Event, e) {
				t.Errorf("%+v, %v", got, found)
			}
			return err
		})
	})
}

func TestAppendRefusesWhatIsNoEvent(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		good := event("e1", "c1", rules.Noted, "")
		for name, spoil := range map[string]func(*rules.Event){
			"no ID":     func(e *rules.Event) { e.ID = "" },
			"no kind":   func(e *rules.Event) { e.Kind = "" },
			"no time":   func(e *rules.Event) { e.At = rules.Event{}.At },
			"no source": func(e *rules.Event) { e.Source = "" },
		} {
			e := good
			spoil(&e)
			err := a.Update(func(tx *Tx) error {
				_, err := tx.Append(e)
				return err
			})
			if err == nil {
				t.Errorf("%s: appended", name)
			}
		}
	})
}

func TestJournalIsNumberedWithoutGaps(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		run, s := 0, a.store
		rapid.Check(t, func(rt *rapid.T) {
			run++
			a := account(t, s, fmt.Sprint("run ", run))
			add(t, a, event("e0", "c1", rules.Noted, ""))
			before := journal(t, a, 0)
			for batch := range rapid.IntRange(1, 4).Draw(rt, "batches") {
				fail := rapid.Bool().Draw(rt, "fail")
				err := a.Update(func(tx *Tx) error {
					for range rapid.IntRange(0, 5).Draw(rt, "events") {
						e := event(fmt.Sprint("e", rapid.IntRange(0, 60).Draw(rt, "id")), "c1", rules.Noted, "")
						if _, err := tx.Append(e); err != nil {
							return err
						}
					}
					if fail {
						return errors.New("changed my mind")
					}
					return nil
				})
				if (err != nil) != fail {
					rt.Fatalf("batch %d: %v", batch, err)
				}
			}
			after := journal(t, a, 0)
			if !reflect.DeepEqual(after[:len(before)], before) {
				rt.Fatal("what was written has changed")
			}
			seen := map[rules.EventID]bool{}
			for i, e := range after {
				if e.Number != uint64(i)+1 || seen[e.ID] {
					rt.Fatalf("event %d has the number %d, seen before: %v", i+1, e.Number, seen[e.ID])
				}
				seen[e.ID] = true
			}
			from := rapid.IntRange(0, len(after)).Draw(rt, "from")
			if got := journal(t, a, uint64(from)); len(got) != len(after)-from {
				rt.Fatalf("%d events after %d of %d", len(got), from, len(after))
			}
		})
	})
}

// journal is all events after a number.
func journal(t testing.TB, a *Account, after uint64) (all []Numbered) {
	t.Helper()
	view(t, a, func(tx *Tx) error {
		for e, err := range tx.Events(after) {
			if err != nil {
				return err
			}
			all = append(all, e)
		}
		last, err := tx.Last()
		if want := after + uint64(len(all)); last != want {
			t.Errorf("the last event is %d, not %d", last, want)
		}
		return err
	})
	return all
}

func TestEventsTellsOfAHole(t *testing.T) {
	for hole, want := range map[uint64]string{1: "event 1 is", 3: "event 3 is", 5: "event 5 is"} {
		eachStore(t, func(t *testing.T, a *Account) {
			for i := range 5 {
				add(t, a, event(fmt.Sprint("e", i), "c1", rules.Noted, ""))
			}
			update(t, a, func(tx *Tx) error { return tx.remove(tx.eventKey(hole)) })
			err := a.View(func(tx *Tx) error {
				for _, err := range tx.Events(0) {
					if err != nil {
						return err
					}
				}
				return nil
			})
			if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), want) {
				t.Errorf("event %d is gone: %v", hole, err)
			}
			err = a.View(func(tx *Tx) error {
				_, err := tx.History("c1")
				return err
			})
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("history: %v", err)
			}
		})
	}
}

func TestEventsMayBeLeftEarly(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		add(t, a, event("e1", "c1", rules.Noted, ""), event("e2", "c1", rules.Noted, ""))
		view(t, a, func(tx *Tx) error {
			for e, err := range tx.Events(0) {
				if e.ID != "e1" {
					t.Errorf("first %s", e.ID)
				}
				return err
			}
			return errors.New("no event")
		})
	})
}

func TestFailedUpdateWritesNothing(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		sorry := errors.New("sorry")
		err := a.Update(func(tx *Tx) error {
			if _, err := tx.Append(event("e1", "c1", rules.Noted, "")); err != nil {
				return err
			}
			if last, err := tx.Last(); last != 1 || err != nil {
				t.Errorf("inside: %d, %v", last, err)
			}
			return sorry
		})
		if !errors.Is(err, sorry) || len(journal(t, a, 0)) != 0 {
			t.Errorf("%v", err)
		}
	})
}

func TestViewCannotWrite(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		for name, f := range map[string]func(*Tx) error{
			"append": func(tx *Tx) error { _, err := tx.Append(event("e1", "c1", rules.Noted, "")); return err },
			"put":    func(tx *Tx) error { return tx.Put(rules.Contact{ID: "c1"}, at(9)) },
			"cursor": func(tx *Tx) error { return tx.SetCursor("p", 1, 2) },
			"answer": func(tx *Tx) error { return tx.AnswerSearch(Search{}) },
			"entry":  func(tx *Tx) error { return tx.PutEntry(sampleEntry()) },
			"hold":   func(tx *Tx) error { return tx.Hold(Held{ID: "h"}) },
		} {
			if err := a.View(f); !errors.Is(err, ErrReadOnly) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
