// Package command is what the owner may say, wherever he says it: in an answer to a letter, by a prepared mail, or on the
// command line. A line is parsed to commands, a command is applied to the points of the letter it answers, and gives
// events and a receipt of facts. It is pure and knows no mail: the present moment and the zone are arguments, the words of
// the receipt are mail/letter's.
package command

import (
	"time"

	"cuppa/rules"
)

// Verb is what the owner wants done.
type Verb string

// The verbs.
const (
	Done     Verb = "done"     // what the point asks for is done
	Answered Verb = "answered" // it was answered by another route
	Later    Verb = "later"    // not before a time, one week if none is said
	Rest     Verb = "rest"     // no more prompts about the person, until the person writes
	Never    Verb = "never"    // no more prompts of this kind about the person
	Met      Verb = "met"      // the meeting took place
	Missed   Verb = "missed"   // the meeting did not take place
	Undo     Verb = "undo"     // take the previous answer back, or one line of it
	Help     Verb = "help"     // what can I say?
	Yes      Verb = "yes"      // to a question
	No       Verb = "no"       // to a question
)

// Command is one thing the owner said, whatever its origin.
type Command struct {
	Verb    Verb
	Numbers []int     // the points it is for, in the order said; none: the only one there is
	All     bool      // it is for all points
	Whom    string    // in place of a number: an address, a contact's ID or a name
	Start   time.Time // when, if one was said: the first instant
	End     time.Time // and the instant after the last, Start itself where a clock time was said
	Text    string    // the words as given
}

// Point is what a number of a letter stands for. It is kept with the letter, for a number means the same for ever.
// A point without a Prompt stands for the contact alone.
type Point struct {
	Number   int             `cbor:"1,keyasint"` // 1, 2, … as in the letter
	Prompt   rules.PromptID  `cbor:"2,keyasint,omitempty"`
	Contact  rules.ContactID `cbor:"3,keyasint,omitempty"`
	Rule     string          `cbor:"4,keyasint,omitempty"`
	Kind     string          `cbor:"5,keyasint,omitempty"` // a rules.Kind… of prompt
	Anchor   rules.Moment    `cbor:"6,keyasint"`
	Name     string          `cbor:"7,keyasint,omitempty"` // the person's, for the receipt
	Question rules.EventID   `cbor:"8,keyasint,omitempty"` // confirm: the question that is asked
	Person   *rules.Person   `cbor:"9,keyasint,omitempty"` // confirm: whom it is about, beside the contact
}
