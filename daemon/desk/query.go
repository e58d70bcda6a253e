package desk

import (
	"cmp"
	"slices"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail/letter"
	"cuppa/rules"
	"cuppa/rules/command"
)

// Listed is a contact as `cuppa contacts` shows it.
type Listed struct {
	Contact   rules.Contact
	Stage     rules.Stage
	LastTouch time.Time
	NextDue   time.Time // zero: nothing ahead
	Due       []rules.Prompt
	Ahead     []rules.Prompt
	Events    []rules.Event // by time; only of one that was asked for
}

// Contacts lists all contacts at a moment, by name.
func (d *Desk) Contacts(now time.Time) (list []Listed, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	err = d.account.View(func(tx *store.Tx) error {
		for c, err := range tx.Contacts() {
			if err != nil {
				return err
			}
			l, err := d.listed(tx, c, now)
			if err != nil {
				return err
			}
			list = append(list, l)
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b Listed) int { return compareNames(a.Contact, b.Contact) })
	return list, err
}

// Show is one contact, by ID, address or name, with its events. Errors: ErrNobody, ErrSeveral.
func (d *Desk) Show(now time.Time, whom string) (l Listed, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	err = d.account.View(func(tx *store.Tx) error {
		c, err := d.find(tx, whom)
		if err != nil {
			return err
		}
		if l, err = d.listed(tx, c, now); err != nil {
			return err
		}
		l.Events, err = tx.History(c.ID)
		slices.SortFunc(l.Events, byTime)
		return err
	})
	return l, err
}

func (d *Desk) listed(tx *store.Tx, c rules.Contact, now time.Time) (Listed, error) {
	c, err := d.asOf(tx, c, now)
	if err != nil {
		return Listed{}, err
	}
	l := Listed{Contact: c, Stage: c.Stage(now)}
	agenda := rules.Agenda(c, d.s.Rules, d.almanac(), now)
	l.Due = rules.Due(agenda, now)
	for _, p := range agenda {
		if p.From.After(now) {
			l.Ahead = append(l.Ahead, p)
		}
	}
	if len(agenda) > 0 {
		l.NextDue = agenda[0].From
	}
	lastWithin(c.Marks[rules.MarkTouch], time.Time{}, now, &l.LastTouch)
	return l, nil
}

// byTime orders events as the fold does, so that it does not show in which order they were learnt.
func byTime(a, b rules.Event) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

func compareNames(a, b rules.Contact) int {
	x, y := nameOf(a), nameOf(b)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// Zone is the owner's time zone.
func (d *Desk) Zone() *time.Location { return d.s.Zone }

// Receipt is a receipt in words.
func (d *Desk) Receipt(at time.Time, r command.Receipt) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return letter.ReceiptText(d.voice(), r, at)
}
