package control

import (
	"fmt"
	"strings"
	"time"

	"cuppa/rules"
)

// verdict is what one rule has to say of a contact. Times that are not known are null.
type verdict struct {
	Rule   string       `json:"rule"`
	Kind   string       `json:"kind"`
	Reason rules.Reason `json:"reason"`
	Why    string       `json:"why"` // the reason in words
	Since  rules.Mark   `json:"since"`
	Anchor *time.Time   `json:"anchor"` // the moment it counts from
	From   *time.Time   `json:"from"`
	Until  *time.Time   `json:"until"`
	Asked  int          `json:"asked"`
	When   string       `json:"when"` // its condition
}

func newVerdict(v rules.Verdict, zone *time.Location) verdict {
	return verdict{Rule: v.Rule, Kind: v.Kind, Reason: v.Reason, Why: why(v, zone), Since: v.Since, Asked: v.Asked, When: v.When,
		Anchor: moment(v.Anchor.At.In(zone)), From: moment(v.From.In(zone)), Until: moment(v.Until.In(zone))}
}

// why says in words what a verdict rests on.
func why(v rules.Verdict, zone *time.Location) string {
	from, until := minute(v.From.In(zone)), minute(v.Until.In(zone))
	switch v.Reason {
	case rules.ReasonDue:
		return "asks since " + from
	case rules.ReasonAhead:
		return "not before " + from
	case rules.ReasonAgain:
		return fmt.Sprintf("asked %s, again from %s", times(v.Asked), from)
	case rules.ReasonLater:
		return "you put it off until " + from
	case rules.ReasonAway:
		return "waits until they are back, from " + from
	case rules.ReasonOff:
		return "you switched it off for this contact"
	case rules.ReasonDeclined:
		return "their newest word is no"
	case rules.ReasonRested:
		return "you let this contact rest"
	case rules.ReasonGone:
		return "no address of theirs works"
	case rules.ReasonCondition:
		return "its condition is not true: " + v.When
	case rules.ReasonNothing:
		return "nothing to count from yet: " + string(v.Since)
	case rules.ReasonRhythm:
		return "you never met, and gave no rhythm"
	case rules.ReasonHistory:
		return "it was past when the account began"
	case rules.ReasonDone:
		return "you said that it is done"
	case rules.ReasonAsked:
		return "asked " + times(v.Asked) + ", which is enough"
	case rules.ReasonSettled:
		return "settled by a " + string(v.By) + " on " + until
	case rules.ReasonExpired:
		return "too late for it since " + until
	case rules.ReasonOver:
		return "over since " + until
	}
	return string(v.Reason)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// judgements are the verdicts as text, a line a rule.
func judgements(list []verdict) string {
	var rows [][]string
	for _, v := range list {
		about := ""
		if v.Anchor != nil {
			about = strings.TrimSpace("counted from " + string(v.Since) + " of " + minute(*v.Anchor))
		}
		rows = append(rows, []string{v.Rule, v.Why, about})
	}
	return table(rows)
}
