package desk

import (
	"fmt"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail"
	"cuppa/mail/intake"
	"cuppa/mail/understand"
)

// Classify is what a mail would be to this owner, if it arrived now in a mailbox for answers and captures alike. It changes
// nothing.
func (d *Desk) Classify(now time.Time, m mail.Message) (r understand.Reading, v intake.Verdict, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	a := mail.Arrival{Place: mail.Place{Roles: mail.Roles{Inbox: true, Drop: true}}, Internal: now, Message: m}
	r = understand.Read(&m)
	err = d.account.View(func(tx *store.Tx) error {
		k, err := d.lookup(tx, a, r, nil)
		if err != nil {
			return fmt.Errorf("look up what a mail speaks of: %w", err)
		}
		v = intake.Decide(a, r, k, d.s.Zone)
		return nil
	})
	return r, v, err
}
