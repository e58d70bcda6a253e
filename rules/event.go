package rules

import (
	"strings"
	"time"
	"unicode"
)

// EventID names one observed fact: a keyed hash of its source, the address as it stands in the mail, its kind and a
// number. Equal IDs mean equal content, whichever copy of a mail was read first.
type EventID string

// ContactID names a person: a keyed hash of the address or name the owner first used.
type ContactID string

// Source says what an event came from: "mail:" and a Message-ID without angle brackets, "command:" and a key, "letter:"
// and a letter's key, or "import:" and a name. An undone event names one and takes back all of it.
type Source string

// MailSource is the source of the mail with this Message-ID.
func MailSource(messageID string) Source { return Source("mail:" + messageID) }

// Mail is the Message-ID of a source that is a mail, or "".
func (s Source) Mail() string {
	id, ok := strings.CutPrefix(string(s), "mail:")
	if !ok {
		return ""
	}
	return id
}

// Kind says what an event is an observation of. Kinds are stored by these names for ever.
type Kind string

// What one mail shows by itself.
const (
	Sent     Kind = "sent"     // the owner wrote to the contact
	Received Kind = "received" // the contact wrote
	Away     Kind = "away"     // an automatic answer: out of office Until a day, or with no day
	Left     Kind = "left"     // an automatic answer: whose address is in Person has left the organisation
	Bounced  Kind = "bounced"  // a delivery report: the address in Person does not work any more
	Delayed  Kind = "delayed"  // a delivery report of a passing trouble
	Meet     Kind = "meeting"  // an invitation, an update, a cancel or a reply to one
	Seen     Kind = "seen"     // name, title and organisation as a signature shows them
	Question Kind = "question" // something about the contact that only the owner can say; Ref tells what
)

// What the owner says, by mail, on the command line or by a tag on the drop address.
const (
	Told     Kind = "told"     // the owner wrote or spoke to the contact by another route
	Heard    Kind = "heard"    // the contact answered by another route
	Met      Kind = "met"      // a meeting took place At a time
	Missed   Kind = "missed"   // a meeting did not take place: Ref is its event, or empty for the latest one
	Done     Kind = "done"     // the prompt Ref is settled
	Snoozed  Kind = "later"    // the prompt Ref sleeps Until a time
	Rested   Kind = "rest"     // no more prompts about the contact, until one of the two writes
	Never    Kind = "never"    // the rule Ref is off for the contact
	Noted    Kind = "note"     // Text is the owner's note
	Tagged   Kind = "tag"      // Ref is a tag, or "-" and a tag to take it off
	Remind   Kind = "remind"   // the owner wants to come back to it at Until
	Added    Kind = "added"    // the owner named the contact without having written
	Alias    Kind = "alias"    // Person's address is the contact's too
	NotAlias Kind = "stranger" // Person's address is another person's
	Merge    Kind = "merge"    // the contact Ref is this contact
	Undone   Kind = "undone"   // all events of the source Ref are taken back
)

// What the daemon does itself, and facts about the owner (events without a contact).
const (
	Asked  Kind = "asked"  // a letter that left asked the owner about the prompt Ref
	Began  Kind = "began"  // the account's first moment: what was past then is history, not debt
	Paused Kind = "paused" // no letters of prompts Until a time
)

// Intent is what a person's mail wants, as far as it is plain.
type Intent string

// The intents; Unsure is the zero of those that were read, "" means nobody looked.
const (
	Accepts      Intent = "accepts"
	Declines     Intent = "declines"
	Later        Intent = "later"
	ProposesTime Intent = "proposes-time"
	Reschedules  Intent = "reschedules"
	Asks         Intent = "asks"
	Introduces   Intent = "introduces"
	Thanks       Intent = "thanks"
	NoMoreMail   Intent = "no-more-mail"
	Unsure       Intent = "unsure"
)

// Event is one observed fact: what one mail, command or import shows by itself. What it means beside others (a follow-up,
// thanks that settle) is Fold's to say.
type Event struct {
	ID      EventID   `cbor:"1,keyasint"`
	Contact ContactID `cbor:"2,keyasint,omitempty"` // empty: a fact about the owner
	Kind    Kind      `cbor:"3,keyasint"`
	At      time.Time `cbor:"4,keyasint"`           // when it happened; with ID the only order that Fold knows
	Learned time.Time `cbor:"5,keyasint,omitempty"` // when it was committed: for log and backtest, never for Fold
	Source  Source    `cbor:"6,keyasint"`
	Answers []Source  `cbor:"7,keyasint,omitempty"` // the mails it answers or reports on (RFC 5322, In-Reply-To)
	Subject string    `cbor:"8,keyasint,omitempty"` // sent, received: the base subject
	Intent  Intent    `cbor:"9,keyasint,omitempty"`
	Person  *Person   `cbor:"10,keyasint,omitempty"` // sent, received, seen, …: the person as this mail shows them
	Meeting *Meeting  `cbor:"11,keyasint,omitempty"`
	Until   time.Time `cbor:"12,keyasint,omitempty"`
	Ref     string    `cbor:"13,keyasint,omitempty"` // the prompt, rule, tag, contact, event or Source that the kind speaks of
	Quote   Quote     `cbor:"14,keyasint,omitempty"` // the contact's words
	Text    string    `cbor:"15,keyasint,omitempty"` // the owner's words
	Also    []Source  `cbor:"17,keyasint,omitempty"` // other names of the same mail: a server gave it another Message-ID
	Rule    string    `cbor:"16,keyasint,omitempty"` // asked, done, later: the rule of the prompt Ref
}

// Person is somebody as one mail shows them, or as many mails together do.
type Person struct {
	Name         string `cbor:"1,keyasint,omitempty"`
	Address      string `cbor:"2,keyasint,omitempty"` // lower case
	Title        string `cbor:"3,keyasint,omitempty"`
	Organisation string `cbor:"4,keyasint,omitempty"`
}

// Meeting is what one calendar message says of an event (RFC 5545 VEVENT, RFC 5546 methods).
type Meeting struct {
	UID       string    `cbor:"1,keyasint"`           // RFC 5545, 3.8.4.7
	Sequence  int       `cbor:"2,keyasint,omitempty"` // RFC 5545, 3.8.7.4
	Start     time.Time `cbor:"3,keyasint,omitempty"` // DTSTART
	End       time.Time `cbor:"4,keyasint,omitempty"` // DTEND, or DTSTART and DURATION
	Method    string    `cbor:"5,keyasint"`           // REQUEST, REPLY, CANCEL
	Reply     string    `cbor:"6,keyasint,omitempty"` // PARTSTAT of a REPLY: ACCEPTED, DECLINED, TENTATIVE
	Summary   string    `cbor:"7,keyasint,omitempty"`
	Place     string    `cbor:"8,keyasint,omitempty"`  // LOCATION
	Organizer string    `cbor:"9,keyasint,omitempty"`  // address, lower case
	Theirs    bool      `cbor:"10,keyasint,omitempty"` // the contact sent it, not the owner
}

// Quote is another person's words: one line of at most 280 runes, made by NewQuote alone.
type Quote string

const maxQuote = 280

// NewQuote makes any text into a quote: control and format characters out, white space folded, cut at 280 runes.
func NewQuote(text string) Quote {
	var quote []rune
	for word := range strings.FieldsSeq(text) {
		seen := strings.Map(visible, word)
		if seen == "" {
			continue
		}
		if len(quote) > 0 {
			quote = append(quote, ' ')
		}
		if quote = append(quote, []rune(seen)...); len(quote) > maxQuote {
			return Quote(strings.TrimRight(string(quote[:maxQuote-1]), " ") + "…")
		}
	}
	return Quote(quote)
}

func visible(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return -1
}
