package rules

import "time"

// Verdict is what one rule has to say of a contact at a moment, and why.
type Verdict struct {
	Rule   string
	Kind   string // what it would ask for
	Since  Mark   // what it counts from
	When   string // its condition, as it was written
	Reason Reason
	Anchor Moment    // what it counts from; zero where the contact has none
	From   time.Time // due or ahead: since when, or from when; else zero
	Until  time.Time // due, ahead, settled, expired or over: the end; zero: none is in sight
	By     Mark      // settled: what settled it
	Asked  int       // how often it has asked: about the anchor, or since the contact's last word
}

// Why a rule asks, will ask, or is silent.
const (
	ReasonDue       Reason = "due"       // it asks
	ReasonAhead     Reason = "ahead"     // its time has not come
	ReasonAgain     Reason = "again"     // it has asked, and will once more
	ReasonLater     Reason = "later"     // the owner put it off
	ReasonAway      Reason = "away"      // it waits until they are back
	ReasonOff       Reason = "off"       // silent: the owner switched it off for this contact
	ReasonDeclined  Reason = "declined"  // silent: they said no
	ReasonRested    Reason = "rested"    // silent: the owner let them rest
	ReasonGone      Reason = "gone"      // silent: no address of theirs works
	ReasonCondition Reason = "condition" // silent: its condition is not true of this contact
	ReasonNothing   Reason = "nothing"   // silent: nothing has happened that it counts from
	ReasonRhythm    Reason = "rhythm"    // silent: the contact has no rhythm
	ReasonHistory   Reason = "history"   // silent: it was past when the account began
	ReasonDone      Reason = "done"      // silent: the owner said done
	ReasonAsked     Reason = "asked"     // silent: it has asked often enough
	ReasonSettled   Reason = "settled"   // silent: it was settled
	ReasonExpired   Reason = "expired"   // silent: it is too late for it
	ReasonOver      Reason = "over"      // silent: what it looks ahead to has come
)

// Explain is the verdict of each rule on c at a moment, in the order of the rules.
func Explain(c Contact, rs []Rule, al Almanac, now time.Time) []Verdict {
	list := make([]Verdict, 0, len(rs))
	for _, r := range rs {
		list = append(list, c.verdict(r, al, now))
	}
	return list
}

// verdict is what Agenda makes of one rule: its first prompt, or else why its newest anchor gives none.
func (c Contact) verdict(r Rule, al Almanac, now time.Time) Verdict {
	anchor, barred := newest(c.Marks[r.Since]), c.bars(r)
	if barred == "" && anchor.At.IsZero() {
		barred = ReasonNothing
	}
	v := Verdict{Rule: r.Name, Kind: r.Prompt, Since: r.Since, When: r.Condition, Reason: barred}
	if barred != "" {
		return v
	}
	if agenda := Agenda(c, []Rule{r}, al, now); len(agenda) > 0 {
		p := agenda[0]
		v.Anchor, v.From, v.Until, v.Asked = p.Anchor, p.From, p.Until, p.Try-1
		v.Reason = c.waits(p, r, al, now)
		return v
	}
	ask := c.Asks[promptID(c.ID, r.Name, anchor.Event)]
	start, spent := c.begins(r, al, anchor, ask)
	v.Anchor, v.Asked, v.Reason = anchor, c.asked(r, ask), spent
	if spent == "" {
		v.Until = c.until(r, al, nil, anchor, start)
		v.Reason, v.By = c.ended(r, al, anchor, start, v.Until)
	}
	return v
}

// waits says of a prompt that it is due, or what it waits for.
func (c Contact) waits(p Prompt, r Rule, al Almanac, now time.Time) Reason {
	switch {
	case p.holds(now):
		return ReasonDue
	case p.From.Equal(c.Asks[p.ID].Until):
		return ReasonLater
	case p.From.Equal(c.back(r, al)):
		return ReasonAway
	case p.Try > 1:
		return ReasonAgain
	}
	return ReasonAhead
}

// ended says what ended a prompt that was not asked often enough.
func (c Contact) ended(r Rule, al Almanac, anchor Moment, start, until time.Time) (Reason, Mark) {
	for _, m := range r.Until {
		if at := firstAfter(c.Marks[m], anchor.At); at.Equal(until) {
			return ReasonSettled, m
		}
	}
	if !r.Expires.IsZero() && r.Expires.From(start, al.Zone, nil).Equal(until) {
		return ReasonExpired, ""
	}
	return ReasonOver, ""
}
