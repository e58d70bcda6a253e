package store

import (
	"time"

	"cuppa/rules"
	"cuppa/rules/command"
)

// The records beside the rules' own, with the numbers of their fields, which are stored for ever.

// Numbered is an event and its place in the journal, from 1.
type Numbered struct {
	Number uint64
	rules.Event
}

// Search is a question to one mailbox that is not answered yet.
type Search struct {
	Place  string    `cbor:"1,keyasint"`           // the mailbox, by its key
	Header string    `cbor:"2,keyasint"`           // the header field to look at
	Value  string    `cbor:"3,keyasint"`           // an address or a Message-ID
	Since  time.Time `cbor:"4,keyasint,omitempty"` // by the day of arrival
}

// cursor says up to where a mailbox is settled (RFC 3501, 2.3.1.1).
type cursor struct {
	UIDValidity uint32 `cbor:"1,keyasint"`
	UID         uint32 `cbor:"2,keyasint"`
}

// State is what became of a letter so far.
type State string

// The states. Planned, sending and uncertain letters are not settled.
const (
	Planned    State = "planned"    // to be sent at Next
	Sending    State = "sending"    // handed to the server right now; found at start it is uncertain
	Sent       State = "sent"       // the server took it
	Uncertain  State = "uncertain"  // nobody knows whether the server took it
	Rejected   State = "rejected"   // the server will never take it
	Superseded State = "superseded" // a newer one went in its place
)

// Entry is a letter of the daemon's own, as it is sent and what became of it.
type Entry struct {
	Key       string           `cbor:"1,keyasint"`
	Kind      string           `cbor:"2,keyasint"`
	State     State            `cbor:"3,keyasint"`
	Created   time.Time        `cbor:"4,keyasint"`
	Tried     time.Time        `cbor:"5,keyasint,omitempty"` // the last attempt
	Next      time.Time        `cbor:"6,keyasint,omitempty"` // the next attempt
	Attempts  int              `cbor:"7,keyasint,omitempty"`
	MessageID string           `cbor:"8,keyasint"`
	From      string           `cbor:"9,keyasint"`
	To        string           `cbor:"10,keyasint"`
	Subject   string           `cbor:"11,keyasint,omitempty"`
	Bytes     []byte           `cbor:"12,keyasint"`           // RFC 5322, as they are sent
	Points    []command.Point  `cbor:"13,keyasint,omitempty"` // what its numbers stand for
	Schedule  string           `cbor:"14,keyasint,omitempty"` // the schedule and slot it answers
	Slot      string           `cbor:"15,keyasint,omitempty"` // wall date and minute
	Asked     []rules.PromptID `cbor:"16,keyasint,omitempty"`
	Reply     string           `cbor:"17,keyasint,omitempty"` // the server's last answer
	Token     string           `cbor:"18,keyasint,omitempty"`
	Text      string           `cbor:"19,keyasint,omitempty"` // the plain text, whose lines are no commands
	Deferred  int              `cbor:"20,keyasint,omitempty"` // how often it certainly did not leave
}

// Held is a mail that claims to be the owner's and proved nothing.
type Held struct {
	ID      string    `cbor:"1,keyasint"`
	From    string    `cbor:"2,keyasint,omitempty"`
	Subject string    `cbor:"3,keyasint,omitempty"`
	Why     string    `cbor:"4,keyasint,omitempty"`
	At      time.Time `cbor:"5,keyasint"`
	Raw     []byte    `cbor:"6,keyasint,omitempty"` // the mail, as far as it was read
}

// Settings is what the views were made with: where they differ, the views are made again.
type Settings struct {
	Views uint   `cbor:"1,keyasint"` // the version of the code that made them
	Rules string `cbor:"2,keyasint"` // a fingerprint of the rules
	Zone  string `cbor:"3,keyasint"` // the owner's time zone
}

// contactRecord is a contact as it is stored: with the start its due key was made of.
type contactRecord struct {
	Contact rules.Contact `cbor:"1,keyasint"`
	First   time.Time     `cbor:"2,keyasint,omitempty"`
}

// readRecord is when a mailbox was read last.
type readRecord struct {
	Place string    `cbor:"1,keyasint"`
	At    time.Time `cbor:"2,keyasint"`
}

// progress is how far a rebuild has come.
type progress struct {
	Step    string          `cbor:"1,keyasint"`
	Number  uint64          `cbor:"2,keyasint,omitempty"` // index: the last event done
	Contact rules.ContactID `cbor:"3,keyasint,omitempty"` // put: the last contact done
	From    []byte          `cbor:"4,keyasint,omitempty"` // drop: the next key, or what lies behind it
}
