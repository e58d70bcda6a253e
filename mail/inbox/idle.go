package inbox

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// PollInterval is how often a mailbox is to be looked at where the server knows no IDLE (RFC 2177).
const PollInterval = 2 * time.Minute

// IdleLimit is how long one IDLE lasts at most, and how long a caller goes without looking: some servers and middleboxes
// forget a connection after ten minutes, and some servers offer IDLE and never push.
const IdleLimit = 9 * time.Minute

// Idle waits in the mailbox that is open. True means look again: something happened, or it is time for a look anyway.
// False means that limit passed first. A connection that has died is noticed when the IDLE ends.
func (s *Session) Idle(ctx context.Context, limit time.Duration) (bool, error) {
	if err := s.enter(); err != nil {
		return false, err
	}
	defer s.busy.Unlock()
	if s.mailbox == "" {
		return false, fmt.Errorf("idle: %w: none is open", ErrMailbox)
	}
	if len(s.events) > 0 {
		return true, nil
	}
	look, err := s.idle(ctx, limit)
	if look {
		s.looked = time.Now()
	}
	return look, err
}

func (s *Session) idle(ctx context.Context, limit time.Duration) (bool, error) {
	interval := IdleLimit
	push := s.caps.Has(imap.CapIdle) && !s.deaf
	if !push {
		interval = PollInterval
	}
	due := interval - time.Since(s.looked)
	if due <= 0 {
		return true, nil
	}
	if !push {
		return s.wait(ctx, limit, due)
	}
	var cmd *imapclient.IdleCommand
	err := s.exchange(ctx, "start IDLE", within(patience, newsBudget), func() (err error) {
		cmd, err = s.client.Idle()
		return err
	})
	if refused(err) {
		s.deaf = true
		return s.wait(ctx, limit, due)
	}
	if err != nil {
		return false, err
	}
	look, err := s.wait(ctx, limit, due)
	if err != nil {
		cmd.Close() // the connection is closed; this frees go-imap's goroutine
		return false, err
	}
	err = s.exchange(ctx, "end IDLE", within(patience, newsBudget), func() error {
		if err := cmd.Close(); err != nil {
			return err
		}
		return cmd.Wait()
	})
	if err != nil {
		s.guard.fail(err)
		cmd.Close() // in case the exchange did not begin; a second time it does nothing
		return false, err
	}
	return look, nil
}

// wait sleeps until something happens, due or limit. On an error the connection is closed.
func (s *Session) wait(ctx context.Context, limit, due time.Duration) (bool, error) {
	timer := time.NewTimer(min(limit, due))
	defer timer.Stop()
	select {
	case <-s.events:
		s.wake() // the look that follows takes it
		return true, nil
	case <-timer.C:
		return due <= limit, nil
	case <-s.client.Closed():
		return false, s.explain("idle", net.ErrClosed)
	case <-ctx.Done():
		return false, fmt.Errorf("idle: %w", s.guard.fail(context.Cause(ctx)))
	}
}
