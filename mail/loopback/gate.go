package loopback

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"
)

// gate is the way into a server: by pipes and by TCP. It knows each listener and connection, which go-imap and go-smtp
// do not while one is just beginning, so that Close leaves nothing behind.
type gate struct {
	keys  *Keys
	wrap  func(net.Conn) net.Conn // the faults of the server
	run   func(net.Listener) error
	pipes *listener
	wg    sync.WaitGroup // of run

	mu        sync.Mutex
	listeners []net.Listener
	conns     map[net.Conn]struct{}
}

// open lets connections in, to be served by run.
func (g *gate) open(keys *Keys, wrap func(net.Conn) net.Conn, run func(net.Listener) error) {
	g.keys, g.wrap, g.run = keys, wrap, run
	g.pipes, g.conns = newListener(), map[net.Conn]struct{}{}
	g.serve(g.pipes, false)
}

func (g *gate) serve(l net.Listener, implicitTLS bool) {
	g.mu.Lock()
	g.listeners = append(g.listeners, l)
	g.mu.Unlock()
	g.wg.Go(func() { _ = g.run(&entrance{Listener: l, gate: g, implicitTLS: implicitTLS}) }) // it ends when l is closed
}

// Dial opens a connection inside the process, whatever the address; it fits net.Dialer.DialContext.
func (g *gate) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	return g.pipes.dial(ctx, false)
}

// DialTLS is Dial to a port that speaks TLS from the first byte.
func (g *gate) DialTLS(ctx context.Context, _, _ string) (net.Conn, error) {
	return g.pipes.dial(ctx, true)
}

// Listen serves on a free port of 127.0.0.1 too, with TLS from the first byte or without, and says which port.
func (g *gate) Listen(implicitTLS bool) (port int, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("serve on loopback: %w", err)
	}
	g.serve(l, implicitTLS)
	return l.Addr().(*net.TCPAddr).Port, nil
}

// shut refuses new connections and closes those that stand.
func (g *gate) shut() error {
	g.mu.Lock()
	var errs []error
	for _, l := range g.listeners {
		errs = append(errs, l.Close())
	}
	g.listeners = nil
	g.mu.Unlock()
	g.wg.Wait()
	g.cut()
	return errors.Join(errs...)
}

// cut closes all connections.
func (g *gate) cut() {
	g.mu.Lock()
	var all []net.Conn
	for conn := range g.conns {
		all = append(all, conn)
	}
	g.mu.Unlock()
	for _, conn := range all {
		conn.Close()
	}
}

// entrance is a listener behind which connections are counted and wrapped.
type entrance struct {
	net.Listener
	gate        *gate
	implicitTLS bool
}

// Accept lets the next connection in.
func (e *entrance) Accept() (net.Conn, error) {
	conn, err := e.Listener.Accept()
	if err != nil {
		return nil, err
	}
	implicit := e.implicitTLS
	if p, ok := conn.(*called); ok {
		conn, implicit = p.Conn, p.implicitTLS
	}
	g := e.gate
	conn = &visitor{Conn: conn, gate: g}
	g.mu.Lock()
	g.conns[conn] = struct{}{}
	g.mu.Unlock()
	if implicit {
		conn = tls.Server(conn, g.keys.Server)
	}
	return g.wrap(conn), nil
}

// visitor is a connection that the gate knows of until it is closed.
type visitor struct {
	net.Conn
	gate *gate
}

// Close closes it and forgets it.
func (v *visitor) Close() error {
	v.gate.mu.Lock()
	delete(v.gate.conns, v)
	v.gate.mu.Unlock()
	return v.Conn.Close()
}

// called is the server's end of a pipe.
type called struct {
	net.Conn
	implicitTLS bool
}

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

func (l *listener) dial(ctx context.Context, implicitTLS bool) (net.Conn, error) {
	client, server := pipe()
	select {
	case l.conns <- &called{Conn: server, implicitTLS: implicitTLS}:
		return client, nil
	case <-l.done:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
