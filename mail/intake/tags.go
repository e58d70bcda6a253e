package intake

import (
	"slices"
	"strings"
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
// sender's own copy shows.
func dropped(m mail.Message, r understand.Reading, k Known) drop {
	var d drop
	if k.Drop == "" {
		return d
	}
	for _, a := range destinations(m, r) {
		tags, ok := subaddress(a, k.Drop)
		if !ok {
			continue
		}
		if _, token := k.Token(a); token {
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

// subaddress gives the tags of an address that is the drop address but for them (RFC 5233).
func subaddress(addr, drop string) ([]string, bool) {
	local, domain, _ := strings.Cut(strings.ToLower(addr), "@")
	dropLocal, dropDomain, _ := strings.Cut(strings.ToLower(drop), "@")
	parts := strings.Split(local, "+")
	if domain != dropDomain || parts[0] != dropLocal {
		return nil, false
	}
	return slices.DeleteFunc(parts[1:], func(s string) bool { return s == "" }), true
}

// tagEvents are what the tags on the drop address say of a contact: a time to come back to it, or a word.
func tagEvents(d drop, base rules.Event, zone *time.Location) []rules.Event {
	var events []rules.Event
	for _, tag := range d.tags {
		e := rules.Event{Contact: base.Contact, At: base.At, Source: base.Source, Person: base.Person, Ref: tag}
		e.Kind = rules.Tagged
		if when, ok := remindAt(tag, base.At, zone); ok {
			e.Kind, e.Until = rules.Remind, when
		}
		events = append(events, e)
	}
	return events
}

// remindAt reads a tag such as 3d, 2w or tue as a moment after the mail's; a span of days ends in the morning of its day.
func remindAt(tag string, at time.Time, zone *time.Location) (time.Time, bool) {
	if _, err := dates.ParseSpan(tag); err != nil && !weekday(tag) {
		return time.Time{}, false
	}
	start, _, err := dates.When(tag, at, zone)
	return start, err == nil && start.After(at)
}

func weekday(tag string) bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if tag == name || tag == name[:3] {
			return true
		}
	}
	return false
}
