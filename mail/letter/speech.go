package letter

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cuppa/rules"
)

// speech is what the sentences about one prompt may speak of. Strangers' text in it is clean, dates are in words.
type speech struct {
	kind       string
	N          int    // the prompt's number; 0 in a letter without numbers
	Name       string // whole
	First      string // as called in a sentence
	Role       string // title, organisation
	Title      string
	Address    string
	Other      string // the referrer, or who is asked about
	OtherFirst string
	Intent     string // of the contact's newest mail
	Quote      string
	Subject    string
	Note       string // the owner's newest
	Place      string // of the meeting
	Summary    string
	Search     string // words that find the contact's mail
	Past       string // the anchor: on Friday, on 20 October
	On         string // the anchor: 20 October
	Ahead      string // the anchor: on Thursday, on 5 November
	Meeting    string // Thu 5 Nov, 10:00
	Day        string // of the meeting: Thursday 5 November
	Clock      string // of the meeting: 10:00
	Since      string // Six weeks, since the anchor
	Back       string // the day of return that an automatic answer named after the anchor: 26 October
	Met        bool   // the anchor is a meeting
	MetOn      string // the last meeting, where it is not the anchor: 22 January
}

// whom is a person as named in a letter: whole, and in a sentence.
type whom struct{ name, first string }

// whom is who gets the mail that a prompt asks for: the referrer hears how it went, all others are the contact.
func (s speech) whom() whom {
	if s.kind == rules.KindReportBack && s.Other != "" {
		return whom{s.Other, s.OtherFirst}
	}
	return whom{s.Name, s.First}
}

// speech gathers the facts about a prompt.
func (d Digest) speech(c rules.Choice) speech {
	p, contact := c.Prompt, d.facts.Contacts[c.Prompt.Contact]
	anchor := d.voice.local(p.Anchor.At)
	s := speech{
		kind:    p.Kind,
		N:       c.Number,
		Name:    nameOf(contact.Person),
		First:   d.words.call(contact.Person),
		Role:    roleOf(contact.Person),
		Title:   clean(contact.Person.Title, maxName),
		Address: clean(addressAt(contact, p.Anchor.At), maxAddress),
		Intent:  string(contact.Intent),
		Quote:   clean(string(contact.Quote), maxQuote),
		Subject: clean(contact.Subject, maxSubject),
		Search:  searchWords(contact),
		Past:    d.words.near(anchor, d.At),
		Ahead:   d.words.near(anchor, d.At),
		On:      d.words.say("date", d.words.day(anchor, d.At)),
		Since:   capital(d.words.span(anchor, d.At)),
		Met:     hasMoment(contact.Marks[rules.MarkMet], p.Anchor),
	}
	if s.Name == "" {
		s.Name = s.First
	}
	if n := len(contact.Notes); n > 0 {
		s.Note = clean(contact.Notes[n-1].Text, maxQuote)
	}
	if back := contact.Back; back.After(p.Anchor.At) {
		s.Back = d.words.say("date", d.words.day(d.voice.local(back), d.At))
	}
	if met := lastMoment(contact.Marks[rules.MarkMet]); !met.At.IsZero() && !s.Met && met.At.Before(d.At) {
		s.MetOn = d.words.say("date", d.words.day(d.voice.local(met.At), d.At))
	}
	d.other(&s, p, contact)
	d.meeting(&s, p, contact)
	return s
}

// addressAt is the address that failed at this moment, or else the one to write to.
func addressAt(c rules.Contact, at time.Time) string {
	for _, a := range c.Addresses {
		if !a.Dead.IsZero() && a.Dead.Equal(at) {
			return a.Addr
		}
	}
	return c.Person.Address
}

// other names the second person of a prompt: who is asked about, or the referrer.
func (d Digest) other(s *speech, p rules.Prompt, c rules.Contact) {
	if p.Kind == rules.KindConfirm {
		if q := question(p, c); q.Person != nil {
			s.Other, s.OtherFirst = aliasOf(*q.Person), d.words.call(*q.Person)
		}
		return
	}
	if r, ok := d.facts.Contacts[c.Referrer]; ok && c.Referrer != "" {
		s.Other, s.OtherFirst = nameOf(r.Person), d.words.call(r.Person)
	}
}

// aliasOf is "Mei (mei@home.example)", or what there is of it.
func aliasOf(p rules.Person) string {
	name, addr := clean(p.Name, maxName), clean(p.Address, maxAddress)
	if name == "" || addr == "" {
		return name + addr
	}
	return name + " (" + addr + ")"
}

// question is the open question that a confirm prompt asks.
func question(p rules.Prompt, c rules.Contact) rules.Asking {
	for _, q := range c.Questions {
		if q.Event == p.Anchor.Event {
			return q
		}
	}
	return rules.Asking{}
}

// meeting puts in the meeting that a prompt's anchor is the start or the end of.
func (d Digest) meeting(s *speech, p rules.Prompt, c rules.Contact) {
	m, ok := meetingOf(p, c)
	if !ok {
		return
	}
	start := d.voice.local(m.Start)
	day := d.words.day(start, d.At)
	s.Place = place(m.Place)
	s.Summary = clean(m.Summary, maxSubject)
	s.Clock = day.Clock
	s.Past, s.Ahead = d.words.near(start, d.At), d.words.near(start, d.At)
	s.On = d.words.say("date", day)
	s.Day = d.words.say("date.weekday", day)
	s.Meeting = d.words.say("date.short", day) + ", " + day.Clock
}

// meetingOf is the meeting whose start or end is the prompt's anchor.
func meetingOf(p rules.Prompt, c rules.Contact) (rules.Held, bool) {
	for _, m := range c.Meetings {
		if m.Event == p.Anchor.Event || m.Start.Equal(p.Anchor.At) || m.End.Equal(p.Anchor.At) {
			return m, true
		}
	}
	return rules.Held{}, false
}

// place is where a meeting is, if it is a place: the link of a video call is no words to read.
func place(s string) string {
	if strings.Contains(s, "://") {
		return ""
	}
	return clean(s, maxPlace)
}

// searchWords find the contact's mail in a mail client: from:samuel lunch.
func searchWords(c rules.Contact) string {
	from := strings.ToLower(firstName(c.Person.Name))
	if from == "" {
		from, _, _ = strings.Cut(clean(c.Person.Address, maxAddress), " ")
	}
	if from == "" {
		return ""
	}
	return strings.TrimSpace("from:" + from + " " + longestWord(clean(c.Subject, maxSubject)))
}

// longestWord is the longest word of a subject, lower case, or "" where none says much.
func longestWord(s string) string {
	longest := ""
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if n := utf8.RuneCountInString(w); n > 3 && n > utf8.RuneCountInString(longest) {
			longest = w
		}
	}
	return strings.ToLower(longest)
}

func hasMoment(list []rules.Moment, m rules.Moment) bool {
	for _, x := range list {
		if x.Event == m.Event && x.At.Equal(m.At) {
			return true
		}
	}
	return false
}

// capital makes the first letter of a sentence large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

func decimal(n int) string { return strconv.Itoa(n) }
