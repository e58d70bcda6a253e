package message

import (
	"strings"
	"unicode/utf8"
)

// toString reads bytes of a header: UTF-8 (RFC 6532), else Windows-1252.
func toString(b []byte) string {
	return guess(b)
}

// line is a header value as a person reads it: encoded words undone, no control characters, trimmed.
func line(value []byte) string {
	return cleanLine(decodeWords(toString(value)))
}

// cleanLine makes of s one line of valid UTF-8: control characters become spaces, NUL vanishes.
func cleanLine(s string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == 0 || r == 0xfeff:
			return -1
		case r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029:
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(clean)
}

// cleanText makes of s valid UTF-8 text with "\n" line ends and without other control characters than tabs.
func cleanText(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(s, "\r\r\n", "\n")
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == 0xfeff {
			return -1
		}
		return r
	}, s)
}

// cutRunes cuts s to at most n bytes, between characters.
func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
