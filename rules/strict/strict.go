// Package strict reads YAML for programs that forgive nothing: an unknown key, a wrong type, a key given twice, a
// missing key or an impossible value is an error with file, line and column, and all errors of a file come at once.
//
// There is no reflection and no tag. A reader walks the file itself, and every Value it holds knows where it stands, so
// that a check of what a value means reports a position too:
//
//	err := strict.Read("config.yaml", text, func(root strict.Value) {
//		root.Fields(func(f *strict.Fields) {
//			port = f.Need("port").Int(1, 65535)
//			zone = strict.Parse(f.Key("timezone"), "a time zone", "write a name like Europe/Berlin", time.LoadLocation)
//		})
//	})
//
// The keys that are asked for are the keys that exist: any other is an error that names the nearest one. What was wrong
// reads as the zero value, so readers need no error handling of their own; their result counts only if Read gives nil.
//
// Of YAML the plain part is allowed: mappings, lists and scalars. Anchors, aliases, merge keys and tags are refused.
package strict

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// maxBytes bounds a file: no configuration written by a person comes near.
const maxBytes = 256 << 10

// Read parses text, which is one YAML document, and hands its root to read. The error is nil or an Errors with all
// that was wrong: with the YAML itself (then read is not called), with its shape, or by read's own word. The name file is
// for messages alone; nothing is opened.
func Read(file string, text []byte, read func(root Value)) error {
	r := &report{file: file, lines: strings.Split(string(text), "\n")}
	root := r.parse(text)
	if root != nil {
		r.plain(root, "")
		read(Value{report: r, node: root})
	}
	return r.err()
}

// parse makes a tree of text, or reports why it is none.
func (r *report) parse(text []byte) *yaml.Node {
	if len(text) > maxBytes {
		r.add(1, 1, "", fmt.Sprintf("the file has %d bytes", len(text)), fmt.Sprintf("at most %d are read", maxBytes))
		return nil
	}
	if line, column, found := unreadable(text); found {
		r.add(line, column, "", "this character cannot stand in YAML", "save the file as UTF-8 text without control characters")
		return nil
	}
	var document yaml.Node
	if err := yaml.Load(text, &document); err != nil {
		r.syntax(err)
		return nil
	}
	if document.Kind != yaml.DocumentNode || len(document.Content) != 1 {
		r.add(1, 1, "", "the file is empty", "")
		return nil
	}
	return document.Content[0]
}

// syntax reports what the YAML parser refused; it stops at the first error.
func (r *report) syntax(err error) {
	const hint = "look at indentation, quotes and brackets here and in the line above"
	var refused *yaml.LoadError
	if errors.As(err, &refused) && refused.Mark.Line > 0 {
		r.add(refused.Mark.Line, max(refused.Mark.Column, 1), "", "this is not YAML: "+refused.Message, hint)
		return
	}
	if strings.Contains(err.Error(), "no documents") {
		r.add(1, 1, "", "the file is empty", "")
		return
	}
	if strings.Contains(err.Error(), "found multiple") {
		r.add(1, 1, "", "the file holds several documents", "take out the lines that are ---")
		return
	}
	r.add(1, 1, "", "this is not YAML: "+strings.TrimPrefix(err.Error(), "yaml: "), hint)
}

// unreadable finds the first byte that is not UTF-8, or a control character other than tab and line end, for which the
// YAML parser gives no position.
func unreadable(text []byte) (line, column int, found bool) {
	line, column = 1, 1
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1, r < ' ' && r != '\t' && r != '\n' && r != '\r', 0x7f <= r && r < 0xa0 && r != 0x85:
			return line, column, true
		case r == '\n':
			line, column = line+1, 1
		default:
			column++
		}
		text = text[size:]
	}
	return 0, 0, false
}

// plain reports everything below n that is not plain YAML, and keys given twice.
func (r *report) plain(n *yaml.Node, path string) {
	v := Value{report: r, node: n, path: path}
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		v.Fail("write the value out where it is needed", "anchors and aliases are not used here")
	case n.Style&yaml.TaggedStyle != 0:
		v.Fail("take the tag away; quotes make any value text", "tags are not used here")
	}
	switch n.Kind {
	case yaml.MappingNode:
		r.plainKeys(n, path)
	case yaml.SequenceNode:
		for i, item := range n.Content {
			r.plain(item, index(path, i))
		}
	}
}

func (r *report) plainKeys(n *yaml.Node, path string) {
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		k := Value{report: r, node: key, path: path}
		switch first, twice := seen[key.Value]; {
		case key.Kind != yaml.ScalarNode || key.Style&yaml.TaggedStyle != 0 || key.Anchor != "":
			k.Fail("a key is a plain word", "this key is not a word")
			continue
		case key.ShortTag() == "!!merge":
			k.Fail("write the keys out where they are needed", "merge keys are not used here")
			continue
		case twice:
			k.Fail("keep one of the two", "the key %q is given twice, first in line %d", key.Value, first)
		default:
			seen[key.Value] = key.Line
		}
		r.plain(value, join(path, key.Value))
	}
}
