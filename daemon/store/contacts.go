package store

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"cuppa/rules"
)

// Put keeps a contact as it was folded, and finds it by its addresses from now on. First is the earliest start among its
// prompts that have not ended, zero where there is none: from then on the contact is due.
func (t *Tx) Put(c rules.Contact, first time.Time) error {
	if c.ID == "" {
		return errors.New("put a contact: it has no ID")
	}
	if err := t.Remove(c.ID); err != nil {
		return err
	}
	err := t.save(t.contactKey(c.ID), contactRecord{Contact: c, First: first})
	for _, address := range addresses(c) {
		err = errors.Join(err, t.join(t.hashed(kindAddress, address), c.ID))
	}
	if !first.IsZero() {
		err = errors.Join(err, t.mark(t.dueKey(first, c.ID)))
	}
	return err
}

// Remove drops a contact from the views, for one that was merged into another or has no events any more. The journal
// keeps its events.
func (t *Tx) Remove(id rules.ContactID) error {
	var old contactRecord
	found, err := t.load(t.contactKey(id), &old)
	if err != nil || !found {
		return err
	}
	err = t.remove(t.contactKey(id))
	for _, address := range addresses(old.Contact) {
		err = errors.Join(err, t.leave(t.hashed(kindAddress, address), id))
	}
	if !old.First.IsZero() {
		err = errors.Join(err, t.remove(t.dueKey(old.First, id)))
	}
	return err
}

// Contact reads one contact.
func (t *Tx) Contact(id rules.ContactID) (rules.Contact, bool, error) {
	var r contactRecord
	found, err := t.load(t.contactKey(id), &r)
	return r.Contact, found && err == nil, err
}

// Contacts walks all contacts, by ID.
func (t *Tx) Contacts() iter.Seq2[rules.Contact, error] {
	return func(yield func(rules.Contact, error) bool) {
		for p, err := range scan(t.reader, t.own(kindContact), nil, false) {
			var r contactRecord
			if err == nil {
				err = t.codec.decode(p.value, &r)
			}
			if !yield(r.Contact, err) || err != nil {
				return
			}
		}
	}
}

// Due walks the contacts whose agenda has begun at that moment, earliest first.
func (t *Tx) Due(now time.Time) iter.Seq2[rules.Contact, error] {
	return func(yield func(rules.Contact, error) bool) {
		prefix, end := t.own(kindDue), orderTime(now)
		for p, err := range scan(t.reader, prefix, nil, true) {
			var c rules.Contact
			if err == nil {
				rest := p.key[len(prefix):]
				if bytes.Compare(rest[:orderTimeBytes], end) > 0 {
					return
				}
				c, err = t.dueContact(rules.ContactID(rest[orderTimeBytes:]))
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

func (t *Tx) dueContact(id rules.ContactID) (rules.Contact, error) {
	c, found, err := t.Contact(id)
	if err == nil && !found {
		err = fmt.Errorf("read who is due: %w: contact %s is missing", ErrDamaged, id)
	}
	return c, err
}

// ByAddress finds a contact by an address in lower case. Where several have it, the one with the least ID is taken, so
// that it does not matter which was put first.
func (t *Tx) ByAddress(address string) (rules.ContactID, bool, error) {
	list, err := t.members(t.hashed(kindAddress, address))
	if err != nil || len(list) == 0 {
		return "", false, err
	}
	return list[0], true, nil
}

// addresses is each address of a contact once.
func addresses(c rules.Contact) []string {
	list := make([]string, 0, len(c.Addresses)+1)
	if c.Person.Address != "" {
		list = append(list, c.Person.Address)
	}
	for _, a := range c.Addresses {
		if a.Addr != "" && !slices.Contains(list, a.Addr) {
			list = append(list, a.Addr)
		}
	}
	return list
}

// members is the contacts listed at a key, by ID.
func (t *Tx) members(key []byte) (list []rules.ContactID, err error) {
	_, err = t.load(key, &list)
	return list, err
}

// join adds a contact to the list at a key.
func (t *Tx) join(key []byte, c rules.ContactID) error {
	list, err := t.members(key)
	if err != nil {
		return err
	}
	i, found := slices.BinarySearch(list, c)
	if found {
		return nil
	}
	return t.save(key, slices.Insert(list, i, c))
}

// leave takes a contact off the list at a key.
func (t *Tx) leave(key []byte, c rules.ContactID) error {
	list, err := t.members(key)
	if err != nil {
		return err
	}
	i, found := slices.BinarySearch(list, c)
	if !found {
		return nil
	}
	if list = slices.Delete(list, i, i+1); len(list) == 0 {
		return t.remove(key)
	}
	return t.save(key, list)
}
