package loopback

import (
	"bytes"
	"net"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// IMAPFaults say what goes wrong on the IMAP server, on connections that stand and on those to come. Zero: nothing.
type IMAPFaults struct {
	Mute       bool     // nothing is answered any more; what the client says is read
	CutAfter   int      // the connection is cut when the server has sent so many more bytes
	CutLiteral bool     // the connection is cut in the middle of the next literal
	NoPush     bool     // IDLE is accepted, and nothing is ever pushed
	Refuse     string   // logins are refused with this response code (RFC 5530): AUTHENTICATIONFAILED, UNAVAILABLE, …
	Without    []string // capabilities that are not offered: IDLE, SPECIAL-USE, ESEARCH, …
	Preauth    bool     // the greeting is PREAUTH, for the first user
}

// faults are the switches of one server and how much is left until the connection is cut.
type faults struct {
	mu   sync.Mutex
	now  IMAPFaults
	left int // bytes until the cut; -1: none
}

func (f *faults) set(now IMAPFaults) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now, f.left = now, -1
	if now.CutAfter > 0 {
		f.left = now.CutAfter
	}
}

func (f *faults) get() IMAPFaults {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// pass says what of p is sent, and whether the connection is cut then.
func (f *faults) pass(p []byte) (sent []byte, cut bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.now.Mute {
		return nil, false
	}
	if bytes.Contains(p, []byte("CAPABILITY")) {
		for _, name := range f.now.Without {
			p = regexp.MustCompile(" "+regexp.QuoteMeta(name)+`\b`).ReplaceAll(p, nil)
		}
	}
	if f.now.CutLiteral && f.left < 0 {
		f.left = middleOfLiteral(p)
	}
	if f.left < 0 {
		return p, false
	}
	sent = p[:min(f.left, len(p))]
	f.left -= len(sent)
	if f.left == 0 {
		f.left, f.now.CutAfter, f.now.CutLiteral = -1, 0, false
		return sent, true
	}
	return sent, false
}

// middleOfLiteral is the offset of the middle of the first literal of more than one byte, counted from the start of p,
// or -1.
func middleOfLiteral(p []byte) int {
	m := regexp.MustCompile(`\{(\d+)\}\r\n`).FindSubmatchIndex(p)
	if m == nil {
		return -1
	}
	size, err := strconv.Atoi(string(p[m[2]:m[3]]))
	if err != nil || size < 2 {
		return -1
	}
	return m[1] + size/2
}

// faulty is a connection that suffers the faults of its server.
type faulty struct {
	net.Conn
	faults *faults
}

// Write sends what the faults let through. What is swallowed counts as sent.
func (c *faulty) Write(p []byte) (int, error) {
	sent, cut := c.faults.pass(p)
	if len(sent) > 0 {
		if n, err := c.Conn.Write(sent); err != nil {
			return n, err
		}
	}
	if cut {
		c.Close()
		return len(sent), net.ErrClosed
	}
	return len(p), nil
}

// SetReadDeadline does nothing: the server has more patience than go-imap gives it, so that it is the client's that is
// tested.
func (c *faulty) SetReadDeadline(time.Time) error { return nil }
