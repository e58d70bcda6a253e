package strict

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// Value is one value of a file, or the absence of one where a key was not given. Reading an absent value gives the zero
// value and no error.
type Value struct {
	report *report
	node   *yaml.Node // nil: absent
	path   string
}

// Given says whether the value stands in the file.
func (v Value) Given() bool { return v.node != nil }

// Line is the line where the value stands, from 1; 0 if it is absent.
func (v Value) Line() int {
	if v.node == nil {
		return 0
	}
	return v.node.Line
}

// Fail reports that the value is wrong: what is wrong, in the words of format, and what would be right. The value of an
// absent key cannot be wrong: nothing is reported.
func (v Value) Fail(hint, format string, args ...any) {
	if v.node == nil {
		return
	}
	v.report.add(v.node.Line, v.node.Column, v.path, fmt.Sprintf(format, args...), hint)
}

// FailAt is Fail for one place inside a text: offset counts its characters from 0.
func (v Value) FailAt(offset int, hint, format string, args ...any) {
	if v.node == nil {
		return
	}
	line, column := v.report.locate(v.node, offset)
	v.report.add(line, column, v.path, fmt.Sprintf(format, args...), hint)
}

// Text reads a text that is not empty. A date or clock time is text too; a number or a truth value needs quotes.
func (v Value) Text() string {
	if !v.scalar("text") {
		return ""
	}
	switch v.node.ShortTag() {
	case "!!str", "!!timestamp":
	default:
		v.Fail(fmt.Sprintf("put it in quotes: %q", v.node.Value), "%s is %s, and text is needed", v, v.kind())
		return ""
	}
	if strings.TrimSpace(v.node.Value) == "" {
		v.Fail("give a value, or take the key out", "the text is empty")
		return ""
	}
	return v.node.Value
}

// OneOf reads a text that is one of words.
func (v Value) OneOf(words ...string) string {
	text := v.Text()
	if text == "" || slices.Contains(words, text) {
		return text
	}
	v.Fail(Near(text, words), "%s is not known here", v)
	return ""
}

// Int reads a whole number in plain digits, from least to most.
func (v Value) Int(least, most int) int {
	if !v.scalar("a number") {
		return 0
	}
	n, err := strconv.Atoi(v.node.Value)
	if err != nil || v.quoted() || strconv.Itoa(n) != v.node.Value {
		v.Fail("write plain digits without quotes", "%s is not a whole number", v)
		return 0
	}
	if n < least || n > most {
		v.Fail(fmt.Sprintf("a number from %d to %d", least, most), "%d is out of range", n)
		return 0
	}
	return n
}

// Bool reads true or false. The other spellings of YAML 1.1 are refused: half of all readers take them for text.
func (v Value) Bool() bool {
	if !v.scalar("true or false") {
		return false
	}
	if v.node.ShortTag() != "!!bool" || v.node.Value != "true" && v.node.Value != "false" {
		v.Fail("write true or false", "%s is neither true nor false", v)
		return false
	}
	return v.node.Value == "true"
}

// Items reads a list.
func (v Value) Items() []Value {
	if v.node == nil {
		return nil
	}
	if v.node.Kind != yaml.SequenceNode {
		v.mistyped("a list")
		return nil
	}
	items := make([]Value, len(v.node.Content))
	for i, n := range v.node.Content {
		items[i] = Value{report: v.report, node: n, path: index(v.path, i)}
	}
	return items
}

// OneOrMore reads a list, or one value that stands for a list of one.
func (v Value) OneOrMore() []Value {
	if v.node == nil {
		return nil
	}
	if v.node.Kind == yaml.SequenceNode {
		return v.Items()
	}
	return []Value{v}
}

// Word is the text as it stands where it is one, else "": for keys and for values that may be a word or something else.
// It reports nothing.
func (v Value) Word() string {
	if v.node == nil || v.node.Kind != yaml.ScalarNode || v.node.ShortTag() != "!!str" {
		return ""
	}
	return v.node.Value
}

// IsMapping says whether a mapping stands here. It reports nothing.
func (v Value) IsMapping() bool { return v.node != nil && v.node.Kind == yaml.MappingNode }

// Sound says whether the value stands in the file and nothing was reported about it or below it, so that it is worth a
// closer look.
func (v Value) Sound() bool {
	return v.node != nil && !slices.ContainsFunc(v.report.errors, func(e Error) bool {
		rest, within := strings.CutPrefix(e.Path, v.path)
		return within && (rest == "" || rest[0] == '.' || rest[0] == '[')
	})
}

// Parse reads a text by a parser of its own, such as time.LoadLocation. The error says that the text is not what is
// wanted ("a time zone"), and gives hint.
func Parse[T any](v Value, want, hint string, parse func(string) (T, error)) T {
	var zero T
	text := v.Text()
	if text == "" {
		return zero
	}
	t, err := parse(text)
	if err != nil {
		v.Fail(hint, "%s is not %s", v, want)
		return zero
	}
	return t
}

// String is the value as messages show it: shortened, texts in quotes.
func (v Value) String() string {
	switch {
	case v.node == nil:
		return "nothing"
	case v.node.Kind != yaml.ScalarNode:
		return v.kind()
	case v.node.ShortTag() == "!!null":
		return "nothing"
	case v.node.ShortTag() == "!!str", strings.ContainsFunc(v.node.Value, unicode.IsControl):
		return quote(short(v.node.Value))
	}
	return short(v.node.Value)
}

// scalar reports and says no if the value is no scalar or stands empty; an absent value is no scalar either.
func (v Value) scalar(want string) bool {
	if v.node == nil {
		return false
	}
	if v.node.Kind != yaml.ScalarNode || v.node.ShortTag() == "!!null" {
		v.mistyped(want)
		return false
	}
	return true
}

func (v Value) mistyped(want string) {
	switch {
	case v.node.Kind == yaml.AliasNode: // reported before
	case v.kind() == "nothing":
		v.Fail("give a value, or take the key out", "nothing stands here, and %s is needed", want)
	case v.node.Kind == yaml.ScalarNode:
		v.Fail("", "%s is %s, and %s is needed", v, v.kind(), want)
	default:
		v.Fail("", "%s stands here, and %s is needed", v.kind(), want)
	}
}

func (v Value) quoted() bool {
	return v.node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
}

// kind names the value's type as a person would.
func (v Value) kind() string {
	switch v.node.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	switch v.node.ShortTag() {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "true or false"
	case "!!int", "!!float":
		return "a number"
	}
	return "text"
}

// quote puts a text in quotes, as it stands where that is plain to read.
func quote(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return r == '"' || !unicode.IsPrint(r) }) {
		return strconv.Quote(s)
	}
	return `"` + s + `"`
}

// short cuts a value that would fill the screen.
func short(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most]) + "…"
}
