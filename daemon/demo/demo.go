// Package demo plays four months of sample mail to the real daemon, on IMAP and SMTP servers and a store in memory: the
// mails of story.txt arrive at their moments, and the daemon works at its own. It needs no configuration and no network,
// and two runs give the same result.
package demo

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Result is what came of the story.
type Result struct {
	Owner    string   // whose mail it is
	Story    []string // one line a notable moment
	Digest   string   // the text of the last letter
	HTML     string   // and its HTML
	Contacts []Contact
	Mails    int // that were in the mailboxes, the daemon's own aside
	Noise    int // newsletters among them
	Letters  int // that the daemon sent
	Quiet    int // letters among them with nothing to do, which the story leaves out
}

// Run plays the story. It ends early with ctx; the other errors are those of the temporary folder.
func Run(ctx context.Context) (Result, error) {
	h, err := newHouse()
	if err != nil {
		return Result{}, err
	}
	defer h.close()
	s, err := readStory(storyText, time.Date(storyYear, time.November, 2, 7, 0, 0, 0, h.zone()))
	if err != nil {
		return Result{}, err
	}
	p := newPlay(h, s)
	if err := p.all(ctx); err != nil {
		return Result{}, err
	}
	return p.result()
}

// play is the story going on.
type play struct {
	house   *house
	story   story
	pen     *pen
	teller  teller
	letters int // that have come
	quiet   int // of them, not told of
}

func newPlay(h *house, s story) *play { return &play{house: h, story: s, pen: newPen()} }

// all plays the story to its end.
func (p *play) all(ctx context.Context) error {
	rest := p.story.entries
	for _, at := range moments(p.story) {
		var now []entry
		for len(rest) > 0 && !rest[0].at.After(at) {
			now, rest = append(now, rest[0]), rest[1:]
		}
		if err := p.moment(ctx, at, now); err != nil {
			return err
		}
	}
	return nil
}

// moments are when the daemon works: at the slots of its letters, and as soon as mail comes that is no noise.
func moments(s story) []time.Time {
	begin := s.entries[0].at
	list := []time.Time{begin}
	for day := begin; !day.After(s.end); day = day.AddDate(0, 0, 1) {
		for _, hour := range []int{7, 18} {
			slot := time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, s.zone)
			if slot.After(begin) && !slot.After(s.end) {
				list = append(list, slot)
			}
		}
	}
	for _, e := range s.entries {
		if e.how != newsletter {
			list = append(list, e.at)
		}
	}
	slices.SortFunc(list, time.Time.Compare)
	return slices.CompactFunc(list, time.Time.Equal)
}

// moment puts what has come, lets the daemon work, and tells of both.
func (p *play) moment(ctx context.Context, at time.Time, now []entry) error {
	for _, e := range now {
		answered := ""
		if e.how == answer {
			l, err := p.numbered()
			if err != nil {
				return err
			}
			e.to, e.subject, answered = l.to, "Re: "+l.subject, l.id
		}
		p.house.put(e, p.pen.write(e, answered))
	}
	if err := p.house.once(ctx, at); err != nil {
		return err
	}
	return p.tell(at, slices.DeleteFunc(now, func(e entry) bool { return e.how == newsletter }))
}

// errNoLetter is a mistake in the story.
var errNoLetter = errors.New("answer a letter: none has come")

// numbered is the newest letter that is no receipt.
func (p *play) numbered() (letter, error) {
	list := slices.DeleteFunc(p.house.letters(), func(l letter) bool { return l.receipt })
	if len(list) == 0 {
		return letter{}, errNoLetter
	}
	return list[len(list)-1], nil
}

// tell tells of what has come, and of the letters that were sent since.
func (p *play) tell(at time.Time, now []entry) error {
	if len(now) > 0 {
		contacts, err := p.house.contacts(at)
		if err != nil {
			return err
		}
		for _, e := range now {
			p.teller.mail(e, contacts)
		}
	}
	list := p.house.letters()
	for _, l := range list[p.letters:] {
		if !p.teller.letter(l) {
			p.quiet++
		}
	}
	p.letters = len(list)
	return nil
}

func (p *play) result() (Result, error) {
	contacts, err := p.house.contacts(p.story.end)
	if err != nil {
		return Result{}, err
	}
	r := Result{Owner: p.story.people["you"].name, Story: p.teller.lines, Contacts: contacts, Mails: len(p.story.entries),
		Letters: p.letters, Quiet: p.quiet}
	for _, e := range p.story.entries {
		if e.how == newsletter {
			r.Noise++
		}
	}
	last, err := p.numbered()
	r.Digest, r.HTML = last.text, last.html
	return r, err
}
