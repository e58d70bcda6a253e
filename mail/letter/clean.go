package letter

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Strangers' text is data. It enters a letter through clean alone: one line, printable, bounded, without the schemes
// that would make a mail client turn it into a link. HTML escapes it once more.

// The longest that strangers' text may be, in characters.
const (
	maxName    = 60
	maxAddress = 254
	maxSubject = 100
	maxPlace   = 80
	maxQuote   = 280
	maxTrouble = 200
)

// scheme matches what turns text into a link in mail clients.
var scheme = regexp.MustCompile(`(?i)[a-z0-9+.-]*://|www\.|mailto:`)

// maxInput bounds what clean looks at, in bytes.
const maxInput = 4096

// clean makes any text into one line of at most n printable characters: line ends, control characters and the invisible
// ones that turn the direction of writing are out, white space is folded.
func clean(s string, n int) string {
	s = printable(s[:min(len(s), maxInput)])
	for scheme.MatchString(s) { // until none is left: taking one out may join another
		s = scheme.ReplaceAllString(s, "")
	}
	return cut(strings.TrimSpace(s), n)
}

// printable keeps the printable characters and makes any white space one blank.
func printable(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// cut shortens s to n characters, the last one an ellipsis where something is lost.
func cut(s string, n int) string {
	count := 0
	for i := range s {
		count++
		if count == n && utf8.RuneCountInString(s[i:]) > 1 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}
