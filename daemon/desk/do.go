package desk

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"cuppa/daemon/store"
	"cuppa/rules"
	"cuppa/rules/command"
)

var (
	// ErrNobody: no contact has the address, ID or name.
	ErrNobody = errors.New("no contact is called so")
	// ErrSeveral: several contacts have the name.
	ErrSeveral = errors.New("several contacts are called so")
)

// Do does what the owner says on the command line. Without a number a command is for all that is due about the person, or
// for the person alone where nothing is.
func (d *Desk) Do(now time.Time, c command.Command) (r command.Receipt, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now = now.UTC().Truncate(time.Second)
	err = d.account.Update(func(tx *store.Tx) error {
		last, err := tx.Last()
		if err != nil {
			return err
		}
		ctx := command.Context{Key: d.account.Hash("cli", fmt.Sprint(last), c.Text), Now: now}
		if ctx.Previous, err = d.previous(tx, ""); err != nil {
			return err
		}
		if c.Whom != "" {
			if ctx.Points, err = d.pointsOf(tx, c.Whom, now); err != nil {
				return err
			}
			c.All = c.All || len(c.Numbers) == 0
		}
		var events []rules.Event
		events, r = command.Apply(c, ctx)
		b := batch{touched: map[rules.ContactID]bool{}}
		if err := d.commit(tx, now, ctx.Key, events, r, ctx.Previous, b); err != nil {
			return err
		}
		return d.refoldAll(tx, b.touched)
	})
	return r, err
}

// pointsOf is what is due about one person, numbered, or the person alone.
func (d *Desk) pointsOf(tx *store.Tx, whom string, now time.Time) ([]command.Point, error) {
	c, err := d.find(tx, whom)
	if err != nil {
		return nil, err
	}
	if c, err = d.asOf(tx, c, now); err != nil {
		return nil, err
	}
	var points []command.Point
	for i, p := range rules.Due(rules.Agenda(c, d.s.Rules, d.almanac(), now), now) {
		points = append(points, command.NewPoint(i+1, p, c))
	}
	if len(points) == 0 {
		points = []command.Point{{Number: 1, Contact: c.ID, Name: nameOf(c)}}
	}
	return points, nil
}

// find is the contact with this ID, address or name; part of a name will do where it is one contact's.
func (d *Desk) find(tx *store.Tx, whom string) (rules.Contact, error) {
	whom = strings.ToLower(strings.TrimSpace(whom))
	if c, found, err := tx.Contact(rules.ContactID(whom)); err != nil || found {
		return c, err
	}
	if id, found, err := tx.ByAddress(whom); err != nil || found {
		if err != nil {
			return rules.Contact{}, err
		}
		c, _, err := tx.Contact(id)
		return c, err
	}
	return findByName(tx, whom)
}

func findByName(tx *store.Tx, name string) (rules.Contact, error) {
	var whole, part []rules.Contact
	for c, err := range tx.Contacts() {
		if err != nil {
			return rules.Contact{}, err
		}
		switch has := strings.ToLower(c.Person.Name); {
		case has == name:
			whole = append(whole, c)
		case strings.Contains(has, name):
			part = append(part, c)
		}
	}
	if len(whole) == 0 {
		whole = part
	}
	switch len(whole) {
	case 0:
		return rules.Contact{}, fmt.Errorf("find %q: %w", name, ErrNobody)
	case 1:
		return whole[0], nil
	}
	return rules.Contact{}, fmt.Errorf("find %q: %w", name, ErrSeveral)
}
