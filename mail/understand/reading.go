// Package understand says what a mail shows by itself, without contacts, owner or clock: its class, the new text, a
// delivery report, an absence, an invitation, the addresses it was delivered to, and what receiving servers said of it.
package understand

import (
	"time"

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

// Report is a delivery report (RFC 3464), or a free-text one.
type Report struct {
	Kind       string   // hard, soft or delayed
	Recipients []string // lower case
	Status     string   // RFC 3463: 5.1.1
	Original   string   // Message-ID of the mail it speaks of, "" if it does not say
}

// Auto is an automatic answer.
type Auto struct {
	Until     time.Time // the day of return, zero if it does not say
	Left      bool      // has left the organisation
	Successor *rules.Person
}

// Results is one Authentication-Results header (RFC 8601).
type Results struct {
	Server string   // authserv-id, lower case
	DMARC  string   // pass, fail, none, …
	DKIM   []Signed // each dkim= result
	SPF    string
}

// Signed is one DKIM result.
type Signed struct {
	Result string
	Domain string // header.d, or the domain of header.i
}
