// Package ruleset makes rules of their YAML: the built-in ones, and an owner's own, which override the built-in ones by
// name and key by key. Every fault is a strict.Error with its position; conditions are compiled here and see no clock.
//
//	check-in: {after: 3mo}        # the built-in rule, but for this
//	nudge: {off: true}            # switched off
//	ask-mentors:                  # one of the owner's own
//	  prompt: check-in
//	  since: touch
//	  after: [1mo, 2mo]
//	  when: '"mentor" in tags'
package ruleset

import (
	_ "embed"
	"regexp"
	"slices"

	"cuppa/rules"
	"cuppa/rules/strict"
)

//go:embed builtin.yaml
var builtin []byte

// Builtin gives the rules that hold where the owner says nothing.
func Builtin() []rules.Rule {
	var rs []rules.Rule
	err := strict.Read("builtin.yaml", builtin, func(root strict.Value) { rs = over(nil, root) })
	if err != nil {
		panic("the built-in rules are broken: " + err.Error()) // they are part of the program, and tested
	}
	return rs
}

// Parse reads a file that holds rules alone, over the built-in ones. The error is a strict.Errors.
func Parse(file string, text []byte) ([]rules.Rule, error) {
	var rs []rules.Rule
	if err := strict.Read(file, text, func(root strict.Value) { rs = Read(root) }); err != nil {
		return nil, err
	}
	return rs, nil
}

// Read reads a mapping of rules inside another file, over the built-in ones; where v is absent they are all there is.
// The built-in rules come first, then the owner's own, in the order of the file.
func Read(v strict.Value) []rules.Rule { return over(Builtin(), v) }

// over reads rules that override or follow those of base.
func over(base []rules.Rule, v strict.Value) []rules.Rule {
	rs := slices.Clone(base)
	off := map[string]bool{}
	for _, p := range v.Pairs() {
		name := p.Key.Text()
		if name == "" {
			continue
		}
		if !wellNamed.MatchString(name) {
			p.Key.Fail("use lower-case letters, digits and hyphens: ask-mentors", "%s is no name for a rule", p.Key)
			continue
		}
		i := slices.IndexFunc(rs, func(r rules.Rule) bool { return r.Name == name })
		if i < 0 {
			if !hasCore(p.Value) {
				p.Key.Fail(strict.Near(name, names(base)), "there is no built-in rule %q, and a rule of your own needs prompt, since and after", name)
			}
			i, rs = len(rs), append(rs, fresh(name))
		}
		r, on := read(p.Value, rs[i])
		rs[i], off[name] = r, !on
	}
	return slices.DeleteFunc(rs, func(r rules.Rule) bool { return off[r.Name] })
}

var wellNamed = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func names(rs []rules.Rule) []string {
	all := make([]string, len(rs))
	for i, r := range rs {
		all[i] = r.Name
	}
	return all
}
