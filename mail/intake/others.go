package intake

import (
	"strings"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// others decides on a mail in somebody else's name. It changes only what is its author's to change.
func others(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	switch {
	case r.Report != nil:
		report(v, a, r, k)
	case r.Auto != nil:
		auto(v, a, r, k)
	case r.Invite != nil:
		calendar(v, a, r, k)
	case r.Automatic:
		v.unrelated("it is automatic: " + string(r.Class))
		v.Class = r.Class
	default:
		person(v, a, r, k)
	}
	if len(v.Events) == 0 && v.Class == r.Class && r.Class != understand.Bounce && !r.Automatic {
		v.unrelated("it is from nobody the account knows")
	}
}

// report counts only with a Message-ID of the owner's mail, and only for the people that mail went to.
func report(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	v.Class = r.Class
	contacts := k.Threads[r.Report.Original]
	if r.Report.Original == "" || len(contacts) == 0 {
		v.say("the report names no mail of the owner's")
		return
	}
	kind := rules.Delayed
	if r.Report.Kind == "hard" {
		kind = rules.Bounced
	}
	for _, addr := range r.Report.Recipients {
		c, known := k.Addresses[addr]
		if !known || !containsContact(contacts, c) {
			continue
		}
		v.Events = append(v.Events, rules.Event{Contact: c, Kind: kind, At: EventTime(a),
			Source: rules.MailSource(Identity(a.Message)), Answers: []rules.Source{rules.MailSource(r.Report.Original)},
			Person: &rules.Person{Address: addr}, Text: r.Report.Status})
	}
}

// auto counts only from an address that a contact has.
func auto(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	v.Class = r.Class
	from := author(a.Message)
	c, known := k.Addresses[from]
	if !known {
		v.say("it is from no contact's address")
		return
	}
	e := rules.Event{Contact: c, Kind: rules.Away, At: EventTime(a), Source: rules.MailSource(Identity(a.Message)),
		Answers: answers(a.Message), Until: r.Auto.Until, Person: &rules.Person{Address: from}}
	if r.Auto.Left {
		e.Kind, e.Until = rules.Left, r.Auto.Until
	}
	v.Events = append(v.Events, e)
}

// calendar counts from a contact: an invitation or update of the contact's own, or the contact's reply to one.
func calendar(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	v.Class = understand.Calendar
	from := author(a.Message)
	c, known := k.Addresses[from]
	switch {
	case !known:
		v.say("it is from no contact's address")
		return
	case r.Invite.Method != "REPLY" && !ownMeeting(r.Invite):
		v.say("its method, " + r.Invite.Method + ", sets no meeting")
		person(v, a, r, k)
		return
	case r.Invite.Method != "REPLY" && r.Invite.Organizer != "" && r.Invite.Organizer != from:
		v.say("it is not from the organiser it names")
		return
	case r.Invite.Method == "REPLY" && len(r.Attendees) > 0 && !contains(r.Attendees, from):
		v.say("it replies for an attendee that did not send it")
		return
	}
	e := rules.Event{Contact: c, At: EventTime(a), Source: rules.MailSource(Identity(a.Message)), Subject: r.Subject,
		Answers: answers(a.Message), Person: &rules.Person{Name: a.Message.From[0].Name, Address: from}}
	v.Events = append(v.Events, meetEvent(e, r.Invite, true))
}

// ownMeeting tells whether a calendar message sets, moves or cancels a meeting (RFC 5546, 1.4).
func ownMeeting(m *rules.Meeting) bool {
	return m.UID != "" && (m.Method == "REQUEST" || m.Method == "CANCEL" || m.Method == "PUBLISH" || m.Method == "")
}

func meetEvent(base rules.Event, m *rules.Meeting, theirs bool) rules.Event {
	meeting := *m
	meeting.Theirs = theirs
	base.Kind, base.Meeting, base.Intent = rules.Meet, &meeting, ""
	return base
}

// person records the mail of a contact, or of somebody unknown who answers in a contact's thread.
func person(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	from := a.Message.From[0]
	c, known := k.Addresses[from.Addr]
	if !known {
		stranger(v, a, r, k)
		return
	}
	v.received(a, r, k, c, rules.Person{Name: from.Name, Address: from.Addr})
	if p := r.Person; p != nil && (p.Title != "" || p.Organisation != "") {
		v.Events = append(v.Events, rules.Event{Contact: c, Kind: rules.Seen, At: EventTime(a),
			Source: rules.MailSource(Identity(a.Message)),
			Person: &rules.Person{Address: from.Addr, Title: p.Title, Organisation: p.Organisation}})
	}
}

// stranger records an answer from an unknown address in a known thread: it counts as an answer, and whose the address is
// becomes a question to the owner.
func stranger(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	c, why := threadOf(a.Message, r, k)
	if c == "" {
		return
	}
	v.say(why)
	from := a.Message.From[0]
	v.received(a, r, k, c, rules.Person{Address: from.Addr})
	if !k.NotAlias(c, from.Addr) {
		v.Events = append(v.Events, rules.Event{Contact: c, Kind: rules.Question, Ref: "alias", At: EventTime(a),
			Source: rules.MailSource(Identity(a.Message)), Person: &rules.Person{Name: from.Name, Address: from.Addr}})
	}
}

func (v *Verdict) received(a mail.Arrival, r understand.Reading, k Known, c rules.ContactID, p rules.Person) {
	e := rules.Event{Contact: c, Kind: rules.Received, At: EventTime(a), Source: rules.MailSource(Identity(a.Message)),
		Subject: r.Subject, Intent: r.Intent, Person: &p, Answers: answers(a.Message), Also: sources(r.Originals)}
	if k.Quotes {
		e.Quote = rules.NewQuote(r.Text)
	}
	v.Events = append(v.Events, e)
	if r.Answers {
		v.Class = understand.Reply
	} else {
		v.Class = understand.Message
	}
}

// threadOf is the contact in whose thread a mail from an unknown address stands: by In-Reply-To alone, or by References
// where the subject is that of an answer. A thread with several contacts tells nothing about which of them it is.
func threadOf(m mail.Message, r understand.Reading, k Known) (rules.ContactID, string) {
	if c := only(m.InReplyTo, k); c != "" {
		return c, "In-Reply-To names a mail of a contact's thread"
	}
	if len(m.InReplyTo) > 0 {
		return "", ""
	}
	if c := only(m.References, k); c != "" && strings.EqualFold(k.Subject(c), r.Subject) {
		return c, "References name a mail of a contact's thread, and the subject is its own"
	}
	return "", ""
}

func only(ids []string, k Known) rules.ContactID {
	var found rules.ContactID
	for _, id := range ids {
		for _, c := range k.Threads[id] {
			if found != "" && found != c {
				return ""
			}
			found = c
		}
	}
	return found
}

func containsContact(list []rules.ContactID, c rules.ContactID) bool {
	for _, x := range list {
		if x == c {
			return true
		}
	}
	return false
}
