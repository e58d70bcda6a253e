package daemon

import (
	"errors"

	"cuppa/daemon/control"
	"cuppa/mail/inbox"
)

// Offline serves the accounts over the opened store without watching anything, for commands while no daemon runs.
func Offline(o Options) (*control.Hub, error) {
	accounts, err := openAll(o)
	if err != nil {
		return nil, err
	}
	hub := &control.Hub{}
	hub.Set(desks(accounts))
	return hub, nil
}

// errPast: a moment before the last letter was asked for.
var errPast = errors.New("that moment lies before the last letter that was sent")

// IsPast tells whether an error of Once means that its moment lies before the last letter.
func IsPast(err error) bool { return errors.Is(err, errPast) }

// serverError is an error of a server or of the way to it: another time may do.
type serverError struct{ error }

func (e serverError) Unwrap() error { return e.error }

// IsTemporary tells whether an error of Once is a server's.
func IsTemporary(err error) bool {
	var s serverError
	return errors.As(err, &s) && !errors.Is(err, inbox.ErrMailbox)
}
