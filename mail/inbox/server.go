// Package inbox reads one IMAP mailbox (RFC 3501, RFC 9051) in a passive session: it answers questions and never calls
// back, never changes a flag and never waits without a deadline. go-imap is behind it and nowhere else.
//
// go-imap knows neither timeouts nor contexts nor a bound on what it keeps in memory. So each exchange of a session has
// a deadline and a budget of bytes; whoever breaks one, and whoever cancels the context, closes the connection, and the
// session is of no more use: close it and dial again. A NO from the server leaves the session usable.
package inbox

import (
	"context"
	"net"

	"cuppa/mail/endpoint"
)

// Server says where a login is and how to reach it. Without a username the server must greet with PREAUTH (RFC 3501,
// 7.1.4).
type Server = endpoint.Server

// DialFunc opens a connection as net.Dialer.DialContext does.
type DialFunc = endpoint.DialFunc

// How the connection is protected.
const (
	TLSImplicit = endpoint.TLSImplicit
	TLSStart    = endpoint.TLSStart
	TLSNone     = endpoint.TLSNone
)

// protocol is IMAP's name in TLS (RFC 7301, ALPN).
const protocol = "imap"

func connect(ctx context.Context, s Server) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.Connect(ctx)
}
