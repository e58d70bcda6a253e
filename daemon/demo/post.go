package demo

import (
	"fmt"
	"strings"
	"time"
)

// written is a mail on paper: its bytes and its Message-ID.
type written struct {
	id    string
	bytes []byte
}

// pen writes the mails of the story and knows which one each thread has come to.
type pen struct {
	count   int
	threads map[string]string // the newest Message-ID, by subject without prefix
	lastTo  map[string]entry  // the newest mail to an address
	ids     map[string]string // and its Message-ID
}

func newPen() *pen {
	return &pen{threads: map[string]string{}, lastTo: map[string]entry{}, ids: map[string]string{}}
}

// write writes one mail of the story, RFC 5322 with CRLF. answered is the Message-ID that an answer to the daemon names.
func (p *pen) write(e entry, answered string) written {
	p.count++
	_, domain, _ := strings.Cut(e.from.address, "@")
	id := fmt.Sprintf("s%03d@%s", p.count, domain)
	base := base(e.subject)
	if answered == "" && base != e.subject {
		answered = p.threads[base]
	}
	body, original := p.body(e), p.lastTo[e.from.address]
	h := header{
		{"Date", e.at.Format(time.RFC1123Z)}, {"From", mailbox(e.from)}, {"To", mailbox(e.to)}, {"Subject", e.subject},
		{"Message-ID", "<" + id + ">"},
	}
	if answered != "" {
		h = append(h, field{"In-Reply-To", "<" + answered + ">"}, field{"References", "<" + answered + ">"})
	}
	switch e.how {
	case away:
		h = append(h, field{"Auto-Submitted", "auto-replied"})
	case newsletter:
		h = append(h, field{"List-Unsubscribe", "<mailto:" + e.from.address + ">"}, field{"Precedence", "bulk"})
	case bounce:
		h[1].value, h[3].value = "Mail Delivery System <MAILER-DAEMON@"+domain+">", "Undelivered: "+original.subject
	}
	if e.how != newsletter && e.how != bounce {
		p.threads[base] = id
		p.lastTo[e.to.address], p.ids[e.to.address] = e, id
	}
	return written{id, []byte(h.text() + strings.ReplaceAll(body, "\n", "\r\n"))}
}

type field struct{ name, value string }

type header []field

func (h header) text() string {
	var b strings.Builder
	for _, f := range h {
		b.WriteString(f.name + ": " + f.value + "\r\n")
	}
	return b.String() + "MIME-Version: 1.0\r\n"
}

func mailbox(p person) string { return p.name + " <" + p.address + ">" }

// base is a subject without "Re: " or "Automatic reply: ".
func base(subject string) string {
	for _, prefix := range []string{"Re: ", "Automatic reply: "} {
		subject = strings.TrimPrefix(subject, prefix)
	}
	return subject
}

// body is what follows the fields that all mails have: Content-Type, an empty line, and the content.
func (p *pen) body(e entry) string {
	switch e.how {
	case bounce:
		return p.report(e)
	case invite:
		return multipart("alternative", plain(e.text), part("text/calendar; method=REQUEST; charset=utf-8", p.calendar(e)))
	}
	return plain(e.text)
}

func plain(text string) string { return part("text/plain; charset=utf-8", text+"\n") }

func part(contentType, content string) string {
	return "Content-Type: " + contentType + "\n\n" + content
}

func multipart(kind string, parts ...string) string {
	const boundary = "part-of-the-story"
	var b strings.Builder
	b.WriteString("Content-Type: multipart/" + kind + "; boundary=\"" + boundary + "\"\n\n")
	for _, p := range parts {
		b.WriteString("--" + boundary + "\n" + p + "\n")
	}
	b.WriteString("--" + boundary + "--\n")
	return b.String()
}

// report says that the newest mail to a person came back (RFC 3464).
func (p *pen) report(e entry) string {
	_, domain, _ := strings.Cut(e.from.address, "@")
	status := fmt.Sprintf("Reporting-MTA: dns; mx.%s\n\nFinal-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\n"+
		"Diagnostic-Code: smtp; 550 5.1.1 no such user\n", domain, e.from.address)
	original := fmt.Sprintf("Message-ID: <%s>\nFrom: %s\nTo: %s\nSubject: %s\n", p.ids[e.from.address], mailbox(e.to),
		mailbox(e.from), p.lastTo[e.from.address].subject)
	return multipart("report; report-type=delivery-status",
		plain("The address "+e.from.address+" does not exist here."), part("message/delivery-status", status),
		part("text/rfc822-headers", original))
}

// meeting is what an invitation says: when, how long, where.
type meeting struct {
	start time.Time
	long  time.Duration
	place string
}

// meeting reads "Thu 16 Jul 10:00, 30m, Cafe Rondo, 4 Quay Street".
func (e entry) meeting() (m meeting, err error) {
	when, rest, _ := strings.Cut(e.more, ", ")
	long, place, _ := strings.Cut(rest, ", ")
	if m.start, err = moment(when, e.at.Location()); err != nil {
		return m, err
	}
	m.place = place
	m.long, err = time.ParseDuration(long)
	return m, err
}

// calendar is the invitation as RFC 5545 and 5546 write it.
func (p *pen) calendar(e entry) string {
	m, err := e.meeting()
	if err != nil {
		panic(err) // readStory has read it already
	}
	const utc = "20060102T150405Z"
	return strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cuppa//demo//EN", "METHOD:REQUEST", "BEGIN:VEVENT",
		"UID:" + fmt.Sprintf("m%03d", p.count) + "@" + e.from.address, "SEQUENCE:0", "DTSTAMP:" + e.at.UTC().Format(utc),
		"DTSTART:" + m.start.UTC().Format(utc), "DTEND:" + m.start.Add(m.long).UTC().Format(utc), "SUMMARY:" + e.subject,
		"LOCATION:" + strings.ReplaceAll(m.place, ",", `\,`), "ORGANIZER:mailto:" + e.from.address,
		"ATTENDEE;RSVP=TRUE:mailto:" + e.to.address, "END:VEVENT", "END:VCALENDAR", "",
	}, "\n")
}
