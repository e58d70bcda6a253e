package inbox

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"

	"cuppa/mail"
)

// pageSize is the most messages in a page.
const pageSize = 500

// examineAgain is how old the answer to EXAMINE may be when a look at the mailbox begins: a changed UIDVALIDITY is told
// to nobody who has the mailbox open.
const examineAgain = IdleLimit

// Page is the next messages of a mailbox, in the order of their UIDs.
type Page struct {
	Heads  []mail.Arrival // Message holds header fields alone
	Cursor mail.Cursor    // up to here all is in this page, was before, or is gone
	More   bool           // there are more beyond Cursor
}

// Page reads the heads of up to 500 messages after the cursor, all of them or an error. Under another UIDVALIDITY than
// the cursor's it begins anew. A first read (UID 0) leaves out what arrived before the day of since, if that is given.
func (s *Session) Page(ctx context.Context, place mail.Place, after mail.Cursor, since time.Time) (Page, error) {
	if err := s.enter(); err != nil {
		return Page{}, err
	}
	defer s.busy.Unlock()
	uids, upTo, more, err := s.next(ctx, place, after, since)
	if err != nil {
		return Page{}, err
	}
	heads, err := s.heads(ctx, place, uids)
	if err != nil {
		return Page{}, err
	}
	return Page{Heads: heads, Cursor: upTo, More: more}, nil
}

// Next finds the UIDs that Page would read, and its cursor: for a caller that must come past a message which breaks the
// connection, by Heads and in halves.
func (s *Session) Next(ctx context.Context, place mail.Place, after mail.Cursor, since time.Time) (uids []mail.UID, upTo mail.Cursor, more bool, err error) {
	if err := s.enter(); err != nil {
		return nil, mail.Cursor{}, false, err
	}
	defer s.busy.Unlock()
	return s.next(ctx, place, after, since)
}

func (s *Session) next(ctx context.Context, place mail.Place, after mail.Cursor, since time.Time) (uids []mail.UID, upTo mail.Cursor, more bool, err error) {
	if s.mailbox != place.Mailbox || s.found == nil || s.foundFor != after {
		settled, err := s.look(ctx, place.Mailbox, after)
		if err != nil {
			return nil, mail.Cursor{}, false, err
		}
		if after.UIDValidity != s.state.UIDValidity {
			after = mail.Cursor{UIDValidity: s.state.UIDValidity}
		}
		if settled {
			return nil, after, false, nil
		}
		if s.found, err = s.find(ctx, pageCriteria(after.UID, since)); err != nil {
			s.found = nil
			return nil, mail.Cursor{}, false, err
		}
	}
	uids, more = take(s.found, after.UID, pageSize)
	upTo = after
	if len(uids) > 0 {
		upTo.UID = uids[len(uids)-1]
	}
	s.foundFor = upTo
	if !more {
		s.found = nil
	}
	return uids, upTo, more, nil
}

// look brings the view of the mailbox up to date, and says whether nothing can have come since the cursor.
func (s *Session) look(ctx context.Context, mailbox string, after mail.Cursor) (settled bool, err error) {
	select {
	case <-s.events: // what it announced is seen now; later ones stay
	default:
	}
	s.looked = time.Now()
	if s.mailbox == mailbox && time.Since(s.examined) < examineAgain {
		// A search sees only what the server has announced, and it may do so at the end of a command.
		return false, s.exchange(ctx, "look into "+mailbox, within(patience, newsBudget), func() error {
			return s.client.Noop().Wait()
		})
	}
	state, err := s.examine(ctx, mailbox)
	return after.UIDValidity == state.UIDValidity && state.UIDNext != 0 && state.UIDNext-1 <= after.UID, err
}

func pageCriteria(after mail.UID, since time.Time) *imap.SearchCriteria {
	if after == 0 && !since.IsZero() {
		return &imap.SearchCriteria{Since: dayBefore(since)}
	}
	if after == math.MaxUint32 {
		after-- // there is no later one; the server says again which is the last
	}
	// n:* names the last message even if that has a lower UID (RFC 3501, 6.4.8): take leaves it out.
	return &imap.SearchCriteria{UID: []imap.UIDSet{{imap.UIDRange{Start: imap.UID(after) + 1}}}}
}

// dayBefore widens a bound: the server compares days in its own time zone.
func dayBefore(t time.Time) time.Time { return t.AddDate(0, 0, -1) }

// find searches by UID. The result may be huge and out of order; take reads it in bounded steps.
func (s *Session) find(ctx context.Context, criteria *imap.SearchCriteria) (imap.UIDSet, error) {
	var options *imap.SearchOptions
	if s.caps.Has(imap.CapESearch) {
		options = &imap.SearchOptions{ReturnAll: true} // RFC 4731: ranges instead of numbers
	}
	set := imap.UIDSet{}
	err := s.exchange(ctx, "search in "+s.mailbox, within(searchPatience, listBudget), func() error {
		data, err := s.client.UIDSearch(criteria, options).Wait()
		if err != nil {
			return classify(err, ErrMailbox)
		}
		if all, ok := data.All.(imap.UIDSet); ok && all != nil {
			set = all
		}
		return nil
	})
	return set, err
}

// take is the lowest n UIDs of the set after one, in order, and whether there are more. It never expands a range beyond
// n, for a server may name any.
func take(set imap.UIDSet, after mail.UID, n int) (uids []mail.UID, more bool) {
	ranges := slices.Clone(set)
	slices.SortFunc(ranges, func(a, b imap.UIDRange) int { return int(int64(a.Start) - int64(b.Start)) })
	next := uint64(after) + 1
	for _, r := range ranges {
		for uid := max(next, uint64(r.Start)); uid <= uint64(r.Stop); uid++ {
			if len(uids) == n {
				return uids, true
			}
			uids = append(uids, mail.UID(uid))
			next = uid + 1
		}
	}
	return uids, false
}
