package endpoint

import (
	"context"
	"errors"
	"net"
	"testing"
)

func TestWhatMustNotBeTriedIsRefused(t *testing.T) {
	secret := func(context.Context) (string, error) { return "sesame", nil }
	for _, c := range []struct {
		name   string
		server Server
		tls    bool // refused for want of TLS
		ok     bool
	}{
		{"implicit", Server{Host: "imap.example.org", TLS: TLSImplicit}, false, true},
		{"starttls with a login", Server{Host: "imap.example.org", TLS: TLSStart, Username: "ada", Secret: secret}, false, true},
		{"none on loopback", Server{Host: "localhost", TLS: TLSNone}, false, true},
		{"none on 127.0.0.9", Server{Host: "127.0.0.9", TLS: TLSNone}, false, true},
		{"none on ::1", Server{Host: "::1", TLS: TLSNone}, false, true},
		{"none elsewhere", Server{Host: "imap.example.org", TLS: TLSNone}, true, false},
		{"none on a name that only looks so", Server{Host: "localhost.example.org", TLS: TLSNone}, true, false},
		{"nothing said", Server{Host: "localhost"}, false, false},
		{"a login without a secret", Server{Host: "localhost", TLS: TLSNone, Username: "ada"}, false, false},
	} {
		err := c.server.Check()
		if (err == nil) != c.ok || errors.Is(err, ErrTLS) != c.tls {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestAConnectionGoesToTheAddressByTheDialerGiven(t *testing.T) {
	var dialled string
	here, there := net.Pipe()
	defer there.Close()
	s := Server{Host: "::1", Port: 143, Username: "ada", Dial: func(_ context.Context, network, addr string) (net.Conn, error) {
		dialled = network + " " + addr
		return here, nil
	}}
	conn, err := s.Connect(t.Context())
	if err != nil || dialled != "tcp [::1]:143" {
		t.Errorf("dialled %q: %v", dialled, err)
	}
	conn.Close()
	if s.Login() != "ada@[::1]:143" {
		t.Errorf("the login is %s", s.Login())
	}
	if c := s.TLSConfig("imap"); c.ServerName != "::1" || len(c.NextProtos) != 1 {
		t.Errorf("TLS for %+v", c)
	}
	s.Log().Info("nobody hears")
}
