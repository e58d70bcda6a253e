// Package inbox reads one IMAP mailbox (RFC 3501, RFC 9051) in a passive session: it answers questions and never calls
// back, never changes a flag and never waits without a deadline. go-imap is behind it and nowhere else.
//
// go-imap knows neither timeouts nor contexts nor a bound on what it keeps in memory. So each exchange of a session has
// a deadline and a budget of bytes; whoever breaks one, and whoever cancels the context, closes the connection, and the
// session is of no more use: close it and dial again. A NO from the server leaves the session usable.
package inbox

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
)

// Server says where a login is and how to reach it.
type Server struct {
	Host     string
	Port     int
	TLS      string                                // TLSImplicit, TLSStart or TLSNone; none is refused for a host that is not loopback
	Roots    *x509.CertPool                        // nil: the system's
	Username string                                // "": the server must greet with PREAUTH (RFC 3501, 7.1.4)
	Secret   func(context.Context) (string, error) // the password, or an OAuth 2.0 access token
	Bearer   bool                                  // Secret gives an access token: OAUTHBEARER (RFC 7628) or XOAUTH2
	Dial     DialFunc                              // nil: net.Dialer
	Logger   *slog.Logger                          // nil: silent
}

// DialFunc opens a connection as net.Dialer.DialContext does.
type DialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

// How the connection is protected.
const (
	TLSImplicit = "implicit" // RFC 8314
	TLSStart    = "starttls" // RFC 3501, 6.2.1; never falls back to plain text
	TLSNone     = "none"
)

// Login names the login: username@host:port. It is stable and no secret.
func (s Server) Login() string { return s.Username + "@" + s.address() }

func (s Server) address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// check refuses what must not be tried at all.
func (s Server) check() error {
	switch s.TLS {
	case TLSImplicit, TLSStart:
	case TLSNone:
		if !loopback(s.Host) {
			return fmt.Errorf("%w: tls %q is for loopback hosts only", ErrTLS, TLSNone)
		}
	default:
		return fmt.Errorf("unknown tls %q", s.TLS)
	}
	if s.Username != "" && s.Secret == nil {
		return errors.New("a username needs a secret")
	}
	return nil
}

func loopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

func (s Server) connect(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	dial := s.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	return dial(ctx, "tcp", s.address())
}

func (s Server) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12, NextProtos: []string{"imap"}}
}

func (s Server) logger() *slog.Logger {
	if s.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return s.Logger
}
