package inbox

import "errors"

// What may be the cause of a failed call; test with errors.Is. Anything else is the network's error.
var (
	ErrAuth        = errors.New("the server refused the login")
	ErrUnavailable = errors.New("the server asks to try again later") // NO [UNAVAILABLE], [LIMIT], … (RFC 5530)
	ErrTLS         = errors.New("the connection could not be secured")
	ErrMailbox     = errors.New("the mailbox cannot be opened")
	ErrSilent      = errors.New("the server did not answer in time")
	ErrBudget      = errors.New("the server sent more than was asked for")
)
