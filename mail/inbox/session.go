package inbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"cuppa/mail"
)

// closing is how long each of the two steps of Close may take.
const closing = time.Second

// Session is one connection of one login, for one caller at a time; only Close may be called beside another method.
type Session struct {
	server Server
	log    *slog.Logger
	guard  *guard
	client *imapclient.Client
	caps   imap.CapSet
	events chan struct{} // holds one: something happened in the mailbox
	busy   sync.Mutex    // held by the method that runs

	mailbox  string // that is open, or ""
	state    State  // as EXAMINE said
	examined time.Time
	found    imap.UIDSet // what a search for pages found
	foundFor mail.Cursor // and the cursor from which it may be continued
	looked   time.Time   // when the caller last looked, or was told to
	deaf     bool        // the server offers IDLE and refuses it
}

// State is what EXAMINE says of a mailbox.
type State struct {
	UIDValidity uint32
	UIDNext     mail.UID // 0 where the server does not say
	Messages    uint32
}

// enter claims the session for one method.
func (s *Session) enter() error {
	if !s.busy.TryLock() {
		return ErrInUse
	}
	return nil
}

// Examine opens a mailbox, read-only (RFC 3501, 6.3.2). Errors wrap ErrMailbox where the server refuses.
func (s *Session) Examine(ctx context.Context, mailbox string) (State, error) {
	if err := s.enter(); err != nil {
		return State{}, err
	}
	defer s.busy.Unlock()
	return s.examine(ctx, mailbox)
}

func (s *Session) examine(ctx context.Context, mailbox string) (State, error) {
	s.mailbox, s.found = "", nil
	err := s.exchange(ctx, "examine "+mailbox, within(searchPatience, smallBudget), func() error {
		data, err := s.client.Select(mailbox, &imap.SelectOptions{ReadOnly: true}).Wait()
		if err != nil {
			return classify(err, ErrMailbox)
		}
		s.state = State{UIDValidity: data.UIDValidity, UIDNext: mail.UID(data.UIDNext), Messages: data.NumMessages}
		return nil
	})
	if err != nil {
		return State{}, err
	}
	s.mailbox, s.examined = mailbox, time.Now()
	return s.state, nil
}

// open makes sure that a mailbox is open.
func (s *Session) open(ctx context.Context, mailbox string) error {
	if s.mailbox == mailbox && mailbox != "" {
		return nil
	}
	_, err := s.examine(ctx, mailbox)
	return err
}

func (s *Session) wake() {
	select {
	case s.events <- struct{}{}:
	default: // one is enough
	}
}

// Close takes leave if nothing else is going on, and ends the session within two seconds.
func (s *Session) Close() error {
	if s.busy.TryLock() {
		s.logOut()
		s.busy.Unlock()
	}
	return s.release()
}

// logOut is polite; that it fails matters to nobody.
func (s *Session) logOut() {
	if s.guard.cause() != nil {
		return
	}
	l := limits{patience: closing, total: closing, budget: smallBudget}
	err := s.exchange(context.Background(), "log out", l, func() error { return s.client.Logout().Wait() })
	if err != nil {
		s.log.Debug("no answer to logout", "err", err)
	}
}

// release closes the connection and waits for go-imap's reader, but not for ever: its own Close would.
func (s *Session) release() error {
	err := s.guard.Close()
	if s.client == nil {
		return nil
	}
	select {
	case <-s.client.Closed():
		return nil
	case <-time.After(closing):
		return errors.Join(fmt.Errorf("close: the reader of the connection is stuck"), err)
	}
}
