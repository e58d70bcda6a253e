package submit

import (
	"errors"
	"net"
	"os"
	"sync"
	"time"
)

const (
	stepTime = 60 * time.Second // for each step but the final dot
	dotTime  = 5 * time.Minute  // RFC 5321, 4.5.3.2.6 says ten, for relays; a submission server only queues
	quitTime = 2 * time.Second
	mostRead = 256 << 10 // bytes of all replies together
)

// What wire itself ends a connection for.
var (
	errSilent = errors.New("the server did not answer in time")
	errTalks  = errors.New("the server talks too much")
)

// wire is the connection below TLS. It bounds what is read and keeps the first failure.
type wire struct {
	net.Conn

	mu    sync.Mutex
	read  int
	first error
}

// allow gives the next step so much time.
func (w *wire) allow(d time.Duration) {
	if err := w.SetDeadline(time.Now().Add(d)); err != nil {
		w.fail(err)
	}
}

// Read counts what arrives.
func (w *wire) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	w.mu.Lock()
	w.read += n
	over := w.read > mostRead
	w.mu.Unlock()
	if over {
		return 0, w.fail(errTalks)
	}
	if err != nil {
		return n, w.fail(err)
	}
	return n, nil
}

// Write keeps a failure.
func (w *wire) Write(p []byte) (int, error) {
	n, err := w.Conn.Write(p)
	if err != nil {
		err = w.fail(err)
	}
	return n, err
}

// fail closes the connection for a reason and returns the first one.
func (w *wire) fail(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = errSilent
	}
	w.mu.Lock()
	if w.first == nil {
		w.first = err
	}
	err = w.first
	w.mu.Unlock()
	w.Conn.Close()
	return err
}

// cause is the first failure, or nil.
func (w *wire) cause() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.first
}
