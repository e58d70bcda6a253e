package main_test

import (
	"net"
	"sync"
	"testing"
)

// wire is a network between the daemon and Dovecot that a test can damage. It sees bytes alone, and TLS passes it.
type wire struct {
	addr string
	cut  chan struct{} // gets one for each connection that was cut by cutAfter

	to       string
	listener net.Listener
	running  sync.WaitGroup
	mu       sync.Mutex
	open     map[net.Conn]bool
	left     int // so many bytes of the server's pass before the next cut; -1: all
}

// newWire lays a wire to a server. It ends with the test.
func newWire(t testing.TB, to string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{addr: l.Addr().String(), to: to, listener: l, open: map[net.Conn]bool{}, cut: make(chan struct{}, 16), left: -1}
	w.running.Go(w.accept)
	t.Cleanup(func() {
		l.Close()
		w.cutAll()
		w.running.Wait()
	})
	return w
}

// cutAfter cuts the connection on which the server's next n bytes have passed.
func (w *wire) cutAfter(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left = n
}

// cutAll cuts every connection.
func (w *wire) cutAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.open {
		c.Close()
	}
}

func (w *wire) accept() {
	for {
		client, err := w.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", w.to)
		if err != nil {
			client.Close() // the server is down
			continue
		}
		w.mu.Lock()
		w.open[client], w.open[server] = true, true
		w.mu.Unlock()
		w.running.Go(func() { w.pass(server, client, func(b []byte) int { return len(b) }) })
		w.running.Go(func() { w.pass(client, server, w.allowed) })
	}
}

// pass copies one direction until either end closes, or until less is allowed than came; then it closes both.
func (w *wire) pass(to, from net.Conn, allowed func([]byte) int) {
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		for _, c := range []net.Conn{to, from} {
			c.Close()
			delete(w.open, c)
		}
	}()
	buffer := make([]byte, 4096)
	for {
		n, err := from.Read(buffer)
		part := buffer[:allowed(buffer[:n])]
		if _, failed := to.Write(part); failed != nil || err != nil || len(part) < n {
			if len(part) < n {
				w.cut <- struct{}{}
			}
			return
		}
	}
}

// allowed tells how many of these bytes of the server's may pass.
func (w *wire) allowed(b []byte) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.left < 0 {
		return len(b)
	}
	n := min(w.left, len(b))
	w.left -= n
	if n < len(b) {
		w.left = -1
	}
	return n
}
