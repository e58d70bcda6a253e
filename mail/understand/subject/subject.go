// Package subject finds the base subject of a mail (RFC 5256, 2.1), knowing the prefixes of other languages too: two
// mails with one base subject may belong to one conversation.
package subject

import (
	"strings"
	"unicode/utf8"
)

// limit bounds how much of a subject is looked at, in bytes.
const limit = 2048

// Subject is a subject line, taken apart.
type Subject struct {
	Base    string // without prefixes and tags, white space folded, the case kept
	Answer  bool   // a prefix says that it answers a mail: Re:, AW:, SV:
	Forward bool   // a prefix says that it passes a mail on: Fwd:, WG:, (fwd)
}

// Parse takes a decoded subject apart.
func Parse(line string) Subject {
	if len(line) > limit {
		line = line[:limit]
	}
	s := Subject{Base: strings.Join(strings.Fields(strings.ToValidUTF8(line, "")), " ")}
	for s.trailer() || s.leader() || s.blob() || s.wrapped() {
	}
	return s
}

// trailer cuts "(fwd)" from the end (RFC 5256: subj-trailer).
func (s *Subject) trailer() bool {
	const fwd = "(fwd)"
	at := len(s.Base) - len(fwd)
	if at < 0 || !strings.EqualFold(s.Base[at:], fwd) {
		return false
	}
	s.Base, s.Forward = strings.TrimSpace(s.Base[:at]), true
	return true
}

// leader cuts one "Re:", with the tags before it and the number after it (RFC 5256: subj-leader).
func (s *Subject) leader() bool {
	rest := s.Base
	for {
		after, ok := cutTag(rest)
		if !ok {
			break
		}
		rest = after
	}
	word := leadingWord(rest)
	what, known := prefixes[strings.ToLower(word)]
	if !known {
		return false
	}
	rest = cutCounter(strings.TrimLeft(rest[len(word):], " "))
	colon, size := utf8.DecodeRuneInString(rest)
	if colon != ':' && colon != '：' {
		return false
	}
	s.Base = strings.TrimSpace(rest[size:])
	s.Answer = s.Answer || what == answer
	s.Forward = s.Forward || what == forward
	return true
}

// blob cuts a leading tag such as a mailing list's "[list]", unless nothing would be left (RFC 5256: subj-blob).
func (s *Subject) blob() bool {
	rest, ok := cutTag(s.Base)
	if !ok || rest == "" {
		return false
	}
	s.Base = rest
	return true
}

// wrapped opens "[fwd: subject]" (RFC 5256: subj-fwd).
func (s *Subject) wrapped() bool {
	const open = "[fwd:"
	if len(s.Base) <= len(open) || !strings.EqualFold(s.Base[:len(open)], open) || !strings.HasSuffix(s.Base, "]") {
		return false
	}
	s.Base, s.Forward = strings.TrimSpace(s.Base[len(open):len(s.Base)-1]), true
	return true
}

// cutTag cuts "[anything] " from the front; tags do not nest.
func cutTag(s string) (rest string, ok bool) {
	if !strings.HasPrefix(s, "[") {
		return s, false
	}
	end := strings.IndexAny(s[1:], "[]")
	if end < 0 || s[1+end] != ']' || strings.EqualFold(s[:min(5, len(s))], "[fwd:") {
		return s, false
	}
	return strings.TrimLeft(s[2+end:], " "), true
}

// leadingWord is the run of letters at the front.
func leadingWord(s string) string {
	for i, r := range s {
		if strings.ContainsRune(" :：[](){}<>^*,.;!?-_0123456789", r) {
			return s[:i]
		}
	}
	return s
}

// cutCounter cuts "[2]", "(2)", "^2" or "2" from the front.
func cutCounter(s string) string {
	rest := strings.TrimLeft(s, "[(^")
	digits := strings.TrimLeft(rest, "0123456789")
	if len(digits) == len(rest) {
		return s
	}
	return strings.TrimLeft(digits, "]) ")
}
