package control

import (
	"slices"
	"strings"
	"time"

	"cuppa/daemon/desk"
	"cuppa/rules"
)

// person is a contact as the contract's JSON shows it. Times are RFC 3339 in the owner's zone, lists are never null.
type person struct {
	ID           rules.ContactID `json:"id"`
	Name         string          `json:"name"`
	Addresses    []string        `json:"addresses"`
	Stage        rules.Stage     `json:"stage"`
	Tags         []string        `json:"tags"`
	Organisation string          `json:"organisation"`
	Title        string          `json:"title"`
	Referrer     rules.ContactID `json:"referrer"`
	LastTouch    *time.Time      `json:"last_touch"`
	NextDue      *time.Time      `json:"next_due"`
}

// happened is one event of a contact.
type happened struct {
	ID       rules.EventID `json:"id"`
	Kind     rules.Kind    `json:"kind"`
	Time     time.Time     `json:"time"`
	Source   rules.Source  `json:"source"`
	Evidence string        `json:"evidence"`
}

// shown is a contact with its events.
type shown struct {
	person
	Events []happened `json:"events"`
}

func newPerson(l desk.Listed, zone *time.Location) person {
	c := l.Contact
	p := person{ID: c.ID, Name: c.Person.Name, Addresses: []string{}, Stage: l.Stage, Tags: []string{},
		Organisation: c.Person.Organisation, Title: c.Person.Title, Referrer: c.Referrer,
		LastTouch: moment(l.LastTouch.In(zone)), NextDue: moment(l.NextDue.In(zone))}
	for _, a := range c.Addresses {
		p.Addresses = append(p.Addresses, a.Addr)
	}
	p.Tags = append(p.Tags, c.Tags...)
	return p
}

// newShown leaves out what happened after the moment that is asked about.
func newShown(l desk.Listed, now time.Time, zone *time.Location) shown {
	s := shown{person: newPerson(l, zone), Events: []happened{}}
	for _, e := range l.Events {
		if e.At.After(now) {
			continue
		}
		s.Events = append(s.Events, happened{ID: e.ID, Kind: e.Kind, Time: e.At.In(zone), Source: e.Source, Evidence: evidence(e)})
	}
	return s
}

// evidence is what an event rests on: the contact's words, the owner's, a subject, or what it speaks of.
func evidence(e rules.Event) string {
	switch {
	case e.Quote != "":
		return string(e.Quote)
	case e.Text != "":
		return e.Text
	case e.Meeting != nil:
		return strings.TrimSpace(e.Meeting.Method + " " + e.Meeting.Summary)
	case e.Subject != "":
		return e.Subject
	case e.Rule != "":
		return e.Rule
	}
	return e.Ref
}

func contacts(a Account, q Request) (string, error) {
	list, err := a.Desk.Contacts(q.At)
	if err != nil {
		return "", err
	}
	var lines strings.Builder
	rows := [][]string{{"NAME", "ADDRESS", "STAGE", "LAST TOUCH", "NEXT", "ID"}}
	list = slices.DeleteFunc(list, func(l desk.Listed) bool { return l.Contact.Latest.IsZero() }) // not known at that moment
	for _, l := range list {
		p := newPerson(l, a.Desk.Zone())
		if q.Format == "json" {
			line, err := marshal(p)
			if err != nil {
				return "", err
			}
			lines.WriteString(line)
		}
		rows = append(rows, []string{p.Name, l.Contact.Person.Address, string(p.Stage), day(p.LastTouch), day(p.NextDue), string(p.ID)})
	}
	if q.Format == "json" {
		return lines.String(), nil
	}
	if len(list) == 0 {
		return "No contacts yet. Bcc the drop address on a mail, and its recipient is one.\n", nil
	}
	return table(rows), nil
}

func show(a Account, q Request) (string, error) {
	l, err := a.Desk.Show(q.At, q.Whom)
	if err != nil {
		return "", err
	}
	s := newShown(l, q.At, a.Desk.Zone())
	if q.Format == "json" {
		return marshal(s)
	}
	return portrait(s) + "\n" + chronicle(s), nil
}

// portrait is a contact in a few lines of text.
func portrait(s shown) string {
	rows := [][]string{{"Name", s.Name}, {"Addresses", strings.Join(s.Addresses, ", ")}, {"Stage", string(s.Stage)}}
	for _, row := range [][]string{{"Title", s.Title}, {"Organisation", s.Organisation}, {"Tags", strings.Join(s.Tags, ", ")},
		{"Referrer", string(s.Referrer)}, {"Last touch", day(s.LastTouch)}, {"Next", day(s.NextDue)}, {"ID", string(s.ID)}} {
		if row[1] != "" {
			rows = append(rows, row)
		}
	}
	return table(rows)
}

// chronicle is what was observed of a contact, a line an event.
func chronicle(s shown) string {
	var rows [][]string
	for _, e := range s.Events {
		rows = append(rows, []string{minute(e.Time), string(e.Kind), e.Evidence, string(e.Source)})
	}
	return table(rows)
}

func day(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Format(time.DateOnly)
}
