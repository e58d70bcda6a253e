package intake

import (
	"strings"

	"cuppa/mail"
	"cuppa/mail/understand"
)

// author is the one address a mail is from, "" where it names none or several: such a mail is nobody's.
func author(m mail.Message) string {
	if len(m.From) != 1 {
		return ""
	}
	return m.From[0].Addr
}

// proof is what proves that a mail in the owner's name is his, in words; "" if nothing does. The secret tag of the drop
// address is none: it proves a capture, see tagged.
func proof(a mail.Arrival, r understand.Reading, k Known) string {
	if a.Place.Roles.Sent {
		return "it lies in the owner's own sent mailbox"
	}
	if letterByToken(a.Message, r, k) != nil {
		return "it was sent to the secret address of a letter"
	}
	if letterAnswered(a.Message, k) != nil {
		return "it answers a letter by its Message-ID"
	}
	if authenticated(author(a.Message), r.Results, k.AuthservID) {
		return "Authentication-Results of " + k.AuthservID
	}
	return ""
}

// authenticated tells whether the trusted receiving server says that a mail is from the domain of its author (RFC 8601):
// DMARC passed, or DKIM did for the author's domain or one above it.
func authenticated(from string, res *understand.Results, authservID string) bool {
	if res == nil || authservID == "" || !strings.EqualFold(res.Server, authservID) {
		return false
	}
	_, domain, ok := strings.Cut(from, "@")
	if !ok {
		return false
	}
	if res.DMARC == "pass" {
		return true
	}
	for _, s := range res.DKIM {
		signed := strings.ToLower(s.Domain)
		if s.Result == "pass" && strings.Contains(signed, ".") && (domain == signed || strings.HasSuffix(domain, "."+signed)) {
			return true
		}
	}
	return false
}

// letterByToken is the letter whose secret address a mail was sent to.
func letterByToken(m mail.Message, r understand.Reading, k Known) *Letter {
	for _, a := range destinations(m, r) {
		token, ok := k.Token(a)
		if !ok {
			continue
		}
		if l, known := k.Letters[token]; known {
			return &l
		}
	}
	return nil
}

// letterAnswered is the letter that a mail answers by its headers.
func letterAnswered(m mail.Message, k Known) *Letter {
	for _, id := range m.InReplyTo {
		if l, known := k.Letters[id]; known {
			return &l
		}
	}
	for i := len(m.References) - 1; i >= 0; i-- {
		if l, known := k.Letters[m.References[i]]; known {
			return &l
		}
	}
	return nil
}
