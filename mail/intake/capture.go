package intake

import (
	"time"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// manyRecipients is the number above which a mail is no outreach.
const manyRecipients = 20

// capture records a mail of the owner's to people: to contacts always, to others in To where the drop address was in Bcc.
func capture(v *Verdict, a mail.Arrival, r understand.Reading, k Known, zone *time.Location) {
	d := dropped(a.Message, r, k)
	to, copied := people(a.Message, k)
	if len(to)+len(copied) > manyRecipients {
		v.unrelated("it has too many recipients to be outreach")
		return
	}
	wanted := d.reached || k.Captured || k.Outreach == OutreachAll && a.Place.Roles.Sent
	for _, p := range to {
		if wanted || known(k.Addresses, p.Addr) {
			e := v.sent(a, r, k, p)
			v.Events = append(v.Events, tagEvents(d, e, zone)...)
		}
	}
	for _, p := range copied {
		if known(k.Addresses, p.Addr) {
			v.sent(a, r, k, p)
		}
	}
	if len(v.Events) == 0 {
		v.unrelated("it is the owner's mail to nobody the account knows")
		return
	}
	if !d.secret && !v.Trusted {
		v.unproven(a.Message, d)
		return
	}
	if r.Class != understand.Calendar {
		v.Class, v.Confidence = understand.Outreach, 1
	}
	v.Searches = append(v.Searches, threadSearches(a.Message, r, k)...)
}

// unproven takes back what a mail in the owner's name would say. What reached the drop address is held, until its copy in
// the owner's own sent mailbox proves it.
func (v *Verdict) unproven(m mail.Message, d drop) {
	v.Events, v.Searches = nil, nil
	if !d.reached {
		v.unrelated("it is in the owner's name, and bears no proof")
		return
	}
	v.Class = understand.Outreach
	v.hold("it reached the drop address without a proof that it is yours")
	if id := Identity(m); !madeUp(id) {
		v.Searches = []mail.Search{{Header: "ID", Value: id}}
	}
}

// sent adds what a mail of the owner's says of one recipient, and gives the first event of it.
func (v *Verdict) sent(a mail.Arrival, r understand.Reading, k Known, p mail.Address) rules.Event {
	c, known := k.Addresses[p.Addr]
	if !known {
		c = k.Contact(p.Addr)
		v.Searches = append(v.Searches, AddressSearches(p.Addr)...)
	}
	e := event(a, c, rules.Sent, named(p))
	e.Subject, e.Intent = brief(r.Subject), r.Intent
	e.Answers, e.Also = answers(a.Message), alsoKnownAs(r)
	v.Events = append(v.Events, e)
	if r.Class == understand.Calendar && isMeeting(r.Invite) {
		v.Events = append(v.Events, meetEvent(e, r.Invite, false))
	}
	return e
}

// event is what all events of one mail have in common.
func event(a mail.Arrival, c rules.ContactID, kind rules.Kind, p rules.Person) rules.Event {
	return rules.Event{Contact: c, Kind: kind, At: EventTime(a), Source: rules.MailSource(Identity(a.Message)), Person: &p}
}

// alsoKnownAs are the other names by which mails speak of this one: the Message-IDs that servers replaced, and Outlook's
// name for the whole thread.
func alsoKnownAs(r understand.Reading) []rules.Source {
	return sources(appendNew(nil, append([]string{r.Thread}, r.Originals...)...))
}

// AddressSearches are what must be looked for once an address is known: mail from it, and the owner's earlier mail to it.
func AddressSearches(addr string) []mail.Search {
	return []mail.Search{{Header: "FROM", Value: addr}, {Header: "TO", Value: addr}}
}

// threadSearches are what must be looked for once a mail of the owner's is known: answers to it under each of its names,
// and reports on it.
func threadSearches(m mail.Message, r understand.Reading, k Known) []mail.Search {
	var list []mail.Search
	for _, id := range appendNew([]string{Identity(m)}, r.Originals[:min(len(r.Originals), manySources)]...) {
		if madeUp(id) || len(k.Threads[id]) > 0 {
			continue
		}
		list = append(list, mail.Search{Header: "MESSAGE-ID", Value: id}, mail.Search{Header: "REPORT", Value: id})
	}
	return list
}
