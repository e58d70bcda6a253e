package daemon

import (
	"errors"

	"cuppa/daemon/store"
	"cuppa/mail/endpoint"
	"cuppa/mail/inbox"
)

// trouble notes that a server does not serve, tells the log once, and the owner by the next letter.
func (a *account) trouble(where, host string, err error) {
	if err == nil {
		return
	}
	what := explain(host, err)
	if a.desk.Trouble(a.now(), where, what) {
		a.log.Warn("server trouble", "server", host, "outcome", what, "err", err)
	}
}

// well notes that a server serves again.
func (a *account) well(where string) {
	if a.desk.Trouble(a.now(), where, "") {
		a.log.Info("server well", "server", where)
	}
}

// explain says in words for the owner why a server's mail is not read, or why it sends none.
func explain(host string, err error) string {
	switch {
	case errors.Is(err, store.ErrFull):
		return "the disk is almost full, so I cannot write down what I read"
	case errors.Is(err, endpoint.ErrAuth):
		return host + " refuses the login"
	case errors.Is(err, endpoint.ErrTLS):
		return host + " has no certificate that I trust"
	case errors.Is(err, inbox.ErrMailbox):
		return host + " does not open a mailbox that I watch"
	case errors.Is(err, inbox.ErrUnavailable):
		return host + " asks me to come later"
	case errors.Is(err, inbox.ErrSilent):
		return host + " does not answer"
	}
	return host + " cannot be reached"
}
