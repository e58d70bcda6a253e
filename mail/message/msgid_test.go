package message

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestMessageIDsAreReadFromWhatProgramsWrite(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"one", "<a@b>", []string{"a@b"}},
		{"several", "<a@b>\t<c@d><e@f>", []string{"a@b", "c@d", "e@f"}},
		{"with commas", "<a@b>, <c@d>", []string{"a@b", "c@d"}},
		{"twice the same", "<a@b> <c@d> <a@b>", []string{"a@b", "c@d"}},
		{"white space inside", "< a @ b >", []string{"a@b"}},
		{"no at sign", "<abc123>", []string{"abc123"}},
		{"case stays", "<AbC@Example.ORG>", []string{"AbC@Example.ORG"}},
		{"without brackets", "a@b c@d", []string{"a@b", "c@d"}},
		{"phrase and ID", `Your message of "Mon, 1 Jul" <a@b>`, []string{"a@b"}},
		{"phrase with an address", "Your message of Monday to ada@example.org", nil},
		{"phrase", "Ada's message of Monday", nil},
		{"comment", "(sent by ada@example.org) a@b", []string{"a@b"}},
		{"junk", "<undefined> <null> <a@b> <>", []string{"a@b"}},
		{"junk without brackets", "undefined", nil},
		{"not closed", "<a@b", []string{"a@b"}},
		{"not closed before another", "<a@b <c@d>", []string{"a@b", "c@d"}},
		{"double brackets", "<<a@b>>", []string{"a@b"}},
		{"too long", "<" + strings.Repeat("a", maxID+1) + ">", nil},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := splitIDs([]byte(tt.in)); !slices.Equal(got, tt.want) {
				t.Errorf("splitIDs(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestMessageIDItselfNeedsNoBrackets(t *testing.T) {
	tests := []struct{ in, want string }{
		{"<a@b>", "a@b"},
		{"a@b", "a@b"},
		{" <1234   @   local(blah)  .machine .example>", "1234@local(blah).machine.example"},
		{"1234 @ local(blah) .example", "1234@local.example"},
		{"<a@b> (added by postmaster@c)", "a@b"},
		{"", ""},
		{"<>", ""},
	}
	for _, tt := range tests {
		if got := firstID([]byte(tt.in)); got != tt.want {
			t.Errorf("firstID(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestReferencesKeepTheFirstAndTheNewest(t *testing.T) {
	var all []string
	for i := range 3 * MaxReferences {
		all = append(all, fmt.Sprintf("<%d@x>", i))
	}
	m := ReadHead([]byte("References: " + strings.Join(all, "\r\n ") + "\r\n\r\n"))
	if len(m.References) != MaxReferences {
		t.Fatalf("%d references, want %d", len(m.References), MaxReferences)
	}
	first, last := m.References[0], m.References[MaxReferences-1]
	if first != "0@x" || last != "299@x" || m.References[1] != "201@x" {
		t.Errorf("got %s, %s … %s", first, m.References[1], last)
	}
	if !slices.Contains(m.Faults, "too many references") {
		t.Errorf("faults: %q", m.Faults)
	}
}
