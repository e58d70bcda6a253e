package inbox

import (
	"errors"
	"fmt"

	"github.com/emersion/go-imap/v2"

	"cuppa/mail/endpoint"
)

// What may be the cause of a failed call; test with errors.Is. Anything else is the error of the network, of the context
// or of go-imap, which could not read what the server said.
var (
	ErrAuth        = endpoint.ErrAuth
	ErrUnavailable = errors.New("the server asks to try again later") // RFC 5530: UNAVAILABLE, LIMIT, INUSE, SERVERBUG
	ErrTLS         = endpoint.ErrTLS
	ErrMailbox     = errors.New("the mailbox cannot be opened")
	ErrSilent      = errors.New("the server did not answer in time")
	ErrBudget      = errors.New("the server sent more than was asked for")
	ErrInUse       = errors.New("the session is in use")
)

// refused reports whether the server answered NO or BAD; the session is then still usable.
func refused(err error) bool {
	var status *imap.Error
	return errors.As(err, &status) && status.Type != imap.StatusResponseTypeBye
}

// soon reports whether the server's answer says by its code that a later attempt may succeed (RFC 5530, 3), or is a BYE.
func soon(err error) bool {
	var status *imap.Error
	if !errors.As(err, &status) {
		return false
	}
	switch status.Code {
	case imap.ResponseCodeUnavailable, imap.ResponseCodeLimit, imap.ResponseCodeInUse, imap.ResponseCodeServerBug:
		return true
	}
	return status.Type == imap.StatusResponseTypeBye
}

// classify puts a sentinel before a refusal: ErrUnavailable where that fits, else kind. Other errors stay as they are.
func classify(err, kind error) error {
	switch {
	case soon(err):
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	case refused(err):
		return fmt.Errorf("%w: %w", kind, err)
	}
	return err
}
