package rules

import (
	"time"

	"cuppa/rules/dates"
)

// Mark is a kind of moment in a contact's life that rules count from or end at.
type Mark string

// The marks. A mark may lie ahead: the end of a meeting that is set is one already today.
const (
	MarkOutreach Mark = "outreach"      // the owner wrote, no conversation being open: a first mail, a follow-up, a check-in
	MarkReply    Mark = "reply"         // the contact wrote, or answered by another route
	MarkAnswer   Mark = "answer"        // the owner wrote in a conversation that is open
	MarkSent     Mark = "sent"          // the owner wrote at all: outreach and answer
	MarkStart    Mark = "meeting.start" // of an invitation that stands
	MarkEnd      Mark = "meeting.end"   // of an invitation that stands, or of a meeting that the owner told of
	MarkMet      Mark = "met"           // the same moments as meeting.end, for rules that do not look at a meeting
	MarkThanked  Mark = "thanked"       // the owner's first mail after a meeting's end
	MarkTouch    Mark = "touch"         // any contact in either direction
	MarkBounced  Mark = "bounced"       // the address failed for good, or its person left
	MarkAddress  Mark = "address"       // another address became known, one was seen to work, or after a failure was written to
	MarkRemind   Mark = "remind"        // a day the owner asked to come back to it
	MarkQuestion Mark = "question"
)

// Moment is one mark in time, and the event that made it.
type Moment struct {
	At    time.Time `cbor:"1,keyasint"`
	Event EventID   `cbor:"2,keyasint"`
}

// Ask tells what became of one prompt: how often and when last it was asked, until when it sleeps, when it was settled.
type Ask struct {
	Times int       `cbor:"1,keyasint,omitempty"`
	Last  time.Time `cbor:"2,keyasint,omitempty"`
	Until time.Time `cbor:"3,keyasint,omitempty"`
	Done  time.Time `cbor:"4,keyasint,omitempty"`
}

// Address is one address of a contact.
type Address struct {
	Addr string    `cbor:"1,keyasint"`           // lower case
	Dead time.Time `cbor:"2,keyasint,omitempty"` // when it bounced or its person left, zero while it works
}

// Contact is the fold of a person's events: facts and moments, no stage and no now.
type Contact struct {
	ID        ContactID         `cbor:"1,keyasint"`
	Person    Person            `cbor:"2,keyasint"` // as last seen or as the owner said; Address is the one to write to
	Addresses []Address         `cbor:"3,keyasint,omitempty"`
	Tags      []string          `cbor:"4,keyasint,omitempty"` // sorted
	Cadence   dates.Span        `cbor:"5,keyasint,omitempty"` // the rhythm the owner gave; zero: none
	Referrer  ContactID         `cbor:"6,keyasint,omitempty"`
	Notes     []Note            `cbor:"7,keyasint,omitempty"`
	Off       []string          `cbor:"8,keyasint,omitempty"`  // rules switched off by never
	Tries     int               `cbor:"9,keyasint,omitempty"`  // mails of the owner since the contact last wrote
	Answered  bool              `cbor:"10,keyasint,omitempty"` // the contact ever wrote
	AskedUs   bool              `cbor:"11,keyasint,omitempty"` // the contact began, the first time or after a long silence
	Intent    Intent            `cbor:"12,keyasint,omitempty"` // of the contact's newest word, if that was a mail
	Quote     Quote             `cbor:"13,keyasint,omitempty"` // of the contact's newest word, if that was a mail
	Subject   string            `cbor:"14,keyasint,omitempty"` // of the newest mail in either direction
	Latest    time.Time         `cbor:"26,keyasint,omitempty"` // of the newest event
	Theirs    bool              `cbor:"24,keyasint,omitempty"` // the newest word is the contact's
	Gone      bool              `cbor:"25,keyasint,omitempty"` // every address failed, and the contact is silent since
	Away      time.Time         `cbor:"15,keyasint,omitempty"` // when the newest note of an absence came; zero: none since they wrote
	Back      time.Time         `cbor:"23,keyasint,omitempty"` // the day of return it names; zero: it names none
	Rested    time.Time         `cbor:"16,keyasint,omitempty"` // the owner let it rest, and nobody wrote since
	Declined  time.Time         `cbor:"17,keyasint,omitempty"` // the contact's newest word is no
	Meetings  []Held            `cbor:"18,keyasint,omitempty"` // those that stand, by start
	Questions []Asking          `cbor:"19,keyasint,omitempty"` // open ones
	Strangers []string          `cbor:"27,keyasint,omitempty"` // addresses of which the owner said that they are another's
	Marks     map[Mark][]Moment `cbor:"20,keyasint,omitempty"` // each list by time
	Asks      map[PromptID]Ask  `cbor:"21,keyasint,omitempty"`
	Counts    map[string]int    `cbor:"22,keyasint,omitempty"` // asks by rule since the contact's last word or news of a meeting
}

// Note is the owner's own note.
type Note struct {
	At   time.Time `cbor:"1,keyasint"`
	Text string    `cbor:"2,keyasint"`
}

// Held is a meeting that stands: set, not cancelled, not declined and not said to have failed.
type Held struct {
	Event   EventID   `cbor:"1,keyasint"`
	UID     string    `cbor:"2,keyasint,omitempty"`
	Start   time.Time `cbor:"3,keyasint"`
	End     time.Time `cbor:"4,keyasint"`
	Summary string    `cbor:"5,keyasint,omitempty"`
	Place   string    `cbor:"6,keyasint,omitempty"`
}

// Asking is a question that only the owner can answer.
type Asking struct {
	Event  EventID `cbor:"1,keyasint"`
	About  string  `cbor:"2,keyasint"`           // what it is about: "alias"
	Person *Person `cbor:"3,keyasint,omitempty"` // whom it is about, beside the contact
}

// Stage says where a contact stands at a moment.
type Stage string

// The stages, in the order in which the first that fits is taken.
const (
	StageDeclined    Stage = "declined"    // their newest word, or no more mail
	StageUnreachable Stage = "unreachable" // a hard bounce, no other address, silent since
	StageScheduled   Stage = "scheduled"   // a meeting ends later
	StageMet         Stage = "met"         // one ended within 14 days, no thanks since
	StageResting     Stage = "resting"     // let go, asked in vain, or never met and long silent
	StageInTouch     Stage = "in-touch"    // met, and thanked or longer ago
	StageAwaiting    Stage = "awaiting"    // the owner wrote last, no answer
	StageTalking     Stage = "talking"     // they wrote last
	StageLead        Stage = "lead"        // known by name alone
)
