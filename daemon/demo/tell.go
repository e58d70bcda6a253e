package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// teller writes the story down, a line a moment.
type teller struct {
	lines []string
	quiet string // the subject of letters that are not worth a line
}

// mail tells of a mail, and what the daemon made of it.
func (t *teller) mail(e entry, contacts []Contact) {
	text := what(e)
	if e.how != answer {
		text += " [" + made(e, contacts) + "]"
	}
	t.line(e.at, "  ", text)
}

// letter tells of a letter of the daemon's. The first one came before anybody was known, so it says that nothing is to
// do; others that say the same are counted only.
func (t *teller) letter(l letter) (told bool) {
	if l.subject == t.quiet {
		return false
	}
	if t.quiet == "" {
		t.quiet = l.subject
	}
	t.line(l.at, "> ", l.subject)
	return true
}

func (t *teller) line(at time.Time, mark, text string) {
	t.lines = append(t.lines, fmt.Sprintf("%-16s %s%s", at.Format("Mon _2 Jan 15:04"), mark, text))
}

// what is a mail in a few words.
func what(e entry) string {
	switch e.how {
	case bcc:
		again := ""
		if e.subject != base(e.subject) {
			again = " again"
		}
		return "You write to " + e.to.name + again + ", Bcc " + strings.Trim("cuppa+"+e.more, "+")
	case away:
		return e.from.name + " is out of office"
	case bounce:
		return "The mail to " + e.from.name + " comes back"
	case invite:
		when, _, _ := strings.Cut(e.more, ",")
		return e.from.name + " invites you: " + when
	case answer:
		return "You answer: \"" + e.text + "\""
	}
	if !strings.HasPrefix(e.subject, "Re: ") {
		return "You write to " + e.to.name
	}
	if e.from.you {
		return "You write to " + e.to.name + " again"
	}
	return e.from.name + " answers"
}

// made is what the daemon made of a mail: the stage that the person has come to. An answer from an address that nobody
// has may have been taken for somebody's.
func made(e entry, contacts []Contact) string {
	for _, c := range contacts {
		if slices.Contains(c.Addresses, e.from.address) || slices.Contains(c.Addresses, e.to.address) {
			return c.Stage
		}
	}
	for _, c := range contacts {
		if c.LastTouch.Equal(e.at) {
			return "taken for " + c.Name + "'s: " + c.Stage
		}
	}
	return "private: no trace"
}
