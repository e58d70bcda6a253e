package daemon

import (
	"context"
	"errors"
	"fmt"

	"cuppa/mail/inbox"
)

// once is one round of an account: read, search, send.
func (a *account) once(ctx context.Context) error {
	past, err := a.desk.IsPast(a.now())
	if err != nil {
		return err
	}
	if past {
		return errPast
	}
	var failed error
	var sessions []visit
	defer func() {
		for _, v := range sessions {
			v.session.Close()
		}
	}()
	for _, l := range a.logins {
		v, err := a.visit(ctx, l)
		if err != nil {
			failed = errors.Join(failed, serverError{err})
			a.trouble(l.server.Login(), l.server.Host, err)
			continue
		}
		sessions = append(sessions, v)
	}
	for _, v := range sessions {
		err := a.readPlaces(ctx, v)
		failed = errors.Join(failed, err)
		a.trouble(v.server.Login(), v.server.Host, err)
	}
	failed = errors.Join(failed, a.searchEverywhere(ctx, sessions))
	a.lookEverywhere(ctx)
	if _, err := a.desk.Wake(a.now()); err != nil {
		return errors.Join(failed, err)
	}
	deferred, err := a.sendAll(ctx)
	if deferred != nil {
		deferred = serverError{fmt.Errorf("send by %s: %w", a.server.Host, deferred)}
	}
	return errors.Join(failed, deferred, err)
}

// visit is a login that once reads, and its mailboxes.
type visit struct {
	server  inbox.Server
	session *inbox.Session
	places  []watched
}

func (a *account) visit(ctx context.Context, l login) (visit, error) {
	s, err := inbox.Dial(ctx, l.server)
	if err != nil {
		return visit{}, fmt.Errorf("log in to %s: %w", l.server.Host, err)
	}
	places, err := resolve(ctx, s, l)
	if err == nil {
		err = a.desk.Watch(l.server.Login(), deskPlaces(places))
	}
	if err != nil {
		s.Close()
		return visit{}, err
	}
	return visit{server: l.server, session: s, places: places}, nil
}

// readPlaces reads the mailboxes of a login; one that fails keeps none of the others from it.
func (a *account) readPlaces(ctx context.Context, v visit) (failed error) {
	for _, w := range v.places {
		failed = errors.Join(failed, a.readAll(ctx, v.session, w.Place, &pace{}))
	}
	return failed
}

// searchEverywhere goes round until no search is open: what one finds may call for others elsewhere. A login that fails is
// asked no more.
func (a *account) searchEverywhere(ctx context.Context, sessions []visit) (failed error) {
	for open := true; open; {
		open = false
		var well []visit
		for _, v := range sessions {
			if !a.open(v.places) {
				well = append(well, v)
				continue
			}
			open = true
			if err := a.searchPlaces(ctx, v.session, v.places); err != nil {
				failed = errors.Join(failed, err)
				continue
			}
			well = append(well, v)
		}
		sessions = well
	}
	return failed
}
