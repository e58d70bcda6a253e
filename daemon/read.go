package daemon

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"cuppa/daemon/config"
	"cuppa/daemon/desk"
	"cuppa/mail"
	"cuppa/mail/inbox"
	"cuppa/mail/message"
)

// manyAtOnce is how many messages are read before the desk takes them: their texts are in memory till then.
const manyAtOnce = 50

// manyTogether is how many questions one search asks: the server looks through the whole mailbox for each search, and need
// not take lines of more than 8000 octets (RFC 2683, 3.2.1.5).
const manyTogether = 20

// watched is a mailbox of a login as it was found on the server.
type watched struct {
	desk.Watched
	poll bool
}

// resolve finds the mailboxes that the configuration wants, by name or by special use. One that is missing is an error
// unless it is optional.
func resolve(ctx context.Context, s *inbox.Session, l login) ([]watched, error) {
	list, err := s.Mailboxes(ctx)
	if err != nil {
		return nil, err
	}
	var found []watched
	for _, want := range l.mailboxes {
		name := choose(list, want)
		if name == "" && !want.Optional {
			return nil, fmt.Errorf("find the mailbox %s: %w", describe(want), inbox.ErrMailbox)
		}
		taken := slices.ContainsFunc(found, func(w watched) bool { return w.Mailbox == name })
		if name == "" || taken {
			continue
		}
		found = append(found, watched{poll: want.Poll, Watched: desk.Watched{All: want.Outreach == config.OutreachAll,
			Place: mail.Place{Login: l.server.Login(), Mailbox: name, Roles: want.Roles}}})
	}
	return found, nil
}

func choose(list []inbox.Mailbox, want config.Mailbox) string {
	if want.Name != "" {
		for _, m := range list {
			if m.Name == want.Name || strings.EqualFold(m.Name, "INBOX") && strings.EqualFold(want.Name, "INBOX") {
				return m.Name
			}
		}
		return ""
	}
	for _, use := range want.Use {
		for _, m := range list {
			if m.Special == use && m.Selectable {
				return m.Name
			}
		}
	}
	return ""
}

func describe(want config.Mailbox) string {
	if want.Name != "" {
		return want.Name
	}
	return fmt.Sprintf("of use %v", want.Use)
}

// readAll reads a mailbox to its end.
func (a *account) readAll(ctx context.Context, s *inbox.Session, place mail.Place, p *pace) error {
	for more := true; more; {
		var err error
		if more, err = a.turn(ctx, s, place, p); err != nil {
			if p.blames(err) {
				p.broke()
			}
			return fmt.Errorf("read %s: %w", place.Mailbox, err)
		}
	}
	return a.desk.Fresh(a.now(), place)
}

// turn reads one page and commits it; it tells whether there is more.
func (a *account) turn(ctx context.Context, s *inbox.Session, place mail.Place, p *pace) (bool, error) {
	cursor, err := a.desk.Cursor(place)
	if err != nil {
		return false, err
	}
	page, err := p.page(ctx, s, place, cursor, a.desk.Since(a.now()))
	if err != nil {
		return false, serverError{err}
	}
	a.pages.Add(1)
	for _, head := range page.Heads {
		if head.Unreadable {
			a.log.Warn("message unreadable and passed over", "mailbox", place.Mailbox, "uid", head.UID)
		}
	}
	wanted, err := a.desk.Wanted(page.Heads)
	if err != nil {
		return false, err
	}
	for part := range slices.Chunk(wanted, manyAtOnce) {
		batch, err := read(ctx, s, place, part)
		if err != nil {
			return false, err
		}
		settled := mail.Cursor{UIDValidity: page.Cursor.UIDValidity, UID: part[len(part)-1]}
		if err := a.desk.Take(a.now(), place, batch, settled); err != nil {
			return false, err
		}
		cursor = settled
		a.poke()
	}
	p.went()
	if page.Cursor != cursor {
		err = a.desk.Take(a.now(), place, nil, page.Cursor)
	}
	return page.More, err
}

// read reads messages whole, up to the limit of a session.
func read(ctx context.Context, s *inbox.Session, place mail.Place, uids []mail.UID) ([]mail.Arrival, error) {
	raws, err := s.Read(ctx, uids)
	if err != nil {
		return nil, serverError{err}
	}
	batch := make([]mail.Arrival, 0, len(raws))
	for _, raw := range raws {
		batch = append(batch, mail.Arrival{Place: place, UID: raw.UID, Internal: raw.Internal, Size: raw.Size,
			Message: message.Read(raw.Bytes), Unreadable: raw.Unreadable})
	}
	return batch, nil
}

// search answers the open questions to one mailbox, those that come up meanwhile too. One that the server refuses stays
// open and keeps none of the others from it.
func (a *account) search(ctx context.Context, s *inbox.Session, place mail.Place) error {
	refused := map[mail.Search]error{}
	for {
		open, err := a.desk.Searches(place)
		open = slices.DeleteFunc(open, func(q mail.Search) bool { return refused[q] != nil })
		if err != nil || len(open) == 0 {
			return errors.Join(append(slices.Collect(maps.Values(refused)), err)...)
		}
		for part := range slices.Chunk(open, manyTogether) {
			if err := a.ask(ctx, s, place, part, refused); err != nil {
				return fmt.Errorf("search %s: %w", place.Mailbox, err)
			}
		}
		a.poke()
	}
}

// ask answers questions by one search. Where the server refuses it, each half is asked by itself, until it is known which
// question the server refuses.
func (a *account) ask(ctx context.Context, s *inbox.Session, place mail.Place, list []mail.Search, refused map[mail.Search]error) error {
	err := a.answer(ctx, s, place, list)
	if err == nil || !errors.Is(err, inbox.ErrMailbox) && !errors.Is(err, inbox.ErrUnavailable) {
		return err
	}
	if len(list) == 1 {
		refused[list[0]] = fmt.Errorf("search %s: %w", place.Mailbox, err)
		return nil
	}
	half := len(list) / 2
	if err := a.ask(ctx, s, place, list[:half], refused); err != nil {
		return err
	}
	return a.ask(ctx, s, place, list[half:], refused)
}

// searchPlaces answers the open questions to the mailboxes of a login.
func (a *account) searchPlaces(ctx context.Context, s *inbox.Session, places []watched) (failed error) {
	for _, w := range places {
		failed = errors.Join(failed, a.search(ctx, s, w.Place))
	}
	return failed
}

func (a *account) answer(ctx context.Context, s *inbox.Session, place mail.Place, list []mail.Search) error {
	uids, err := s.Search(ctx, list...)
	if err != nil {
		return serverError{err}
	}
	heads, err := s.Heads(ctx, place, uids)
	if err != nil {
		return serverError{err}
	}
	wanted, err := a.desk.Wanted(heads)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(wanted, manyAtOnce) {
		batch, err := read(ctx, s, place, part)
		if err != nil {
			return err
		}
		if err := a.desk.Found(a.now(), list, batch, false); err != nil {
			return err
		}
	}
	return a.desk.Found(a.now(), list, nil, true)
}
