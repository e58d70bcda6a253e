package intake

import (
	"slices"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/mail/understand/report"
	"cuppa/rules"
)

// others decides on a mail in somebody else's name. It changes only what is its author's to change.
func others(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	switch {
	case r.Report != nil:
		reported(v, a, r, k)
	case r.Auto != nil:
		automatic(v, a, r, k)
	case r.Class == understand.Calendar:
		calendar(v, a, r, k)
	case r.Automatic:
		v.say("no person wrote it")
	default:
		personal(v, a, r, k)
	}
}

// reported: a delivery report counts only with a Message-ID of the owner's mail, and only for the people that mail went to.
func reported(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	contacts := k.Threads[r.Report.Original]
	if len(contacts) == 0 {
		v.say("the report names no mail of the owner's")
		return
	}
	kind := rules.Delayed
	if r.Report.Kind == report.Hard {
		kind = rules.Bounced
	}
	for _, addr := range r.Report.Recipients {
		c, known := k.Addresses[addr]
		if !known || !slices.Contains(contacts, c) {
			v.say("it reports on somebody whom that mail was not for")
			continue
		}
		e := event(a, c, kind, rules.Person{Address: addr})
		e.Answers = sources([]string{r.Report.Original})
		e.Text = brief(r.Report.Status)
		v.Events = append(v.Events, e)
	}
}

// automatic: an automatic answer counts only from an address that a contact has.
func automatic(v *Verdict, a mail.Arrival, r understand.Reading, k Known) {
	from := author(a.Message)
	c, known := k.Addresses[from]
	if !known {
		v.say("it is from no contact's address")
		return
	}
	kind := rules.Away
	if r.Auto.Left {
		kind = rules.Left
	}
	e := event(a, c, kind, rules.Person{Address: from})
	e.Answers, e.Until = answers(a.Message), r.Auto.Until.UTC()
	v.Events = append(v.Events, e)
}
