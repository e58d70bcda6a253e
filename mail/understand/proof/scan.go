package proof

import "strings"

// scanner walks over a header's value once. Every reading method skips comments and folding white space first (CFWS,
// RFC 5322, 3.2.2); bad is set where that, or a quoted string, does not end.
type scanner struct {
	rest string
	bad  bool
}

// skip passes white space and comments, which nest.
func (s *scanner) skip() {
	depth := 0
	for s.rest != "" {
		switch c := s.rest[0]; {
		case c == '(':
			depth++
		case depth == 0 && c != ' ' && c != '\t' && c != '\r' && c != '\n':
			return
		case c == ')':
			depth--
		case c == '\\' && len(s.rest) > 1:
			s.rest = s.rest[1:]
		}
		s.rest = s.rest[1:]
	}
	s.bad = s.bad || depth > 0
}

// peek is the next byte that counts, or 0.
func (s *scanner) peek() byte {
	s.skip()
	if s.rest == "" {
		return 0
	}
	return s.rest[0]
}

// end tells whether nothing is left.
func (s *scanner) end() bool {
	s.skip()
	return s.rest == ""
}

// take passes the byte c if it comes next.
func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// token reads an RFC 2045 token, "" if there is none.
func (s *scanner) token() string {
	return s.run(`()<>@,;:\"/[]?=`)
}

// value reads a token or a quoted string (RFC 2045, 5.1).
func (s *scanner) value() string {
	if s.peek() == '"' {
		return s.quoted()
	}
	return s.token()
}

// pvalue reads a property's value: a quoted string, a token or an address, or a quoted local part and a domain. The
// signs of base64 and of IPv6 are taken too, as servers write them without quotes.
func (s *scanner) pvalue() string {
	if s.peek() != '"' {
		return s.run(`()<>,;\"[]?`)
	}
	local := s.quoted()
	if !strings.HasPrefix(s.rest, "@") {
		return local
	}
	s.rest = s.rest[1:]
	return local + "@" + s.token()
}

// run reads printable ASCII up to white space or any of the stops.
func (s *scanner) run(stops string) string {
	s.skip()
	i := 0
	for i < len(s.rest) && s.rest[i] > ' ' && s.rest[i] < 0x7f && strings.IndexByte(stops, s.rest[i]) < 0 {
		i++
	}
	word := s.rest[:i]
	s.rest = s.rest[i:]
	return word
}

// quoted reads a quoted string (RFC 5322, 3.2.4) and undoes its quoted pairs.
func (s *scanner) quoted() string {
	var b strings.Builder
	for i := 1; i < len(s.rest); i++ {
		switch c := s.rest[i]; {
		case c == '"':
			s.rest = s.rest[i+1:]
			return b.String()
		case c == '\\' && i+1 < len(s.rest):
			i++
			b.WriteByte(s.rest[i])
		default:
			b.WriteByte(c)
		}
	}
	s.rest, s.bad = "", true
	return ""
}
