package inbox

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// The measures of an exchange. A head seldom has more than 4 KiB of the fields asked for; 16 KiB and a reserve of 4 MiB
// let through a page in which some have hundreds of recipients.
const (
	patience       = 30 * time.Second // without a byte from the server
	searchPatience = 3 * time.Minute  // a search may read every message before it answers
	slowest        = 16 << 10         // bytes a second below which a transfer is cut

	smallBudget  = 256 << 10 // answers of a few lines
	listBudget   = 8 << 20   // all mailboxes, or all UIDs of a mailbox of a million messages
	newsBudget   = 8 << 20   // what happened meanwhile: a hundred thousand changed flags
	headBudget   = 16 << 10  // for each head
	headReserve  = 4 << 20   // for each batch of heads
	bodyOverhead = 16 << 10  // for each body, beside its bytes
)

// limits bound one exchange.
type limits struct {
	patience time.Duration // the longest silence
	total    time.Duration // the longest whole
	budget   int64         // the most bytes
}

func within(patience time.Duration, budget int64) limits {
	return limits{patience: patience, total: patience + time.Duration(budget/slowest)*time.Second, budget: budget}
}

// exchange runs one command and its answer. It comes back when the answer is there or the connection is closed: by the
// server, by a broken limit or by the context, whichever is the cause it reports.
func (s *Session) exchange(ctx context.Context, what string, l limits, run func() error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", what, context.Cause(ctx))
	}
	s.guard.allow(l.budget)
	dog := watch(s.guard, l)
	stop := context.AfterFunc(ctx, func() { s.guard.fail(context.Cause(ctx)) })
	err := run()
	stop()
	dog.stop()
	return s.explain(what, err)
}

// explain says what was attempted and why it failed: by the server's word, else by the first failure of the connection.
func (s *Session) explain(what string, err error) error {
	if err == nil {
		return nil
	}
	if cause := s.guard.cause(); cause != nil && !refused(err) {
		err = cause
	}
	return fmt.Errorf("%s: %w", what, err)
}

// watchdog cuts the connection when a limit in time is broken.
type watchdog struct {
	guard *guard
	limits
	began time.Time

	mu      sync.Mutex
	timer   *time.Timer
	stopped bool
}

func watch(g *guard, l limits) *watchdog {
	w := &watchdog{guard: g, limits: l, began: time.Now()}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timer = time.AfterFunc(min(l.patience, l.total), w.look)
	return w
}

func (w *watchdog) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped {
		return
	}
	left := min(w.patience-time.Since(w.guard.heard(w.began)), w.total-time.Since(w.began))
	if left <= 0 {
		w.guard.fail(ErrSilent)
		return
	}
	w.timer.Reset(left)
}

func (w *watchdog) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stopped = true
	w.timer.Stop()
}
