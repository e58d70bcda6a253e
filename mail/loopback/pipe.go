package loopback

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// bufferSize is how much a peer may send before somebody reads. net.Pipe has no buffer, so that two peers who write at
// once, as TLS does when it fails, wait for each other.
const bufferSize = 1 << 20

// pipe makes a connection within the process that behaves as one over TCP does: buffered, and what was sent before a close
// can still be read.
func pipe() (a, b net.Conn) {
	there, back := newHalf(), newHalf()
	return &end{in: back, out: there}, &end{in: there, out: back}
}

// half is one direction.
type half struct {
	mu      sync.Mutex
	buffer  []byte
	changed chan struct{} // closed and made anew at each change
	ended   bool          // the writer has closed
	gone    bool          // the reader has closed
}

func newHalf() *half { return &half{changed: make(chan struct{})} }

// change applies f and wakes who waits.
func (h *half) change(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f()
	h.tell()
}

func (h *half) tell() {
	close(h.changed)
	h.changed = make(chan struct{})
}

// try takes what is there; if nothing is, it says what to wait for.
func (h *half) try(p []byte) (n int, wait <-chan struct{}, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.gone:
		return 0, nil, net.ErrClosed
	case len(h.buffer) > 0:
		n = copy(p, h.buffer)
		h.buffer = h.buffer[n:]
		h.tell()
		return n, nil, nil
	case h.ended:
		return 0, nil, io.EOF
	}
	return 0, h.changed, nil
}

// put appends as much as there is room for; if there is none, it says what to wait for.
func (h *half) put(p []byte) (n int, wait <-chan struct{}, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.ended:
		return 0, nil, net.ErrClosed
	case h.gone:
		return 0, nil, syscall.EPIPE
	}
	n = min(len(p), bufferSize-len(h.buffer))
	if n == 0 {
		return 0, h.changed, nil
	}
	h.buffer = append(h.buffer, p[:n]...)
	h.tell()
	return n, nil, nil
}

// end is one end of a pipe.
type end struct {
	in, out         *half
	reading, saying deadline
}

// Read waits for something to read, the deadline or a close.
func (e *end) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for {
		late := e.reading.passed()
		if closed(late) {
			return 0, os.ErrDeadlineExceeded
		}
		n, wait, err := e.in.try(p)
		if n > 0 || err != nil {
			return n, err
		}
		select {
		case <-wait:
		case <-late:
		}
	}
}

// Write waits until all is in the buffer, the deadline or a close.
func (e *end) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) {
		late := e.saying.passed()
		if closed(late) {
			return done, os.ErrDeadlineExceeded
		}
		n, wait, err := e.out.put(p[done:])
		done += n
		if err != nil {
			return done, err
		}
		if n > 0 {
			continue
		}
		select {
		case <-wait:
		case <-late:
		}
	}
	return done, nil
}

// Close ends both directions.
func (e *end) Close() error {
	e.out.change(func() { e.out.ended = true })
	e.in.change(func() { e.in.gone, e.in.buffer = true, nil })
	e.reading.set(time.Time{})
	e.saying.set(time.Time{})
	return nil
}

// SetDeadline bounds reading and writing.
func (e *end) SetDeadline(t time.Time) error {
	e.reading.set(t)
	e.saying.set(t)
	return nil
}

// SetReadDeadline bounds reading.
func (e *end) SetReadDeadline(t time.Time) error {
	e.reading.set(t)
	return nil
}

// SetWriteDeadline bounds writing.
func (e *end) SetWriteDeadline(t time.Time) error {
	e.saying.set(t)
	return nil
}

// LocalAddr is no address.
func (e *end) LocalAddr() net.Addr { return &net.UnixAddr{Name: "loopback", Net: "pipe"} }

// RemoteAddr is no address.
func (e *end) RemoteAddr() net.Addr { return e.LocalAddr() }

// deadline is a channel that closes at a moment which may be changed while somebody waits.
type deadline struct {
	mu    sync.Mutex
	timer *time.Timer
	late  chan struct{}
}

// passed closes when the deadline passes. It stays the same channel until the deadline is set anew after having passed.
func (d *deadline) passed() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.channel()
}

func (d *deadline) channel() chan struct{} {
	if d.late == nil {
		d.late = make(chan struct{})
	}
	return d.late
}

func (d *deadline) set(t time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil && !d.timer.Stop() {
		d.late = nil // it fired, or is about to close the old channel
	}
	d.timer = nil
	if closed(d.channel()) {
		d.late = nil
	}
	if t.IsZero() {
		return
	}
	late := d.channel()
	if wait := time.Until(t); wait > 0 {
		d.timer = time.AfterFunc(wait, func() { close(late) })
		return
	}
	close(late)
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
