package message

import (
	"encoding/base64"
	"strings"
	"unicode/utf16"
)

// decodeUTF7 undoes UTF-7 (RFC 2152). What is not valid stays as it is.
func decodeUTF7(b []byte) string {
	var out strings.Builder
	for len(b) > 0 {
		if b[0] != '+' {
			out.WriteByte(b[0] & 0x7f)
			b = b[1:]
			continue
		}
		n := 1
		for n < len(b) && isBase64(b[n]) {
			n++
		}
		out.WriteString(utf7Shifted(b[1:n]))
		if n < len(b) && b[n] == '-' {
			n++
		}
		b = b[n:]
	}
	return out.String()
}

// utf7Shifted decodes what stands between a plus sign and its end: UTF-16 in base64 without padding; nothing is a plus.
func utf7Shifted(b []byte) string {
	if len(b) == 0 {
		return "+"
	}
	raw, err := base64.RawStdEncoding.DecodeString(string(b))
	if err != nil {
		return "+" + string(b)
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}
