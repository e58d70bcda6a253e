package store

import (
	"fmt"
	"slices"
	"testing"

	"cuppa/rules"

	"pgregory.net/rapid"
)

func historyOf(t testing.TB, a *Account, c rules.ContactID) (events []rules.Event) {
	t.Helper()
	view(t, a, func(tx *Tx) (err error) {
		events, err = tx.History(c)
		return err
	})
	return events
}

// undo takes back a source; said at an hour, for the newest word counts.
func undo(id string, hour int, source rules.Source) rules.Event {
	e := event(id, "", rules.Undone, string(source))
	e.At = at(hour)
	return e
}

func TestHistoryIsAllThatAContactIsFoldedFrom(t *testing.T) {
	a1, a2 := event("a1", "a", rules.Noted, ""), event("a2", "a", rules.Told, "")
	b1, c1 := event("b1", "b", rules.Noted, ""), event("c1", "c", rules.Noted, "")
	line := event("a3", "a", rules.Noted, "")
	line.Source = "command:a2#7"
	merge := event("m1", "a", rules.Merge, "b")
	merge2 := event("m2", "b", rules.Merge, "c")
	later := event("m9", "c", rules.Merge, "b")
	later.At = at(20)
	tests := []struct {
		name   string
		events []rules.Event
		want   string
		into   rules.ContactID // what became of b
	}{
		{"its own", []rules.Event{a1, b1, a2}, "a1 a2 ", "b"},
		{"in the journal's order, whenever it happened", []rules.Event{undo("u", 1, a1.Source), a1}, "u a1 ", "b"},
		{"what takes it back", []rules.Event{a1, b1, undo("u", 10, a1.Source), undo("v", 10, b1.Source)}, "a1 u ", "b"},
		{"what takes the taking back back", []rules.Event{a1, undo("u", 10, a1.Source), undo("v", 11, "command:u")},
			"a1 u v ", "b"},
		{"what takes a line's whole back", []rules.Event{line, undo("u", 10, a2.Source)}, "a3 u ", "b"},
		{"not what takes a line of it back", []rules.Event{a2, undo("u", 10, line.Source)}, "a2 ", "b"},
		{"those merged into it", []rules.Event{b1, a1, merge}, "b1 a1 m1 ", "a"},
		{"those merged into those", []rules.Event{c1, b1, a1, merge, merge2}, "c1 b1 a1 m1 m2 ", "a"},
		{"not those of a merge that was taken back", []rules.Event{b1, merge, undo("u", 10, merge.Source)}, "m1 u ", "b"},
		{"but those of one that was given again",
			[]rules.Event{b1, merge, undo("u", 10, merge.Source), undo("v", 11, "command:u")}, "b1 m1 u v ", "a"},
		{"not those that were merged into another since", []rules.Event{b1, merge, later}, "m1 ", "c"},
		{"a ring of merges ends", []rules.Event{a1, b1, merge, event("m3", "b", rules.Merge, "a")}, "a1 b1 m1 m3 ", "a"},
		{"nothing", nil, "", "b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			eachStore(t, func(t *testing.T, a *Account) {
				add(t, a, tt.events...)
				if got := ids(historyOf(t, a, "a")); got != tt.want {
					t.Errorf("history %q, want %q", got, tt.want)
				}
				view(t, a, func(tx *Tx) error {
					into, err := tx.MergedInto("b")
					if into != tt.into {
						t.Errorf("b is in %q, want %q", into, tt.into)
					}
					return err
				})
			})
		})
	}
}

func TestFactsAreTheOwners(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		pause := event("p", "", rules.Paused, "")
		add(t, a, event("b", "", rules.Began, ""), event("a1", "a", rules.Noted, ""), pause, undo("u", 10, pause.Source))
		view(t, a, func(tx *Tx) error {
			facts, err := tx.Facts()
			if got := ids(facts); got != "b p u " {
				t.Errorf("facts %q", got)
			}
			return err
		})
	})
}

func TestBySourceIsAllOutOfOneMail(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		one, two, other := event("1", "a", rules.Sent, ""), event("2", "b", rules.Sent, ""), event("3", "a", rules.Sent, "")
		one.Source = rules.MailSource("m@example.org")
		two.Source = one.Source
		add(t, a, one, other, two)
		view(t, a, func(tx *Tx) error {
			events, err := tx.BySource(one.Source)
			if got := ids(events); got != "1 2 " {
				t.Errorf("by source %q", got)
			}
			return err
		})
	})
}

// TestHistoryFoldsLikeTheWholeJournal compares History to a search through all events without any index.
func TestHistoryFoldsLikeTheWholeJournal(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := account(t, Memory(), "ada")
		n := rapid.IntRange(1, 25).Draw(rt, "events")
		for i := range n {
			c := rules.ContactID(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "contact"))
			k := rapid.SampledFrom([]rules.Kind{rules.Noted, rules.Merge, rules.Undone, rules.Tagged}).Draw(rt, "kind")
			ref := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "ref")
			if k == rules.Undone {
				ref = fmt.Sprint("command:e", rapid.IntRange(0, n).Draw(rt, "undone"))
			}
			e := event(fmt.Sprint("e", i), c, k, ref)
			e.At = at(rapid.IntRange(0, 23).Draw(rt, "hour"))
			add(t, a, e)
		}
		all := plain(journal(t, a, 0))
		for _, c := range []rules.ContactID{"a", "b", "c"} {
			got, want := folded(t, historyOf(t, a, c)), folded(t, slowHistory(all, c))
			if got != want {
				rt.Fatalf("%s folds to\n%s\nnot to\n%s", c, got, want)
			}
		}
	})
}

// slowHistory is every undone event and the events of the contacts that belong to c, found by going round until no
// contact is added.
func slowHistory(all []rules.Event, c rules.ContactID) (events []rules.Event) {
	undone := slices.DeleteFunc(slices.Clone(all), func(e rules.Event) bool { return e.Kind != rules.Undone })
	members := []rules.ContactID{c}
	for i := 0; i < len(members); i++ {
		for _, ref := range []rules.ContactID{"a", "b", "c"} {
			if slowParent(all, undone, ref) == members[i] && !slices.Contains(members, ref) {
				members = append(members, ref)
			}
		}
	}
	for _, e := range all {
		if e.Kind == rules.Undone || slices.Contains(members, e.Contact) {
			events = append(events, e)
		}
	}
	return events
}

// slowParent is whom the newest merge that stands merges a contact into.
func slowParent(all, undone []rules.Event, c rules.ContactID) (parent rules.ContactID) {
	var newest rules.Event
	for _, e := range all {
		newer := e.At.After(newest.At) || e.At.Equal(newest.At) && e.ID > newest.ID
		stands := rules.Fold(append(slices.Clone(undone), e)).ID != ""
		if e.Kind == rules.Merge && e.Ref == string(c) && stands && newer {
			newest = e
		}
	}
	return newest.Contact
}

// folded is a contact in the bytes that are stored of it.
func folded(t testing.TB, events []rules.Event) string {
	t.Helper()
	value, err := testCodec(t).encode(rules.Fold(events))
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%q", value)
}
