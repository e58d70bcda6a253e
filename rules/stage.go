package rules

import (
	"slices"
	"time"
)

const (
	// vainAfter is how long after the last of enough tries silence counts as an answer.
	vainAfter = 14 * day
	// longSilent is how long without a word somebody never met is left in peace.
	longSilent = 60 * day
)

// Stage is the first line of the stage table that fits at this moment. It changes by events, and by time alone at the
// moments that turns names.
func (c Contact) Stage(now time.Time) Stage {
	met := c.everMet(now)
	switch {
	case !c.Declined.IsZero():
		return StageDeclined
	case c.Gone:
		return StageUnreachable
	case slices.ContainsFunc(c.Meetings, func(h Held) bool { return h.End.After(now) }):
		return StageScheduled
	case c.freshlyMet(now):
		return StageMet
	case !c.Rested.IsZero(), !met && c.silent(now):
		return StageResting
	case met:
		return StageInTouch
	case len(c.Marks[MarkSent]) == 0 && len(c.Marks[MarkReply]) == 0:
		return StageLead
	case c.Theirs:
		return StageTalking
	}
	return StageAwaiting
}

func (c Contact) everMet(now time.Time) bool {
	list := c.Marks[MarkMet]
	return len(list) > 0 && !list[0].At.After(now)
}

// freshlyMet tells whether a meeting ended within 14 days and no thanks were seen since.
func (c Contact) freshlyMet(now time.Time) bool {
	return slices.ContainsFunc(c.Meetings, func(h Held) bool {
		return !h.End.After(now) && now.Before(h.End.Add(thanksDue)) && !hasAfter(c.Marks[MarkThanked], h.End)
	})
}

// silent tells whether waiting is over: enough tries in vain, or no word in either direction for long.
func (c Contact) silent(now time.Time) bool {
	until, ends := c.hope()
	return ends && !now.Before(until)
}

// hope is the moment at which somebody never met is let rest, unless somebody writes.
func (c Contact) hope() (time.Time, bool) {
	touch, any := newest(c.Marks[MarkTouch])
	if !any {
		return time.Time{}, false
	}
	if enough := c.triesEnough(); !c.Theirs && c.Tries >= enough {
		return touch.At.Add(vainAfter), true
	}
	return touch.At.Add(longSilent), true
}

// triesEnough is two mails for a stranger, three for somebody who ever answered.
func (c Contact) triesEnough() int {
	if c.Answered {
		return 3
	}
	return 2
}

// turns are the moments at which the stage may change by time alone.
func (c Contact) turns() []time.Time {
	var at []time.Time
	for _, h := range c.Meetings {
		at = append(at, h.End, h.End.Add(thanksDue))
	}
	if until, ends := c.hope(); ends {
		at = append(at, until)
	}
	return at
}

func newest(list []Moment) (Moment, bool) {
	if len(list) == 0 {
		return Moment{}, false
	}
	return list[len(list)-1], true
}

func hasAfter(list []Moment, t time.Time) bool {
	last, any := newest(list)
	return any && last.At.After(t)
}
