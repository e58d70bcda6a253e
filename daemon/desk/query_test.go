package desk

import (
	"testing"
	"time"

	"cuppa/rules"
)

func TestEventsAreShownInOneOrderWhicheverWasLearntFirst(t *testing.T) {
	sent := append([]string{"From: ada@example.org", "To: mei@rivers.example"}, "Subject: Coffee", "Message-ID: <copy@outlook.example>", "", "Hello")
	shown := func(first, second func(o *office, at time.Time)) []rules.EventID {
		t.Helper()
		o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
		at := o.when("2026-03-03 10:00")
		o.arrives(inboxPlace, at.Add(-time.Hour), outreach("first@example.org")...)
		first(o, at)
		second(o, at)
		l, err := o.desk.Show(at, "mei@rivers.example")
		if err != nil || len(l.Events) != 3 {
			t.Fatalf("%d events, %v", len(l.Events), err)
		}
		return []rules.EventID{l.Events[0].ID, l.Events[1].ID, l.Events[2].ID}
	}
	bcc := func(o *office, at time.Time) { o.arrives(inboxPlace, at, outreach("ask@example.org")...) }
	own := func(o *office, at time.Time) { o.arrives(sentPlace, at, sent...) }
	a, b := shown(bcc, own), shown(own, bcc)
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("event %d: %s and %s", i, a[i], b[i])
		}
	}
}
