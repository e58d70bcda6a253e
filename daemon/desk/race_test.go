package desk

import (
	"sync"
	"testing"
	"time"

	"cuppa/mail"
	"cuppa/mail/message"
	"cuppa/rules/command"
)

// TestMailIsChosenWhileAnotherLoginTellsItsMailboxes is for the race detector.
func TestMailIsChosenWhileAnotherLoginTellsItsMailboxes(t *testing.T) {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	o := open(t, at)
	head := mail.Arrival{Place: inboxPlace, UID: 1, Internal: at, Message: message.Read([]byte("From: mei@rivers.example\r\n\r\nHello"))}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := o.desk.Watch(login, []Watched{{Place: inboxPlace}, {Place: sentPlace}}); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if _, err := o.desk.Wanted([]mail.Arrival{head}); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() { o.desk.Receipt(at, command.Receipt{}) })
	}
	all.Wait()
}
