// Package loopback runs an IMAP and an SMTP server inside the process, with fault switches, for tests and for the demo.
// They serve over pipes, which work in a testing/synctest bubble, and over TCP on 127.0.0.1. A World ties the two:
// what is submitted to the one is delivered into mailboxes of the other.
package loopback

import (
	"context"
	"net"
	"sync"
)

// listener hands one end of a pipe to a server for each dial.
type listener struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newListener() *listener {
	return &listener{conns: make(chan net.Conn), done: make(chan struct{})}
}

// Accept waits for a dial.
func (l *listener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and refuses further dials.
func (l *listener) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

// Addr is the address of a pipe, which is none.
func (l *listener) Addr() net.Addr { return &net.UnixAddr{Name: "loopback", Net: "pipe"} }

func (l *listener) dial(ctx context.Context, wrap func(net.Conn) net.Conn) (net.Conn, error) {
	client, server := pipe()
	select {
	case l.conns <- wrap(server):
		return client, nil
	case <-l.done:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// wrapped is a listener whose connections are wrapped before a server sees them.
type wrapped struct {
	net.Listener
	wrap func(net.Conn) net.Conn
}

// Accept wraps the next connection.
func (w *wrapped) Accept() (net.Conn, error) {
	conn, err := w.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return w.wrap(conn), nil
}

// silent throws away what a server would log.
type silent struct{}

// Printf does nothing.
func (silent) Printf(string, ...any) {}

// Println does nothing.
func (silent) Println(...any) {}
