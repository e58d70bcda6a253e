package inbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// Dial connects, secures the connection and logs in. Errors wrap ErrTLS, ErrAuth, ErrUnavailable, ErrSilent or the
// error of the network.
func Dial(ctx context.Context, server Server) (*Session, error) {
	s, err := dial(ctx, server)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", server.Address(), err)
	}
	server.Log().Debug("connected", "login", server.Login())
	return s, nil
}

func dial(ctx context.Context, server Server) (*Session, error) {
	if err := server.Check(); err != nil {
		return nil, err
	}
	conn, err := connect(ctx, server)
	if err != nil {
		return nil, err
	}
	s := &Session{server: server, guard: &guard{Conn: conn}, log: server.Log(), events: make(chan struct{}, 1), looked: time.Now()}
	err = s.secure(ctx)
	if err == nil {
		err = s.logIn(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.release())
	}
	return s, nil
}

// secure makes the client, over TLS where that is asked for, and waits for the greeting.
func (s *Session) secure(ctx context.Context) error {
	err := s.exchange(ctx, "secure the connection", within(patience, smallBudget), func() error {
		switch s.server.TLS {
		case TLSImplicit:
			conn := tls.Client(s.guard, s.server.TLSConfig(protocol))
			if err := conn.HandshakeContext(ctx); err != nil {
				return s.unsafe(err)
			}
			s.client = imapclient.New(conn, s.options())
		case TLSStart:
			// go-imap refuses PREAUTH here (RFC 9051, 7.1.4): it could be an attacker's.
			client, err := imapclient.NewStartTLS(s.guard, s.options())
			if err != nil {
				return s.unsafe(err)
			}
			s.client = client
		case TLSNone:
			s.client = imapclient.New(s.guard, s.options())
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.exchange(ctx, "wait for the greeting", within(patience, smallBudget), func() error {
		return classify(s.client.WaitGreeting(), ErrUnavailable)
	})
}

// unsafe tells a peer that cannot be trusted from a connection that broke.
func (s *Session) unsafe(err error) error {
	if s.guard.cause() != nil {
		return err // explain says which
	}
	return fmt.Errorf("%w: %w", ErrTLS, err)
}

func (s *Session) options() *imapclient.Options {
	return &imapclient.Options{
		TLSConfig: s.server.TLSConfig(protocol),
		// The handlers run in go-imap's reading goroutine: to wait or to call it from them would be a deadlock. Changed
		// flags wake nobody.
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{
			Expunge: func(uint32) { s.wake() },
			Mailbox: func(*imapclient.UnilateralDataMailbox) { s.wake() },
		},
	}
}

// logIn authenticates, unless the server did so already, and learns what it can do.
func (s *Session) logIn(ctx context.Context) error {
	if s.client.State() == imap.ConnStateNotAuthenticated {
		if s.server.Username == "" {
			return fmt.Errorf("%w: it asks for one, and no username is configured", ErrAuth)
		}
		secret, err := s.server.Secret(ctx)
		if err != nil {
			return fmt.Errorf("get the secret: %w", err)
		}
		err = s.exchange(ctx, "log in", within(patience, smallBudget), func() error {
			return classify(s.authenticate(secret), ErrAuth)
		})
		if err != nil {
			return err
		}
	}
	return s.exchange(ctx, "ask for capabilities", within(patience, smallBudget), func() error {
		s.caps = s.client.Caps()
		if s.caps == nil {
			return errors.New("the server named none")
		}
		return nil
	})
}

// authenticate uses LOGIN, or SASL where the server wants it or the words are beyond ASCII. After a failure the server
// may be waiting for more: the caller closes.
func (s *Session) authenticate(secret string) error {
	caps := s.client.Caps()
	user := s.server.Username
	if caps.Has("AUTH=PLAIN") && (caps.Has(imap.CapLoginDisabled) || !ascii(user+secret)) {
		return s.client.Authenticate(sasl.NewPlainClient("", user, secret))
	}
	return s.client.Login(user, secret).Wait()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
