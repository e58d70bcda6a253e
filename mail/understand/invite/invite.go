// Package invite reads calendar mail (RFC 6047): an invitation, an update, an answer or a cancel, as an iCalendar object
// (RFC 5545) with a method (RFC 5546). A broken calendar gives what it has. Of a recurring event the first occurrence is
// read.
package invite

import (
	"strings"

	"github.com/emersion/go-ical"

	"cuppa/mail"
	"cuppa/rules"
)

// Invite is what one calendar mail says.
type Invite struct {
	Meeting   rules.Meeting // times with the zone they were given in; zero if it does not say
	Attendees []string      // ATTENDEE addresses, lower case, each once
}

// Read finds the mail's calendar object with an event in it; ok is false if there is none. A part that came inline is
// preferred to an attachment, for some programs attach an older copy.
func Read(m *mail.Message) (inv Invite, ok bool) {
	for _, attached := range []bool{false, true} {
		for _, p := range m.Parts {
			if isCalendar(p) && (p.Disposition == "attachment") == attached {
				if inv, ok = read(m, p); ok {
					return inv, true
				}
			}
		}
	}
	return Invite{}, false
}

// isCalendar tells whether a part holds iCalendar, by its type or by its file name.
func isCalendar(p mail.Part) bool {
	return p.Type == "text/calendar" || p.Type == "application/ics" || strings.HasSuffix(strings.ToLower(p.Name), ".ics")
}

// read reads one part.
func read(m *mail.Message, p mail.Part) (Invite, bool) {
	calendar, err := ical.NewDecoder(strings.NewReader(clean(p.Body))).Decode()
	if err != nil {
		return Invite{}, false
	}
	event := firstEvent(calendar)
	if event == nil {
		return Invite{}, false
	}
	z := zones{calendar: calendar, floating: floating(calendar, m.Date)}
	start, end := z.span(event)
	inv := Invite{
		Meeting: rules.Meeting{
			UID:       raw(event, ical.PropUID),
			Sequence:  number(raw(event, ical.PropSequence)),
			Start:     start,
			End:       end,
			Method:    method(calendar, event, p),
			Summary:   text(event, ical.PropSummary),
			Place:     text(event, ical.PropLocation),
			Organizer: organizer(event),
		},
		Attendees: attendees(event),
	}
	if inv.Meeting.Method == "REPLY" {
		inv.Meeting.Reply = partstat(event, m.From)
	}
	return inv, true
}

// firstEvent is the first event that is no exception to a recurring one, else the first.
func firstEvent(c *ical.Calendar) *ical.Component {
	var first *ical.Component
	for _, child := range c.Children {
		if child.Name != ical.CompEvent {
			continue
		}
		if child.Props.Get(ical.PropRecurrenceID) == nil {
			return child
		}
		if first == nil {
			first = child
		}
	}
	return first
}

// methods are those of RFC 5546, 1.4.
var methods = map[string]bool{
	"PUBLISH": true, "REQUEST": true, "REPLY": true, "ADD": true, "CANCEL": true, "REFRESH": true, "COUNTER": true, "DECLINECOUNTER": true,
}

// method is the calendar's METHOD, else that of the part's content type (RFC 6047, 2.4); an object without one is
// published, or cancelled where its status says so.
func method(c *ical.Calendar, event *ical.Component, p mail.Part) string {
	for _, name := range []string{raw(c.Component, ical.PropMethod), p.Params["method"]} {
		if name = strings.ToUpper(strings.TrimSpace(name)); methods[name] {
			return name
		}
	}
	if strings.EqualFold(raw(event, ical.PropStatus), "CANCELLED") {
		return "CANCEL"
	}
	return "PUBLISH"
}
