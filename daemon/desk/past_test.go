package desk

import (
	"testing"
	"time"
)

func TestAPastMomentIsServedAsItIsShown(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	ask := append([]string{"X-Copy: late", "Date: Tue, 03 Mar 2026 10:00:00 +0100"}, outreach("ask@example.org")...)
	o.arrives(inboxPlace, o.when("2026-06-01 10:00"), ask...) // read when the nudge was over
	at := o.when("2026-03-16 07:00")
	if shown := o.due(at); shown != "nudge Mei Tanaka" {
		t.Fatalf("shown: %q", shown)
	}
	if doubts, err := o.desk.Doubts(at); err != nil || len(doubts) != 1 {
		t.Errorf("doubts: %v %v", doubts, err)
	}
	if sent := o.wake(at); len(sent) != 1 || len(sent[0].Asked) != 1 {
		t.Errorf("%d letters, and not the nudge that was shown", len(sent))
	}
}

func TestAPastMomentKnowsNobodyWhoCameLater(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	o.arrives(inboxPlace, o.when("2026-03-20 10:00"), outreach("ask@example.org")...)
	v, err := o.desk.Digest(o.when("2026-03-16 07:00"))
	if err != nil {
		t.Fatal(err)
	}
	empty, err := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)).desk.Digest(o.when("2026-03-16 07:00"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := v.Text(), empty.Text(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
