package control

import (
	"fmt"
	"strings"
	"time"

	"cuppa/daemon/desk"
	"cuppa/rules"
)

// reason is one prompt about a contact, due or ahead.
type reason struct {
	ID     rules.PromptID `json:"id"`
	Rule   string         `json:"rule"`
	Kind   string         `json:"kind"`
	Due    bool           `json:"due"`
	Urgent bool           `json:"urgent"`
	Since  time.Time      `json:"since"` // the moment it counts from
	Event  rules.EventID  `json:"event"`
	From   time.Time      `json:"from"`
	Until  *time.Time     `json:"until"`
	Ask    int            `json:"ask"` // the number of this ask
}

// story is all that is known of a contact, and what follows from it.
type story struct {
	shown
	Prompts []reason `json:"prompts"`
}

func explain(a Account, q Request) (string, error) {
	l, err := a.Desk.Show(q.At, q.Whom)
	if err != nil {
		return "", err
	}
	zone := a.Desk.Zone()
	s := story{shown: newShown(l, zone), Prompts: []reason{}}
	for _, p := range l.Due {
		s.Prompts = append(s.Prompts, newReason(p, true, zone))
	}
	for _, p := range l.Ahead {
		s.Prompts = append(s.Prompts, newReason(p, false, zone))
	}
	if q.Format == "json" {
		return marshal(s)
	}
	return portrait(s.shown) + "\nWhat was observed\n" + chronicle(s.shown) + "\nWhat follows\n" + follows(s, l), nil
}

func newReason(p rules.Prompt, due bool, zone *time.Location) reason {
	return reason{ID: p.ID, Rule: p.Rule, Kind: p.Kind, Due: due, Urgent: p.Urgent, Since: p.Anchor.At.In(zone),
		Event: p.Anchor.Event, From: p.From.In(zone), Until: moment(p.Until.In(zone)), Ask: p.Try}
}

// follows says in words what a contact's agenda holds, and which marks it was made from.
func follows(s story, l desk.Listed) string {
	var b strings.Builder
	for _, r := range s.Prompts {
		state := "begins " + r.From.Format("2006-01-02 15:04")
		if r.Due {
			state = "due since " + r.From.Format("2006-01-02 15:04")
		}
		end := ""
		if r.Until != nil {
			end = ", ends " + r.Until.Format("2006-01-02 15:04")
		}
		fmt.Fprintf(&b, "%s (rule %s): %s%s; counted from %s, event %s; ask %d\n", r.Kind, r.Rule, state, end,
			r.Since.Format("2006-01-02 15:04"), r.Event, r.Ask)
	}
	if len(s.Prompts) == 0 {
		fmt.Fprintf(&b, "Nothing is due and nothing is ahead: the stage is %s.\n", l.Stage)
	}
	for _, rule := range l.Contact.Off {
		fmt.Fprintf(&b, "The rule %s is switched off for this contact.\n", rule)
	}
	return b.String()
}
