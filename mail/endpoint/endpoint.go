// Package endpoint says where a mail server is, how the connection to it is secured, and who logs in: what IMAP and
// submission have in common.
package endpoint

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

// How the connection is protected.
const (
	TLSImplicit = "implicit" // RFC 8314
	TLSStart    = "starttls" // RFC 3501, 6.2.1, and RFC 3207; never falls back to plain text
	TLSNone     = "none"
)

// What may be the cause of a failure with any server; test with errors.Is.
var (
	ErrAuth = errors.New("the server refused the login")
	ErrTLS  = errors.New("the connection could not be secured")
)

// DialFunc opens a connection as net.Dialer.DialContext does.
type DialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

// Server says where a server is and how to reach it.
type Server struct {
	Host     string
	Port     int
	TLS      string                                // TLSImplicit, TLSStart or TLSNone; none is refused for a host that is not loopback
	Roots    *x509.CertPool                        // nil: the system's
	Username string                                // "": no login
	Secret   func(context.Context) (string, error) // the password
	Dial     DialFunc                              // nil: net.Dialer
	Logger   *slog.Logger                          // nil: silent
}

// Login names the login: username@host:port. It is stable and no secret.
func (s Server) Login() string { return s.Username + "@" + s.Address() }

// Address is host:port.
func (s Server) Address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// Check refuses what must not be tried at all.
func (s Server) Check() error {
	switch s.TLS {
	case TLSImplicit, TLSStart:
	case TLSNone:
		if s.Host != "localhost" && !net.ParseIP(s.Host).IsLoopback() {
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

// Connect opens the connection, not secured yet, until ctx ends.
func (s Server) Connect(ctx context.Context) (net.Conn, error) {
	dial := s.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	return dial(ctx, "tcp", s.Address())
}

// TLSConfig trusts Roots to speak for Host.
func (s Server) TLSConfig(protocols ...string) *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12, NextProtos: protocols}
}

// Log is the Logger, or one that is silent.
func (s Server) Log() *slog.Logger {
	if s.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return s.Logger
}
