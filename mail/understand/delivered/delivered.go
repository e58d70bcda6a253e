// Package delivered finds the addresses that a mail was delivered to, which need not stand in To or Cc: a Bcc copy shows
// its address and its plus-tag only in fields that the receiving server added.
package delivered

import (
	"strings"

	"cuppa/mail"
)

// fields are those in which servers note the envelope's recipient, most trusted first.
var fields = []string{"X-Original-To", "X-Delivered-To", "Delivered-To", "X-Envelope-To", "Envelope-To", "X-Gm-Original-To"}

// Addresses are the addresses the mail was delivered to, most trusted first, lower case, each once: from the fields above
// the receiving server's own Received line (below it anybody may have written them), from Bcc, which Gmail leaves in a
// sender's own copy, and from the `for` of the receiving server's Received lines. A mail that no server received (a copy
// that a mail program stored) has no such line, and all its fields count.
func Addresses(m *mail.Message) []string {
	own, received := split(m.Fields)
	var list addresses
	for _, name := range fields {
		for _, f := range own {
			if strings.EqualFold(f.Name, name) {
				list.add(f.Value)
			}
		}
	}
	for _, a := range m.Bcc {
		list.add(a.Addr)
	}
	for _, value := range received {
		list.add(recipient(value))
	}
	return list
}

// split gives the fields that the receiving server added, and its own Received lines. A server that hands mail to itself
// by LMTP (RFC 2033) adds a line for that too, and may add fields between the two; so the first Received that is not by
// LMTP is the last of its own.
func split(all []mail.Field) (own []mail.Field, received []string) {
	for i, f := range all {
		if !strings.EqualFold(f.Name, "Received") {
			continue
		}
		received = append(received, f.Value)
		if !byLMTP(f.Value) {
			return all[:i], received
		}
	}
	return all, received
}

// byLMTP tells whether a Received line says "with LMTP" or a kin of it (RFC 3848: LMTPA, LMTPS, LMTPSA).
func byLMTP(value string) bool {
	words := strings.Fields(outsideComments(value))
	for i, w := range words[:max(0, len(words)-1)] {
		if strings.EqualFold(w, "with") {
			return len(words[i+1]) >= 4 && strings.EqualFold(words[i+1][:4], "LMTP")
		}
	}
	return strings.Contains(value, "(LMTPProxy)")
}

// recipient is the address of a Received line's `for` clause (RFC 5321, 4.4), or "".
func recipient(value string) string {
	words := strings.Fields(outsideComments(value))
	for i, w := range words {
		if strings.EqualFold(w, "for") && i+1 < len(words) {
			return strings.TrimRight(words[i+1], ";")
		}
	}
	return ""
}

// outsideComments is the part of a Received line before its date, without comments.
func outsideComments(value string) string {
	var b strings.Builder
	depth := 0
	for _, r := range value {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
			b.WriteByte(' ')
		case depth == 0 && r == ';':
			return b.String()
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// addresses is a list without doubles.
type addresses []string

// add takes the addr-spec out of a field's value; a value that is no address is passed over.
func (l *addresses) add(value string) {
	if from, to := strings.LastIndexByte(value, '<'), strings.LastIndexByte(value, '>'); from >= 0 && to > from {
		value = value[from+1 : to]
	}
	value = strings.ToLower(strings.TrimSpace(value))
	local, domain, ok := strings.Cut(value, "@")
	if !ok || local == "" || domain == "" || len(value) > 320 || strings.ContainsAny(value, " \t\r\n,;<>\"") {
		return
	}
	for _, known := range *l {
		if known == value {
			return
		}
	}
	if len(*l) < limit {
		*l = append(*l, value)
	}
}

// limit bounds the addresses of one mail; a mail is delivered to few.
const limit = 50
