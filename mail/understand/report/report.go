// Package report reads delivery reports (RFC 3464): which address failed, for good or for a while, and which mail the
// report speaks of. It also knows the reports that are no failure: delivery success, read receipts (RFC 8098) and
// feedback reports (RFC 5965); and free-text reports where it is plain that a mail system wrote them.
package report

import (
	"strings"

	"cuppa/mail"
)

// The kinds of failure.
const (
	Hard    = "hard"    // the address does not work
	Soft    = "soft"    // this mail was not delivered, another one may be
	Delayed = "delayed" // the mail system is still trying
)

// Report is a delivery report (RFC 3464), or a free-text one.
type Report struct {
	Kind       string   // hard, soft or delayed
	Recipients []string // lower case
	Status     string   // RFC 3463: 5.1.1
	Original   string   // Message-ID of the mail it speaks of, "" if it does not say
}

// Finding is what a mail shows as a report.
type Finding struct {
	Report     *Report // a failure; nil: none
	Notice     bool    // a report that is no failure: success, a receipt, feedback
	Confidence float64 // 1 for structure, less for free text
	Why        []string
}

// Read finds a report in a mail; the zero Finding means that it is none.
func Read(m *mail.Message) Finding {
	if f, ok := readReceipt(m); ok {
		return f
	}
	if f, ok := readStatus(m); ok {
		return f
	}
	return readText(m)
}

// readReceipt finds disposition notifications and feedback reports.
func readReceipt(m *mail.Message) (Finding, bool) {
	for _, p := range m.Parts {
		switch p.Type {
		case "message/disposition-notification", "message/global-disposition-notification", "message/feedback-report":
			return Finding{Notice: true, Confidence: 1, Why: []string{"Content-Type: " + p.Type}}, true
		}
	}
	return Finding{}, false
}

// readStatus finds a message/delivery-status part. A report whose every recipient succeeded is a notice.
func readStatus(m *mail.Message) (Finding, bool) {
	for _, p := range m.Parts {
		if p.Type != "message/delivery-status" && p.Type != "message/global-delivery-status" {
			continue
		}
		f := Finding{Confidence: 1, Why: []string{"Content-Type: " + p.Type}}
		all := parseStatus(p.Body)
		f.Why = append(f.Why, evidence(all)...)
		if r := judge(all, m.Text); r != nil {
			r.Original = original(m)
			if len(r.Recipients) == 0 {
				r.Recipients = textRecipients(m, beforeCopy(m.Text))
			}
			f.Report = r
		} else {
			f.Notice = true
		}
		return f, true
	}
	return Finding{}, false
}

// original is the Message-ID of the returned mail.
func original(m *mail.Message) string {
	for _, p := range m.Parts {
		if p.Nested != nil && p.Nested.ID != "" {
			return p.Nested.ID
		}
	}
	for _, name := range []string{"X-Original-Message-ID", "Original-Message-ID"} {
		if id := strings.Trim(m.Value(name), "<> \t"); id != "" {
			return id
		}
	}
	if id := quotedID(m.Text); id != "" {
		return id
	}
	if len(m.InReplyTo) > 0 {
		return m.InReplyTo[0]
	}
	return ""
}

// quotedID is the first Message-ID field in a text that ends in a copy of the mail it speaks of.
func quotedID(text string) string {
	const name = "message-id:"
	for line := range strings.Lines(text) {
		line = strings.TrimLeft(line, " \t>|")
		if len(line) > len(name) && strings.EqualFold(line[:len(name)], name) {
			return strings.Trim(line[len(name):], "<> \t\r\n")
		}
	}
	return ""
}
