package message

import (
	"bytes"
	"strings"

	"cuppa/mail"
)

// rawField is one header field, unfolded but not decoded.
type rawField struct {
	name  string
	value []byte
}

// header is one header block, top first.
type header []rawField

// values are the values of all fields of that name, top first.
func (h header) values(name string) [][]byte {
	var all [][]byte
	for _, f := range h {
		if strings.EqualFold(f.name, name) {
			all = append(all, f.value)
		}
	}
	return all
}

// first is the value of the topmost field of that name, or nil.
func (h header) first(name string) []byte {
	for _, f := range h {
		if strings.EqualFold(f.name, name) {
			return f.value
		}
	}
	return nil
}

// only is the value of a field that may occur once (RFC 5322, 3.6): the topmost counts.
func (h header) only(name string, f *faults) []byte {
	all := h.values(name)
	if len(all) == 0 {
		return nil
	}
	if len(all) > 1 {
		f.add(name + " occurs more than once")
	}
	return all[0]
}

// joined is the values of all fields of that name, one after the other.
func (h header) joined(name string) []byte {
	return bytes.Join(h.values(name), []byte(" "))
}

// addresses are the addresses of the fields of that name. Of several From or Sender fields the topmost alone counts, so
// that nobody hides an author below another.
func (h header) addresses(name string, f *faults) []mail.Address {
	value := bytes.Join(h.values(name), []byte(", "))
	if name == "From" || name == "Sender" {
		value = h.only(name, f)
	}
	list, ok := parseAddresses(toString(value))
	if !ok {
		f.add("an address in " + name + " cannot be read")
	}
	return list
}

// decoded is the fields as a person reads them. Encoded words are undone only where text stands (RFC 2047, 5): in a field
// that machines write for machines, they would let its sender write what no machine wrote.
func (h header) decoded() []mail.Field {
	if len(h) == 0 {
		return nil
	}
	fields := make([]mail.Field, len(h))
	for i, f := range h {
		value := cleanLine(toString(f.value))
		if isText(f.name) {
			value = line(f.value)
		}
		fields[i] = mail.Field{Name: f.name, Value: value}
	}
	return fields
}

// isText tells whether a field holds words for people.
func isText(name string) bool {
	switch strings.ToLower(name) {
	case "subject", "comments", "keywords", "organization", "content-description", "thread-topic",
		"from", "sender", "reply-to", "to", "cc", "bcc", "list-id":
		return true
	}
	return false
}

// lineEnds turns the lone carriage returns of old Macs into line feeds, where a mail has no other line ends.
func lineEnds(raw []byte) []byte {
	start := raw[:min(len(raw), MaxField)]
	if bytes.IndexByte(start, '\n') >= 0 || bytes.IndexByte(start, '\r') < 0 {
		return raw
	}
	return bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
}

// cutLine cuts the first line off raw, without its end: LF, CRLF or CR CR LF.
func cutLine(raw []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(raw, []byte("\n"))
	return bytes.TrimRight(line, "\r"), rest
}

// cutEnvelope passes over empty lines and the line that mbox files put above a mail (RFC 4155).
func cutEnvelope(raw []byte, f *faults) []byte {
	if trimmed := bytes.TrimLeft(raw, "\r\n"); len(trimmed) < len(raw) && fieldFollows(trimmed) {
		f.add("empty lines above the header")
		raw = trimmed
	}
	if !bytes.HasPrefix(raw, []byte("From ")) && !bytes.HasPrefix(raw, []byte(">From ")) {
		return raw
	}
	f.add("an mbox From line above the header")
	_, rest := cutLine(raw)
	return rest
}

// splitHeader cuts raw into header and body (RFC 5322, 2.1). A line that is no field is passed over where another field
// follows; otherwise the empty line is missing and the body begins there.
func splitHeader(raw []byte, f *faults) (h header, body []byte) {
	s := headerScanner{faults: f}
	for len(raw) > 0 {
		line, rest := cutLine(raw)
		if len(line) == 0 {
			return s.header, rest
		}
		if !s.take(line) {
			if !fieldFollows(rest) {
				f.add("no empty line between header and body")
				return s.header, raw
			}
			f.add("a header line without a colon")
		}
		raw = rest
	}
	return s.header, nil
}

// headerScanner collects the fields of one header block within MaxHeader and MaxField.
type headerScanner struct {
	header header
	size   int  // bytes so far
	open   bool // the last field may still grow
	owned  bool // its value is a copy of ours, no longer a piece of the mail
	faults *faults
}

// take adds one line that is not empty, and says whether it is a field or the continuation of one.
func (s *headerScanner) take(line []byte) bool {
	folded := line[0] == ' ' || line[0] == '\t'
	if folded && len(s.header) > 0 {
		s.extend(line)
		return true
	}
	if folded {
		s.faults.add("white space above the first header field")
	}
	name, value, ok := cutField(bytes.TrimLeft(line, " \t"))
	s.open = ok && s.fits(min(len(line), MaxField))
	if s.open {
		s.owned = false
		s.header = append(s.header, rawField{name, s.cut(value)})
	}
	return ok
}

// extend unfolds one continuation line (RFC 5322, 2.2.3): the line end and the white space after it become one space.
func (s *headerScanner) extend(line []byte) {
	if !s.open || !s.fits(min(len(line), MaxField)) {
		return
	}
	field := &s.header[len(s.header)-1]
	more := bytes.Trim(line, " \t")
	if len(more) == 0 {
		return
	}
	if !s.owned {
		field.value = append(make([]byte, 0, 2*len(field.value)+len(more)), field.value...)
		s.owned = true
	}
	if len(field.value) > 0 {
		field.value = append(field.value, ' ')
	}
	field.value = s.cut(append(field.value, more...))
}

// fits counts n more bytes against MaxHeader.
func (s *headerScanner) fits(n int) bool {
	s.size += n
	if s.size <= MaxHeader {
		return true
	}
	s.faults.add("the header is too long")
	return false
}

// cut trims a value and holds it within MaxField.
func (s *headerScanner) cut(value []byte) []byte {
	value = bytes.Trim(value, " \t")
	if len(value) <= MaxField {
		return value
	}
	s.faults.add("a header field is too long")
	s.open = false
	return value[:MaxField]
}

// cutField splits a line at its colon. White space before the colon is obsolete but legal (RFC 5322, 4.5).
func cutField(line []byte) (name string, value []byte, ok bool) {
	before, value, found := bytes.Cut(line, []byte(":"))
	before = bytes.TrimRight(before, " \t")
	if !found || len(before) == 0 || len(before) > 200 {
		return "", nil, false
	}
	for _, c := range before {
		if c <= ' ' || c >= 0x7f {
			return "", nil, false
		}
	}
	return string(before), value, true
}

// fieldFollows says whether the next line that is no continuation is a header field. It looks at few lines, so that junk
// costs no more than its length.
func fieldFollows(raw []byte) bool {
	const lookAhead = 10
	for range lookAhead {
		line, rest := cutLine(raw)
		if _, _, ok := cutField(line); ok {
			return true
		}
		if len(line) == 0 || line[0] != ' ' && line[0] != '\t' {
			return false
		}
		raw = rest
	}
	return false
}
