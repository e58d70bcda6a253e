package inbox_test

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"testing"
	"time"

	"cuppa/mail"
	"cuppa/mail/inbox"
	"cuppa/mail/loopback/peers"
)

// dovecot is how to reach ada's mailbox on a real Dovecot.
func dovecot(t *testing.T, p *peers.Peers, tls, addr string) inbox.Server {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return inbox.Server{Host: host, Port: number, TLS: tls, Roots: p.Pool, Username: "ada", Secret: secret(p.Password("ada"))}
}

func dialReal(t *testing.T, server inbox.Server) *inbox.Session {
	t.Helper()
	s, err := inbox.Dial(t.Context(), server)
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

// The promises that the server in process is held to, kept by a Dovecot.
func TestDovecot(t *testing.T) {
	p := peers.Start(t, "ada")
	server := dovecot(t, p, inbox.TLSImplicit, p.IMAPAddr)
	place := mail.Place{Login: server.Login(), Mailbox: "INBOX", Roles: mail.Roles{Inbox: true, Drop: true}}
	var all []mail.UID
	for i := range 5 {
		all = append(all, mail.UID(p.Append("ada", "INBOX", note(i), monday.Add(time.Duration(i)*time.Hour))))
	}
	before := p.Messages("ada", "INBOX")
	s := dialReal(t, server)
	heads, upTo := readAll(t, s, place, zero, monday.AddDate(0, -1, 0))
	if !slices.Equal(uids(heads), all) {
		t.Fatalf("heads %v, want %v", uids(heads), all)
	}
	for i, head := range heads {
		if head.Message.Subject != fmt.Sprintf("note %d", i) || !head.Internal.Equal(monday.Add(time.Duration(i)*time.Hour)) || head.Message.Value("Received") == "" {
			t.Errorf("head %+v", head)
		}
	}
	raws, err := s.Read(t.Context(), all)
	if err != nil || len(raws) != 5 || string(raws[4].Bytes) != string(note(4)) {
		t.Errorf("%d raws, %v", len(raws), err)
	}
	for q, want := range map[mail.Search]int{
		{Header: "FROM", Value: "grace@navy.example", Since: monday}:     5,
		{Header: "TO", Value: "ada@example.org"}:                         5,
		{Header: "MESSAGE-ID", Value: "second@example.org"}:              5,
		{Header: "REPORT", Since: monday}:                                0,
		{Header: "FROM", Value: "grace@navy.example", Since: time.Now()}: 0,
	} {
		q.Place = place.Key()
		if got, err := s.Search(t.Context(), q); err != nil || len(got) != want {
			t.Errorf("%s %s: %v, %v", q.Header, q.Value, got, err)
		}
	}
	if page, err := s.Page(t.Context(), place, upTo, time.Time{}); err != nil || len(page.Heads) > 0 || page.Cursor != upTo {
		t.Errorf("nothing is new: %+v, %v", page, err)
	}
	uid := mail.UID(p.Append("ada", "INBOX", note(5), monday))
	if look, err := s.Idle(t.Context(), time.Minute); !look || err != nil {
		t.Errorf("idle: %v, %v", look, err)
	}
	if heads, _ := readAll(t, s, place, upTo, time.Time{}); !slices.Equal(uids(heads), []mail.UID{uid}) {
		t.Errorf("what is new: %v", uids(heads))
	}
	for i, m := range p.Messages("ada", "INBOX")[:5] {
		if !slices.Equal(m.Flags, before[i].Flags) {
			t.Errorf("flags of UID %d: %v, then %v", m.UID, before[i].Flags, m.Flags)
		}
	}
	p.BumpUIDValidity("ada", "INBOX")
	if heads, now := readAll(t, dialReal(t, server), place, upTo, time.Time{}); len(heads) != 6 || now.UIDValidity == upTo.UIDValidity {
		t.Errorf("after a new UIDVALIDITY: %d heads up to %v", len(heads), now)
	}
}

func TestDovecotByEachWay(t *testing.T) {
	p := peers.Start(t, "ada")
	p.Append("ada", "Sent", note(0), monday)
	for name, server := range map[string]inbox.Server{
		"implicit":         dovecot(t, p, inbox.TLSImplicit, p.IMAPAddr),
		"starttls":         dovecot(t, p, inbox.TLSStart, p.IMAPStartTLSAddr),
		"starttls is must": dovecot(t, p, inbox.TLSStart, p.InsecureIMAPAddr),
	} {
		t.Run(name, func(t *testing.T) {
			s := dialReal(t, server)
			boxes, err := s.Mailboxes(t.Context())
			if err != nil || !slices.Contains(boxes, inbox.Mailbox{Name: "Sent", Special: `\Sent`, Selectable: true}) {
				t.Errorf("%+v, %v", boxes, err)
			}
			server.Secret = secret("wrong")
			if _, err := inbox.Dial(t.Context(), server); !errors.Is(err, inbox.ErrAuth) {
				t.Errorf("wrong password: %v", err)
			}
			server.Roots = nil
			if _, err := inbox.Dial(t.Context(), server); !errors.Is(err, inbox.ErrTLS) {
				t.Errorf("not trusted: %v", err)
			}
		})
	}
	t.Run("plain text is refused by the server", func(t *testing.T) {
		server := dovecot(t, p, inbox.TLSNone, p.InsecureIMAPAddr)
		if _, err := inbox.Dial(t.Context(), server); !errors.Is(err, inbox.ErrAuth) {
			t.Error(err)
		}
	})
}

func TestDovecotEndsTheIdle(t *testing.T) {
	p := peers.Start(t, "ada")
	s := dialReal(t, dovecot(t, p, inbox.TLSImplicit, p.IMAPAddr))
	if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := s.Idle(t.Context(), time.Minute)
		done <- err
	}()
	p.Kick("ada")
	if err := <-done; err == nil {
		t.Error("no error")
	}
}
