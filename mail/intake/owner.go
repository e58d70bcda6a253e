package intake

import (
	"strings"
	"time"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// manyRecipients is the number above which a mail is no outreach.
const manyRecipients = 20

// owners decides on a mail in the owner's name: a command, a capture by the drop address, a mail to a contact, or nothing
// of ours.
func owners(v *Verdict, a mail.Arrival, r understand.Reading, k Known, zone *time.Location) {
	if r.Automatic && r.Invite == nil {
		v.unrelated("it is the owner's, and automatic")
		v.Class = r.Class
		return
	}
	why := proof(a, r, k)
	v.Trusted = why != ""
	if why != "" {
		v.say("it is the owner's: " + why)
	}
	d := dropped(a.Message, r, k)
	if l, toUs := addressed(a.Message, r, k, d); toUs {
		command(v, a.Message, r, l)
		return
	}
	capture(v, a, r, k, d, zone)
}

// addressed tells whether a mail speaks to the daemon: it answers a letter, or goes to the drop address and nobody else.
func addressed(m mail.Message, r understand.Reading, k Known, d drop) (*Letter, bool) {
	if l := letterByToken(m, r, k); l != nil {
		return l, true
	}
	toOthers := len(people(m.To, k)) > 0
	if l := letterAnswered(m, k); l != nil && !toOthers {
		return l, true
	}
	return nil, d.reached && !toOthers && len(people(m.Cc, k)) == 0 && len(m.To) > 0
}

// command reads what the owner says to the daemon. Lines of the letter that is answered are none of his.
func command(v *Verdict, m mail.Message, r understand.Reading, l *Letter) {
	v.Class, v.Confidence = understand.Command, 1
	if !v.Trusted {
		v.Held = "it bore no proof that it is yours"
		v.say("held: " + v.Held)
		return
	}
	s := &Spoken{}
	quoted := map[string]bool{}
	if l != nil {
		s.Letter = l.Key
		for line := range strings.Lines(l.Text) {
			quoted[strings.TrimSpace(line)] = true
		}
	}
	if strings.EqualFold(strings.TrimSpace(m.Subject), r.Subject) {
		s.Subject = m.Subject // a Re: was cut from an answer's subject, so this is no answer
	}
	for line := range strings.Lines(r.Text) {
		line = strings.TrimSpace(line)
		if line != "" && !quoted[line] {
			s.Lines = append(s.Lines, line)
		}
	}
	v.Spoken = s
}

// capture records a mail of the owner's to people: to contacts always, to others where the drop address was in Bcc.
func capture(v *Verdict, a mail.Arrival, r understand.Reading, k Known, d drop, zone *time.Location) {
	m := a.Message
	to, cc := people(m.To, k), people(m.Cc, k)
	if len(to)+len(cc) > manyRecipients {
		v.unrelated("it has too many recipients to be outreach")
		return
	}
	wanted := d.reached || k.Captured || (k.Outreach == OutreachAll && a.Place.Roles.Sent)
	if d.reached && !d.secret && !v.Trusted {
		v.Class, v.Held = understand.Outreach, "it reached the drop address without a proof that it is yours"
		v.say("held: " + v.Held)
		v.Searches = append(v.Searches, mail.Search{Header: "ID", Value: Identity(m)})
		return
	}
	if !d.secret && !v.Trusted {
		v.unrelated("it is in the owner's name, and bears no proof")
		return
	}
	if r.Class == understand.Bulk {
		wanted = false
	}
	for _, p := range to {
		_, known := k.Addresses[p.Addr]
		if known || wanted {
			v.sent(a, r, k, p, d, zone)
		}
	}
	for _, p := range cc {
		if _, known := k.Addresses[p.Addr]; known {
			v.sent(a, r, k, p, d, zone)
		}
	}
	if len(v.Events) == 0 {
		v.unrelated("it is the owner's mail to nobody the account knows")
		return
	}
	v.Class, v.Confidence = understand.Outreach, 1
	v.Searches = append(v.Searches, threadSearches(m, k)...)
}

// sent adds what a mail of the owner's says of one recipient.
func (v *Verdict) sent(a mail.Arrival, r understand.Reading, k Known, p mail.Address, d drop, zone *time.Location) {
	id := Identity(a.Message)
	c, known := k.Addresses[p.Addr]
	if !known {
		c = k.Contact(p.Addr)
		v.Searches = append(v.Searches, AddressSearches(p.Addr)...)
	}
	e := rules.Event{Contact: c, Kind: rules.Sent, At: EventTime(a), Source: rules.MailSource(id), Subject: r.Subject,
		Intent: r.Intent, Person: &rules.Person{Name: p.Name, Address: p.Addr}, Answers: answers(a.Message),
		Also: sources(r.Originals)}
	v.Events = append(v.Events, e)
	if inv := r.Invite; inv != nil && ownMeeting(inv) {
		v.Events = append(v.Events, meetEvent(e, inv, false))
	}
	v.Events = append(v.Events, tagEvents(d, e, zone)...)
}

// people are the recipients that are neither the owner nor the daemon.
func people(list []mail.Address, k Known) []mail.Address {
	var out []mail.Address
	seen := map[string]bool{}
	for _, a := range list {
		_, ours := subaddress(a.Addr, k.Drop)
		if a.Addr == "" || ours && k.Drop != "" || contains(k.Owner, a.Addr) || seen[a.Addr] {
			continue
		}
		seen[a.Addr] = true
		out = append(out, a)
	}
	return out
}

// AddressSearches are what must be looked for once an address is known: mail from it, and the owner's earlier mail to it.
func AddressSearches(addr string) []mail.Search {
	return []mail.Search{{Header: "FROM", Value: addr}, {Header: "TO", Value: addr}}
}

// threadSearches are what must be looked for once a mail of the owner's is known: answers to it, and reports on it.
func threadSearches(m mail.Message, k Known) []mail.Search {
	id := Identity(m)
	if madeUp(id) || len(k.Threads[id]) > 0 {
		return nil
	}
	return []mail.Search{{Header: "MESSAGE-ID", Value: id}, {Header: "REPORT", Value: id}}
}
