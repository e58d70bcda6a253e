package inbox_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cuppa/mail/inbox"
	"cuppa/mail/loopback"
)

func TestLoginNamesTheLogin(t *testing.T) {
	s := inbox.Server{Host: "imap.example.org", Port: 993, Username: "ada"}
	if got := s.Login(); got != "ada@imap.example.org:993" {
		t.Error(got)
	}
}

func TestLoginRefused(t *testing.T) {
	tests := map[string]struct {
		code     string
		password string
		is       error
	}{
		"wrong password":     {"", "wrong", inbox.ErrAuth},
		"failed":             {"AUTHENTICATIONFAILED", "sesame", inbox.ErrAuth},
		"expired":            {"EXPIRED", "sesame", inbox.ErrAuth},
		"unavailable":        {"UNAVAILABLE", "sesame", inbox.ErrUnavailable},
		"connection limit":   {"LIMIT", "sesame", inbox.ErrUnavailable},
		"mailbox in use":     {"INUSE", "sesame", inbox.ErrUnavailable},
		"encryption is due":  {"PRIVACYREQUIRED", "sesame", inbox.ErrAuth},
		"beyond ascii, SASL": {"", "sésame", inbox.ErrAuth},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, nil)
			h.Break(loopback.IMAPFaults{Refuse: test.code})
			s := h.at()
			s.Secret = secret(test.password)
			_, err := inbox.Dial(t.Context(), s)
			for _, is := range []error{inbox.ErrAuth, inbox.ErrUnavailable, inbox.ErrTLS} {
				if errors.Is(err, is) != (is == test.is) {
					t.Errorf("errors.Is(%v, %v) = %v", err, is, is != test.is)
				}
			}
			if strings.Contains(err.Error(), test.password) {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

func TestPasswordsBeyondASCIIAreSaidBySASL(t *testing.T) {
	h := newHouse(t, nil)
	h.AddUser("åsa", "sésame")
	server := h.at()
	server.Username, server.Secret = "åsa", secret("sésame")
	s, err := inbox.Dial(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestPreauthNeedsNoUsername(t *testing.T) {
	h := newHouse(t, nil)
	server := h.at()
	server.Username, server.Secret = "", nil
	if _, err := inbox.Dial(t.Context(), server); !errors.Is(err, inbox.ErrAuth) {
		t.Errorf("without PREAUTH: %v", err)
	}
	h.Break(loopback.IMAPFaults{Preauth: true})
	s, err := inbox.Dial(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
		t.Error(err)
	}
}

func TestASecretThatCannotBeReadIsNotARefusal(t *testing.T) {
	h := newHouse(t, nil)
	server := h.at()
	lost := errors.New("no such file")
	server.Secret = func(context.Context) (string, error) { return "", lost }
	if _, err := inbox.Dial(t.Context(), server); !errors.Is(err, lost) || errors.Is(err, inbox.ErrAuth) {
		t.Error(err)
	}
}

func TestTLS(t *testing.T) {
	keys, err := loopback.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	h, bare := newHouse(t, keys), newHouse(t, nil)
	implicit := h.at()
	implicit.TLS, implicit.Roots, implicit.Dial = inbox.TLSImplicit, keys.Roots, h.DialTLS
	starttls := h.at()
	starttls.TLS, starttls.Roots = inbox.TLSStart, keys.Roots
	with := func(s inbox.Server, change func(*inbox.Server)) inbox.Server { change(&s); return s }
	tests := map[string]struct {
		server inbox.Server
		is     error
	}{
		"implicit":               {implicit, nil},
		"starttls":               {starttls, nil},
		"implicit, not trusted":  {with(implicit, func(s *inbox.Server) { s.Roots = nil }), inbox.ErrTLS},
		"starttls, not trusted":  {with(starttls, func(s *inbox.Server) { s.Roots = nil }), inbox.ErrTLS},
		"another name":           {with(implicit, func(s *inbox.Server) { s.Host = "imap.example.org" }), inbox.ErrTLS},
		"no STARTTLS offered":    {with(starttls, func(s *inbox.Server) { s.Dial = bare.Dial }), inbox.ErrTLS},
		"plain where TLS is due": {with(implicit, func(s *inbox.Server) { s.Dial = bare.Dial }), inbox.ErrTLS},
		"none beyond loopback":   {with(h.at(), func(s *inbox.Server) { s.Host = "192.0.2.1" }), inbox.ErrTLS},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := inbox.Dial(t.Context(), test.server)
			if !errors.Is(err, test.is) {
				t.Fatalf("%v, want %v", err, test.is)
			}
			if err != nil {
				return
			}
			if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
				t.Error(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPreauthBeforeStartTLSIsNotBelieved(t *testing.T) {
	keys, err := loopback.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	h := newHouse(t, keys)
	h.Break(loopback.IMAPFaults{Preauth: true})
	server := h.at()
	server.TLS, server.Roots = inbox.TLSStart, keys.Roots
	if _, err := inbox.Dial(t.Context(), server); !errors.Is(err, inbox.ErrTLS) {
		t.Error(err)
	}
}

func TestALostConnectionIsNotAMatterOfTLSOrLogin(t *testing.T) {
	h := newHouse(t, nil)
	refused := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	for name, change := range map[string]func(*inbox.Server){
		"nobody there": func(s *inbox.Server) {
			s.Dial = func(context.Context, string, string) (net.Conn, error) { return nil, refused }
		},
		"cut in the greeting": func(*inbox.Server) { h.Break(loopback.IMAPFaults{CutAfter: 10}) },
		"cut in the handshake": func(s *inbox.Server) {
			s.TLS = inbox.TLSImplicit
			s.Dial = func(context.Context, string, string) (net.Conn, error) {
				client, server := net.Pipe()
				go func() {
					server.Read(make([]byte, 100))
					server.Close()
				}()
				return client, nil
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := h.at()
			change(&server)
			_, err := inbox.Dial(t.Context(), server)
			if err == nil || errors.Is(err, inbox.ErrTLS) || errors.Is(err, inbox.ErrAuth) {
				t.Error(err)
			}
		})
	}
}

func TestDialEndsInTime(t *testing.T) {
	keys, err := loopback.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	for name, tls := range map[string]string{"none": inbox.TLSNone, "starttls": inbox.TLSStart, "implicit": inbox.TLSImplicit} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHouse(t, keys)
				h.Break(loopback.IMAPFaults{Mute: true})
				server := h.at()
				server.TLS, server.Roots = tls, keys.Roots
				if tls == inbox.TLSImplicit {
					server.Dial = h.DialTLS
				}
				began := time.Now()
				_, err := inbox.Dial(t.Context(), server)
				if !errors.Is(err, inbox.ErrSilent) {
					t.Error(err)
				}
				if took := time.Since(began); took > 32*time.Second {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

func TestTCP(t *testing.T) {
	keys, err := loopback.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	h := newHouse(t, keys)
	h.fill(3)
	port, err := h.Listen(true)
	if err != nil {
		t.Fatal(err)
	}
	server := h.at()
	server.Host, server.Port, server.TLS, server.Roots, server.Dial = "127.0.0.1", port, inbox.TLSImplicit, keys.Roots, nil
	s, err := inbox.Dial(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	place := h.place()
	place.Login = server.Login()
	if got, _ := readAll(t, s, place, zero, time.Time{}); len(got) != 3 {
		t.Errorf("%d heads", len(got))
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
