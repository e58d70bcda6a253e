// Package auto finds automatic answers (RFC 3834): somebody is away, or has left. It reads the day of return and the
// successor where the text is plain about them.
package auto

import (
	"strings"
	"time"

	"cuppa/mail"
	"cuppa/rules"
)

// Answer is an automatic answer.
type Answer struct {
	Until     time.Time // the day of return, zero if it does not say
	Left      bool      // has left the organisation
	Successor *rules.Person
}

// Finding is what a mail shows as an automatic answer.
type Finding struct {
	Answer     *Answer // nil: none
	Confidence float64 // 1 for header fields that say it, less for other evidence
	Why        []string
}

// limit bounds how much of a text is looked at, in bytes.
const limit = 16 << 10

// Read finds an automatic answer in a mail, of which text is the new text. The zero Finding means that it is none.
func Read(m *mail.Message, text string) Finding {
	var f Finding
	f.headers(m)
	f.subject(m)
	if f.Confidence < enough {
		return Finding{}
	}
	text = m.Subject + "\n\n" + text[:min(len(text), limit)]
	f.Answer = &Answer{}
	if f.Answer.Left = left(text); f.Answer.Left {
		f.Answer.Successor = successor(m, text)
	} else {
		f.Answer.Until = until(text, m.Date)
	}
	return f
}

// enough is the confidence from which a mail is an automatic answer.
const enough = 0.7

// add notes a piece of evidence.
func (f *Finding) add(confidence float64, why string) {
	f.Confidence = max(f.Confidence, confidence)
	f.Why = append(f.Why, why)
}

// headers weighs the fields that answering machines write. X-Auto-Response-Suppress is not among them: it asks others
// not to answer, and people's mail bears it too.
func (f *Finding) headers(m *mail.Message) {
	answers := len(m.InReplyTo)+len(m.References) > 0
	submitted, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(m.Value("Auto-Submitted"))), ";")
	switch strings.TrimSpace(submitted) {
	case "auto-replied": // RFC 3834, 5
		f.add(1, "Auto-Submitted: auto-replied")
	case "auto-generated", "auto-notified":
		if answers {
			f.add(0.85, "Auto-Submitted: "+submitted+", in answer to a mail")
		}
	}
	for _, name := range []string{"X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Mail-Autoreply", "X-FC-MachineGenerated"} {
		if m.Value(name) != "" {
			f.add(1, name)
		}
	}
	for _, name := range []string{"Precedence", "X-Precedence"} {
		switch v := strings.ToLower(strings.TrimSpace(m.Value(name))); {
		case v == "auto_reply" || v == "auto-reply":
			f.add(1, name+": "+v)
		case v == "junk" && answers:
			f.add(0.85, name+": junk, in answer to a mail")
		}
	}
}

// subject weighs how the subject begins. Some beginnings only machines write; others people write too, and they count
// where the mail has an empty return path (RFC 3834, 3.3) or answers another.
func (f *Finding) subject(m *mail.Message) {
	title := strings.ToLower(strings.TrimSpace(m.Subject))
	silent := strings.TrimSpace(m.Value("Return-Path")) == "<>"
	if silent {
		f.Why = append(f.Why, "Return-Path: <>")
	}
	why := "Subject: " + m.Subject
	switch answers := len(m.InReplyTo)+len(m.References) > 0; {
	case begins(title, machineSubjects):
		f.add(0.9, why)
	case begins(title, awaySubjects) && silent:
		f.add(0.9, why)
	case begins(title, awaySubjects) && answers:
		f.add(0.75, why)
	}
}

// begins tells whether a text begins with one of the phrases.
func begins(text string, phrases []string) bool {
	for _, p := range phrases {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}
