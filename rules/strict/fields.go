package strict

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Fields are the keys of one mapping while it is read. Every key that may stand there must be asked for, whatever the
// others say: what was not asked for is unknown.
type Fields struct {
	mapping Value
	known   []string
	missing []string // needed and not there
}

// Fields reads a mapping whose keys are known. An absent value is read as a mapping without keys in which nothing is
// needed, so that read can set what holds by default.
func (v Value) Fields(read func(f *Fields)) {
	if v.node != nil && v.node.Kind != yaml.MappingNode {
		v.mistyped("a mapping")
		v.node = nil
	}
	f := &Fields{mapping: v}
	read(f)
	f.judge()
}

// Key is the value of a key that may be left out.
func (f *Fields) Key(name string) Value {
	f.known = append(f.known, name)
	v := Value{report: f.mapping.report, path: join(f.mapping.path, name)}
	if n := f.mapping.node; n != nil {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Kind == yaml.ScalarNode && n.Content[i].Value == name {
				v.node = n.Content[i+1]
				break
			}
		}
	}
	return v
}

// Need is the value of a key that may not be left out.
func (f *Fields) Need(name string) Value {
	v := f.Key(name)
	if !v.Given() {
		f.missing = append(f.missing, name)
	}
	return v
}

// Fail reports a fault of the mapping as a whole.
func (f *Fields) Fail(hint, format string, args ...any) { f.mapping.Fail(hint, format, args...) }

// judge reports keys that were not asked for, and needed ones that are missing and not merely misspelt.
func (f *Fields) judge() {
	if f.mapping.node == nil {
		return
	}
	for _, p := range f.mapping.Pairs() {
		name := p.Key.node.Value
		if slices.Contains(f.known, name) {
			continue
		}
		p.Key.Fail(Near(name, f.known), "the key %q is not known here", short(name))
		f.missing = slices.DeleteFunc(f.missing, func(m string) bool { return m == nearest(name, f.known) })
	}
	for _, name := range f.missing {
		f.mapping.Fail("add "+name+":", "the key %q is missing", name)
	}
}

// Pair is one key of a mapping and its value.
type Pair struct{ Key, Value Value }

// Pairs reads a mapping whose keys are names of the writer's own, in the order of the file.
func (v Value) Pairs() []Pair {
	if v.node == nil {
		return nil
	}
	if v.node.Kind != yaml.MappingNode {
		v.mistyped("a mapping")
		return nil
	}
	var pairs []Pair
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key := v.node.Content[i]
		if key.Kind != yaml.ScalarNode || key.ShortTag() == "!!merge" {
			continue // reported before
		}
		pairs = append(pairs, Pair{
			Key:   Value{report: v.report, node: key, path: v.path},
			Value: Value{report: v.report, node: v.node.Content[i+1], path: join(v.path, key.Value)},
		})
	}
	return pairs
}

// Near is a hint for a word that is not known: the known one that was probably meant, or all of them.
func Near(word string, known []string) string {
	if best := nearest(word, known); best != "" {
		return "did you mean " + best + "?"
	}
	if len(known) == 0 {
		return "nothing can stand here"
	}
	return "known are " + strings.Join(slices.Compact(slices.Sorted(slices.Values(known))), ", ")
}

// nearest is the known word that at most a third of the word's letters are away from, or "".
func nearest(word string, known []string) string {
	best, least := "", max(1, len([]rune(word))/3)+1
	for _, k := range known {
		if apart := len(word) - len(k); max(apart, -apart) >= 2*least {
			continue
		}
		if d := distance(strings.ToLower(word), k); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance counts the letters to change, add, take away or swap with their neighbour between two words (optimal string
// alignment). Words longer than a key can be are as far as can be.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 40 {
		return len(x)
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
