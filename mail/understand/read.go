package understand

import (
	"cuppa/mail"
	"cuppa/mail/understand/auto"
	"cuppa/mail/understand/bulk"
	"cuppa/mail/understand/delivered"
	"cuppa/mail/understand/fresh"
	"cuppa/mail/understand/intent"
	"cuppa/mail/understand/invite"
	"cuppa/mail/understand/person"
	"cuppa/mail/understand/proof"
	"cuppa/mail/understand/report"
	"cuppa/mail/understand/subject"
)

// Read says what one mail shows by itself. It is pure, takes time linear in the mail's size and never fails: of a broken
// mail it says less. An intent is read of people's mail alone.
func Read(m *mail.Message) Reading {
	title := subject.Parse(m.Subject)
	parts := fresh.Split(m.Text)
	r := Reading{
		Text:      parts.Text,
		Signature: parts.Signature,
		Subject:   title.Base,
		Answers:   title.Answer || len(m.InReplyTo) > 0 || len(m.References) > 0,
		Person:    person.Read(m, parts.Signature),
		Delivered: delivered.Addresses(m),
		Results:   proof.Read(m),
		Mark:      m.Value("X-Cuppa"),
		Originals: originals(m),
		Thread:    thread(m.Value("Thread-Index")),
	}
	found := findings{
		report: report.Read(m),
		auto:   auto.Read(m, parts.Text),
		bulk:   bulk.Read(m, parts.Text),
	}
	if inv, ok := invite.Read(m); ok {
		r.Invite, r.Attendees = &inv.Meeting, inv.Attendees
	}
	classify(&r, found)
	if r.Class == Reply || r.Class == Message {
		said := intent.Read(r.Text)
		r.Intent = said.Intent
		r.Why = append(r.Why, said.Why...)
	}
	return r
}
