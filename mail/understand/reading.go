// Package understand says what a mail shows by itself, without contacts, owner or clock: its class, the new text, a
// delivery report, an absence, an invitation, the addresses it was delivered to, and what receiving servers said of it.
package understand

import (
	"cuppa/mail/understand/auto"
	"cuppa/mail/understand/proof"
	"cuppa/mail/understand/report"
	"cuppa/rules"
)

// Class is what kind of mail it is. Classes that need to know the owner (own, command, outreach, unrelated) are
// mail/intake's to give; understand gives the others.
type Class string

// The classes, in the order in which evidence for them is weighed.
const (
	Own          Class = "own"
	Bounce       Class = "bounce"
	AutoReply    Class = "auto-reply"
	Calendar     Class = "calendar"
	Command      Class = "command"
	Outreach     Class = "outreach"
	Bulk         Class = "bulk"
	Notification Class = "notification"
	Reply        Class = "reply"
	Message      Class = "message"
	Unrelated    Class = "unrelated"
)

// Reading is what one mail shows by itself.
type Reading struct {
	Class      Class
	Confidence float64  // 0 to 1
	Why        []string // the evidence, in words for classify and explain
	Automatic  bool     // no person wrote it: never a command, never an answer

	Text      string // the new text alone: without quoted text, signature and disclaimer
	Signature string
	Subject   string // the base subject: RFC 5256, 2.1, prefixes of other languages too
	Answers   bool   // it is in answer to another mail: In-Reply-To, References or a Re: subject
	Intent    rules.Intent
	Person    *rules.Person // the author, as From and signature show them

	Report *Report
	Auto   *Auto
	Invite *rules.Meeting
	// Attendees are an invitation's ATTENDEE addresses, lower case.
	Attendees []string

	Delivered []string // addresses it was delivered to, most trusted first, from above the receiving server's Received
	Results   *Results // the topmost Authentication-Results; nil: none
	Mark      string   // the value of our own X-Cuppa header, "" if there is none
	Originals []string // Message-IDs under other names: X-Microsoft-Original-Message-ID, X-MS-Exchange-Parent-Message-Id
	Thread    string   // Thread-Index, the conversation's first 22 bytes in base64, or ""
}

// The values of the readers, under one roof for those who take a Reading.
type (
	// Report is a delivery report (RFC 3464), or a free-text one.
	Report = report.Report
	// Auto is an automatic answer.
	Auto = auto.Answer
	// Results is one Authentication-Results header (RFC 8601).
	Results = proof.Results
	// Signed is one DKIM result.
	Signed = proof.Signed
)
