package intake

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"cuppa/mail"
	"cuppa/mail/understand"
)

// author is the one address a mail is from, "" where it names none or several: such a mail is nobody's. Of several From
// fields a server may have checked another one than the topmost.
func author(m mail.Message) string {
	if len(m.From) != 1 || len(m.Values("From")) > 1 {
		return ""
	}
	return m.From[0].Addr
}

// ownSent tells whether nothing but what the owner wrote comes into a mailbox. Where others' mail arrives too, lying there
// proves nothing.
func ownSent(p mail.Place) bool { return p.Roles.Sent && !p.Roles.Inbox && !p.Roles.Drop }

// proof is what proves that a mail in the owner's name is his, in words; "" if nothing does. The secret tag of the drop
// address is none: it proves a capture alone.
func proof(a mail.Arrival, r understand.Reading, k Known) string {
	if ownSent(a.Place) {
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
// DMARC passed, or an aligned DKIM signature did.
func authenticated(from string, res *understand.Results, authservID string) bool {
	if res == nil || authservID == "" || !strings.EqualFold(res.Server, authservID) {
		return false
	}
	domain := domainOf(from)
	if domain == "" {
		return false
	}
	if res.DMARC == "pass" && (res.From == "" || res.From == domain) {
		return true
	}
	for _, s := range res.DKIM {
		if s.Result == "pass" && aligned(domain, s.Domain) {
			return true
		}
	}
	return false
}

// aligned tells whether a signing domain is the author's, or of the same organisation (RFC 7489, 3.1.1, relaxed): never a
// public suffix such as co.uk, in which everybody may have a name.
func aligned(author, signer string) bool {
	if author == signer {
		return true
	}
	a, err := publicsuffix.EffectiveTLDPlusOne(author)
	if err != nil {
		return false
	}
	s, err := publicsuffix.EffectiveTLDPlusOne(signer)
	return err == nil && a == s
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
	for _, id := range answered(m) {
		if l, known := k.Letters[id]; known {
			return &l
		}
	}
	return nil
}
