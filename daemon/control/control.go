// Package control is how the command line speaks to the accounts: one handler, over a unix socket while the daemon runs,
// in process over the opened store otherwise. A request names a command and its arguments, the response is what the
// command prints and its exit code.
package control

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"cuppa/daemon/desk"
)

// Account is one account that can be asked.
type Account struct {
	Name    string
	Desk    *desk.Desk
	Now     func() time.Time
	Changed func() // called when a request has changed something; nil: nobody wants to know
}

// Hub holds the accounts that are served now; a reload puts others in their place. Its zero value serves none.
type Hub struct {
	Data     string // the data directory it answers for
	mu       sync.RWMutex
	accounts []Account
}

// Set puts these accounts in place of those served so far.
func (h *Hub) Set(accounts []Account) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.accounts = accounts
}

// Wait comes back when every desk has answered: never, if one hangs.
func (h *Hub) Wait() {
	h.mu.RLock()
	accounts := h.accounts
	h.mu.RUnlock()
	for _, a := range accounts {
		a.Desk.Health()
	}
}

// ErrAccount: there is no account of that name, or several and none was named.
var ErrAccount = errors.New("no such account")

func (h *Hub) account(name string) (Account, error) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	if name == "" && len(h.accounts) == 1 {
		return h.accounts[0], nil
	}
	var names []string
	for _, a := range h.accounts {
		if a.Name == name {
			return a, nil
		}
		names = append(names, a.Name)
	}
	if name == "" {
		return Account{}, fmt.Errorf("%w; hint: name one of %v with --account", ErrAccount, names)
	}
	return Account{}, fmt.Errorf("%w: %q; hint: there is %v", ErrAccount, name, names)
}
