package demo

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed story.txt
var storyText string

// person is somebody of the story.
type person struct {
	name, address string
	you           bool // the owner
}

// entry is one mail of the story.
type entry struct {
	at       time.Time
	from, to person
	how      string // what kind of mail it is: the first word of the list in story.txt, "" for an ordinary one
	more     string // what follows that word
	subject  string
	text     string
}

const (
	bcc        = "bcc"
	away       = "away"
	bounce     = "bounce"
	invite     = "invite"
	answer     = "answer"
	newsletter = "newsletter"
)

// stamp is how the story writes a moment; the year is storyYear.
const (
	stamp     = "Mon 2 Jan 15:04"
	storyYear = 2026
)

// story is the people and mails of a text, the mails by time, repeated ones until the end.
type story struct {
	people  map[string]person
	entries []entry
	zone    *time.Location
	end     time.Time
}

func readStory(text string, end time.Time) (story, error) {
	s := story{people: map[string]person{}, zone: end.Location(), end: end}
	head, rest, _ := strings.Cut(text, "\n== ")
	for line := range strings.Lines(head) {
		if err := s.readPerson(strings.TrimSpace(line)); err != nil {
			return s, err
		}
	}
	for part := range strings.SplitSeq(rest, "\n== ") {
		e, err := s.readEntry(part)
		if err != nil {
			return s, err
		}
		s.add(e)
	}
	slices.SortStableFunc(s.entries, func(a, b entry) int { return a.at.Compare(b.at) })
	return s, nil
}

// readPerson reads "Ruth  Ruth Okafor <ruth@hall.example>"; a comment is nobody.
func (s story) readPerson(line string) error {
	if line == "" || strings.HasPrefix(line, "#") {
		return nil
	}
	nick, full, _ := strings.Cut(line, " ")
	name, address, ok := strings.Cut(strings.TrimSuffix(full, ">"), "<")
	if !ok {
		return fmt.Errorf("read the story: %q is no person", line)
	}
	s.people[nick] = person{name: strings.TrimSpace(name), address: address, you: nick == "you"}
	return nil
}

// readEntry reads "Tue 7 Jul 19:20 | you to Ruth | bcc", the subject, and the text.
func (s story) readEntry(part string) (e entry, err error) {
	head, mail, _ := strings.Cut(part, "\n")
	fields := strings.Split(head, " | ")
	if len(fields) < 2 {
		return e, fmt.Errorf("read the story: %q is no heading", head)
	}
	if e.at, err = moment(fields[0], s.zone); err != nil {
		return e, err
	}
	from, to, _ := strings.Cut(fields[1], " to ")
	var known [2]bool
	e.from, known[0] = s.people[from]
	e.to, known[1] = s.people[to]
	if !known[0] || !known[1] {
		return e, fmt.Errorf("read the story: somebody in %q is nobody of the list", head)
	}
	if len(fields) > 2 {
		e.how, e.more, _ = strings.Cut(fields[2], " ")
	}
	e.subject, e.text, _ = strings.Cut(mail, "\n")
	e.text = strings.TrimSpace(e.text)
	switch e.how {
	case answer:
		e.subject, e.text = "", strings.TrimSpace(mail)
	case invite:
		_, err = e.meeting()
	}
	return e, err
}

// moment reads a moment of the story.
func moment(text string, zone *time.Location) (time.Time, error) {
	at, err := time.ParseInLocation(stamp+" 2006", text+" "+strconv.Itoa(storyYear), zone)
	if err == nil && at.Format(stamp) != text {
		err = fmt.Errorf("that day is a %s", at.Weekday())
	}
	if err != nil {
		return at, fmt.Errorf("read the story: %q: %w", text, err)
	}
	return at, nil
}

// add adds a mail, and what repeats it.
func (s *story) add(e entry) {
	days, err := strconv.Atoi(e.more)
	if e.how != newsletter || err != nil {
		days = 0
	}
	for e.at.Before(s.end) {
		s.entries = append(s.entries, e)
		if days == 0 {
			return
		}
		e.at = e.at.AddDate(0, 0, days)
	}
}
