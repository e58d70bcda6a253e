package control

import (
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"time"

	"cuppa/mail"
	"cuppa/mail/message"
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
	Left      bool   `json:"left"`
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
	if r.Intent == rules.Introduces {
		c.Introduces = introduced(m, r.Text)
	}
	return c
}

// classify says what a mail is to the owner of an account: by its contacts, threads and letters.
func classify(a Account, q Request) (string, error) {
	m := message.Read(q.Mail)
	r, v, err := a.Desk.Classify(q.At, m)
	if err != nil {
		return "", err
	}
	c := Classify(q.File, m, r)
	c.Class, c.Confidence, c.Trusted, c.Why = v.Class, v.Confidence, v.Trusted, append([]string{}, v.Why...)
	if q.Format == "json" {
		return marshal(c)
	}
	return c.String(), nil
}

// introduced are the addresses of those whom a mail introduces: in Cc, or named in its new text.
func introduced(m mail.Message, text string) []string {
	var list []string
	add := func(addr string) {
		own := slices.ContainsFunc(slices.Concat(m.From, m.To), func(a mail.Address) bool { return a.Addr == addr })
		if !own && !slices.Contains(list, addr) {
			list = append(list, addr)
		}
	}
	for _, a := range m.Cc {
		add(a.Addr)
	}
	for word := range strings.FieldsSeq(text) {
		if a, err := netmail.ParseAddress(strings.Trim(word, ".,;:!?()[]<>\"'")); err == nil {
			add(strings.ToLower(a.Address))
		}
	}
	return list
}

// String is the same for a person: the class, a line for each thing that was read, and one for each piece of evidence.
func (c Classified) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s (%.2f)\n", printable(c.File), c.Class, c.Confidence)
	rows := append([][2]string{{"from", c.From}, {"subject", c.Subject}, {"intent", string(c.Intent)}}, c.details()...)
	for _, row := range rows {
		if row[1] != "" {
			fmt.Fprintf(&b, "  %s: %s\n", row[0], printable(row[1]))
		}
	}
	for _, why := range c.Why {
		fmt.Fprintf(&b, "  because %s\n", printable(why))
	}
	return b.String()
}

// details are the fields that only some classes have, in words.
func (c Classified) details() [][2]string {
	var rows [][2]string
	if p := c.Bounce; p != nil {
		rows = append(rows, [2]string{"bounce", strings.TrimSpace(p.Kind + " " + p.Status + " " + strings.Join(p.Recipients, ", "))})
	}
	if a := c.Auto; a != nil {
		rows = append(rows, [2]string{"away until", a.Until}, [2]string{"successor", a.Successor})
		if a.Left {
			rows = append(rows, [2]string{"left", "the organisation"})
		}
	}
	if e := c.Calendar; e != nil {
		rows = append(rows, [2]string{"calendar", e.Method + " " + e.Summary})
		if e.Start != nil {
			rows = append(rows, [2]string{"start", e.Start.Format(time.RFC3339)})
		}
	}
	if p := c.Person; p != nil {
		rows = append(rows, [2]string{"person", strings.Join(slices.DeleteFunc([]string{p.Name, p.Title, p.Organisation}, empty), ", ")})
	}
	return append(rows, [2]string{"introduces", strings.Join(c.Introduces, ", ")},
		[2]string{"attachments", strings.Join(c.Attachments, ", ")})
}

func empty(s string) bool { return s == "" }
