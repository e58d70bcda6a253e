package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"cuppa/rules"

	"pgregory.net/rapid"
)

// fold puts a contact as its events say, the way the rebuild's caller does; one that was merged away has no record.
func fold(tx *Tx, id rules.ContactID) error {
	into, err := tx.MergedInto(id)
	if err != nil {
		return err
	}
	if into != id {
		return tx.Remove(id)
	}
	events, err := tx.History(id)
	if err != nil {
		return err
	}
	c := rules.Fold(events)
	if c.ID == "" {
		return tx.Remove(id)
	}
	c.ID = id // where merges form a chain, the fold names its last one
	return tx.Put(c, events[0].At)
}

// live appends an event and puts whom it is about, the way mail and commands are taken.
func live(tx *Tx, e rules.Event) error {
	if _, err := tx.Append(e); err != nil {
		return err
	}
	touched := []rules.ContactID{e.Contact}
	if e.Kind == rules.Merge || e.Kind == rules.Undone {
		touched = []rules.ContactID{"c0", "c1", "c2", "c3"}
	}
	for _, id := range touched {
		into, err := tx.MergedInto(id)
		if err == nil {
			err = errors.Join(fold(tx, id), fold(tx, into))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

var someEvent = rapid.Custom(func(t *rapid.T) rules.Event {
	i := rapid.IntRange(0, 40).Draw(t, "id")
	c := fmt.Sprint("c", rapid.IntRange(0, 3).Draw(t, "contact"))
	k := rapid.SampledFrom([]rules.Kind{rules.Added, rules.Sent, rules.Noted, rules.Merge, rules.Undone}).Draw(t, "kind")
	e := event(fmt.Sprint("e", i), rules.ContactID(c), k, "")
	e.At = at(rapid.IntRange(0, 23).Draw(t, "hour"))
	switch k {
	case rules.Added, rules.Sent:
		e.Person = &rules.Person{Address: fmt.Sprintf("a%d@example.net", rapid.IntRange(0, 5).Draw(t, "address"))}
	case rules.Merge:
		e.Ref = fmt.Sprint("c", rapid.IntRange(0, 3).Draw(t, "merged"))
	case rules.Undone:
		e.Ref = fmt.Sprint("command:e", rapid.IntRange(0, 40).Draw(t, "undone"))
	}
	return e
})

func fingerprint(t testing.TB, a *Account) (sum string) {
	t.Helper()
	view(t, a, func(tx *Tx) (err error) {
		sum, err = tx.Fingerprint()
		return err
	})
	return sum
}

// TestRebuildGivesIdenticalViews is the promise that the journal is the truth, and at once that both engines keep equal
// views of equal events.
func TestRebuildGivesIdenticalViews(t *testing.T) {
	disk, run := open(t, t.TempDir()), 0
	disk.newKey = Memory().newKey
	rapid.Check(t, func(rt *rapid.T) {
		run++
		name := fmt.Sprint("run ", run)
		accounts := []*Account{account(t, disk, name), account(t, Memory(), name)}
		var sums []string
		events := rapid.SliceOfN(someEvent, 1, 20).Draw(rt, "events")
		for _, a := range accounts {
			update(t, a, func(tx *Tx) error {
				for _, e := range events {
					if err := live(tx, e); err != nil {
						return err
					}
				}
				return nil
			})
			sums = append(sums, fingerprint(t, a))
			if err := a.Rebuild(Settings{Views: 2}, fold); err != nil {
				rt.Fatal(err)
			}
			sums = append(sums, fingerprint(t, a))
		}
		for _, sum := range sums[1:] {
			if sum != sums[0] {
				rt.Fatalf("views on disk, made again, in memory, made again: %v", sums)
			}
		}
	})
}

func TestFingerprintSeesEveryView(t *testing.T) {
	a := account(t, Memory(), "ada")
	seen := map[string]string{fingerprint(t, a): "nothing"}
	for _, step := range []struct {
		name   string
		change func(*Tx) error
	}{
		{"an event", func(tx *Tx) error { _, err := tx.Append(event("e1", "c1", rules.Noted, "")); return err }},
		{"a contact", func(tx *Tx) error { return tx.Put(rules.Contact{ID: "c1"}, time.Time{}) }},
		{"a tag", func(tx *Tx) error { return tx.Put(rules.Contact{ID: "c1", Tags: []string{"x"}}, time.Time{}) }},
		{"a due key", func(tx *Tx) error { return tx.Put(rules.Contact{ID: "c1"}, at(9)) }},
		{"an address", func(tx *Tx) error { return tx.Put(person("c1", "x@example.net"), at(9)) }},
		{"one gone", func(tx *Tx) error { return tx.Remove("c1") }},
	} {
		update(t, a, step.change)
		sum := fingerprint(t, a)
		if old, twice := seen[sum]; twice && step.name != "one gone" {
			t.Errorf("%s looks like %s", step.name, old)
		}
		if old := seen[sum]; step.name == "one gone" && old != "an event" {
			t.Errorf("%s leaves something", step.name)
		}
		seen[sum] = step.name
	}
	update(t, a, func(tx *Tx) error { return tx.SetCursor("p", 1, 2) })
	if seen[fingerprint(t, a)] == "" {
		t.Error("a cursor is no view")
	}
}

func TestRebuildGoesOnWhereItWasBrokenOff(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		const people = 3*putChunk + 5
		update(t, a, func(tx *Tx) error {
			for i := range people {
				c := rules.ContactID(fmt.Sprintf("c%03d", i))
				e := event(fmt.Sprintf("e%03d", i), c, rules.Added, "")
				e.Person = &rules.Person{Address: string(c) + "@example.net"}
				if _, err := tx.Append(e); err != nil {
					return err
				}
				if err := fold(tx, c); err != nil {
					return err
				}
			}
			return tx.SetSettings(Settings{Views: 1})
		})
		want, calls := fingerprint(t, a), 0
		broken := errors.New("power cut")
		for range 10 {
			err := a.Rebuild(Settings{Views: 2, Rules: "r"}, func(tx *Tx, id rules.ContactID) error {
				if calls++; calls%(putChunk+20) == 0 {
					return broken
				}
				return fold(tx, id)
			})
			if err == nil {
				break
			}
			if !errors.Is(err, broken) {
				t.Fatal(err)
			}
			wantWhole(t, a, false, Settings{})
		}
		wantWhole(t, a, true, Settings{Views: 2, Rules: "r"})
		if got := fingerprint(t, a); got != want {
			t.Error("the views differ")
		}
		if calls > 2*people {
			t.Errorf("%d people were put %d times: it began anew", people, calls)
		}
	})
}

func TestRebuildDropsEveryOldView(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		add(t, a, event("e1", "c1", rules.Added, ""))
		update(t, a, func(tx *Tx) error { return errors.Join(fold(tx, "c1"), tx.SetSettings(Settings{Views: 1})) })
		want := fingerprint(t, a)
		for i := range 5 {
			update(t, a, func(tx *Tx) error {
				for j := range dropChunk / 2 {
					for _, k := range viewKinds {
						if err := tx.mark(tx.own(k, fmt.Appendf(nil, "old %d %d", i, j))); err != nil {
							return err
						}
					}
				}
				return nil
			})
		}
		if err := a.Rebuild(Settings{Views: 2}, fold); err != nil {
			t.Fatal(err)
		}
		if got := fingerprint(t, a); got != want {
			t.Error("old views are left")
		}
	})
}

func wantWhole(t *testing.T, a *Account, want bool, made Settings) {
	t.Helper()
	view(t, a, func(tx *Tx) error {
		got, whole, err := tx.Settings()
		if whole != want || got != made {
			t.Errorf("settings %+v, whole %v; want %+v, %v", got, whole, made, want)
		}
		return err
	})
}

func TestRebuildLeavesWhatIsNoView(t *testing.T) {
	eachStore(t, func(t *testing.T, a *Account) {
		add(t, a, event("e1", "c1", rules.Noted, ""))
		update(t, a, func(tx *Tx) error {
			return errors.Join(tx.SetCursor("p", 1, 2), tx.SetRead("p", at(9)), tx.NoteSearch(Search{Place: "p"}),
				tx.PutEntry(sampleEntry()), tx.Hold(Held{ID: "h", At: at(9)}), tx.SetSlot("weekly", "2026-06-10 07:00"))
		})
		before := rest(t, a)
		if err := a.Rebuild(Settings{Views: 1}, fold); err != nil {
			t.Fatal(err)
		}
		if after := rest(t, a); after != before || before == "" {
			t.Errorf("before\n%s\nafter\n%s", before, after)
		}
	})
}

// rest is all pairs that are no views, but for the settings.
func rest(t *testing.T, a *Account) (text string) {
	t.Helper()
	views := map[kind]bool{kindSettings: true}
	for _, k := range viewKinds {
		views[k] = true
	}
	view(t, a, func(tx *Tx) error {
		for p, err := range scan(tx.reader, a.scope[:], nil, false) {
			if err != nil {
				return err
			}
			if !views[kind(p.key[len(a.scope)])] {
				text += fmt.Sprintf("%q %q\n", p.key, p.value)
			}
		}
		return nil
	})
	return text
}

func TestEventsThatComeDuringARebuildAreIndexedOnce(t *testing.T) {
	a := account(t, Memory(), "ada")
	add(t, a, event("e1", "c1", rules.Added, ""))
	stop := errors.New("stop")
	if err := a.Rebuild(Settings{}, func(*Tx, rules.ContactID) error { return stop }); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	add(t, a, event("e2", "c1", rules.Noted, ""), event("e3", "c2", rules.Added, ""))
	if err := a.Rebuild(Settings{}, fold); err != nil {
		t.Fatal(err)
	}
	if got := ids(historyOf(t, a, "c1")) + ids(historyOf(t, a, "c2")); got != "e1 e2 e3 " {
		t.Errorf("histories: %s", got)
	}
	view(t, a, func(tx *Tx) error {
		_, found, err := tx.Contact("c2")
		if !found {
			t.Error("c2 was not put")
		}
		return err
	})
}
