package control

import (
	"fmt"
	"slices"
	"strings"
	"time"

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

// story is all that is known of a contact, what follows from it, and what each rule has to say.
type story struct {
	shown
	Prompts []reason  `json:"prompts"`
	Rules   []verdict `json:"rules"`
}

func explain(a Account, q Request) (string, error) {
	l, verdicts, err := a.Desk.Explain(q.At, q.Whom)
	if err != nil {
		return "", err
	}
	zone := a.Desk.Zone()
	s := story{shown: newShown(l, q.At, zone), Prompts: []reason{}, Rules: []verdict{}}
	for i, p := range slices.Concat(l.Due, l.Ahead) {
		if !slices.ContainsFunc(s.Prompts, func(r reason) bool { return r.ID == p.ID }) { // quiet days cut one into many
			s.Prompts = append(s.Prompts, newReason(p, i < len(l.Due), zone))
		}
	}
	for _, v := range verdicts {
		s.Rules = append(s.Rules, newVerdict(v, zone))
	}
	if q.Format == "json" {
		return marshal(s)
	}
	return portrait(s.shown) + "\nWhat was observed\n" + chronicle(s.shown) + "\nWhat follows\n" + follows(s) +
		"\nWhat each rule says\n" + judgements(s.Rules), nil
}

func newReason(p rules.Prompt, due bool, zone *time.Location) reason {
	return reason{ID: p.ID, Rule: p.Rule, Kind: p.Kind, Due: due, Urgent: p.Urgent, Since: p.Anchor.At.In(zone),
		Event: p.Anchor.Event, From: p.From.In(zone), Until: moment(p.Until.In(zone)), Ask: p.Try}
}

// follows says in words what a contact's agenda holds, a line a prompt.
func follows(s story) string {
	if len(s.Prompts) == 0 {
		return fmt.Sprintf("Nothing is due and nothing is ahead: the stage is %s.\n", s.Stage)
	}
	var rows [][]string
	for _, r := range s.Prompts {
		state := "from " + minute(r.From)
		if r.Due {
			state = "due since " + minute(r.From)
		}
		if r.Until != nil {
			state += " until " + minute(*r.Until)
		}
		about := "counted from " + minute(r.Since)
		if words := s.words(r.Event); words != "" {
			about += ": " + words
		}
		rows = append(rows, []string{r.Kind, state, fmt.Sprintf("ask %d", r.Ask), about})
	}
	return table(rows)
}

// words are the kind and the evidence of an event of the contact's.
func (s shown) words(id rules.EventID) string {
	for _, e := range s.Events {
		if e.ID == id {
			return strings.TrimSpace(string(e.Kind) + " " + e.Evidence)
		}
	}
	return ""
}

func minute(t time.Time) string { return t.Format("2006-01-02 15:04") }
