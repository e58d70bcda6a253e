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
	Confidence float64 // 1 for header fields, less for a subject
	Why        []string
}

// Read finds an automatic answer in a mail; the zero Finding means that it is none.
func Read(m *mail.Message, text string) Finding {
	var f Finding
	f.headers(m)
	if f.Confidence == 0 {
		return Finding{}
	}
	f.Answer = &Answer{}
	return f
}

// headers weighs the fields that only answering machines write. X-Auto-Response-Suppress is not among them: it asks
// others not to answer, and people's mail bears it too.
func (f *Finding) headers(m *mail.Message) {
	if v := m.Value("Auto-Submitted"); strings.HasPrefix(strings.ToLower(v), "auto-replied") {
		f.add(1, "Auto-Submitted: auto-replied")
	}
	for _, name := range []string{"X-Autoreply", "X-Autorespond", "X-FC-MachineGenerated"} {
		if m.Value(name) != "" {
			f.add(1, name)
		}
	}
}

// add notes a piece of evidence.
func (f *Finding) add(confidence float64, why string) {
	f.Confidence = max(f.Confidence, confidence)
	f.Why = append(f.Why, why)
}
