package daemon

import (
	"context"
	"errors"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail"
	"cuppa/mail/inbox"
)

const (
	halfPage   = 256 // messages
	manyBreaks = 3   // by a message alone, before it is passed over
)

// pace is how many messages of a mailbox are read in one go. What breaks the connection twice at one place is some message
// there: the page is halved until it is found, and a message that breaks it three times alone is passed over as unreadable.
type pace struct {
	at     mail.Cursor
	breaks int  // at that place, at this step
	step   int  // messages; 0: whole pages
	asked  bool // for messages, and not only which there are
}

// page reads the next page at this pace.
func (p *pace) page(ctx context.Context, s *inbox.Session, place mail.Place, at mail.Cursor, since time.Time) (inbox.Page, error) {
	if at != p.at {
		p.at, p.breaks = at, 0
	}
	if p.asked = p.step == 0; p.asked {
		return s.Page(ctx, place, at, since)
	}
	uids, upTo, more, err := s.Next(ctx, place, at, since)
	if err != nil {
		return inbox.Page{}, err
	}
	if len(uids) > p.step {
		uids, more = uids[:p.step], true
		upTo.UID = uids[p.step-1]
	}
	if p.step == 1 && p.breaks >= manyBreaks && len(uids) == 1 {
		return inbox.Page{Heads: []mail.Arrival{{Place: place, UID: uids[0], Unreadable: true}}, Cursor: upTo, More: more}, nil
	}
	p.asked = true
	heads, err := s.Heads(ctx, place, uids)
	return inbox.Page{Heads: heads, Cursor: upTo, More: more}, err
}

// blames tells whether the messages of a page may be why it was not taken. A full disk is not theirs, nor a server that does
// not even say which there are: to pass over one for that would lose it.
func (p *pace) blames(err error) bool {
	var server serverError
	return p.asked && (errors.As(err, &server) || errors.Is(err, store.ErrTooBig))
}

// broke notes that the connection broke while a page was read or taken.
func (p *pace) broke() {
	p.breaks++
	switch {
	case p.breaks < 2 || p.step == 1:
	case p.step == 0:
		p.step, p.breaks = halfPage, 0
	default:
		p.step, p.breaks = p.step/2, 0
	}
}

// went notes that a page was taken.
func (p *pace) went() {
	p.step *= 2
	if p.step > halfPage {
		p.step = 0
	}
}
