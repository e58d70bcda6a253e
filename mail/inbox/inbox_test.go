package inbox_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.uber.org/goleak"

	"cuppa/mail"
	"cuppa/mail/inbox"
	"cuppa/mail/loopback"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var monday = time.Date(2026, 6, 8, 9, 0, 0, 0, time.UTC)

// house is an IMAP server with the login ada.
type house struct{ *loopback.IMAP }

func newHouse(t testing.TB, keys *loopback.Keys) house {
	h := house{loopback.NewIMAP(keys)}
	h.AddUser("ada", "sesame")
	t.Cleanup(func() { h.Close() })
	return h
}

func (h house) at() inbox.Server {
	return inbox.Server{Host: "localhost", Port: 143, TLS: inbox.TLSNone, Username: "ada", Secret: secret("sesame"), Dial: h.Dial}
}

func secret(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

// session is a session that is closed when the test ends.
func (h house) session(t testing.TB) *inbox.Session {
	t.Helper()
	s, err := inbox.Dial(context.Background(), h.at())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// place is the INBOX as the daemon watches it.
func (h house) place() mail.Place {
	return mail.Place{Login: h.at().Login(), Mailbox: "INBOX", Roles: mail.Roles{Inbox: true, Drop: true}}
}

// fill appends n numbered messages, a minute apart, and gives their UIDs.
func (h house) fill(n int) (uids []mail.UID) {
	for i := range n {
		uids = append(uids, mail.UID(h.Append("ada", "INBOX", note(i), monday.Add(time.Duration(i)*time.Minute))))
	}
	return uids
}

func note(i int) []byte {
	return fmt.Appendf(nil, "Received: from there by here for <cuppa+7hq2@example.org>; Mon, 8 Jun 2026 09:00:00 +0000\r\n"+
		"From: Grace Hopper <grace@navy.example>\r\nTo: Ada <ada@example.org>\r\nSubject: note %d\r\nX-Spam: no\r\n"+
		"Message-ID: <note-%d@navy.example>\r\nReferences: <first@example.org>\r\n <second@example.org>\r\n\r\nHello %d\r\n", i, i, i)
}

func uids(heads []mail.Arrival) (all []mail.UID) {
	for _, h := range heads {
		all = append(all, h.UID)
	}
	return all
}

// readAll pages through a mailbox and checks what every page promises.
func readAll(t *testing.T, s *inbox.Session, place mail.Place, after mail.Cursor, since time.Time) (all []mail.Arrival, upTo mail.Cursor) {
	t.Helper()
	for {
		page, err := s.Page(t.Context(), place, after, since)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Heads) > 500 {
			t.Fatalf("a page of %d", len(page.Heads))
		}
		for _, head := range page.Heads {
			if head.UID > page.Cursor.UID || page.Cursor.UIDValidity == after.UIDValidity && head.UID <= after.UID {
				t.Fatalf("UID %d is outside of %v to %v", head.UID, after, page.Cursor)
			}
		}
		all = append(all, page.Heads...)
		after = page.Cursor
		if !page.More {
			return all, after
		}
	}
}
