package daemon

import (
	"testing"
	"time"
)

func TestOnceReadsTheMailboxesThatAreOpen(t *testing.T) {
	w := newTown(t)
	w.o.DialIMAP = barred(w.o.DialIMAP, "INBOX")
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	w.put("Sent", at, "From: Ada Example <ada@example.org>", "To: Mei Tanaka <mei@rivers.example>", "Bcc: cuppa+7hq2@example.org",
		"Subject: Coffee?", "Message-ID: <ask@example.org>", "", "May I buy you a coffee?")
	if err := w.once(at.Add(time.Hour)); err == nil {
		t.Fatal("a closed inbox is no error")
	}
	if list, err := w.open().desk.Contacts(at.Add(time.Hour)); err != nil || len(list) != 1 {
		t.Errorf("%d contacts: %v", len(list), err)
	}
}
