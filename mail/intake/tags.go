package intake

import (
	"time"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/rules"
	"cuppa/rules/dates"
)

// drop is what the drop address tells of a mail that reached it.
type drop struct {
	reached bool
	secret  bool     // it bore a secret tag
	tags    []string // the other tags
}

// dropped looks for the drop address among the addresses that this copy was delivered to, or in the Bcc that only the
// sender's own copy shows. A letter's secret address is one too, and has no tags.
func dropped(m mail.Message, r understand.Reading, k Known) drop {
	var d drop
	for _, a := range destinations(m, r) {
		tags, ok := k.dropTags(a)
		if !ok {
			continue
		}
		d.reached = true
		for _, t := range tags {
			if contains(k.Tags, t) {
				d.secret = true
			} else {
				d.tags = appendNew(d.tags, t)
			}
		}
	}
	return d
}

// tagEvents are what the tags on the drop address say of a contact: a time to come back to it, or a word.
func tagEvents(d drop, base rules.Event, zone *time.Location) []rules.Event {
	var events []rules.Event
	for _, tag := range d.tags {
		e := rules.Event{Contact: base.Contact, At: base.At, Source: base.Source, Person: base.Person, Ref: tag}
		e.Kind = rules.Tagged
		// A day such as 3d, 2w or tue begins with it: the next letter of the day asks.
		if when, _, err := dates.When(tag, base.At, zone); err == nil && when.After(base.At) {
			e.Kind, e.Until = rules.Remind, when.UTC()
		}
		events = append(events, e)
	}
	return events
}
