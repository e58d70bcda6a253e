package rules

import (
	"time"

	"cuppa/rules/dates"
)

// Rule prompts After each moment of Since, until a newer one, a moment of Until, or Expires.
type Rule struct {
	Name    string
	Prompt  string             // what the owner is asked to do: a Prompt's Kind
	Since   Mark               // counted from
	After   []dates.Span       // by repeat, the last one for all later asks; -1d: the day before
	Rhythm  bool               // in place of After: the contact's own rhythm
	At      dates.Clock        // 17:00 in the owner's zone on the day reached, or none
	Until   []Mark             // what settles it
	Every   dates.Span         // between two asks, in local days
	Times   int                // asks in all, the first one included
	Expires dates.Span         // after it came due first, or was put off to; zero: it does not
	Urgent  bool               // does not wait for the weekly letter
	Back    bool               // not before the contact is back from an absence
	Quiet   bool               // days in quiet ranges do not count, and it is not due in them
	Silence bool               // rests on a mail not having come: asked only while all mailboxes are read
	When    func(Contact) bool // compiled by rules/ruleset, sees no clock; nil: always
	// Condition is When as it was written, for people and for fingerprints of rules; "" where When is nil.
	Condition string
}

// Almanac is what intervals depend on beside the contact: the owner's zone and quiet ranges, and the moment before
// which all is history.
type Almanac struct {
	Zone  *time.Location
	Quiet dates.Quiet
	Began time.Time
}

// PromptID names one thing to ask: contact, rule and anchor, the same however often it is asked.
type PromptID string

// Prompt is one thing to ask the owner, and when it holds: From <= now < Until. It carries facts; the words are
// mail/letter's.
type Prompt struct {
	ID      PromptID
	Contact ContactID
	Rule    string
	Kind    string
	Anchor  Moment
	Try     int       // this ask's number, 1 for the first
	Last    time.Time // when it was asked last, zero if never
	Urgent  bool
	Silence bool
	From    time.Time
	Until   time.Time // zero: no end is in sight
}

// The kinds of prompt; rules of the owner's own may use any of them.
const (
	KindAnswer       = "answer"
	KindNudge        = "nudge"
	KindResume       = "resume"
	KindPrepare      = "prepare"
	KindThank        = "thank"
	KindReportBack   = "report-back"
	KindPromise      = "promise"
	KindCongratulate = "congratulate"
	KindCheckIn      = "check-in"
	KindFollowUp     = "follow-up"
	KindReachOut     = "reach-out"
	KindFindAddress  = "find-address"
	KindConfirm      = "confirm"
)
