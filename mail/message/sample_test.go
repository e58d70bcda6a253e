package message

import (
	"time"

	"cuppa/mail"
)

// written is a message as golden files hold it: bodies as text, empty fields left out.
type written struct {
	Fields                             []mail.Field   `json:",omitempty"`
	ID                                 string         `json:",omitempty"`
	InReplyTo, References              []string       `json:",omitempty"`
	Date                               string         `json:",omitempty"`
	From, Sender, ReplyTo, To, Cc, Bcc []mail.Address `json:",omitempty"`
	Subject, Text, HTML                string         `json:",omitempty"`
	Parts                              []writtenPart  `json:",omitempty"`
	Names, Faults                      []string       `json:",omitempty"`
}

type writtenPart struct {
	Type              string
	Params            map[string]string `json:",omitempty"`
	Disposition, Name string            `json:",omitempty"`
	Body              string            `json:",omitempty"`
	Nested            *written          `json:",omitempty"`
}

// textual makes of a message what a golden file holds.
func textual(m mail.Message) *written {
	w := written{
		Fields: m.Fields, ID: m.ID, InReplyTo: m.InReplyTo, References: m.References,
		From: m.From, Sender: m.Sender, ReplyTo: m.ReplyTo, To: m.To, Cc: m.Cc, Bcc: m.Bcc,
		Subject: m.Subject, Text: m.Text, HTML: m.HTML, Names: m.Names, Faults: m.Faults,
	}
	if !m.Date.IsZero() {
		w.Date = m.Date.Format(time.RFC3339)
	}
	for _, p := range m.Parts {
		part := writtenPart{Type: p.Type, Params: p.Params, Disposition: p.Disposition, Name: p.Name, Body: string(p.Body)}
		if p.Nested != nil {
			part.Nested = textual(*p.Nested)
		}
		w.Parts = append(w.Parts, part)
	}
	return &w
}
