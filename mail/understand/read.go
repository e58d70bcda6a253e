package understand

import (
	"cuppa/mail"
	"cuppa/mail/understand/auto"
	"cuppa/mail/understand/bulk"
	"cuppa/mail/understand/delivered"
	"cuppa/mail/understand/fresh"
	"cuppa/mail/understand/invite"
	"cuppa/mail/understand/proof"
	"cuppa/mail/understand/report"
	"cuppa/mail/understand/subject"
	"cuppa/rules"
)

// Read says what one mail shows by itself. It is pure, takes time linear in the mail's size and never fails: of a broken
// mail it says less.
func Read(m *mail.Message) Reading {
	title := subject.Parse(m.Subject)
	parts := fresh.Split(m.Text)
	r := Reading{
		Text:      parts.Text,
		Signature: parts.Signature,
		Subject:   title.Base,
		Answers:   title.Answer || len(m.InReplyTo) > 0 || len(m.References) > 0,
		Delivered: delivered.Addresses(m),
		Results:   proof.Read(m),
		Mark:      m.Value("X-Cuppa"),
		Originals: originals(m),
		Thread:    thread(m.Value("Thread-Index")),
		Intent:    rules.Unsure,
	}
	findings := findings{
		report: report.Read(m),
		auto:   auto.Read(m, r.Text),
		bulk:   bulk.Read(m),
	}
	if inv, ok := invite.Read(m); ok {
		r.Invite, r.Attendees = &inv.Meeting, inv.Attendees
	}
	r.Report = findings.report.Report
	r.Auto = findings.auto.Answer
	classify(&r, findings)
	return r
}
