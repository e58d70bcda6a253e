package daemon

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"cuppa/daemon/desk"
	"cuppa/mail/inbox"
)

const (
	// pollEvery is how often a mailbox without a connection of its own is looked at.
	pollEvery = 10 * time.Minute
	// After a refused login the password has to change, and too many tries lock an account.
	firstRefused, lastRefused = 15 * time.Minute, 6 * time.Hour
	firstLost, lastLost       = time.Second, 5 * time.Minute
)

// watchLogin keeps a login watched until ctx ends: it finds the mailboxes, then watches each on a connection of its own,
// and answers searches on another. The state of each is told to ready.
func (a *account) watchLogin(ctx context.Context, l login, ready *readiness) {
	var places []watched
	a.insist(ctx, l, l.server.Login(), func() error {
		s, err := inbox.Dial(ctx, l.server)
		if err != nil {
			return err
		}
		defer s.Close()
		if places, err = resolve(ctx, s, l); err != nil {
			return err
		}
		return a.desk.Watch(l.server.Login(), deskPlaces(places))
	}, func(err error) bool {
		if err != nil {
			ready.tried(l.server.Login(), err)
		}
		return err == nil
	})
	if ctx.Err() != nil {
		return
	}
	for _, w := range places {
		ready.expect(w.Key()) // before the login counts as tried, or all would be ready with nothing read
	}
	ready.tried(l.server.Login(), nil)
	var all sync.WaitGroup
	for _, w := range places {
		all.Go(func() { a.watch(ctx, l, w, ready) })
	}
	all.Go(func() { a.searcher(ctx, l, places) })
	all.Wait()
}

// watch keeps one mailbox read until ctx ends.
func (a *account) watch(ctx context.Context, l login, w watched, ready *readiness) {
	p := &pace{}
	a.insist(ctx, l, w.Key(), func() error { return a.session(ctx, l, w, p, ready) }, func(err error) bool {
		ready.tried(w.Key(), err)
		return false
	})
}

// session reads a mailbox and waits in it for more, until the connection ends.
func (a *account) session(ctx context.Context, l login, w watched, p *pace, ready *readiness) error {
	for {
		s, err := inbox.Dial(ctx, l.server)
		if err != nil {
			return err
		}
		err = a.attend(ctx, s, w, p, ready)
		s.Close()
		if err != nil || !w.poll {
			return err
		}
		if !pause(ctx, pollEvery) {
			return ctx.Err()
		}
	}
}

// attend reads a mailbox to its end, again and again as something happens in it; once where it is only polled.
func (a *account) attend(ctx context.Context, s *inbox.Session, w watched, p *pace, ready *readiness) error {
	for {
		if err := a.readAll(ctx, s, w.Place, p); err != nil {
			return err
		}
		ready.tried(w.Key(), nil)
		a.well(w.Login)
		a.well(w.Key())
		if w.poll {
			return nil
		}
		if _, err := s.Idle(ctx, inbox.IdleLimit); err != nil {
			return err
		}
	}
}

// searcher answers searches on a connection that lives as long as there are any.
func (a *account) searcher(ctx context.Context, l login, places []watched) {
	for {
		if a.open(places) {
			a.insist(ctx, l, l.server.Login(), func() error { return a.searchAll(ctx, l, places) },
				func(err error) bool { return err == nil })
		}
		select {
		case <-ctx.Done():
			return
		case <-l.poked:
		}
	}
}

func (a *account) open(places []watched) bool {
	for _, w := range places {
		if open, err := a.desk.Searches(w.Place); err == nil && len(open) > 0 {
			return true
		}
	}
	return false
}

func (a *account) searchAll(ctx context.Context, l login, places []watched) error {
	s, err := inbox.Dial(ctx, l.server)
	if err != nil {
		return err
	}
	defer s.Close()
	return a.searchPlaces(ctx, s, places)
}

// insist does something until it says that it is done, or ctx ends; after a failure it waits, longer each time. A mailbox
// that is refused is a trouble of place alone: others of the login are well, and would end it each time they are read.
func (a *account) insist(ctx context.Context, l login, place string, do func() error, done func(error) bool) {
	lost, refused := firstLost, firstRefused
	for ctx.Err() == nil {
		began := time.Now()
		err := do()
		if ctx.Err() != nil || done(err) {
			return
		}
		if time.Since(began) > lastLost {
			lost, refused = firstLost, firstRefused // it went well for a while
		}
		wait := &lost
		limit := lastLost
		if errors.Is(err, inbox.ErrAuth) {
			wait, limit = &refused, lastRefused
		}
		where := l.server.Login()
		if errors.Is(err, inbox.ErrMailbox) {
			where = place
		}
		a.trouble(where, l.server.Host, err)
		pause(ctx, *wait+rand.N(*wait/4))
		*wait = min(2**wait, limit)
	}
}

// pause waits, and tells whether it could wait to the end.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

func deskPlaces(list []watched) []desk.Watched {
	var places []desk.Watched
	for _, w := range list {
		places = append(places, w.Watched)
	}
	return places
}
