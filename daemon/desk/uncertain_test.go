package desk

import (
	"strings"
	"testing"
	"time"

	"cuppa/daemon/store"
)

// killed is an office whose daemon was killed while it handed over a letter, and started again after the wait.
func killed(t *testing.T) (o *office, letter store.Entry, at time.Time) {
	o = open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	at = o.when("2026-03-09 07:00")
	o.fresh(at)
	if _, err := o.desk.Wake(at); err != nil {
		t.Fatal(err)
	}
	letter, found, err := o.desk.Outgoing(at)
	if err != nil || !found {
		t.Fatalf("nothing to send: %v", err)
	}
	o.reopen(at.Add(time.Minute))
	at = at.Add(40 * time.Minute)
	o.reopen(at)
	return o, letter, at
}

func (o *office) outgoing(at time.Time) bool {
	o.t.Helper()
	_, found, err := o.desk.Outgoing(at)
	if err != nil {
		o.t.Fatal(err)
	}
	return found
}

func TestUncertainLetterIsNotSentAgainBeforeTheMailIsRead(t *testing.T) {
	o, letter, at := killed(t)
	if next, err := o.desk.Wake(at); err != nil || !next.After(at) {
		t.Errorf("wants to be woken at %v for a letter that waits: %v", next, err)
	}
	if o.outgoing(at) {
		t.Fatal("sent again although it may lie in the mailbox")
	}
	o.arrives(inboxPlace, at, strings.Split(string(letter.Bytes), "\r\n")...)
	o.fresh(at)
	if o.outgoing(at) {
		t.Error("sent again although it lies in the mailbox")
	}
}

func TestUncertainLetterIsSentAgainWhenTheMailIsReadAndItIsNotThere(t *testing.T) {
	o, _, at := killed(t)
	o.fresh(at)
	if !o.outgoing(at) {
		t.Error("not sent again")
	}
}

func TestUncertainLetterWaitsADayForAMailboxThatDoesNotServe(t *testing.T) {
	o, _, at := killed(t)
	o.fresh(at)
	o.desk.Trouble(at, login, "imap.example.org does not answer")
	if o.outgoing(at) || o.outgoing(at.Add(23*time.Hour)) {
		t.Error("sent again although nobody could look for it")
	}
	if !o.outgoing(at.Add(25 * time.Hour)) {
		t.Error("waits for ever")
	}
}
