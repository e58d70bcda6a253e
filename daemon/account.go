package daemon

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"cuppa/daemon/config"
	"cuppa/daemon/desk"
	"cuppa/mail/inbox"
	"cuppa/mail/submit"
)

// Dialer opens connections; nil dials the network. Tests and the demo bring servers inside the process.
type Dialer func(ctx context.Context, network, addr string) (net.Conn, error)

// account is one owner's account at work: its desk, its logins and its submission server.
type account struct {
	name   string
	desk   *desk.Desk
	logins []login
	server submit.Server
	now    func() time.Time
	log    *slog.Logger
	poked  chan struct{} // something changed: letters may be due
	pages  *atomic.Int64 // read so far, of all accounts
}

// login is one IMAP login, and the mailboxes wanted there.
type login struct {
	server    inbox.Server
	mailboxes []config.Mailbox
	poked     chan struct{} // searches may be open
}

func openAccount(c config.Account, o Options, pages *atomic.Int64) (*account, error) {
	part, err := o.Store.Account(c.Name)
	if err != nil {
		return nil, fmt.Errorf("open the account %s: %w", c.Name, err)
	}
	log := o.Log.With("account", c.Name)
	a := &account{name: c.Name, now: o.now(), log: log, poked: make(chan struct{}, 1), pages: pages,
		server: submitOf(c.SMTP, o, log)}
	for _, l := range c.IMAP {
		a.logins = append(a.logins, loginOf(l, o, log))
	}
	s := deskSettings(c, log)
	for _, l := range a.logins {
		s.Logins = append(s.Logins, l.server.Login())
	}
	if a.desk, err = desk.New(part, s, a.now()); err != nil {
		return nil, err
	}
	return a, nil
}

func loginOf(l config.Login, o Options, log *slog.Logger) login {
	return login{mailboxes: l.Mailboxes, poked: make(chan struct{}, 1), server: inbox.Server{
		Host: l.Host, Port: l.Port, TLS: string(l.TLS), Roots: l.Roots, Username: l.Username, Secret: l.Secret.Read,
		Dial: inbox.DialFunc(o.DialIMAP), Logger: log}}
}

func submitOf(c config.SMTP, o Options, log *slog.Logger) submit.Server {
	return submit.Server{Host: c.Host, Port: c.Port, TLS: string(c.TLS), Roots: c.Roots, Username: c.Username,
		Secret: c.Secret.Read, Dial: submit.DialFunc(o.DialSMTP), Logger: log}
}

// deskSettings is what the desk must know of the configuration.
func deskSettings(c config.Account, log *slog.Logger) desk.Settings {
	return desk.Settings{
		Name: c.Name, Owner: c.Owner.Name, Addresses: c.Owner.Addresses, Zone: c.Owner.Zone,
		From: c.SMTP.From, To: c.Digest.To, Drop: dropAddress(c.Drop), Tags: c.Drop.Tags,
		AuthservID: c.Trust.AuthservID, Weekly: c.Digest.Weekly, Urgent: c.Digest.Urgent, Budget: c.Digest.Budget,
		Rules: c.Rules, Quiet: c.Quiet, Lookback: c.Lookback, Quotes: c.Keep == config.KeepQuotes,
		UncertainWait: c.SMTP.UncertainWait, Log: log,
	}
}

// dropAddress is the drop address without a secret tag, which may be written in it. Another tag is a part of it: it makes a
// drop address of the owner's own.
func dropAddress(d config.Drop) string {
	local, domain, _ := strings.Cut(d.Address, "@")
	base, tag, _ := strings.Cut(local, "+")
	if slices.Contains(d.Tags, tag) {
		return base + "@" + domain
	}
	return d.Address
}

// poke tells everybody who waits that something changed. It never waits itself.
func (a *account) poke() {
	poke(a.poked)
	for _, l := range a.logins {
		poke(l.poked)
	}
}

func poke(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default: // it is told already
	}
}
