package intake

import (
	"fmt"
	"strings"
	"testing"

	"cuppa/mail"
	"cuppa/mail/understand"
)

// ask is a mail of the owner's to somebody, with more header lines above it.
func ask(to string, above ...string) string {
	return lines(append(above, "From: Ada Example <ada@example.org>", "To: "+to, "Subject: Twenty minutes of your time?",
		"Message-ID: <new@example.org>", "", "May I buy you a coffee and ask about your work?")...)
}

// dropped is what a receiving server writes above a copy that went to this address.
func delivered(field, address string) []string {
	return []string{field + ": " + address, "Received: from smtp.example.org by mx.example.org with ESMTPS; " + date}
}

var (
	newSearches  = []string{"MESSAGE-ID new@example.org", "REPORT new@example.org"}
	joanSearches = append([]string{"FROM joan@fields.example", "TO joan@fields.example"}, newSearches...)
	joan         = "sent new joan@fields.example joan@fields.example"
	mei          = "sent mei mei@rivers.example"
	tom          = "sent tom tom@hills.example"
)

func captured(name, to string, above []string, events ...string) example {
	x := example{name: name, raw: ask(to, above...), class: understand.Outreach, events: events, searches: newSearches}
	if strings.Contains(to, "joan") {
		x.searches = joanSearches
	}
	return x
}

// bySecretTag are captures that nothing proves but the secret tag.
func bySecretTag() []example {
	var list []example
	for _, field := range []string{"X-Original-To", "X-Delivered-To", "Delivered-To", "X-Envelope-To", "Envelope-To", "X-Gm-Original-To", "Bcc"} {
		list = append(list, captured("by its tag in "+field, "Joan <joan@fields.example>", delivered(field, "cuppa+7hq2@example.org"), joan))
	}
	drop := func(address string) []string { return delivered("Delivered-To", address) }
	return append(list,
		captured("by its tag in Received", "joan@fields.example",
			[]string{"Received: from x by mx.example.org for <Cuppa+7HQ2@Example.ORG>; " + date}, joan),
		captured("by an older tag", "joan@fields.example", drop("cuppa+old1@example.org"), joan),
		captured("a contact", "mei@rivers.example", drop("cuppa+7hq2@example.org"), mei),
		captured("a word and a span", "joan@fields.example", drop("cuppa+7hq2+mentor+3d@example.org"), joan,
			"tag new joan@fields.example joan@fields.example ref=mentor",
			"remind new joan@fields.example joan@fields.example ref=3d until=2026-03-05T23:00Z"),
		captured("a weekday, the secret last", "joan@fields.example", drop("cuppa+tue+7hq2@example.org"), joan,
			"remind new joan@fields.example joan@fields.example ref=tue until=2026-03-09T23:00Z"),
		captured("a day of another language", "joan@fields.example", drop("cuppa+7hq2+montag@example.org"), joan,
			"remind new joan@fields.example joan@fields.example ref=montag until=2026-03-08T23:00Z"),
		captured("a day that was, is a word", "joan@fields.example", drop("cuppa+7hq2+yesterday@example.org"), joan,
			"tag new joan@fields.example joan@fields.example ref=yesterday"),
		captured("empty tags", "joan@fields.example", drop("cuppa++7hq2++@example.org"), joan),
		captured("twice the same tag", "joan@fields.example", append(drop("cuppa+7hq2+mentor@example.org"), "Bcc: cuppa+7hq2+mentor@example.org"),
			joan, "tag new joan@fields.example joan@fields.example ref=mentor"),
		captured("several in To", "Joan <joan@fields.example>, mei@rivers.example, ada@work.example", drop("cuppa+7hq2+mentor@example.org"), joan,
			"tag new joan@fields.example joan@fields.example ref=mentor", mei, "tag mei mei@rivers.example ref=mentor"),
		captured("Cc only when known, and without the tags", "joan@fields.example",
			append(drop("cuppa+7hq2+mentor@example.org"), "Cc: tom@hills.example, stranger@seas.example, mei@rivers.example"),
			joan, "tag new joan@fields.example joan@fields.example ref=mentor", tom, mei),
		captured("the same person in To and Cc", "joan@fields.example", append(drop("cuppa+7hq2@example.org"), "Cc: Joan@fields.example"), joan),
		captured("a contact in To and Cc", "mei@rivers.example", append(drop("cuppa+7hq2@example.org"), "Cc: mei@rivers.example"), mei),
		captured("the drop address in Cc, beside a person", "joan@fields.example", []string{"Cc: cuppa+7hq2@example.org"}, joan),
		captured("the drop address in To, beside a person", "joan@fields.example, cuppa+7hq2@example.org", nil, joan),
		captured("the owner's own tagged address is nobody", "ada+notes@example.org, mei@rivers.example", drop("cuppa+7hq2@example.org"), mei),
	)
}

func owned(name, raw string, events ...string) example {
	return example{name: name, place: sent, raw: raw, class: understand.Outreach, trusted: true, events: events, searches: newSearches}
}

// private is a mail of the owner's that must leave no trace.
func private(name string, raw string) example {
	return example{name: name, place: sent, raw: raw, class: understand.Unrelated, trusted: true}
}

func crowd(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("p%d@crowd.example", i))
	}
	return strings.Join(all, ", ")
}

// inSent are mails that lie in the owner's own sent mailbox.
func inSent() []example {
	byBcc := owned("a stranger, Bcc to the drop address", ask("joan@fields.example", "Bcc: cuppa@example.org"), joan)
	byBcc.searches = joanSearches
	all := owned("a stranger, where all outreach counts", ask("joan@fields.example"), joan)
	all.searches, all.also = joanSearches, func(k *Known) { k.Outreach = OutreachAll }
	released := owned("what was held for want of proof", ask("joan@fields.example"), joan)
	released.searches, released.also = joanSearches, func(k *Known) { k.Captured = true }
	again := owned("a mail that is known", ask("mei@rivers.example"), mei)
	again.searches, again.also = nil, func(k *Known) { k.Threads["new@example.org"] = k.Threads["ask@example.org"] }
	nameless := owned("a mail without a Message-ID", strings.Replace(ask("mei@rivers.example"), "Message-ID", "X-No", 1), mei)
	nameless.searches = nil
	rewritten := owned("a mail that a server renamed", ask("mei@rivers.example", "X-Microsoft-Original-Message-ID: <first@example.org>"), mei)
	rewritten.searches = append(newSearches, "MESSAGE-ID first@example.org", "REPORT first@example.org")
	knownByBoth := rewritten
	knownByBoth.name, knownByBoth.searches = "a mail that a server renamed, known under its first name", newSearches
	knownByBoth.also = func(k *Known) { k.Threads["first@example.org"] = k.Threads["ask@example.org"] }
	bulk := private("a campaign", ask("mei@rivers.example", "List-Unsubscribe: <https://example.org/out>"))
	bulk.class, bulk.trusted = understand.Bulk, false
	away := private("a holiday note", ask("mei@rivers.example", "Auto-Submitted: auto-replied", "In-Reply-To: <hello@rivers.example>"))
	away.class, away.trusted = understand.AutoReply, false
	foreign := private("another's mail in the sent mailbox", strings.ReplaceAll(ask("mei@rivers.example"), "ada@example.org", "tom@hills.example"))
	foreign.trusted = false
	toHimself := private("to himself, in whose name letters come", ask("ada@example.org"))
	toHimself.also = func(k *Known) { k.From = "ada@example.org" }
	return []example{
		byBcc, all, released, again, nameless, rewritten, knownByBoth,
		owned("a contact in To", ask("Mei Tanaka <mei@rivers.example>"), mei),
		owned("a contact in Cc of a stranger's mail", ask("stranger@seas.example", "Cc: mei@rivers.example"), mei),
		owned("a contact moved to Bcc", ask("stranger@seas.example", "Bcc: tom@hills.example"), tom),
		owned("from another address of the owner's", strings.ReplaceAll(ask("mei@rivers.example"), "ada@example.org", "ada@work.example"), mei),
		owned("twenty recipients", ask(crowd(19)+", mei@rivers.example"), mei),
		private("twenty-one recipients", ask(crowd(20)+", mei@rivers.example")),
		private("twenty-one recipients, with the drop address in Bcc", ask(crowd(21), "Bcc: cuppa+7hq2@example.org")),
		private("a contact among many in Bcc", ask("ada@example.org", "Bcc: "+crowd(20)+", mei@rivers.example")),
		private("private", ask("weber@clinic.example")),
		private("to himself", ask("ada@example.org")),
		private("to himself, with the drop address in Bcc", ask("ada@work.example", "Bcc: cuppa+7hq2+3d@example.org")),
		private("to nobody", ask("undisclosed-recipients:;")),
		bulk, away, foreign, toHimself,
	}
}

// unproven are mails in the owner's name that might be anybody's.
func unprovenMails() []example {
	held := func(name string, above []string) example {
		return example{name: name, raw: ask("joan@fields.example", above...), class: understand.Outreach, held: true, searches: []string{"ID new@example.org"}}
	}
	nameless := held("to the drop address without a tag or Message-ID", delivered("Delivered-To", "cuppa@example.org"))
	nameless.raw, nameless.searches = strings.Replace(nameless.raw, "Message-ID", "X-No", 1), nil
	nothing := func(name, to string, place int, above ...string) example {
		x := example{name: name, raw: ask(to, above...), class: understand.Unrelated}
		if place == 1 {
			x.place = mixed
		}
		return x
	}
	token := example{name: "to a stranger, and a letter's address in the envelope", class: understand.Outreach, trusted: true, events: []string{joan}, searches: joanSearches,
		raw: ask("joan@fields.example", delivered("Delivered-To", letterTo)...)}
	elsewhere := example{name: "in the archive, to a stranger, where all outreach in Sent counts", place: archive, class: understand.Unrelated, trusted: true,
		raw: ask("joan@fields.example", dmarc), also: func(k *Known) { k.Outreach = OutreachAll }}
	dropToo := example{name: "where mail to the daemon arrives too, to a contact", class: understand.Unrelated, raw: ask("mei@rivers.example"),
		place: mail.Place{Mailbox: "Cuppa", Roles: mail.Roles{Sent: true, Drop: true}}}
	proven := example{name: "in the inbox, to a contact, with DMARC", class: understand.Outreach, trusted: true, events: []string{mei}, searches: newSearches,
		raw: ask("mei@rivers.example", "Authentication-Results: mx.example.org; dmarc=pass header.from=example.org")}
	return []example{
		held("to the drop address without a tag", delivered("Delivered-To", "cuppa@example.org")),
		held("to the drop address with a word", delivered("Delivered-To", "cuppa+mentor@example.org")),
		held("to an unknown letter's address", delivered("Delivered-To", "cuppa+caaaabbbbccccdddd@example.org")),
		nameless, proven, token, elsewhere, dropToo,
		nothing("in the inbox, to a contact", "mei@rivers.example", 0),
		nothing("where others' mail arrives too, to a contact", "mei@rivers.example", 1),
		nothing("to the drop address and nobody else in To or Cc but the owner", "ada@example.org", 0, delivered("Delivered-To", "cuppa@example.org")...),
	}
}

func TestTheSecretTagCaptures(t *testing.T)               { checkAll(t, bySecretTag()) }
func TestTheOwnersSentMailIsHisAndPrivate(t *testing.T)   { checkAll(t, inSent()) }
func TestWithoutProofTheOwnersNameIsNothing(t *testing.T) { checkAll(t, unprovenMails()) }
func TestADropAddressWithATagOfItsOwnIsRead(t *testing.T) {
	for _, c := range []struct {
		address string
		want    []string
		held    bool
	}{
		{"ada+cuppa+7hq2@example.org", []string{joan}, false},
		{"ada+7hq2@example.org", []string{joan}, false},
		{"ada+7hq2+mentor@example.org", []string{joan, "tag new joan@fields.example joan@fields.example ref=mentor"}, false},
		{"ada+cuppa@example.org", nil, true},
		{"ada@example.org", nil, false},
		{"ada+shopping@example.org", nil, false},
	} {
		x := example{raw: ask("joan@fields.example", delivered("Delivered-To", c.address)...), also: func(k *Known) { k.Drop = "ada+cuppa@example.org" }}
		v := x.decide(t)
		if got := describeAll(v.Events); strings.Join(got, "; ") != strings.Join(c.want, "; ") || (v.Held != "") != c.held {
			t.Errorf("%s: events %q, held %q; want %q, %v", c.address, got, v.Held, c.want, c.held)
		}
	}
}
