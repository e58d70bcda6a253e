package strict

import (
	"strings"
	"testing"
	"unicode"

	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"
)

// The place of the word HERE in a scalar's value must be the place of HERE in the source, however it is written.
func TestAPlaceInsideATextIsFoundInTheSource(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ style, text, want string }{
		{"plain", "a: one HERE two\n", "1:8"},
		{"plain, wide characters", "a: öne HERE two\n", "1:8"},
		{"plain, folded", "a: one\n   two\n   HERE\n", "3:4"},
		{"single quotes", "a: 'one HERE'\n", "1:9"},
		{"single quotes, doubled", "a: 'it''s HERE'\n", "1:11"},
		{"single quotes, folded", "a: 'one\n\n  HERE'\n", "3:3"},
		{"double quotes", `a: "one HERE"`, "1:9"},
		{"double quotes, escapes", `a: "\"\x41\u00e4\U0001F600\t HERE"`, "1:30"},
		{"double quotes, escaped line end", "a: \"one \\\n   HERE\"", "2:4"},
		{"double quotes, escaped line end and space", "a: \"one\\\n   \\ HERE\"", "2:6"},
		{"literal", "a: |\n  one\n  two HERE\n", "3:7"},
		{"literal, indented more", "a: |\n  one\n    HERE\n", "3:5"},
		{"literal, stripped", "a: |-\n\n  one\n  HERE\n", "4:3"},
		{"folded", "a: >\n  one\n  two\n\n  HERE\n", "5:3"},
		{"first character", "a: HERE\n", "1:4"},
		{"in a list", "a: [x, 'y HERE']\n", "1:11"},
	} {
		t.Run(test.style, func(t *testing.T) {
			t.Parallel()
			err := Read("f", []byte(test.text), func(root Value) { failHere(root) })
			if want := "f:" + test.want + ": "; !strings.HasPrefix(message(err), want) {
				t.Errorf("got %s, want %s", message(err), want)
			}
		})
	}
}

// failHere reports the place of HERE in every text below v.
func failHere(v Value) {
	for _, n := range append([]*yaml.Node{v.node}, v.node.Content...) {
		below := Value{report: v.report, node: n, path: v.path}
		if n != v.node {
			failHere(below)
			continue
		}
		if before, _, found := strings.Cut(n.Value, "HERE"); found {
			below.FailAt(len([]rune(before)), "", "here")
		}
	}
}

func TestAnyTextThatYAMLWritesIsLocatedInItsSource(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-zäß'"\\:#\t\n -]{0,30}`)
		value := word.Draw(t, "before") + "HERE" + word.Draw(t, "after")
		style := rapid.SampledFrom([]yaml.Style{0, yaml.SingleQuotedStyle, yaml.DoubleQuotedStyle, yaml.LiteralStyle, yaml.FoldedStyle}).Draw(t, "style")
		source, err := yaml.Dump(map[string]*yaml.Node{"key": {Kind: yaml.ScalarNode, Tag: "!!str", Value: value, Style: style}})
		if err != nil {
			t.Skip(err)
		}
		var back struct{ Key string }
		if err := yaml.Load(source, &back); err != nil || back.Key != value || strings.IndexFunc(value, unicode.IsControl) == 0 {
			t.Skip("the writer does not write what the reader reads")
		}
		err = Read("f", source, func(root Value) { failHere(root) })
		lines := strings.Split(string(source), "\n")
		got, ok := err.(Errors)
		if !ok || len(got) != 1 {
			t.Fatalf("got %v from\n%s", err, source)
		}
		if row := []rune(lines[got[0].Line-1]); !strings.HasPrefix(string(row[got[0].Column-1:]), "HERE") {
			t.Fatalf("%d:%d is not the place in\n%s", got[0].Line, got[0].Column, source)
		}
	})
}
