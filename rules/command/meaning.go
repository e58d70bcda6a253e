package command

import (
	"time"

	"cuppa/rules"
)

// effect is what a command means for one point: events and a line, or the reason why it means nothing.
type effect struct {
	events []rules.Event
	line   Line
	reason Reason
}

func means(o Outcome, events ...rules.Event) (effect, bool) {
	return effect{events: events, line: Line{Outcome: o}}, true
}

func meansNothing(r Reason) (effect, bool) { return effect{reason: r}, false }

// meaning is what the command says about the point.
func meaning(c Command, p Point, now time.Time) (effect, bool) {
	switch c.Verb {
	case Done:
		return done(p)
	case Answered:
		return answered(p)
	case Later:
		return later(c, p, now)
	case Rest:
		return means(OutcomeRested, rules.Event{Kind: rules.Rested})
	case Never:
		if p.Rule == "" {
			return meansNothing(ReasonVerb)
		}
		return means(OutcomeOff, rules.Event{Kind: rules.Never, Ref: p.Rule})
	case Met:
		return met(c, p, now)
	case Missed:
		return missed(p)
	case Yes, No:
		return replied(c, p, now)
	}
	return meansNothing(ReasonVerb)
}

// settled is the event that ends the point's prompt, if it has one.
func settled(p Point) []rules.Event {
	if p.Prompt == "" {
		return nil
	}
	return []rules.Event{{Kind: rules.Done, Ref: string(p.Prompt), Rule: p.Rule}}
}

// done is the owner's word that he wrote or spoke to the person, where the point asks for that.
func done(p Point) (effect, bool) {
	switch p.Kind {
	case rules.KindAnswer, rules.KindNudge, rules.KindResume, rules.KindThank, rules.KindCheckIn, rules.KindFollowUp,
		rules.KindReportBack, rules.KindCongratulate, "":
		return means(OutcomeTold, append([]rules.Event{{Kind: rules.Told}}, settled(p)...)...)
	}
	return means(OutcomeDone, settled(p)...)
}

// answered is the word that the one whose turn it was has answered by another route.
func answered(p Point) (effect, bool) {
	switch p.Kind {
	case rules.KindAnswer, rules.KindThank, rules.KindCheckIn:
		return means(OutcomeTold, append([]rules.Event{{Kind: rules.Told}}, settled(p)...)...)
	case rules.KindNudge, rules.KindResume, rules.KindFollowUp, rules.KindFindAddress, "":
		return means(OutcomeHeard, append([]rules.Event{{Kind: rules.Heard}}, settled(p)...)...)
	}
	return meansNothing(ReasonVerb)
}

// later lets the prompt sleep; where there is none, the contact comes up then.
func later(c Command, p Point, now time.Time) (effect, bool) {
	if !c.Start.After(now) {
		return meansNothing(ReasonPast)
	}
	event, outcome := rules.Event{Kind: rules.Snoozed, Ref: string(p.Prompt), Rule: p.Rule, Until: c.Start}, OutcomeLater
	if p.Prompt == "" {
		event, outcome = rules.Event{Kind: rules.Remind, Until: c.Start}, OutcomeRemind
	}
	e, ok := means(outcome, event)
	e.line.Until = c.Start
	return e, ok
}

// met is when they met: as said, at the point's own meeting if that fits, or now.
func met(c Command, p Point, now time.Time) (effect, bool) {
	at := now
	if isMeeting(p) && p.Anchor.At.Before(now) {
		at = p.Anchor.At
	}
	if !c.Start.IsZero() {
		if c.Start.After(now) {
			return meansNothing(ReasonAhead)
		}
		if at.Before(c.Start) || !at.Before(c.End) {
			at = c.Start.Add(c.End.Sub(c.Start) / 2)
		}
		if at.After(now) {
			at = now
		}
	}
	e, ok := means(OutcomeMet, rules.Event{Kind: rules.Met, At: at})
	e.line.At = at
	return e, ok
}

// missed names the point's meeting; where it has none, the contact's latest one is meant.
func missed(p Point) (effect, bool) {
	event := rules.Event{Kind: rules.Missed}
	if isMeeting(p) {
		event.Ref = string(p.Anchor.Event)
	}
	return means(OutcomeMissed, event)
}

func isMeeting(p Point) bool { return p.Kind == rules.KindPrepare || p.Kind == rules.KindThank }

// replied answers a point that asks: whose address it is, whether the meeting took place, whether it is news.
func replied(c Command, p Point, now time.Time) (effect, bool) {
	switch {
	case p.Kind == rules.KindConfirm && p.Person != nil:
		event, outcome := rules.Event{Kind: rules.Alias, Person: p.Person}, OutcomeAlias
		if c.Verb == No {
			event, outcome = rules.Event{Kind: rules.NotAlias, Person: p.Person}, OutcomeStranger
		}
		event.Ref = string(p.Question)
		e, ok := means(outcome, append([]rules.Event{event}, settled(p)...)...)
		e.line.Address = p.Person.Address
		return e, ok
	case p.Kind == rules.KindThank && c.Verb == Yes:
		return met(Command{}, p, now)
	case p.Kind == rules.KindThank:
		return missed(p)
	case p.Kind == rules.KindCongratulate && c.Verb == No:
		return means(OutcomeNotSo, settled(p)...)
	}
	return meansNothing(ReasonVerb)
}
