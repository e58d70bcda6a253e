package intake

import (
	"slices"
	"strings"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/mail/understand/report"
)

// Wants tells by its head alone whether a mail is worth reading. In doubt it is: Decide has the last word.
func Wants(a mail.Arrival, r understand.Reading, k Known) bool {
	if _, own := k.Own(r.Mark); own {
		return true
	}
	from := author(a.Message)
	if contains(k.Owner, from) {
		return wantsOwners(a, r, k)
	}
	if ownSent(a.Place) {
		return false
	}
	return known(k.Addresses, from) || from != "" && inThread(a.Message, r, k) || mayReport(a.Message)
}

// wantsOwners: what goes to the daemon or to a contact, what proves a held mail, and what may be outreach by the
// mailbox's setting. Without a Message-ID a head does not tell whether the mail is held.
func wantsOwners(a mail.Arrival, r understand.Reading, k Known) bool {
	m := a.Message
	if _, toUs := addressed(m, r, k); toUs || dropped(m, r, k).reached || k.Captured || m.ID == "" {
		return true
	}
	if k.Outreach == OutreachAll && a.Place.Roles.Sent {
		return true
	}
	to, copied := people(m, k)
	return slices.ContainsFunc(slices.Concat(to, copied), func(p mail.Address) bool { return known(k.Addresses, p.Addr) })
}

func known[T any](m map[string]T, key string) bool {
	_, ok := m[key]
	return ok
}

func inThread(m mail.Message, r understand.Reading, k Known) bool {
	ids := slices.Concat(m.InReplyTo, m.References, []string{r.Thread})
	return slices.ContainsFunc(ids, func(id string) bool { return known(k.Threads, id) })
}

// mayReport tells whether a mail may be a delivery report: by its empty return path (RFC 5321, 4.5.5), by its type, or
// because it would be one if a mail system's words stood below its head.
func mayReport(m mail.Message) bool {
	if strings.TrimSpace(m.Value("Return-Path")) == "<>" || strings.Contains(strings.ToLower(m.Value("Content-Type")), "report") {
		return true
	}
	m.Text = "Delivery has failed: user unknown"
	return report.Read(&m).Report != nil
}
