package submit

import (
	"context"
	"net"

	"cuppa/mail/endpoint"
)

// Server says where the submission server is and how to reach it; without a username it is a local relay.
type Server = endpoint.Server

// DialFunc opens a connection as net.Dialer.DialContext does.
type DialFunc = endpoint.DialFunc

func connect(ctx context.Context, s Server) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, stepTime)
	defer cancel()
	return s.Connect(ctx)
}
