package desk

import (
	"slices"

	"cuppa/daemon/store"
	"cuppa/mail"
	"cuppa/mail/intake"
	"cuppa/mail/letter"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// known is what intake may ask of every mail; lookup adds what one mail needs.
func (d *Desk) known(place mail.Place) intake.Known {
	return intake.Known{
		Owner: d.s.Addresses, From: d.s.From, Drop: d.s.Drop, Tags: d.s.Tags, AuthservID: d.s.AuthservID, Quotes: d.s.Quotes,
		Outreach:  d.outreach(place),
		Addresses: map[string]rules.ContactID{}, Threads: map[string][]rules.ContactID{}, Letters: map[string]intake.Letter{},
		Contact: func(address string) rules.ContactID { return rules.ContactFor(d.key, address) },
		Own:     func(mark string) (string, bool) { return letter.VerifyMark(d.key, mark) },
		Token:   func(address string) (string, bool) { return letter.ParseToken(address, d.s.Drop) },
	}
}

func (d *Desk) outreach(place mail.Place) intake.Outreach {
	all := slices.ContainsFunc(d.places, func(w Watched) bool { return w.Key() == place.Key() && w.All })
	if all {
		return intake.OutreachAll
	}
	return intake.OutreachBcc
}

// lookup finds what the store holds under the keys of one mail. Newcomers are contacts that this batch has made already.
func (d *Desk) lookup(tx *store.Tx, a mail.Arrival, r understand.Reading, newcomers map[string]rules.ContactID) (intake.Known, error) {
	k := d.known(a.Place)
	ids, addresses, tokens := intake.Keys(a.Message, r, k)
	for _, id := range ids {
		if err := lookupID(tx, id, k); err != nil {
			return k, err
		}
	}
	for _, addr := range addresses {
		if c, new := newcomers[addr]; new {
			k.Addresses[addr] = c
			continue
		}
		c, found, err := tx.ByAddress(addr)
		if err != nil {
			return k, err
		}
		if found {
			k.Addresses[addr] = c
		}
	}
	for _, token := range tokens {
		e, found, err := tx.EntryByToken(token)
		if err != nil {
			return k, err
		}
		if found {
			k.Letters[token] = letterOf(e)
		}
	}
	return k, d.lookupPeople(tx, intake.Identity(a.Message), a.Place.Roles.Sent, &k)
}

func lookupID(tx *store.Tx, id string, k intake.Known) error {
	contacts, err := tx.ByThread(id)
	if err != nil {
		return err
	}
	if len(contacts) > 0 {
		k.Threads[id] = contacts
	}
	e, found, err := tx.EntryByMessageID(id)
	if err == nil && found {
		k.Letters[id] = letterOf(e)
	}
	return err
}

// lookupPeople adds what intake asks about contacts, and whether the mail is held already.
func (d *Desk) lookupPeople(tx *store.Tx, id string, sent bool, k *intake.Known) error {
	k.Subject = func(c rules.ContactID) string {
		contact, _, _ := tx.Contact(c)
		return contact.Subject
	}
	k.NotAlias = func(c rules.ContactID, address string) bool {
		contact, _, _ := tx.Contact(c)
		return slices.Contains(contact.Strangers, address)
	}
	if !sent {
		return nil // only the owner's own copy releases a held mail
	}
	held, err := tx.HeldMail()
	k.Captured = slices.ContainsFunc(held, func(h store.Held) bool { return h.ID == d.account.Hash("held", id) })
	return err
}

// letterOf is what intake needs of a letter of ours.
func letterOf(e store.Entry) intake.Letter { return intake.Letter{Key: e.Key, Text: e.Text} }
