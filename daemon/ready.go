package daemon

import (
	"maps"
	"slices"
	"sync"
)

// readiness knows of each login and mailbox whether it was read, or has failed. It says once when all were tried, and
// once when all are read.
type readiness struct {
	mu       sync.Mutex
	read     map[string]bool // what is expected; true once it was read
	failed   map[string]bool
	allTried func()
	allRead  func()
}

func newReadiness(allTried, allRead func()) *readiness {
	return &readiness{read: map[string]bool{}, failed: map[string]bool{}, allTried: sync.OnceFunc(allTried),
		allRead: sync.OnceFunc(allRead)}
}

// expect adds what has to be tried.
func (r *readiness) expect(what string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.read[what] {
		r.read[what] = false
	}
}

// tried notes how a try went.
func (r *readiness) tried(what string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.failed[what] = !r.read[what]
	} else {
		r.read[what], r.failed[what] = true, false
	}
	tried, all := true, true
	for _, what := range slices.Collect(maps.Keys(r.read)) {
		tried = tried && (r.read[what] || r.failed[what])
		all = all && r.read[what]
	}
	if tried {
		r.allTried()
	}
	if all {
		r.allRead()
	}
}
