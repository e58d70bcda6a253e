package strict

import (
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// locate finds where the character at offset of a scalar's value stands in the source. The value differs from its
// source by folded line ends, indentation, doubled quotes and escapes, so both are walked side by side.
func (r *report) locate(n *yaml.Node, offset int) (line, column int) {
	c := r.cursor(n)
	switch {
	case n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		c.next()
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		c.newline()
		c.space()
	}
	for i, want := range []rune(n.Value) {
		if !unicode.IsSpace(want) {
			c.space()
		}
		c.continuation(n.Style)
		if i == offset {
			return c.line, c.column
		}
		if escaped := n.Style&yaml.DoubleQuotedStyle != 0 && c.peek() == '\\'; unicode.IsSpace(want) && !escaped {
			c.blank(want)
			continue
		}
		c.character(n.Style)
	}
	return c.line, c.column
}

// cursor is a place in the source; line and column count from 1, columns in characters.
type cursor struct {
	lines        []string
	row          []rune // the line the cursor is in
	last         int    // the column of the last character in it that is not white space
	line, column int
}

func (r *report) cursor(n *yaml.Node) *cursor {
	c := &cursor{lines: r.lines}
	c.enter(n.Line)
	c.column = n.Column
	return c
}

func (c *cursor) enter(line int) {
	c.line, c.column, c.row = line, 1, nil
	if line <= len(c.lines) {
		c.row = []rune(c.lines[line-1])
	}
	c.last = len([]rune(strings.TrimRightFunc(string(c.row), unicode.IsSpace)))
}

// peek is the character under the cursor, a line end past the line's last one, and 0 past the last line.
func (c *cursor) peek() rune {
	switch {
	case c.line > len(c.lines):
		return 0
	case c.column > len(c.row):
		return '\n'
	}
	return c.row[c.column-1]
}

func (c *cursor) next() {
	if c.peek() == '\n' {
		c.newline()
		return
	}
	c.column++
}

func (c *cursor) newline() { c.enter(c.line + 1) }

// space passes over white space and line ends.
func (c *cursor) space() {
	for unicode.IsSpace(c.peek()) {
		c.next()
	}
}

// blank passes over the source of one character of white space: itself, or a line end with all the white space about it,
// or nothing where an earlier one took it along.
func (c *cursor) blank(want rune) {
	if want == '\n' || c.column > c.last {
		c.space()
		return
	}
	if unicode.IsSpace(c.peek()) {
		c.next()
	}
}

// continuation passes over an escaped line end, which stands for nothing.
func (c *cursor) continuation(style yaml.Style) {
	for style&yaml.DoubleQuotedStyle != 0 && c.peek() == '\\' && c.column == len(c.row) {
		c.newline()
		c.space()
	}
}

// character passes over the source of one character.
func (c *cursor) character(style yaml.Style) {
	first := c.peek()
	c.next()
	switch {
	case style&yaml.SingleQuotedStyle != 0 && first == '\'':
		c.next()
	case style&yaml.DoubleQuotedStyle != 0 && first == '\\':
		c.escape()
	}
}

// escape passes over an escape, the backslash of which is passed (YAML 1.2.2, 5.7).
func (c *cursor) escape() {
	digits := map[rune]int{'x': 2, 'u': 4, 'U': 8}[c.peek()]
	for range digits + 1 {
		c.next()
	}
}
