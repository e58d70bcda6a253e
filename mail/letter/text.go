package letter

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// columns is how wide the text part is; a word that is longer stands on a line of its own.
const columns = 64

// indent is where the text of a numbered point begins.
const indent = "   "

// plain renders the page as plain text with "\n" line ends.
func (p page) plain() string {
	var b strings.Builder
	wrap(&b, "", "", p.Greeting)
	last := block{Text: p.Greeting}
	for i, x := range p.Blocks {
		if x.Links != nil {
			continue
		}
		if (i > 0 || p.Greeting != "") && gap(last, x) {
			b.WriteByte('\n')
		}
		x.plain(&b)
		last = x
	}
	return b.String()
}

// gap says whether an empty line stands between two blocks: before headings and between paragraphs.
func gap(before, x block) bool {
	switch {
	case x.Heading != "":
		return true
	case before.Heading != "", x.Rows != nil, x.Draft != nil:
		return false
	}
	return before.Point == nil || x.Point == nil
}

func (x block) plain(b *strings.Builder) {
	switch {
	case x.Heading != "":
		wrap(b, "", "", strings.ToUpper(x.Heading))
	case x.Point != nil:
		x.Point.plain(b)
	case x.Rows != nil:
		plainRows(b, x.Rows)
	case x.Draft != nil:
		for _, line := range x.Draft {
			wrap(b, indent, indent, line)
			if line == "" {
				b.WriteByte('\n')
			}
		}
	default:
		wrap(b, "", "", x.Text)
	}
}

func (x point) plain(b *strings.Builder) {
	first := indent
	if x.Number > 0 {
		first = pad(strconv.Itoa(x.Number), len(indent)-1) + " "
	}
	wrap(b, first, indent, x.Head)
	for _, t := range x.Texts {
		wrap(b, indent, indent, t)
	}
}

func plainRows(b *strings.Builder, rows []row) {
	width := 0
	for _, r := range rows {
		width = max(width, utf8.RuneCountInString(r.Mark))
	}
	before, after := "  ", "  "
	if width <= 1 {
		before, after = "", strings.Repeat(" ", width)
	}
	width = min(width, columns/3)
	rest := strings.Repeat(" ", len(before)+width+len(after))
	for _, r := range rows {
		first := before + pad(r.Mark, width) + after
		if utf8.RuneCountInString(r.Mark) > width {
			wrap(b, before, before, r.Mark)
			first = rest
		}
		wrap(b, first, rest, r.Text)
	}
}

// wrap writes a text in lines of at most 64 columns, the first one after one prefix, all others after another.
func wrap(b *strings.Builder, first, rest, text string) {
	used, empty := utf8.RuneCountInString(first), true
	line := first
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if !empty && used+1+n > columns {
			b.WriteString(line + "\n")
			line, used, empty = rest, utf8.RuneCountInString(rest), true
		}
		if !empty {
			line += " "
			used++
		}
		line += word
		used += n
		empty = false
	}
	if !empty {
		b.WriteString(line + "\n")
	}
}

func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(n-utf8.RuneCountInString(s), 0))
}
