package command

import (
	"fmt"
	"time"
)

// Receipt is what became of an answer: facts, no sentences.
type Receipt struct {
	Lines   []Line    `cbor:"1,keyasint,omitempty"` // what was obeyed
	Unclear []Unclear `cbor:"2,keyasint,omitempty"` // what was not, and why
}

// Line is one thing that was obeyed.
type Line struct {
	Number  int       `cbor:"1,keyasint,omitempty"` // the point's number, 0 where there is none
	Name    string    `cbor:"2,keyasint,omitempty"` // the person's
	Verb    Verb      `cbor:"3,keyasint"`
	Kind    string    `cbor:"4,keyasint,omitempty"` // the prompt's
	Outcome Outcome   `cbor:"5,keyasint"`
	At      time.Time `cbor:"6,keyasint,omitempty"` // OutcomeMet: when
	Until   time.Time `cbor:"7,keyasint,omitempty"` // OutcomeLater, OutcomeRemind: until when
	Address string    `cbor:"8,keyasint,omitempty"` // OutcomeAlias, OutcomeStranger: the address
}

// Outcome says what became of a line.
type Outcome string

// The outcomes of what was obeyed.
const (
	OutcomeTold     Outcome = "told"     // noted: the owner wrote or spoke to the person
	OutcomeHeard    Outcome = "heard"    // noted: the person answered by another route
	OutcomeDone     Outcome = "done"     // settled
	OutcomeLater    Outcome = "later"    // sleeps Until
	OutcomeRemind   Outcome = "remind"   // comes up at Until
	OutcomeRested   Outcome = "rested"   // no more prompts about the person
	OutcomeOff      Outcome = "off"      // no more prompts of this kind about the person
	OutcomeMet      Outcome = "met"      // they met, At
	OutcomeMissed   Outcome = "missed"   // they did not meet
	OutcomeAlias    Outcome = "alias"    // the Address is the person's too
	OutcomeStranger Outcome = "stranger" // the Address is another person's
	OutcomeNotSo    Outcome = "not-so"   // what was taken for news is none
	OutcomeUndone   Outcome = "undone"   // taken back
	OutcomeHelp     Outcome = "help"     // the owner wants to know what can be said
)

// Unclear is a line that was not obeyed, no part of it.
type Unclear struct {
	Text    string `cbor:"1,keyasint"`           // the words as given
	Reason  Reason `cbor:"2,keyasint"`           // why
	Nearest string `cbor:"3,keyasint,omitempty"` // ReasonUnknown: a verb that may have been meant
	Number  int    `cbor:"4,keyasint,omitempty"` // the number that made it unclear
	Points  int    `cbor:"5,keyasint,omitempty"` // how many points the letter had
}

// Reason says why a line was not obeyed.
type Reason string

// The reasons.
const (
	ReasonUnknown   Reason = "unknown"   // not wholly a command
	ReasonAmbiguous Reason = "ambiguous" // it can be read in two ways
	ReasonWhich     Reason = "which"     // several points and no number
	ReasonNumber    Reason = "number"    // the letter has no such number
	ReasonVerb      Reason = "verb"      // the verb says nothing about this point
	ReasonPast      Reason = "past"      // later, but the time is over
	ReasonAhead     Reason = "ahead"     // met, but the time is to come
	ReasonNothing   Reason = "nothing"   // there is nothing to take back
)

// Error says what was not understood; the owner's letter has better words.
func (u *Unclear) Error() string {
	if u.Nearest != "" {
		return fmt.Sprintf("cannot read %q as a command: %s; hint: did you mean %q?", u.Text, u.Reason, u.Nearest)
	}
	return fmt.Sprintf("cannot read %q as a command: %s; hint: say a number and a word, such as 4 done", u.Text, u.Reason)
}
