package submit

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

// Server says where the submission server is and how to reach it.
type Server struct {
	Host     string
	Port     int
	TLS      string                                // implicit (RFC 8314), starttls (RFC 3207) or none; none is refused for a host that is not loopback
	Roots    *x509.CertPool                        // nil: the system's
	Username string                                // "": no authentication (a local relay)
	Secret   func(context.Context) (string, error) // the password, or an OAuth 2.0 access token
	Bearer   bool                                  // Secret gives an access token: XOAUTH2
	Dial     DialFunc                              // nil: net.Dialer
	Logger   *slog.Logger                          // nil: silent
}

// DialFunc opens a connection as net.Dialer.DialContext does.
type DialFunc func(ctx context.Context, network, addr string) (net.Conn, error)

const (
	tlsImplicit = "implicit"
	tlsStart    = "starttls"
	tlsNone     = "none"
)

func (s Server) address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }

// check refuses what must not be tried at all.
func (s Server) check() error {
	switch s.TLS {
	case tlsImplicit, tlsStart:
	case tlsNone:
		if s.Host != "localhost" && !net.ParseIP(s.Host).IsLoopback() {
			return fmt.Errorf("%w: tls %q is for loopback hosts only", ErrTLS, tlsNone)
		}
	default:
		return fmt.Errorf("unknown tls %q", s.TLS)
	}
	if s.Username != "" && s.Secret == nil {
		return errors.New("a username needs a secret")
	}
	return nil
}

func (s Server) connect(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, stepTime)
	defer cancel()
	dial := s.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	return dial(ctx, "tcp", s.address())
}

func (s Server) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}
}

func (s Server) logger() *slog.Logger {
	if s.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return s.Logger
}
