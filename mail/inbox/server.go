// Package inbox reads one IMAP mailbox (RFC 3501, RFC 9051) in a passive session: it answers questions and never calls
// back, never changes a flag and never waits without a deadline. go-imap is behind it and nowhere else.
package inbox

import (
	"context"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net"
	"strconv"
)

// Server says where a login is and how to reach it.
type Server struct {
	Host     string
	Port     int
	TLS      string                                                            // TLSImplicit, TLSStart or TLSNone; none is refused for a host that is not loopback
	Roots    *x509.CertPool                                                    // nil: the system's
	Username string                                                            // "": the server must greet with PREAUTH (RFC 3501, 7.1.4)
	Secret   func(context.Context) (string, error)                             // the password, or an OAuth 2.0 access token
	Bearer   bool                                                              // Secret gives an access token: OAUTHBEARER (RFC 7628) or XOAUTH2
	Dial     func(ctx context.Context, network, addr string) (net.Conn, error) // nil: net.Dialer
	Logger   *slog.Logger                                                      // nil: silent
}

// How the connection is protected.
const (
	TLSImplicit = "implicit" // RFC 8314
	TLSStart    = "starttls" // RFC 3501, 6.2.1; never falls back to plain text
	TLSNone     = "none"
)

// Login names the login: username@host:port. It is stable and no secret.
func (s Server) Login() string { return fmt.Sprintf("%s@%s", s.Username, s.address()) }

func (s Server) address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.Port)) }
