package message

import (
	"bytes"
	"strings"
)

// decodeTransfer undoes the Content-Transfer-Encoding (RFC 2045, 6), up to limit bytes. An unknown one is taken for none.
func decodeTransfer(encoding string, body []byte, limit int, f *faults) []byte {
	out, ok := body, true
	switch encoding {
	case "base64":
		out, ok = decodeBase64(body, limit)
	case "quotedprintable":
		out, ok = decodeQuotedPrintable(body, limit)
	case "", "7bit", "8bit", "binary":
	default:
		f.add("unknown Content-Transfer-Encoding")
	}
	if !ok {
		f.add("broken Content-Transfer-Encoding")
	}
	if len(out) > limit {
		f.add("a part is too long")
		out = out[:limit]
	}
	return out
}

// transferEncoding is the encoding that a header names: in lower case, without comments, and without the hyphens and spaces
// that programs put in or leave out (8-bit, quoted printable).
func transferEncoding(h header) string {
	value, _, _ := strings.Cut(stripComments(toString(h.first("Content-Transfer-Encoding"))), ";")
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_ \t\"'", r) {
			return -1
		}
		return r
	}, strings.ToLower(value))
}

// decodeBase64 decodes the lines of a body (RFC 2045, 6.8). Text that a mailing list wrote below the padding ends it, and
// a body that begins with words is taken as it is. ok says whether the encoding was clean.
func decodeBase64(body []byte, limit int) (out []byte, ok bool) {
	rest := body[:min(len(body), 2*limit+MaxField)]
	d := base64Decoder{out: make([]byte, 0, min(len(rest)/4*3+3, limit+3))}
	ok = len(rest) == len(body) || len(rest) > limit
	for len(rest) > 0 && len(d.out) <= limit {
		var line []byte
		line, rest = cutLine(rest)
		if words := bytes.IndexByte(bytes.TrimSpace(line), ' ') > 0; words && len(d.out) == 0 {
			return body[:min(len(body), limit+1)], false
		} else if words && d.padded {
			ok = false
			break
		}
		d.write(line)
	}
	d.flush()
	return d.out, ok && !d.junk
}

// base64Decoder decodes whatever digits it is given. Other characters are passed over, missing padding is supplied, and
// digits may go on after padding.
type base64Decoder struct {
	out    []byte
	bits   uint32
	digits int  // in bits: 0 to 3
	padded bool // padding was seen
	junk   bool // a character outside the alphabet was seen
}

func (d *base64Decoder) write(b []byte) {
	for _, c := range b {
		switch {
		case isBase64(c):
			d.digit(c)
		case c == '=':
			d.flush()
			d.padded = true
		case c != ' ' && c != '\t' && c != '\r':
			d.junk = true
		}
	}
}

func (d *base64Decoder) digit(c byte) {
	d.bits = d.bits<<6 | uint32(base64Value(c))
	d.digits++
	if d.digits == 4 {
		d.out = append(d.out, byte(d.bits>>16), byte(d.bits>>8), byte(d.bits))
		d.digits = 0
	}
}

// flush writes out the bytes of an incomplete group.
func (d *base64Decoder) flush() {
	switch d.digits {
	case 2:
		d.out = append(d.out, byte(d.bits>>4))
	case 3:
		d.out = append(d.out, byte(d.bits>>10), byte(d.bits>>2))
	}
	d.digits = 0
}

func isBase64(c byte) bool {
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '+' || c == '/'
}

// base64Value is the value of a digit of the alphabet.
func base64Value(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 26
	case c >= 'A':
		return c - 'A'
	case c >= '0':
		return c - '0' + 52
	case c == '+':
		return 62
	}
	return 63
}

// decodeQuotedPrintable decodes until limit bytes are there (RFC 2045, 6.7). An equals sign that begins no escape stays.
func decodeQuotedPrintable(body []byte, limit int) (out []byte, ok bool) {
	ok = true
	out = make([]byte, 0, min(len(body), limit+1))
	for len(body) > 0 && len(out) <= limit {
		end := bytes.IndexByte(body, '\n')
		var line []byte
		if end < 0 {
			line, body = body, nil
		} else {
			line, body = body[:end], body[end+1:]
		}
		line = bytes.TrimRight(line, " \t\r")
		soft := bytes.HasSuffix(line, []byte("="))
		line = bytes.TrimSuffix(line, []byte("="))
		var clean bool
		out, clean = appendUnquoted(out, line[:min(len(line), 3*limit+3)])
		ok = ok && clean
		if end >= 0 && !soft {
			out = append(out, '\n')
		}
	}
	return out, ok
}

// appendUnquoted undoes the escapes of one line.
func appendUnquoted(out, line []byte) (_ []byte, ok bool) {
	ok = true
	for len(line) > 0 {
		i := bytes.IndexByte(line, '=')
		if i < 0 {
			return append(out, line...), ok
		}
		out = append(out, line[:i]...)
		line = line[i:]
		if len(line) >= 3 && isHex(line[1]) && isHex(line[2]) {
			out = append(out, unhex(line[1])<<4|unhex(line[2]))
			line = line[3:]
			continue
		}
		out, line, ok = append(out, '='), line[1:], false
	}
	return out, ok
}
