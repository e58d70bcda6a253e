package desk

import (
	"testing"
	"time"

	"cuppa/mail/letter"
	"cuppa/mail/submit"
)

// defers lets the desk write its letters at a moment and the server put all of them off.
func (o *office) defers(at time.Time) {
	o.t.Helper()
	o.fresh(at)
	if _, err := o.desk.Wake(at); err != nil {
		o.t.Fatal(err)
	}
	for {
		e, found, err := o.desk.Outgoing(at)
		if err != nil {
			o.t.Fatal(err)
		}
		if !found {
			return
		}
		if err := o.desk.Settle(at, e.Key, submit.Outcome{State: submit.Deferred}); err != nil {
			o.t.Fatal(err)
		}
	}
}

func TestAWeeklyLetterThatIsPutOffOutlivesTheUrgentSlots(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	o.arrives(inboxPlace, o.when("2026-03-03 10:00"), outreach("ask@example.org")...)
	o.wake(o.when("2026-03-09 07:00"))
	o.defers(o.when("2026-03-16 07:00"))
	o.defers(o.when("2026-03-16 18:00"))
	sent := o.wake(o.when("2026-03-16 20:00"))
	if len(sent) != 1 || sent[0].Schedule != letter.Weekly || len(sent[0].Asked) != 1 {
		t.Errorf("when the server takes letters again: %d letters", len(sent))
	}
}

func TestTheNextWeeklyLetterTakesThePlaceOfOneThatIsPutOff(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	o.arrives(inboxPlace, o.when("2026-03-03 10:00"), outreach("ask@example.org")...)
	o.wake(o.when("2026-03-09 07:00"))
	o.defers(o.when("2026-03-16 07:00"))
	sent := o.wake(o.when("2026-03-23 07:00"))
	if len(sent) != 1 || sent[0].Slot != "2026-03-23T07:00" || len(sent[0].Asked) != 1 {
		t.Errorf("a week later: %d letters", len(sent))
	}
}
