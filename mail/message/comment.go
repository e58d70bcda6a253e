package message

import "strings"

// stripComments takes the comments (RFC 5322, 3.2.2) out of a structured value. One that does not end is no comment.
func stripComments(s string) string {
	if strings.IndexByte(s, '(') < 0 {
		return s
	}
	var out strings.Builder
	quoted, broken := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			out.WriteString(s[i : i+2])
			i++
			continue
		case c == '"':
			quoted = !quoted
		case c == '(' && !quoted && !broken:
			_, n := cutComment(s[i:])
			if n > 0 {
				out.WriteByte(' ')
				i += n - 1
				continue
			}
			broken = true
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// cutComment reads the comment at the beginning of s, which may hold others, and its length with parentheses; 0 if it does
// not end.
func cutComment(s string) (text string, n int) {
	depth := 0
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch c {
		case '\\':
			if i+1 < len(s) {
				i++
				out.WriteByte(s[i])
			}
			continue
		case '(':
			depth++
			if depth == 1 {
				continue
			}
		case ')':
			depth--
			if depth == 0 {
				return out.String(), i + 1
			}
		}
		out.WriteByte(c)
	}
	return "", 0
}

// cutQuoted reads the quoted string (RFC 5322, 3.2.4) at the beginning of s, and its length with quotes; 0 if it does not
// end. A backslash before an ordinary character stays: programs write file names without escaping them.
func cutQuoted(s string) (text string, n int) {
	var out strings.Builder
	for i := 1; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '"':
			return out.String(), i + 1
		case c == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			c = s[i]
		}
		out.WriteByte(c)
	}
	return "", 0
}
