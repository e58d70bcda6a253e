// Package letter writes all that the daemon says by mail: digests, briefs, thank-you letters, receipts and notes about
// held mail. A letter is made from facts and a moment, without a clock: the same facts under the same key give the same
// bytes. One view of the facts is rendered as text, as HTML and as JSON; the sentences lie in a folder a language.
package letter

import (
	"time"

	"cuppa/rules/command"
)

// Voice is who speaks to whom: what all letters of one account have in common.
type Voice struct {
	Account   string
	Owner     string         // the owner's name; the first name is used
	Addresses []string       // the owner's own; the first is the one to write from
	From      string         // addr-spec the letters come from; the display name is "cuppa"
	To        string         // addr-spec they go to
	Zone      *time.Location // the owner's; nil is UTC
	Drop      string         // the drop address, with or without a tag; empty: letters bear no token address
	DropTag   string         // the tag in use, for Bcc in drafts
	BccDrafts bool           // drafts carry a Bcc to the drop address: only where no Sent mailbox is watched
	Key       []byte         // the account's secret for tokens, Message-IDs and marks
}

// Kind says what a letter is for.
type Kind string

// The kinds of letter.
const (
	KindDigest  Kind = "digest"
	KindBrief   Kind = "brief"   // one meeting ahead, and nothing else
	KindThanks  Kind = "thanks"  // one meeting past, and nothing else
	KindReceipt Kind = "receipt" // what an answer of the owner's did
	KindHeld    Kind = "held"    // mail that came in the owner's name and was not believed
)

// Letter is one mail, rendered.
type Letter struct {
	Key       string // names the letter in the outbox
	Kind      Kind
	MessageID string // without angle brackets
	From      string
	To        string
	ReplyTo   string // the token address, or "" where there is no drop address
	Subject   string
	Token     string
	Points    []command.Point // what the numbers in the letter speak of
	Text      string
	HTML      string
	Bytes     []byte // RFC 5322, CRLF line ends, as they go over the wire
}

// Thread is the mail that a letter answers.
type Thread struct {
	Subject    string          // of the mail that the owner answered, with or without Re:
	MessageID  string          // of the owner's answer, without angle brackets
	References []string        // of the owner's answer
	Points     []command.Point // of the letter that the owner answered: a number means the same for ever
}

func (v Voice) zone() *time.Location {
	if v.Zone == nil {
		return time.UTC
	}
	return v.Zone
}
