package message

import (
	"strings"
	"unicode"
)

// maxAddress is the longest addr-spec that is taken for one: 64 octets, the at sign and 255 (RFC 5321, 4.5.3.1).
const maxAddress = 320

// cleanAddress makes of what stands in brackets an addr-spec (RFC 5322, 3.4.1) in lower case, without white space,
// comments and the route of old mails; a local part stays quoted only where it must be. ok is false if it is none.
func cleanAddress(s string) (addr string, ok bool) {
	s = strings.TrimSpace(stripComments(s))
	if strings.HasPrefix(s, "@") {
		s = s[strings.LastIndexByte(s, ':')+1:]
	}
	s = strings.Trim(s, " \t")
	if bare := strings.TrimRight(s, " \t'"); bare != s {
		s = strings.TrimLeft(bare, " \t'") // 'jane@example.org': a quote before alone may be part of the address
	}
	if len(s) >= len("mailto:") && strings.EqualFold(s[:len("mailto:")], "mailto:") {
		s = s[len("mailto:"):]
	}
	at := strings.LastIndexByte(s, '@')
	if at < 0 || len(s) > maxAddress {
		return "", false
	}
	local := strings.TrimSpace(s[:at])
	if !strings.HasPrefix(local, `"`) {
		s = tighten(s)
		at = strings.LastIndexByte(s, '@')
		local = s[:at]
	}
	local, ok = cleanLocal(local)
	domain := strings.TrimSuffix(strings.TrimSpace(s[at+1:]), ".")
	if !ok || !validDomain(domain) {
		return "", false
	}
	return strings.ToLower(local + "@" + domain), true
}

// tighten takes the white space away that may stand around the dots and the at sign of old addresses (RFC 5322, 4.4): jane
// @ example . org. Words before the address keep theirs.
func tighten(s string) string {
	if !strings.ContainsFunc(s, unicode.IsSpace) {
		return s
	}
	words := strings.Fields(s)
	var out strings.Builder
	domain := false
	for i, w := range words {
		joined := w[0] == '.' || w[0] == '@'
		if i > 0 {
			last := words[i-1]
			joined = joined || strings.HasSuffix(last, "@") || domain && strings.HasSuffix(last, ".")
		}
		if i > 0 && !joined {
			out.WriteByte(' ')
		}
		out.WriteString(w)
		domain = strings.Contains(w, "@") || domain && joined
	}
	return out.String()
}

// cleanLocal checks a local part and takes needless quotes away.
func cleanLocal(s string) (local string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		return s, validAtoms(s)
	}
	text, n := cutQuoted(s)
	if n != len(s) || text == "" || text != cleanLine(text) {
		return "", false
	}
	if validAtoms(text) {
		return text, true
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`, true
}

// validAtoms says whether s needs no quotes. Dots may stand anywhere: some providers allow it.
func validAtoms(s string) bool {
	if s == "" {
		return false
	}
	for _, r := range s {
		if r <= ' ' || r >= 0x7f && r <= 0xa0 || r == 0xfffd || strings.ContainsRune(`()<>[]:;@\,"`, r) {
			return false
		}
	}
	return true
}

// validDomain takes names, also internationalised ones (RFC 6531) and those with underscores, and address literals.
func validDomain(s string) bool {
	if literal, ok := strings.CutPrefix(s, "["); ok {
		literal, ok = strings.CutSuffix(literal, "]")
		return ok && literal != "" && strings.Trim(strings.ToLower(literal), "0123456789abcdef.:ipv") == ""
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" {
			return false
		}
		for _, r := range label {
			ascii := r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
			if !ascii && (r <= 0xa0 || r == 0xfffd) {
				return false
			}
		}
	}
	return true
}
