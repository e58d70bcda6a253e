package daemon

import (
	"context"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cuppa/daemon/control"
	"cuppa/mail/inbox"
	"cuppa/mail/loopback"
)

// hole is a network in which connections that stand can vanish without a word, as when a router forgets them: what either
// end says is lost, and neither is told.
type hole struct {
	dial  Dialer
	mu    sync.Mutex
	conns []*lost
}

type lost struct {
	net.Conn
	gone atomic.Bool
}

func (h *hole) Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	c, err := h.dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	conn := &lost{Conn: c}
	h.conns = append(h.conns, conn)
	return conn, nil
}

// swallow lets all connections that stand vanish, and tells how many.
func (h *hole) swallow() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := len(h.conns)
	for _, c := range h.conns {
		c.gone.Store(true)
	}
	h.conns = nil
	return n
}

func (c *lost) Read(b []byte) (int, error) {
	for {
		n, err := c.Conn.Read(b)
		if err != nil || !c.gone.Load() {
			return n, err
		}
	}
}

func (c *lost) Write(b []byte) (int, error) {
	if c.gone.Load() {
		return len(b), nil
	}
	return c.Conn.Write(b)
}

func (r *running) answer(id string) {
	r.put("INBOX", time.Now(), "From: Mei Tanaka <mei@rivers.example>", "To: ada@example.org", "Subject: Re: Coffee?",
		"Message-ID: <"+id+"@rivers.example>", "In-Reply-To: <ask@example.org>", "", "Happy to. Would Thursday suit you?")
}

// ask asks what the store holds, after the daemon has stopped.
func (r *running) ask(q control.Request) string {
	r.t.Helper()
	r.stop()
	hub, err := Offline(r.o)
	if err != nil {
		r.t.Fatal(err)
	}
	answer := hub.Handle(q)
	if answer.Code != control.OK {
		r.t.Fatal(answer.Err)
	}
	return answer.Out
}

// within is how soon mail is read although its connection has died silently, or is never told of it.
const within = inbox.IdleLimit + 2*time.Minute

func TestMailIsReadAlthoughItsConnectionHasVanished(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault func(r *running, h *hole)
	}{
		{"a black hole", func(r *running, h *hole) {
			if h.swallow() < 2 {
				r.t.Error("no connections stood")
			}
		}},
		{"a server that accepts IDLE and never pushes", func(r *running, h *hole) { r.world.IMAP.Break(loopback.IMAPFaults{NoPush: true}) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := &hole{}
				r := start(t, func(o *Options) { h.dial, o.DialIMAP = o.DialIMAP, h.Dial })
				r.outreach()
				pass(time.Minute)
				c.fault(r, h)
				r.answer("yes")
				pass(within)
				shown := r.ask(control.Request{Name: "show", Whom: "mei@rivers.example", Format: "json"})
				if !strings.Contains(shown, `"stage":"talking"`) || strings.Count(shown, `"kind":"received"`) != 1 {
					t.Errorf("after %v: %s", within, shown)
				}
			})
		})
	}
}

func TestAServerThatFallsSilentIsReadAgainWhenItSpeaks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t)
		r.outreach()
		pass(time.Minute)
		r.world.IMAP.Break(loopback.IMAPFaults{Mute: true})
		r.answer("yes")
		pass(time.Hour)
		if !r.log.has("server trouble") {
			t.Error("its silence is not told")
		}
		r.world.IMAP.Break(loopback.IMAPFaults{})
		pass(10 * time.Minute)
		shown := r.ask(control.Request{Name: "show", Whom: "mei@rivers.example", Format: "json"})
		if !strings.Contains(shown, `"stage":"talking"`) || strings.Count(shown, `"kind":"received"`) != 1 || !r.log.has("server well") {
			t.Errorf("ten minutes after it spoke again: %s", shown)
		}
	})
}
