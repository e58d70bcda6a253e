// Package intake says what one mail means to this owner: whether it is believed, its class, the events it makes, the
// commands it holds, and what must be searched for now that it is known. It is pure: the desk looks up what Keys asks for,
// and writes what Decide concludes.
package intake

import (
	"slices"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// Known is what intake must know of the account beside the mail: what the desk found under the Keys of the mail.
type Known struct {
	Owner      []string // the owner's addresses, lower case
	From       string   // the address that letters come from, and that answers to them may go to; "" if it is the drop address
	Drop       string   // the drop address without a secret tag; "" if there is none
	Tags       []string // secret tags of the drop address
	AuthservID string   // the receiving server whose Authentication-Results are believed; "" for none
	Quotes     bool     // quotes of contacts' words are kept
	Outreach   Outreach // what mail to strangers in a sent mailbox is

	Addresses map[string]rules.ContactID                   // whose an address is
	Threads   map[string][]rules.ContactID                 // whom the mail or thread with this ID was with
	Letters   map[string]Letter                            // letters of ours, by Message-ID and by token
	Captured  bool                                         // a copy of this mail reached the drop address, and is held for want of proof
	Subject   func(c rules.ContactID) string               // the base subject of the newest mail with a contact
	NotAlias  func(c rules.ContactID, address string) bool // the owner said that the address is another person's

	Contact func(address string) rules.ContactID         // the ID of a new contact first reached at this address
	Own     func(mark string) (token string, ok bool)    // verifies our own mark
	Token   func(address string) (token string, ok bool) // the token in an address made from the drop address
}

// Outreach says which mail in a sent mailbox, beside mail to contacts and mail with the drop address in Bcc, is outreach.
type Outreach string

// The settings of Outreach.
const (
	OutreachBcc Outreach = "bcc" // none
	OutreachAll Outreach = "all" // all personal mail
)

// Letter is what intake needs of a letter of ours: its key, and its text, whose lines are no commands in an answer to it.
type Letter struct {
	Key  string
	Text string
}

// Verdict is what one mail means.
type Verdict struct {
	Class      understand.Class
	Confidence float64
	Why        []string
	Trusted    bool // it is the owner's, and bears a proof

	Events   []rules.Event // without ID and Learned
	Spoken   *Spoken
	Searches []mail.Search // without Place: Header says which mailboxes to ask
	Held     string        // why it is held; "" if it is not
	Own      string        // the token of our own letter that this is
}

// Spoken is what a believed mail says to the daemon.
type Spoken struct {
	Letter  string   // the key of the letter it answers, "" for none
	Subject string   // where the mail is no answer but a prepared one: its subject
	Lines   []string // its new text, without what stands in the letter
}

// Keys are the Message-IDs and thread IDs, the addresses and the tokens that the desk must look up to make Known.
func Keys(m mail.Message, r understand.Reading, k Known) (ids, addresses, tokens []string) {
	ids = appendNew(ids, Identity(m), r.Thread)
	ids = appendNew(ids, m.InReplyTo...)
	ids = appendNew(ids, m.References...)
	ids = appendNew(ids, r.Originals...)
	from := author(m)
	addresses = appendNew(addresses, from)
	if contains(k.Owner, from) {
		for _, a := range slices.Concat(m.To, m.Cc, m.Bcc) {
			addresses = appendNew(addresses, a.Addr)
		}
	}
	if r.Report != nil {
		ids = appendNew(ids, r.Report.Original)
		addresses = appendNew(addresses, r.Report.Recipients...)
	}
	if r.Invite != nil {
		addresses = appendNew(addresses, r.Invite.Organizer)
	}
	for _, a := range destinations(m, r) {
		if token, ok := k.Token(a); ok {
			tokens = appendNew(tokens, token)
		}
	}
	return ids, addresses, tokens
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		if s == "" || contains(list, s) {
			continue
		}
		list = append(list, s)
	}
	return list
}
