package daemon

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"cuppa/daemon/desk"
	"cuppa/mail"
	"cuppa/mail/inbox"
)

// lookTimeout bounds the look into every folder of a login.
const lookTimeout = 5 * time.Minute

// lookEverywhere asks every folder, just before a letter is written, for mail from those of whom it would say that no
// answer came: filters move mail, and a false word of silence is worse than none. Where a login cannot be asked the desk
// is not assured, and what rests on silence waits.
func (a *account) lookEverywhere(ctx context.Context) {
	doubts, err := a.desk.Doubts(a.now())
	if err != nil {
		a.log.Error("doubts cannot be read", "err", err)
		return
	}
	if len(doubts) == 0 {
		return // nobody was asked, so the desk is not assured: before a slot has come there is no doubt yet
	}
	for _, l := range a.logins {
		if err := a.look(ctx, l, doubts); err != nil {
			a.trouble(l.server.Login(), l.server.Host, err)
			return
		}
	}
	a.desk.Assure(a.now())
}

// look asks the folders of one login that may hold an answer.
func (a *account) look(ctx context.Context, l login, doubts []desk.Doubt) error {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	s, err := inbox.Dial(ctx, l.server)
	if err != nil {
		return err
	}
	defer s.Close()
	folders, err := s.Mailboxes(ctx)
	if err != nil {
		return err
	}
	for _, f := range folders {
		if !f.Selectable || slices.Contains([]string{`\Trash`, `\Drafts`, `\Sent`}, f.Special) {
			continue
		}
		if _, err := s.Examine(ctx, f.Name); errors.Is(err, inbox.ErrMailbox) {
			a.log.Debug("folder is closed to the owner, no mail of theirs lies in it", "mailbox", f.Name, "err", err)
			continue
		}
		place := mail.Place{Login: l.server.Login(), Mailbox: f.Name, Roles: mail.Roles{Inbox: true}}
		if err := a.lookInto(ctx, s, place, doubts); err != nil {
			return fmt.Errorf("look into %s: %w", f.Name, err)
		}
	}
	return nil
}

func (a *account) lookInto(ctx context.Context, s *inbox.Session, place mail.Place, doubts []desk.Doubt) error {
	var list []mail.Search
	for _, d := range doubts {
		for _, addr := range d.Addresses {
			list = append(list, mail.Search{Place: place.Key(), Header: "FROM", Value: addr, Since: d.Since})
		}
	}
	for part := range slices.Chunk(list, manyTogether) {
		if err := a.answer(ctx, s, place, part); err != nil {
			return err
		}
	}
	return nil
}
