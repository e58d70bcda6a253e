package daemon

import (
	"bytes"
	"context"
	"net"
	"testing"
	"time"
)

// garbled is a way to a server on which some words of ours become others.
func garbled(dial Dialer, old, new string) Dialer {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := dial(ctx, network, addr)
		return garble{c, []byte(old), []byte(new)}, err
	}
}

type garble struct {
	net.Conn
	old, new []byte
}

func (g garble) Write(p []byte) (int, error) {
	if _, err := g.Conn.Write(bytes.ReplaceAll(p, g.old, g.new)); err != nil {
		return 0, err
	}
	return len(p), nil
}

func TestASearchThatIsRefusedLeavesTheOthers(t *testing.T) {
	people := []string{"mei", "kim", "bob"}
	for _, refused := range people {
		t.Run(refused, func(t *testing.T) {
			w := newTown(t)
			w.o.DialIMAP = garbled(w.o.DialIMAP, `FROM "`+refused+`@rivers.example"`, "NONSENSE")
			at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
			for _, who := range people { // they answer before the outreach to them is read
				w.put("INBOX", at, "From: "+who+"@rivers.example", "To: ada@example.org", "Subject: Hello", "Message-ID: <"+who+"@rivers.example>", "", "Hello Ada")
			}
			for _, who := range people {
				w.put("INBOX", at, "From: ada@example.org", "To: "+who+"@rivers.example", "Delivered-To: cuppa+7hq2@example.org",
					"Received: by mx.example.org", "Subject: Coffee?", "Message-ID: <to-"+who+"@example.org>", "", "May I buy you a coffee?")
			}
			if err := w.once(at.Add(time.Hour)); err == nil {
				t.Error("a search that was refused is no error")
			}
			list, err := w.open().desk.Contacts(at.Add(time.Hour))
			if err != nil || len(list) != len(people) {
				t.Fatalf("%d contacts: %v", len(list), err)
			}
			for _, l := range list {
				if answered := !l.LastTouch.IsZero() && len(l.Contact.Marks["reply"]) > 0; answered != (l.Contact.Person.Address != refused+"@rivers.example") {
					t.Errorf("%s: answer found %v", l.Contact.Person.Address, answered)
				}
			}
		})
	}
}
