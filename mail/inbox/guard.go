package inbox

import (
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// guard is the connection below TLS and go-imap. It counts what may still arrive, remembers when something last did, and
// keeps the first failure, which go-imap loses: it wraps most errors with %v and reports the closing, not the cause.
type guard struct {
	net.Conn

	mu     sync.Mutex
	left   int64     // bytes that may still arrive
	last   time.Time // when something last arrived
	first  error     // the first failure
	closed bool      // on purpose: what fails after that is no failure
}

// allow starts a new budget of bytes.
func (g *guard) allow(bytes int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.left = bytes
}

// Read counts what arrives. A read may begin before its exchange does, so the budget is looked at afterwards; it can be
// overrun by one read of the caller's buffer.
func (g *guard) Read(p []byte) (int, error) {
	n, err := g.Conn.Read(p)
	g.mu.Lock()
	if n > 0 {
		g.last = time.Now()
		g.left -= int64(n)
	}
	over := g.left < 0
	g.mu.Unlock()
	switch {
	case over:
		return 0, g.fail(ErrBudget)
	case err != nil:
		return n, g.fail(err)
	}
	return n, nil
}

// Write passes on to the connection and keeps a failure.
func (g *guard) Write(p []byte) (int, error) {
	n, err := g.Conn.Write(p)
	if err != nil {
		err = g.fail(err)
	}
	return n, err
}

// Close closes on purpose.
func (g *guard) Close() error {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	return g.Conn.Close()
}

// fail closes the connection for a reason and returns the first one.
func (g *guard) fail(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = ErrSilent
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF // nobody asked the server to leave
	}
	g.mu.Lock()
	if g.first == nil && !g.closed {
		g.first = err
	}
	if g.first != nil {
		err = g.first
	}
	g.mu.Unlock()
	g.Conn.Close()
	return err
}

// cause is the first failure, or nil.
func (g *guard) cause() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.first
}

// heard is when something last arrived, or began if that is later.
func (g *guard) heard(began time.Time) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.last.After(began) {
		return g.last
	}
	return began
}
