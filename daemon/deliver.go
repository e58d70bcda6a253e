package daemon

import (
	"context"
	"errors"
	"time"

	"cuppa/mail/submit"
)

// lookAgain bounds the sleep until the next slot: a timer does not count the time that the machine slept.
const lookAgain = 30 * time.Second

// patient is how long letters wait for a first read before they are written from what is known.
const patient = 10 * time.Minute

// deliver writes and sends letters as they come due, until ctx ends. It begins when every mailbox was tried: a letter that
// is late already had better know what came meanwhile.
func (a *account) deliver(ctx context.Context, tried <-chan struct{}) {
	first := time.NewTimer(patient)
	defer first.Stop()
	select {
	case <-ctx.Done():
	case <-tried:
	case <-first.C:
	}
	for ctx.Err() == nil {
		a.lookEverywhere(ctx)
		next, err := a.desk.Wake(a.now())
		if err == nil {
			_, err = a.sendAll(ctx)
		}
		if err != nil {
			a.log.Error("letters cannot be written down", "err", err)
		}
		wait := lookAgain
		if until := next.Sub(a.now()); err == nil && !next.IsZero() {
			wait = min(max(until, 0), lookAgain)
		}
		timer := time.NewTimer(max(wait, time.Second))
		select {
		case <-ctx.Done():
		case <-a.poked:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// sendAll hands over every letter whose time has come. It stops at a server that takes none.
func (a *account) sendAll(ctx context.Context) (deferred error, err error) {
	for ctx.Err() == nil {
		e, found, err := a.desk.Outgoing(a.now())
		if err != nil || !found {
			return deferred, err
		}
		o := submit.Send(ctx, a.server, e.From, e.To, e.Bytes)
		a.log.Info("letter handed over", "digest", e.Key, "outcome", string(o.State), "attempt", e.Attempts, "code", o.Code)
		if err := a.desk.Settle(a.now(), e.Key, o); err != nil {
			return deferred, err
		}
		if o.State == submit.Accepted {
			a.well("smtp")
			continue
		}
		deferred = errors.Join(deferred, o.Err)
		a.trouble("smtp", a.server.Host, o.Err)
	}
	return deferred, nil
}
