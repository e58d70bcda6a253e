package strict

import (
	"errors"
	"strings"
	"testing"
)

// FuzzRead holds that whatever a file says, Read ends, and each of its errors has a place in the file and a text of one
// line that names no Go type.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"name: Mill\nfloors: 3\n", "name: &a [*a]\n", "a: b: c", "{", "? ? ?", "name: |\n  x\n y", "rooms: {a: {beds: 1}}", "--- \n---\n",
		"\ufeffname: x", "name: \"\\\n\"", "- - - -", "lift: yes\n<<: x\n", "name: 'a\n\n HERE'", "tenants: !!binary x", "a: \u2028b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var h house
		err := Read("f", []byte(text), func(root Value) {
			readHouse(&h)(root)
			for _, p := range root.Pairs() {
				p.Value.FailAt(3, "", "at three")
			}
		})
		var all Errors
		if err == nil {
			return
		}
		if !errors.As(err, &all) || len(all) == 0 {
			t.Fatalf("got %T", err)
		}
		lines := strings.Count(text, "\n") + 1
		for _, e := range all {
			if e.Line < 1 || e.Column < 1 || e.Line > lines+1 && !strings.ContainsAny(text, "\r\u0085\u2028\u2029") {
				t.Errorf("no such place: %v", e)
			}
			if s := e.Error(); strings.Contains(s, "\n") || strings.Contains(s, "strict.") || strings.Contains(s, "yaml.") {
				t.Errorf("no message for a person: %q", s)
			}
		}
	})
}
