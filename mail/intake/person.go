package intake

import (
	"strings"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// personal records the mail of a contact, or of somebody unknown who answers in a contact's thread.
func personal(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	who := writer(a.Message, r)
	c, contact := k.Addresses[who.Address]
	if !contact {
		stranger(v, a, r, k, who)
		return
	}
	v.received(a, r, k, c, who)
	if p := r.Person; p != nil && (p.Title != "" || p.Organisation != "") {
		seen := rules.Person{Address: who.Address, Title: p.Title, Organisation: p.Organisation}
		v.Events = append(v.Events, event(a, c, rules.Seen, seen))
	}
}

// stranger records an answer from an unknown address in a known thread: it counts as an answer, and whose the address is
// becomes a question to the owner.
func stranger(v *Verdict, a mail.Arrival, r understand.Reading, k Known, who rules.Person) {
	c, why := threadOf(a.Message, r, k)
	if c == "" {
		v.unrelated("it is from nobody the account knows")
		return
	}
	v.say(why)
	v.received(a, r, k, c, rules.Person{Address: who.Address})
	if !k.NotAlias(c, who.Address) {
		e := event(a, c, rules.Question, who)
		e.Ref = "alias"
		v.Events = append(v.Events, e)
	}
}

// received adds a person's mail. What a program wrote is not quoted.
func (v *Verdict) received(a mail.Arrival, r understand.Reading, k Known, c rules.ContactID, who rules.Person) {
	e := event(a, c, rules.Received, who)
	e.Subject, e.Intent = brief(r.Subject), r.Intent
	e.Answers, e.Also = answers(a.Message), alsoKnownAs(r)
	if k.Quotes && !r.Automatic {
		e.Quote = rules.NewQuote(r.Text)
	}
	v.Events = append(v.Events, e)
	v.Class = understand.Message
	if r.Answers {
		v.Class = understand.Reply
	}
}

// writer is the author as the mail shows the person.
func writer(m mail.Message, r understand.Reading) rules.Person {
	p := rules.Person{Address: author(m)}
	if r.Person != nil {
		p.Name = brief(r.Person.Name)
	}
	return p
}

// threadOf is the contact in whose thread a mail from an unknown address stands: by In-Reply-To alone, or by References
// or Outlook's Thread-Index where the subject is the conversation's, for people take an old mail to begin a new matter.
// A thread with several contacts does not tell which of them it is.
func threadOf(m mail.Message, r understand.Reading, k Known) (c rules.ContactID, why string) {
	if c, met := only(m.InReplyTo, k); met {
		return c, "In-Reply-To names a mail of a contact's thread"
	}
	c, _ = only(append([]string{r.Thread}, m.References...), k)
	if c == "" || !strings.EqualFold(k.Subject(c), brief(r.Subject)) {
		return "", ""
	}
	return c, "References name a mail of a contact's thread, and the subject is its own"
}

// only is the one contact whom the mails of these IDs were with, "" if there are several; met tells whether there is any.
func only(ids []string, k Known) (c rules.ContactID, met bool) {
	for _, id := range ids {
		for _, other := range k.Threads[id] {
			if met && other != c {
				return "", true
			}
			c, met = other, true
		}
	}
	return c, met
}
