package store

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"cuppa/rules"
)

var appendNew = flag.Bool("update", false, "append what is missing to the golden journal; what is there is never changed")

const goldenJournal = "testdata/journal.golden"

// TestJournalBytesAreReadForEver compares the stored bytes of one event of every kind to those of the first release
// that knew the kind. A line of the file may never change; a new kind adds one.
func TestJournalBytesAreReadForEver(t *testing.T) {
	c, err := newCodec()
	if err != nil {
		t.Fatal(err)
	}
	golden := readGolden(t)
	for _, want := range goldenEvents() {
		value, err := c.encode(want)
		if err != nil {
			t.Fatal(err)
		}
		old, known := golden[want.Kind]
		if !known && *appendNew {
			appendGolden(t, want.Kind, value)
			continue
		}
		if !known {
			t.Errorf("%s: not in %s; run the test with -update", want.Kind, goldenJournal)
			continue
		}
		var got rules.Event
		if err := c.decode(old, &got); err != nil {
			t.Errorf("%s: %v", want.Kind, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: old bytes now mean\n%+v, not\n%+v", want.Kind, got, want)
		}
		if !bytes.Equal(value, old) {
			t.Errorf("%s: written as\n%x, not as\n%x", want.Kind, value, old)
		}
		delete(golden, want.Kind)
	}
	for k := range golden {
		t.Errorf("%s: stored for ever, and not in the test any more", k)
	}
}

func TestGoldenJournalHasEveryKind(t *testing.T) {
	have := map[string]bool{}
	for _, e := range goldenEvents() {
		have[string(e.Kind)] = true
	}
	kinds := kindsOf(t, "../../rules/event.go")
	if len(kinds) < 20 {
		t.Fatalf("only %d kinds found", len(kinds))
	}
	for _, k := range kinds {
		if !have[k] {
			t.Errorf("no event of the kind %q", k)
		}
	}
}

// kindsOf is the values of all constants of the type Kind in a file.
func kindsOf(t *testing.T, path string) (kinds []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == "Kind" {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			kinds = append(kinds, text)
		}
		return true
	})
	return kinds
}

func readGolden(t *testing.T) map[rules.Kind][]byte {
	t.Helper()
	text, err := os.ReadFile(goldenJournal)
	if err != nil && !*appendNew {
		t.Fatal(err)
	}
	golden := map[rules.Kind][]byte{}
	for line := range strings.Lines(string(text)) {
		kind, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		raw, err := hex.DecodeString(value)
		if err != nil {
			t.Fatal(err)
		}
		golden[rules.Kind(kind)] = raw
	}
	return golden
}

func appendGolden(t *testing.T, k rules.Kind, value []byte) {
	t.Helper()
	f, err := os.OpenFile(goldenJournal, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := fmt.Fprintf(f, "%s %x\n", k, value); err != nil {
		t.Fatal(err)
	}
}

// goldenEvents is one event of every kind, with the fields that the kind uses. Do not change one: add below.
func goldenEvents() []rules.Event {
	sam := &rules.Person{Name: "Sam Okafor", Address: "sam@example.net"}
	learned := time.Date(2026, 6, 10, 8, 0, 3, 250_000_000, time.UTC)
	day := func(d int) time.Time { return time.Date(2026, 6, d, 7, 30, 0, 0, time.UTC) }
	mail := rules.MailSource("a1@example.org")
	command := rules.Source("command:weekly-1#2")
	list := []rules.Event{
		{Kind: rules.Sent, Subject: "A coffee?", Person: sam, Answers: []rules.Source{"mail:z@example.net"}},
		{Kind: rules.Received, Subject: "A coffee?", Intent: rules.Accepts, Person: sam, Quote: "Gladly – Thursday?",
			Answers: []rules.Source{mail}},
		{Kind: rules.Away, Person: sam, Until: day(20)},
		{Kind: rules.Left, Person: &rules.Person{Name: "Kim Ito", Address: "kim@example.net"}},
		{Kind: rules.Bounced, Person: sam, Answers: []rules.Source{mail}},
		{Kind: rules.Delayed, Person: sam, Answers: []rules.Source{mail}},
		{Kind: rules.Meet, Person: sam, Meeting: &rules.Meeting{UID: "u1@example.net", Sequence: 2, Start: day(18),
			End: day(18).Add(time.Hour), Method: "REQUEST", Reply: "ACCEPTED", Summary: "Coffee", Place: "Café Ida",
			Organizer: "sam@example.net", Theirs: true}},
		{Kind: rules.Seen, Person: &rules.Person{Name: "Sam Okafor", Address: "sam@example.net", Title: "Head of Data",
			Organisation: "Example Ltd"}},
		{Kind: rules.Question, Person: sam, Ref: "alias"},
		{Kind: rules.Told, Source: command},
		{Kind: rules.Heard, Source: command},
		{Kind: rules.Met, Source: command, Text: "at the fair"},
		{Kind: rules.Missed, Source: command, Ref: "m1"},
		{Kind: rules.Done, Source: command, Ref: "p1", Rule: "thank-you"},
		{Kind: rules.Snoozed, Source: command, Ref: "p1", Rule: "nudge", Until: day(24)},
		{Kind: rules.Rested, Source: command},
		{Kind: rules.Never, Source: command, Ref: "check-in"},
		{Kind: rules.Noted, Source: command, Text: "plays the cello"},
		{Kind: rules.Tagged, Source: command, Ref: "-mentor"},
		{Kind: rules.Remind, Source: command, Until: day(30)},
		{Kind: rules.Added, Source: command, Person: sam},
		{Kind: rules.Alias, Source: command, Person: sam},
		{Kind: rules.NotAlias, Source: command, Person: sam},
		{Kind: rules.Merge, Source: command, Ref: "c2"},
		{Kind: rules.Undone, Source: command, Ref: string(mail)},
		{Kind: rules.Asked, Source: "letter:weekly-1", Ref: "p1", Rule: "thank-you"},
		{Kind: rules.Began, Source: "command:began"},
		{Kind: rules.Paused, Source: command, Until: day(28)},
	}
	for i := range list {
		e := &list[i]
		e.ID, e.At, e.Learned = rules.EventID(fmt.Sprintf("e%02d", i)), day(10), learned
		if e.Kind != rules.Began && e.Kind != rules.Paused {
			e.Contact = "c1"
		}
		if e.Source == "" {
			e.Source = mail
		}
	}
	return list
}
