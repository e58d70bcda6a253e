package message

import (
	"strings"
	"unicode"
)

// maxQuotes is how many "> " stand in front of a line at most.
const maxQuotes = 10

// lines collects rendered text line by line.
type lines struct {
	done   strings.Builder
	size   int             // of done
	line   strings.Builder // the line that is being written, without quotes
	space  bool            // white space is due before the next word
	marker string          // the bullet that is due before the next word
	empty  bool            // an empty line is due before the next line
	quotes int             // open quotes
	before int             // quotes in front of the last line
}

// text adds words. White space of any length is one space, except in preformatted text; invisible characters that only
// steer line breaking are dropped.
func (l *lines) text(s string, preformatted bool) {
	for _, r := range s {
		switch {
		case r == 0x200b || r == 0xfeff || r == 0xad || r == 0x34f || r == 0x2060 || r == '\r':
		case r == '\n' && preformatted:
			l.lineBreak()
		case unicode.IsSpace(r) && !preformatted:
			l.space = true
		case r == 0xa0:
			l.char(' ')
		case r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0:
		default:
			l.char(r)
		}
	}
}

// char adds one character to the line.
func (l *lines) char(r rune) {
	if l.marker != "" {
		l.line.WriteString(l.marker)
		l.marker, l.space = "", false
	}
	if l.space && l.line.Len() > 0 {
		l.line.WriteByte(' ')
	}
	l.space = false
	l.line.WriteRune(r)
}

// lineBreak ends the line; an empty one stays as an empty line.
func (l *lines) lineBreak() {
	if !l.end() {
		l.empty = true
	}
}

// gap ends the line and asks for an empty one.
func (l *lines) gap() {
	l.end()
	l.empty = true
}

// begin goes to where an element of that kind begins or ends.
func (l *lines) begin(k kind) {
	switch k {
	case paragraph:
		l.gap()
	case block:
		l.end()
	case cell:
		l.space = true
	}
}

// end writes out the line, if there is anything on it.
func (l *lines) end() bool {
	text := strings.TrimRight(l.line.String(), " \t")
	l.line.Reset()
	l.space = false
	if text == "" {
		return false
	}
	if text == "--" {
		text = "-- " // the signature separator (RFC 3676, 4.3), whose space HTML loses
	}
	quotes := min(l.quotes, maxQuotes)
	if l.empty && l.size > 0 {
		l.write(strings.TrimRight(strings.Repeat("> ", min(quotes, l.before)), " "))
	}
	l.write(strings.Repeat("> ", quotes) + text)
	l.empty, l.before = false, quotes
	return true
}

func (l *lines) write(s string) {
	l.done.WriteString(s)
	l.done.WriteByte('\n')
	l.size = l.done.Len()
}

// finish is all the text.
func (l *lines) finish() string {
	l.end()
	return l.done.String()
}
