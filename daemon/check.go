package daemon

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net"
	"strings"
	"time"

	"cuppa/mail"
	"cuppa/mail/endpoint"
	"cuppa/mail/inbox"
	"cuppa/mail/submit"
)

// Step is one step of a check: a server's name resolved, a login, a mailbox.
type Step struct {
	Where string
	What  string
	OK    bool
	Hint  string // where it failed: what to do
}

// String is the step in a line, and the hint in one more.
func (s Step) String() string {
	mark := "ok  "
	if !s.OK {
		mark = "FAIL"
	}
	text := fmt.Sprintf("%s  %s: %s", mark, s.Where, s.What)
	if s.Hint != "" {
		text += "\n      hint: " + s.Hint
	}
	return text
}

// Check tries every server of the configuration and tells each step as it is done. It reads no mail and sends nothing.
func Check(ctx context.Context, o Options, limit time.Duration) iter.Seq[Step] {
	return func(yield func(Step) bool) {
		for _, c := range o.Config.Accounts {
			if o.Account != "" && o.Account != c.Name {
				continue
			}
			for _, l := range c.IMAP {
				if !try(ctx, limit, yield, func(ctx context.Context, say func(Step) bool) bool {
					return checkLogin(ctx, loginOf(l, o, nil), say)
				}) {
					return
				}
			}
			if !try(ctx, limit, yield, func(ctx context.Context, say func(Step) bool) bool {
				return checkSubmission(ctx, submitOf(c.SMTP, o, nil), say)
			}) {
				return
			}
		}
	}
}

// try gives one server its time.
func try(ctx context.Context, limit time.Duration, yield func(Step) bool, check func(context.Context, func(Step) bool) bool) bool {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return check(ctx, yield)
}

func checkLogin(ctx context.Context, l login, say func(Step) bool) bool {
	where := fmt.Sprintf("IMAP %s:%d", l.server.Host, l.server.Port)
	if ok, goOn := checkName(ctx, where, l.server.Host, say); !ok {
		return goOn
	}
	s, err := inbox.Dial(ctx, l.server)
	if err != nil {
		return say(Step{Where: where, What: err.Error(), Hint: advise(err, l.server.TLS)})
	}
	defer s.Close()
	if !say(Step{Where: where, What: connected(l.server.TLS) + ", logged in as " + l.server.Username, OK: true}) ||
		!say(Step{Where: where, What: "it can " + strings.Join(s.Capabilities(), " "), OK: true}) {
		return false
	}
	places, err := resolve(ctx, s, l)
	if err != nil {
		return say(Step{Where: where, What: err.Error(), Hint: "name the mailbox as the server does; cuppa check lists what stands for which role"})
	}
	for _, w := range places {
		if _, err := s.Examine(ctx, w.Mailbox); err != nil {
			return say(Step{Where: where, What: err.Error(), Hint: "give the login the right to read " + w.Mailbox})
		}
		if !say(Step{Where: where, What: fmt.Sprintf("mailbox %s is %s", w.Mailbox, roleNames(w.Roles)), OK: true}) {
			return false
		}
	}
	return true
}

func checkSubmission(ctx context.Context, server submit.Server, say func(Step) bool) bool {
	where := fmt.Sprintf("SMTP %s:%d", server.Host, server.Port)
	if ok, goOn := checkName(ctx, where, server.Host, say); !ok {
		return goOn
	}
	if err := submit.Check(ctx, server); err != nil {
		return say(Step{Where: where, What: err.Error(), Hint: advise(err, server.TLS)})
	}
	return say(Step{Where: where, What: connected(server.TLS) + ", ready to send", OK: true})
}

func connected(tls string) string {
	if tls == "none" {
		return "connected without TLS"
	}
	return "connected, the certificate is trusted"
}

func checkName(ctx context.Context, where, host string, say func(Step) bool) (ok, goOn bool) {
	addrs, err := net.DefaultResolver.LookupHost(ctx, host)
	if err != nil {
		return false, say(Step{Where: where, What: err.Error(), Hint: "look at the spelling of host, and at the machine's name service"})
	}
	goOn = say(Step{Where: where, What: "its name is " + strings.Join(addrs, ", "), OK: true})
	return goOn, goOn
}

// advise is what to do about a server that does not serve.
func advise(err error, tls string) string {
	switch {
	case errors.Is(err, endpoint.ErrAuth):
		return "look at username and password; some providers want a password made for one program alone"
	case errors.Is(err, endpoint.ErrTLS):
		return "name the authority with ca_file if it is your own; host must be the name in the certificate"
	case errors.Is(err, inbox.ErrSilent):
		return "look at port and tls (now " + tls + "): a server that waits for TLS says nothing without it"
	}
	return "look at host, port and tls (now " + tls + "), and whether a firewall stands between"
}

func roleNames(r mail.Roles) string {
	var names []string
	for _, role := range []struct {
		has  bool
		name string
	}{{r.Inbox, "inbox"}, {r.Drop, "drop"}, {r.Sent, "sent"}} {
		if role.has {
			names = append(names, role.name)
		}
	}
	return strings.Join(names, " and ")
}
