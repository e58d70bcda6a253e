package rules

import (
	"cmp"
	"slices"
	"time"

	"cuppa/rules/dates"
)

// Agenda is every prompt of c that ends after the given moment, ordered by From. A prompt that sleeps in a quiet range
// stands in it once for each interval in which it holds, always with the same ID.
func Agenda(c Contact, rs []Rule, al Almanac, after time.Time) []Prompt {
	var list []Prompt
	for _, r := range rs {
		if c.bars(r) != "" {
			continue
		}
		for i := range c.Marks[r.Since] {
			list = append(list, c.prompts(r, al, i, after)...)
		}
	}
	slices.SortFunc(list, func(a, b Prompt) int {
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// Due is what of an agenda holds at this moment.
func Due(agenda []Prompt, now time.Time) []Prompt {
	return slices.DeleteFunc(slices.Clone(agenda), func(p Prompt) bool { return !p.holds(now) })
}

// Start is when a contact must be looked at again: the earliest beginning in its agenda, which may be past, or the moment
// at which silence lets it rest, while that lies ahead; zero for never.
func Start(c Contact, agenda []Prompt, now time.Time) time.Time {
	var start time.Time
	if until := c.hope(); until.After(now) && c.Stage(until) == StageResting {
		start = until
	}
	if len(agenda) > 0 {
		start = earliest(start, agenda[0].From)
	}
	return start
}

func (p Prompt) holds(now time.Time) bool {
	return !now.Before(p.From) && (p.Until.IsZero() || now.Before(p.Until))
}

// bars says why a rule may not speak of the contact at all, or "". Nobody is asked about who said no or was let rest; of
// somebody who cannot be reached only the address is asked for. What the owner must say, and what he wants to come back
// to in spite of it, is asked all the same: a no and a rest end the reminders before them.
func (c Contact) bars(r Rule) Reason {
	wanted := r.Prompt == KindConfirm || r.Since == MarkRemind
	switch {
	case slices.Contains(c.Off, r.Name):
		return ReasonOff
	case !c.Declined.IsZero() && !wanted:
		return ReasonDeclined
	case !c.Rested.IsZero() && !wanted:
		return ReasonRested
	case c.Gone && r.Prompt != KindFindAddress && !wanted:
		return ReasonGone
	case r.When != nil && !r.When(c):
		return ReasonCondition
	}
	return ""
}

// prompts are the intervals in which rule r prompts about the i-th moment of its mark.
func (c Contact) prompts(r Rule, al Almanac, i int, after time.Time) []Prompt {
	list := c.Marks[r.Since]
	if i+1 < len(list) && !list[i+1].At.After(after) {
		return nil // a newer anchor ended it
	}
	anchor := list[i]
	p := Prompt{ID: promptID(c.ID, r.Name, anchor.Event), Contact: c.ID, Rule: r.Name, Kind: r.Prompt, Anchor: anchor,
		Urgent: r.Urgent, Silence: r.Silence}
	ask := c.Asks[p.ID]
	asked := c.asked(r, ask)
	p.Try, p.Last = asked+1, ask.Last
	start, spent := c.begins(r, al, anchor, ask)
	if spent != "" {
		return nil
	}
	p.Until = c.until(r, al, list[i+1:], anchor, start)
	p.From, _ = c.comes(r, al, anchor, asked)
	p.From = latest(p.From, start, c.reminder(r, anchor))
	if !ask.Last.IsZero() {
		p.From = latest(p.From, midnight.On(r.Every.From(ask.Last, al.Zone, nil), al.Zone))
	}
	return slices.DeleteFunc(pieces(p, r, al, after), func(q Prompt) bool { return !q.endsAfter(after) })
}

// begins is when a prompt about an anchor comes due for the first time, but not before the day it was put off to or that of
// a return; or why it will not come any more.
func (c Contact) begins(r Rule, al Almanac, anchor Moment, ask Ask) (time.Time, Reason) {
	start, ok := c.comes(r, al, anchor, 0)
	switch {
	case !ok:
		return start, ReasonRhythm
	case history(r.Since, anchor, start, al.Began):
		return start, ReasonHistory
	case !ask.Done.IsZero():
		return start, ReasonDone
	case c.asked(r, ask) >= r.Times:
		return start, ReasonAsked
	}
	return latest(start, ask.Until, c.back(r, al)), ""
}

// asked counts the asks of a prompt so far. An anchor that the owner made himself does not begin the count anew: then all
// asks by the rule since the contact's last word, or news of a meeting, count.
func (c Contact) asked(r Rule, ask Ask) int {
	switch r.Since {
	case MarkOutreach, MarkAnswer, MarkSent, MarkTouch, MarkThanked:
		return max(ask.Times, c.Counts[r.Name])
	}
	return ask.Times
}

// comes is when the ask after so many comes due, and whether it ever does.
func (c Contact) comes(r Rule, al Almanac, anchor Moment, asked int) (time.Time, bool) {
	after, ever := c.rhythm(anchor.At)
	if !r.Rhythm {
		after, ever = r.After[min(asked, len(r.After)-1)], true
	}
	var quiet dates.Quiet
	if r.Quiet {
		quiet = al.Quiet
	}
	return r.At.On(after.From(anchor.At, al.Zone, quiet), al.Zone), ever
}

// rhythm is how long after a touch the contact is due for another: what the owner gave; without it three months after a
// meeting, then every four; nobody is checked in with whom the owner never met.
func (c Contact) rhythm(touch time.Time) (dates.Span, bool) {
	if !c.Cadence.IsZero() {
		return c.Cadence, true
	}
	met, i := lastAtOrBefore(c.Marks[MarkMet], touch)
	if out, _ := lastAtOrBefore(c.Marks[MarkOutreach], touch); out.At.After(met.At) {
		return dates.Span{Months: 4}, i >= 0
	}
	return dates.Span{Months: 3}, i >= 0
}

// until is the end of a prompt: a newer anchor, what settles it, its expiry, or the anchor itself where the prompt looks
// ahead to it.
func (c Contact) until(r Rule, al Almanac, newer []Moment, anchor Moment, start time.Time) time.Time {
	var ends []time.Time
	if len(newer) > 0 {
		ends = append(ends, newer[0].At)
	}
	if len(r.After) > 0 && r.After[0].Negative() {
		ends = append(ends, anchor.At)
	}
	for _, m := range r.Until {
		ends = append(ends, firstAfter(c.Marks[m], anchor.At))
	}
	if !r.Expires.IsZero() {
		ends = append(ends, r.Expires.From(start, al.Zone, nil))
	}
	return earliest(ends...)
}

// back is the first moment a rule that waits for an absence to end may prompt: three business days after the day of
// return, ten days after a note that names none.
func (c Contact) back(r Rule, al Almanac) time.Time {
	switch {
	case !r.Back || c.Away.IsZero():
		return time.Time{}
	case c.Back.IsZero():
		return dates.Span{Days: 10}.From(c.Away, al.Zone, nil)
	}
	return dates.Span{Business: 3}.From(c.Back, al.Zone, nil)
}

// reminder is when the owner wants to come back to it: a rule that waits for people waits for that day too.
func (c Contact) reminder(r Rule, anchor Moment) time.Time {
	if last := newest(c.Marks[MarkRemind]).At; r.Back && last.After(anchor.At) {
		return last
	}
	return time.Time{}
}

// pieces cuts a prompt's interval at the quiet ranges in which its rule is silent: at all that are past, and at the next
// few.
func pieces(p Prompt, r Rule, al Almanac, after time.Time) []Prompt {
	var list []Prompt
	for few := 8; r.Quiet && few > 0; {
		start, end, any := al.Quiet.Next(p.From, al.Zone)
		if !any || !p.endsAfter(start) {
			break
		}
		if p.From.Before(start) {
			first := p
			first.Until = start
			list = append(list, first)
		}
		p.From = end
		if end.After(after) {
			few--
		}
	}
	if !p.endsAfter(p.From) {
		return list
	}
	return append(list, p)
}

func (p Prompt) endsAfter(t time.Time) bool { return p.Until.IsZero() || p.Until.After(t) }

// history tells whether a prompt was past when the account began: then it is no debt, but for what is recent enough to be
// worth a word.
func history(since Mark, anchor Moment, start, began time.Time) bool {
	var window time.Duration
	switch since {
	case MarkOutreach, MarkAnswer, MarkSent, MarkBounced:
		window = 21 * day
	case MarkReply, MarkQuestion:
		window = 7 * day
	case MarkEnd, MarkMet:
		window = 3 * day
	}
	return start.Before(began) && anchor.At.Before(began.Add(-window))
}

func latest(times ...time.Time) time.Time {
	var last time.Time
	for _, t := range times {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// earliest is the first of the moments there are; zero stands for none.
func earliest(times ...time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if first.IsZero() || !t.IsZero() && t.Before(first) {
			first = t
		}
	}
	return first
}

var midnight = dates.Clock{Set: true}

func firstAfter(list []Moment, t time.Time) time.Time {
	for _, m := range list {
		if m.At.After(t) {
			return m.At
		}
	}
	return time.Time{}
}

// lastAtOrBefore is the newest moment not after t, and its place in the list: zero and -1 for none.
func lastAtOrBefore(list []Moment, t time.Time) (Moment, int) {
	for i, m := range slices.Backward(list) {
		if !m.At.After(t) {
			return m, i
		}
	}
	return Moment{}, -1
}
