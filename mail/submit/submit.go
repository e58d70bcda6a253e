// Package submit hands one rendered mail to a submission server (RFC 6409, RFC 5321) and says what became of it. go-mail
// dials, secures and authenticates; the bytes go out as they are stored.
package submit

import (
	"context"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
)

// Server says where the submission server is and how to reach it.
type Server struct {
	Host     string
	Port     int
	TLS      string                                                            // implicit, starttls or none; none is refused for a host that is not loopback
	Roots    *x509.CertPool                                                    // nil: the system's
	Username string                                                            // "": no authentication (a local relay)
	Secret   func(context.Context) (string, error)                             // the password, or an OAuth 2.0 access token
	Bearer   bool                                                              // Secret gives an access token: XOAUTH2
	Dial     func(ctx context.Context, network, addr string) (net.Conn, error) // nil: net.Dialer
	Logger   *slog.Logger                                                      // nil: silent
}

// State is what became of a letter.
type State string

const (
	Accepted  State = "accepted"
	Rejected  State = "rejected"  // 5xx for this letter: sending it again is in vain
	Deferred  State = "deferred"  // it certainly did not leave: 4xx, no connection, no login
	Uncertain State = "uncertain" // no answer after the final dot: it may have left (RFC 5321, 6.1)
)

// Outcome is what the server made of one letter.
type Outcome struct {
	State State
	Code  int    // the reply that decided, 0 if there was none
	Reply string // its text: one printable line, cut
	Err   error  // nil only when Accepted; wraps ErrAuth, ErrTLS or the network's error
}

// What may be the cause of a failure; test with errors.Is.
var (
	ErrAuth = errors.New("the server refused the login")
	ErrTLS  = errors.New("the connection could not be secured")
)

// Send hands rendered (CRLF line ends) to the server for one recipient.
func Send(ctx context.Context, server Server, from, to string, rendered []byte) Outcome {
	return Outcome{State: Deferred, Err: errors.ErrUnsupported}
}

// Check connects, secures the connection, logs in and takes leave.
func Check(ctx context.Context, server Server) error { return errors.ErrUnsupported }
