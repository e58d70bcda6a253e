package daemon

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"cuppa/mail/loopback"
)

// logged collects the messages of a log.
type logged struct {
	mu    sync.Mutex
	lines []string
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, string(p))
	return len(p), nil
}

func (l *logged) has(text string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(strings.Join(l.lines, ""), text)
}

// running is a town whose daemon runs, inside a bubble.
type running struct {
	*town
	log  *logged
	stop func()
}

// start runs the daemon of a new town, with its options changed.
func start(t *testing.T, change ...func(*Options)) *running {
	w := newTown(t)
	for _, f := range change {
		f(&w.o)
	}
	log := &logged{}
	w.o.Log = slog.New(slog.NewTextHandler(log, nil))
	ctx, cancel := context.WithCancel(t.Context())
	var done sync.WaitGroup
	done.Go(func() {
		if err := Run(ctx, w.o); err != nil {
			t.Errorf("run: %v", err)
		}
	})
	stop := sync.OnceFunc(func() { cancel(); done.Wait() })
	t.Cleanup(stop)
	return &running{town: w, log: log, stop: stop}
}

// pass lets time pass in a bubble, and all that is due in it be done.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func (r *running) outreach() {
	r.put("INBOX", time.Now(), "From: Ada Example <ada@example.org>", "To: Mei Tanaka <mei@rivers.example>",
		"Delivered-To: cuppa+7hq2@example.org", "Received: by mx.example.org", "Subject: Coffee?", "Message-ID: <ask@example.org>", "",
		"May I buy you a coffee?")
}

func TestRunningDaemonAsksOnItsDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t)
		pass(time.Minute)
		if !r.log.has("msg=ready") {
			t.Fatalf("not ready:\n%s", strings.Join(r.log.lines, ""))
		}
		r.outreach()
		pass(21 * 24 * time.Hour)
		got := r.letters()
		asked := 0
		for _, s := range got {
			if strings.HasPrefix(s, "One more try") {
				asked++
			}
		}
		if len(got) != 3 || asked != 1 {
			t.Errorf("letters in three weeks: %q", got)
		}
		r.stop()
	})
}

func TestDaemonOutlivesItsServers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t)
		pass(time.Minute)
		r.world.IMAP.Break(loopback.IMAPFaults{Refuse: "UNAVAILABLE"})
		r.world.SMTP.Break(loopback.SMTPFaults{Refuse: loopback.StepMail, Code: 451})
		r.world.IMAP.Kick("going down")
		pass(8 * 24 * time.Hour)
		if n := len(r.letters()); n != 0 {
			t.Errorf("%d letters left a server that takes none", n)
		}
		r.world.IMAP.Break(loopback.IMAPFaults{})
		r.world.SMTP.Break(loopback.SMTPFaults{})
		r.outreach()
		pass(14 * 24 * time.Hour)
		if got := strings.Join(r.letters(), "; "); !strings.Contains(got, "One more try") {
			t.Errorf("after the servers came back: %s", got)
		}
		r.stop()
	})
}
