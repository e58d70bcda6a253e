package intake

import (
	"slices"
	"time"

	"cuppa/mail"
	"cuppa/mail/understand"
)

// Decide says what one mail means. The owner's zone reads the tags of the drop address.
func Decide(a mail.Arrival, r understand.Reading, k Known, zone *time.Location) Verdict {
	v := Verdict{Class: r.Class, Confidence: r.Confidence, Why: slices.Clone(r.Why)}
	if token, ok := k.Own(r.Mark); ok {
		v.Class, v.Confidence, v.Own = understand.Own, 1, token
		v.say("it bears the daemon's own mark")
		return v
	}
	from := author(a.Message)
	switch {
	case EventTime(a).IsZero():
		v.unrelated("nobody knows when it was written or arrived")
	case from == "" && r.Report == nil:
		v.unrelated("it does not name one author")
	case contains(k.Owner, from):
		owners(&v, a, r, k, zone)
	case ownSent(a.Place):
		v.unrelated("it lies in a sent mailbox, and is from another address than the owner's")
	case k.ours(from):
		v.unrelated("it is in the daemon's name, without its mark")
	default:
		others(&v, a, r, k)
	}
	return v
}

func (v *Verdict) say(why string) { v.Why = append(v.Why, why) }

// unrelated settles that a mail concerns nobody the account knows.
func (v *Verdict) unrelated(why string) {
	v.Class, v.Confidence = understand.Unrelated, 1
	v.say(why)
}
