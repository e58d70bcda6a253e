package control

import (
	"fmt"
	"strings"
	"time"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// Classified is one mail as `cuppa classify --json` shows it.
type Classified struct {
	File        string           `json:"file"`
	Class       understand.Class `json:"class"`
	Confidence  float64          `json:"confidence"`
	Why         []string         `json:"why"`
	From        string           `json:"from,omitempty"`
	Subject     string           `json:"subject,omitempty"`
	Text        string           `json:"text,omitempty"`
	FullText    string           `json:"full_text,omitempty"`
	Signature   string           `json:"signature,omitempty"`
	Intent      rules.Intent     `json:"intent,omitempty"`
	Bounce      *bounce          `json:"bounce,omitempty"`
	Auto        *auto            `json:"auto,omitempty"`
	Calendar    *calendar        `json:"calendar,omitempty"`
	Person      *signed          `json:"person,omitempty"`
	Introduces  []string         `json:"introduces,omitempty"`
	Trusted     bool             `json:"trusted"`
	Attachments []string         `json:"attachments,omitempty"`
}

type bounce struct {
	Kind       string   `json:"kind"`
	Recipients []string `json:"recipients"`
	Status     string   `json:"status,omitempty"`
	Original   string   `json:"original,omitempty"`
}

type auto struct {
	Until     string `json:"until,omitempty"` // a day
	Left      bool   `json:"left,omitempty"`
	Successor string `json:"successor,omitempty"`
}

type calendar struct {
	Method  string     `json:"method"`
	UID     string     `json:"uid"`
	Start   *time.Time `json:"start,omitempty"`
	End     *time.Time `json:"end,omitempty"`
	Summary string     `json:"summary,omitempty"`
}

type signed struct {
	Name         string `json:"name,omitempty"`
	Title        string `json:"title,omitempty"`
	Organisation string `json:"organisation,omitempty"`
}

// Classify puts what a mail shows by itself into the shape of the contract.
func Classify(file string, m mail.Message, r understand.Reading) Classified {
	c := Classified{File: file, Class: r.Class, Confidence: r.Confidence, Why: append([]string{}, r.Why...), Subject: m.Subject,
		Text: r.Text, FullText: m.Text, Signature: r.Signature, Intent: r.Intent, Attachments: m.Names}
	if len(m.From) > 0 {
		c.From = m.From[0].Addr
	}
	if p := r.Report; p != nil {
		c.Bounce = &bounce{Kind: p.Kind, Recipients: append([]string{}, p.Recipients...), Status: p.Status, Original: p.Original}
	}
	if a := r.Auto; a != nil {
		c.Auto = &auto{Left: a.Left}
		if !a.Until.IsZero() {
			c.Auto.Until = a.Until.Format(time.DateOnly)
		}
		if a.Successor != nil {
			c.Auto.Successor = a.Successor.Address
		}
	}
	if i := r.Invite; i != nil {
		c.Calendar = &calendar{Method: i.Method, UID: i.UID, Start: moment(i.Start), End: moment(i.End), Summary: i.Summary}
	}
	if p := r.Person; p != nil && (p.Name != "" || p.Title != "" || p.Organisation != "") {
		c.Person = &signed{Name: p.Name, Title: p.Title, Organisation: p.Organisation}
	}
	return c
}

// String is the same for a person: the class, and a line for each piece of evidence.
func (c Classified) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s (%.2f)\n", printable(c.File), c.Class, c.Confidence)
	for _, row := range [][2]string{{"from", c.From}, {"subject", c.Subject}, {"intent", string(c.Intent)}} {
		if row[1] != "" {
			fmt.Fprintf(&b, "  %s: %s\n", row[0], printable(row[1]))
		}
	}
	for _, why := range c.Why {
		fmt.Fprintf(&b, "  because %s\n", printable(why))
	}
	return b.String()
}
