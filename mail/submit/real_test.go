package submit_test

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"testing"

	"cuppa/mail/loopback/peers"
	"cuppa/mail/submit"
)

// postfix is how to reach a real Postfix.
func postfix(t *testing.T, p *peers.Peers, tls, addr string) submit.Server {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return submit.Server{Host: host, Port: number, TLS: tls, Roots: p.Pool, Username: "ada", Secret: secret(p.Password("ada"))}
}

func TestPostfix(t *testing.T) {
	p := peers.Start(t, "ada")
	implicit := postfix(t, p, "implicit", p.SubmissionAddr)
	starttls := postfix(t, p, "starttls", p.SubmissionStartTLSAddr)
	ada := p.Address("ada")
	arrived := 0
	for name, test := range map[string]struct {
		server submit.Server
		to     string
		state  submit.State
		code   int
	}{
		"implicit":     {implicit, ada, submit.Accepted, 250},
		"starttls":     {starttls, p.Address("ada+7hq2"), submit.Accepted, 250},
		"unknown user": {implicit, p.Address("nobody"), submit.Rejected, 550},
		"try later":    {implicit, peers.Deferred, submit.Deferred, 451},
	} {
		t.Run(name, func(t *testing.T) {
			o := submit.Send(t.Context(), test.server, ada, test.to, []byte(letter))
			if o.State != test.state || o.Code != test.code || o.Reply == "" {
				t.Errorf("outcome %+v", o)
			}
			if o.State == submit.Accepted {
				arrived++
			}
		})
	}
	for _, m := range p.Await("ada", "INBOX", arrived) {
		if !strings.HasSuffix(string(m.Raw), letter[strings.Index(letter, "\r\n\r\n"):]) {
			t.Errorf("arrived as %q", m.Raw)
		}
	}
	wrong := implicit
	wrong.Secret = secret("wrong")
	if err := submit.Check(t.Context(), wrong); !errors.Is(err, submit.ErrAuth) {
		t.Errorf("wrong password: %v", err)
	}
	strange := starttls
	strange.Roots = nil
	if err := submit.Check(t.Context(), strange); !errors.Is(err, submit.ErrTLS) {
		t.Errorf("not trusted: %v", err)
	}
}

// What the proxy cuts is in doubt for the sender, whether Postfix delivered it or not.
func TestPostfixBehindAConnectionThatIsCut(t *testing.T) {
	p := peers.Start(t, "ada")
	proxy := p.FaultProxy(peers.Fault{BeforeDot: true}, peers.Fault{AfterAccepted: true})
	server := postfix(t, p, "implicit", proxy.Addr)
	for range 2 {
		o := submit.Send(context.Background(), server, p.Address("ada"), p.Address("ada"), []byte(letter))
		if o.State != submit.Uncertain || o.Err == nil {
			t.Errorf("outcome %+v", o)
		}
	}
	if got := p.Await("ada", "INBOX", 1); len(got) != 1 {
		t.Errorf("%d arrived", len(got))
	}
}
