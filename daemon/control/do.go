package control

import (
	"errors"
	"time"

	"cuppa/rules/command"
)

// receipt is what became of a command, as JSON. Lists are never null.
type receipt struct {
	Lines   []obeyed  `json:"lines"`
	Unclear []unclear `json:"unclear"`
}

// obeyed is one thing that was done.
type obeyed struct {
	Number  int             `json:"number"`
	Name    string          `json:"name"`
	Verb    command.Verb    `json:"verb"`
	Kind    string          `json:"kind"` // the prompt's; "" where it was about the person alone
	Outcome command.Outcome `json:"outcome"`
	At      *time.Time      `json:"at,omitempty"`
	Until   *time.Time      `json:"until,omitempty"`
	Address string          `json:"address,omitempty"`
}

// unclear is what was not done, and why.
type unclear struct {
	Text    string         `json:"text"`
	Reason  command.Reason `json:"reason"`
	Nearest string         `json:"nearest,omitempty"`
}

// do does what the owner says, and tells it as a receipt. What was not clear is an error where nothing else was said.
func do(a Account, q Request) (string, error) {
	if q.Command == nil {
		return "", errors.New("do: no command is given")
	}
	r, err := a.Desk.Do(q.At, *q.Command)
	if err != nil {
		return "", err
	}
	if len(r.Lines) == 0 && len(r.Unclear) > 0 {
		return "", errors.New(a.Desk.Receipt(q.At, r))
	}
	if a.Changed != nil {
		a.Changed()
	}
	if q.Format == "json" {
		return marshal(newReceipt(r, a.Desk.Zone()))
	}
	return a.Desk.Receipt(q.At, r), nil
}

func newReceipt(r command.Receipt, zone *time.Location) receipt {
	v := receipt{Lines: []obeyed{}, Unclear: []unclear{}}
	for _, l := range r.Lines {
		v.Lines = append(v.Lines, obeyed{Number: l.Number, Name: l.Name, Verb: l.Verb, Kind: l.Kind, Outcome: l.Outcome,
			At: moment(l.At.In(zone)), Until: moment(l.Until.In(zone)), Address: l.Address})
	}
	for _, u := range r.Unclear {
		v.Unclear = append(v.Unclear, unclear{Text: u.Text, Reason: u.Reason, Nearest: u.Nearest})
	}
	return v
}
