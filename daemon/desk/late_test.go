package desk

import (
	"strings"
	"testing"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail/submit"
)

func TestALetterThatIsFoundLateDoesNotTurnBackTheLastSlot(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	first := o.when("2026-03-09 07:00")
	o.fresh(first)
	if _, err := o.desk.Wake(first); err != nil {
		t.Fatal(err)
	}
	var lost store.Entry
	for _, at := range []time.Time{first, first.Add(time.Hour)} {
		e, found, err := o.desk.Outgoing(at)
		if err != nil || !found {
			t.Fatalf("nothing to send: %v", err)
		}
		if err := o.desk.Settle(at, e.Key, submit.Outcome{State: submit.Uncertain}); err != nil {
			t.Fatal(err)
		}
		lost = e
	}
	second := o.when("2026-03-16 07:00")
	o.wake(second)
	o.arrives(inboxPlace, second.Add(time.Hour), strings.Split(string(lost.Bytes), "\r\n")...)
	if past, err := o.desk.IsPast(second.Add(-time.Hour)); err != nil || !past {
		t.Errorf("a moment before the last letter may be lived again: %v %v", past, err)
	}
}
