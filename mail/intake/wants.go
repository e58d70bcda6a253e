package intake

import (
	"strings"

	"cuppa/mail"
	"cuppa/mail/understand"
)

// Wants tells by its head alone whether a mail is worth reading. In doubt it is: Decide has the last word.
func Wants(a mail.Arrival, r understand.Reading, k Known) bool {
	if r.Mark != "" {
		_, own := k.Own(r.Mark)
		return own
	}
	from := author(a.Message)
	if contains(k.Owner, from) {
		return wantsOwners(a, r, k)
	}
	if from == "" || a.Place.Roles.Sent && !a.Place.Roles.Inbox {
		return mayReport(a.Message)
	}
	return known(k.Addresses, from) || inThread(a.Message, k) || mayReport(a.Message)
}

// wantsOwners: what went to the daemon or to a contact, answers a letter, or may be outreach by the mailbox's setting.
func wantsOwners(a mail.Arrival, r understand.Reading, k Known) bool {
	if letterByToken(a.Message, r, k) != nil || letterAnswered(a.Message, k) != nil || dropped(a.Message, r, k).reached {
		return true
	}
	if !a.Place.Roles.Sent {
		return false
	}
	if k.Captured || k.Outreach == OutreachAll {
		return true
	}
	for _, list := range [][]mail.Address{a.Message.To, a.Message.Cc} {
		for _, p := range list {
			if known(k.Addresses, p.Addr) {
				return true
			}
		}
	}
	return false
}

func known[T any](m map[string]T, key string) bool {
	_, ok := m[key]
	return ok
}

func inThread(m mail.Message, k Known) bool {
	for _, list := range [][]string{m.InReplyTo, m.References} {
		for _, id := range list {
			if known(k.Threads, id) {
				return true
			}
		}
	}
	return false
}

// mayReport tells whether a mail may be a delivery report: by its type, its empty return path (RFC 5321, 4.5.5) or the
// name of its author.
func mayReport(m mail.Message) bool {
	if strings.TrimSpace(m.Value("Return-Path")) == "<>" || strings.Contains(strings.ToLower(m.Value("Content-Type")), "report") {
		return true
	}
	for _, a := range m.From {
		local, _, _ := strings.Cut(a.Addr, "@")
		if local == "mailer-daemon" || local == "postmaster" {
			return true
		}
	}
	return false
}
