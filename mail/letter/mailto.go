package letter

import (
	"strings"
)

// maxMailto bounds a mailto URL: some clients cut longer ones.
const maxMailto = 1800

// mailtoURL writes a mailto URL (RFC 6068). Everything but unreserved characters is percent-encoded, "+" too, which some
// platforms take for a space; line ends become CRLF. Where it would be too long, the subject is shortened; where that is
// not enough, or there is no address, it is "".
func mailtoURL(to, subject, body, bcc string) string {
	if _, _, ok := cutAddress(to); !ok {
		return ""
	}
	rest := "&body=" + escape(strings.ReplaceAll(body, "\n", "\r\n"))
	if bcc != "" {
		rest += "&bcc=" + escapeAddress(bcc)
	}
	front := "mailto:" + escapeAddress(to) + "?subject="
	room := maxMailto - 1 - len(front) - len(rest)
	if room < 0 {
		return ""
	}
	return front + escapeUpTo(subject, room) + rest
}

// escape percent-encodes all but the unreserved characters of RFC 3986.
func escape(s string) string { return escapeBut(s, "") }

// escapeAddress leaves the "@" as it is.
func escapeAddress(s string) string { return escapeBut(s, "@") }

func escapeBut(s, keep string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if isUnreserved(c) || strings.IndexByte(keep, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// escapeUpTo encodes as many whole characters of s as fit in n bytes.
func escapeUpTo(s string, n int) string {
	var b strings.Builder
	for _, r := range s {
		e := escape(string(r))
		if b.Len()+len(e) > n {
			break
		}
		b.WriteString(e)
	}
	return b.String()
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
