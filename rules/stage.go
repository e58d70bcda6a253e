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

// Stage is the first line of the stage table that fits at this moment. It changes by events, and by time alone: at the end
// of a meeting, when thanks for it are late, and where hope ends.
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
		return !h.End.After(now) && now.Before(h.End.Add(thanksDue)) && !newest(c.Marks[MarkThanked]).At.After(h.End)
	})
}

// silent tells whether waiting is over: enough tries in vain, or no word in either direction for long.
func (c Contact) silent(now time.Time) bool {
	until := c.hope()
	return !until.IsZero() && !now.Before(until)
}

// hope is the moment at which somebody never met is let rest, unless somebody writes: long after the last word, sooner after
// two mails in vain to a stranger or three to somebody who ever answered. It is zero while neither turned to the other.
func (c Contact) hope() time.Time {
	touch, enough := newest(c.Marks[MarkTouch]).At, 2
	if c.Answered {
		enough = 3
	}
	switch {
	case touch.IsZero():
		return time.Time{}
	case !c.Theirs && c.Tries >= enough:
		return touch.Add(vainAfter)
	}
	return touch.Add(longSilent)
}

// newest is the last moment of a list, zero where there is none.
func newest(list []Moment) Moment {
	if len(list) == 0 {
		return Moment{}
	}
	return list[len(list)-1]
}
