package subject

import (
	"strings"
	"testing"
)

func TestBaseSubjectIsFoundBelowPrefixesAndTags(t *testing.T) {
	tests := []struct {
		line            string
		base            string
		answer, forward bool
	}{
		{"Coffee?", "Coffee?", false, false},
		{"Re: Coffee?", "Coffee?", true, false},
		{"RE : Coffee?", "Coffee?", true, false},
		{"re:re: Re:Coffee?", "Coffee?", true, false},
		{"Re[2]: Coffee?", "Coffee?", true, false},
		{"Re^2: Coffee?", "Coffee?", true, false},
		{"Re (3): Coffee?", "Coffee?", true, false},
		{"AW: WG: Kaffee?", "Kaffee?", true, true},
		{"Antw: Koffie?", "Koffie?", true, false},
		{"SV: Kaffe?", "Kaffe?", true, false},
		{"RV: ¿Café?", "¿Café?", false, true},
		{"TR: Un café ?", "Un café ?", false, true},
		{"Re：Coffee?", "Coffee?", true, false},
		{"回复：咖啡", "咖啡", true, false},
		{"[list] Re: [list] Coffee?", "Coffee?", true, false},
		{"[list] Coffee?", "Coffee?", false, false},
		{"[fwd: Coffee?]", "Coffee?", false, true},
		{"Fwd: Coffee? (fwd)", "Coffee?", false, true},
		{"  Coffee \t at\tfive ", "Coffee at five", false, false},
		{"[only a tag]", "[only a tag]", false, false},
		{"Recipe: bread", "Recipe: bread", false, false},
		{"Regarding: bread", "Regarding: bread", false, false},
		{"Re", "Re", false, false},
		{"Re:", "", true, false},
		{"", "", false, false},
		{"Review 2: the plan", "Review 2: the plan", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			got := Parse(tt.line)
			want := Subject{tt.base, tt.answer, tt.forward}
			if got != want {
				t.Errorf("Parse(%q) = %+v, want %+v", tt.line, got, want)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"Re: a", "[x][y] AW: [fwd: b (fwd)]", "Re[2]:", "[[[[", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		base := Parse(line).Base
		if again := Parse(base); again.Base != base {
			t.Errorf("the base %q of %q has another base %q", base, line, again.Base)
		}
		if strings.TrimSpace(base) != base {
			t.Errorf("base %q keeps outer white space", base)
		}
	})
}
