package intake

import (
	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// calendar counts from a contact alone. What sets no meeting is a mail like others where a person sent it; so is a
// proposal of another time, though a calendar program sent it.
func calendar(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	c, contact := k.Addresses[author(a.Message)]
	why := "it is from no contact's address"
	if contact {
		why = refusal(a.Message, r, k)
	}
	counter := contact && r.Invite.Method == "COUNTER"
	switch {
	case why == "":
		e := event(a, c, rules.Meet, writer(a.Message, r))
		e.Subject, e.Answers = brief(r.Subject), answers(a.Message)
		v.Events = append(v.Events, meetEvent(e, r.Invite, true))
		return
	case counter:
		r.Intent = rules.ProposesTime
	}
	v.say(why)
	if counter || !r.Automatic {
		personal(v, a, r, k)
	}
}

// refusal says why a calendar message from a contact sets no meeting; "" if it does. Only the organiser moves and cancels,
// only an attendee replies (RFC 5546, 1.4), from whatever address of theirs.
func refusal(m mail.Message, r understand.Reading, k Known) string {
	from, inv := author(m), r.Invite
	switch {
	case !isMeeting(inv):
		return "its method, " + inv.Method + ", sets no meeting"
	case inv.Method == "REPLY" && !contains(r.Attendees, from):
		return "it replies for an attendee that did not send it"
	case inv.Method != "REPLY" && inv.Organizer != "" && inv.Organizer != from && k.Addresses[inv.Organizer] != k.Addresses[from]:
		return "it is not from the organiser that it names"
	}
	return ""
}

// longUID is the longest UID that is taken for one, in bytes; RFC 7986, 5.3, asks for less than 255.
const longUID = 1000

// isMeeting tells whether a calendar message sets, moves, cancels or answers a meeting (RFC 5546, 1.4).
func isMeeting(m *rules.Meeting) bool {
	switch m.Method {
	case "REQUEST", "CANCEL", "PUBLISH", "REPLY":
		return m.UID != "" && len(m.UID) <= longUID
	}
	return false
}

// meetEvent is a mail's event about the meeting of its calendar message.
func meetEvent(base rules.Event, m *rules.Meeting, theirs bool) rules.Event {
	meeting := *m
	meeting.Theirs = theirs
	base.Kind, base.Meeting = rules.Meet, &meeting
	return base
}
