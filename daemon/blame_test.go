package daemon

import (
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail/inbox"
	"cuppa/mail/loopback"
)

// TestOnlyWhatBreaksByItselfIsPassedOver lets the reading of one message fail again and again for reasons that are not the
// message's, and then reads it.
func TestOnlyWhatBreaksByItselfIsPassedOver(t *testing.T) {
	for _, c := range []struct {
		name       string
		fail, mend func(w *town, full *atomic.Bool)
	}{
		{"the disk is full", func(_ *town, full *atomic.Bool) { full.Store(true) }, func(_ *town, full *atomic.Bool) { full.Store(false) }},
		{"the server does not open the mailbox", func(w *town, _ *atomic.Bool) { w.world.IMAP.Break(loopback.IMAPFaults{CutAfter: 1}) },
			func(w *town, _ *atomic.Bool) { w.world.IMAP.Break(loopback.IMAPFaults{}) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var full atomic.Bool
			w := newTown(t)
			st, err := store.Open(filepath.Join(t.TempDir(), "data"), store.Options{Free: func(string) (uint64, error) {
				if full.Load() {
					return 0, nil
				}
				return 1 << 40, nil
			}})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { st.Close() })
			w.o.Store = st
			w.put("INBOX", time.Now(), captured...)
			a := w.open()
			p := &pace{step: 1}
			for range manyBreaks {
				if a.readInbox(t, p, func() { c.fail(w, &full) }) == nil {
					t.Fatal("it did not fail")
				}
				c.mend(w, &full)
			}
			if err := a.readInbox(t, p, func() {}); err != nil {
				t.Fatal(err)
			}
			if list, err := a.desk.Contacts(time.Now()); err != nil || len(list) != 1 {
				t.Errorf("%d contacts: %v", len(list), err)
			}
		})
	}
}

var captured = []string{"From: Ada Example <ada@example.org>", "To: Mei Tanaka <mei@rivers.example>",
	"Delivered-To: cuppa+7hq2@example.org", "Received: by mx.example.org", "Subject: Coffee?", "Message-ID: <ask@example.org>", "",
	"May I buy you a coffee?"}

func (w *town) open() *account {
	w.t.Helper()
	accounts, err := openAll(w.o)
	if err != nil {
		w.t.Fatal(err)
	}
	return accounts[0]
}

// readInbox reads the inbox on a connection of its own, after something has happened to that.
func (a *account) readInbox(t *testing.T, p *pace, happens func()) error {
	t.Helper()
	s, err := inbox.Dial(t.Context(), a.logins[0].server)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	places, err := resolve(t.Context(), s, a.logins[0])
	if err == nil {
		err = a.desk.Watch(a.logins[0].server.Login(), deskPlaces(places))
	}
	if err != nil {
		t.Fatal(err)
	}
	happens()
	return a.readAll(t.Context(), s, places[0].Place, p)
}
