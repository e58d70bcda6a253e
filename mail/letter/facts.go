package letter

import (
	"time"

	"cuppa/rules"
)

// Facts are what a digest is made from: the plan, and everybody and everything it speaks of.
type Facts struct {
	At       time.Time
	Schedule string // weekly or urgent
	Plan     rules.Plan
	Contacts map[rules.ContactID]rules.Contact // those of the plan and of the happenings, their referrers, and the only one
	Stages   map[rules.ContactID]rules.Stage
	People   int                               // contacts in all, as far as one and many differ; 0: as many as Contacts holds
	Met      int                               // people the owner has met so far: advice on manners fades with it
	History  map[rules.ContactID][]rules.Event // of people whose meeting is ahead, by time; may be empty
	Settled  []Happening                       // since the last digest: What is the kind of prompt, or "answered"
	Resting  []Happening                       // since the last digest: What is "tries", "owner" or "declined"
	Held     []HeldMail
	Health   Health
	Next     time.Time // when the next weekly letter comes, which comes whatever happens; zero: unknown
}

// The schedules.
const (
	Weekly = "weekly"
	Urgent = "urgent"
)

// Happening is something that became of a person.
type Happening struct {
	Contact rules.ContactID
	What    string
	When    time.Time
}

// What happened, beside the kinds of prompt that were settled.
const (
	Answered = "answered" // the contact wrote
	Tries    = "tries"    // resting: written to and not answered
	ByOwner  = "owner"    // resting: the owner said so
	Declined = "declined" // resting: the contact said no
)

// HeldMail is a mail in the owner's name that bore no proof, and changed nothing.
type HeldMail struct {
	N       int // its number, for "release"
	From    string
	Subject string
	Why     string // half a sentence: "it bore no proof that it is yours"
}

// Health is how the daemon itself is.
type Health struct {
	ReadUpTo time.Time // all mailboxes are read up to then; zero: not read yet
	Troubles []string  // a line each, for a person: "imap.example.org refuses the login since 14:10"
	OffFrom  time.Time // when the daemon was off since the last digest; zero: it was not
	OffUntil time.Time
}
