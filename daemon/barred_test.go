package daemon

import (
	"bytes"
	"context"
	"net"
)

// barred is a way to a server that opens one mailbox to nobody, although it lists it.
func barred(dial Dialer, mailbox string) Dialer {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := dial(ctx, network, addr)
		return bar{c, mailbox}, err
	}
}

type bar struct {
	net.Conn
	mailbox string
}

func (b bar) Write(p []byte) (int, error) {
	if _, err := b.Conn.Write(bytes.ReplaceAll(p, []byte("EXAMINE "+b.mailbox), []byte("EXAMINE nowhere"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
