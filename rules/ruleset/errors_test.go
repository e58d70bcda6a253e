package ruleset

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuppa/rules/strict"
)

// Each testdata/wrong/*.yaml has beside it the errors that a person is told.
func TestWrongRulesAreToldWithPlaceAndHint(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "wrong", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			rs, err := Parse(filepath.Base(file), text)
			if err == nil || rs != nil {
				t.Fatalf("got %v, %v", names(rs), err)
			}
			golden(t, strings.TrimSuffix(file, ".yaml")+".golden", err.Error()+"\n")
		})
	}
}

// FuzzParse holds that rules are whole or refused with a place for each fault, and that a condition never panics.
func FuzzParse(f *testing.F) {
	f.Add(string(builtin))
	files, _ := filepath.Glob(filepath.Join("testdata", "wrong", "*.yaml"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("nudge:\n  when: 'any(1..tries, {let x = #; x > 2 ? met : \"a\" in tags[0:1]})'\n")
	f.Fuzz(func(t *testing.T, text string) {
		rs, err := Parse("f", []byte(text))
		var all strict.Errors
		if err != nil && (!errors.As(err, &all) || rs != nil) {
			t.Fatalf("got %T", err)
		}
		for _, e := range all {
			if e.Line < 1 || e.Column < 1 || strings.Contains(e.Error(), "ruleset.") {
				t.Errorf("no message for a person: %v", e)
			}
		}
		for _, r := range rs {
			if r.Prompt == "" || r.Since == "" || r.Times < 1 || (len(r.After) == 0) != r.Rhythm {
				t.Errorf("not whole: %+v", r)
			}
			if r.When != nil {
				r.When(someone())
			}
		}
		if err == nil && Fingerprint(rs) == "" {
			t.Error("no fingerprint")
		}
	})
}
