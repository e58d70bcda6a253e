// Package rules decides, from facts and a moment, what the owner should do. Events are folded to contacts, rules make of
// a contact an agenda of prompts with the intervals in which they hold, and a plan chooses among those that are due. It
// is pure: it knows no mail, no words and no clock.
package rules
