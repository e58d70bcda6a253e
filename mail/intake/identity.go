package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"cuppa/mail"
	"cuppa/rules"
)

// Identity names a mail in whatever copy it is met: its Message-ID, or a hash of what copies have in common where it has
// none.
func Identity(m mail.Message) string {
	if m.ID != "" {
		return m.ID
	}
	h := sha256.New()
	for _, s := range []string{m.Value("Date"), m.Subject, m.Text} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	for _, a := range slices.Concat(m.From, m.To) {
		h.Write([]byte(a.Addr))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16]) + noMessageID
}

const noMessageID = "@no-message-id.invalid"

// madeUp tells whether an identity was made up here: no other mail can speak of it.
func madeUp(id string) bool { return strings.HasSuffix(id, noMessageID) }

// EventTime is when a mail was written: its Date, or when it arrived where that is missing, absurdly old, or later than
// its arrival.
func EventTime(a mail.Arrival) time.Time {
	d := a.Message.Date
	if d.Year() < 1995 || (!a.Internal.IsZero() && d.After(a.Internal)) {
		d = a.Internal
	}
	return d.UTC().Truncate(time.Second)
}

// answers are the sources of the mails that this one answers: In-Reply-To, or else the last of References.
func answers(m mail.Message) []rules.Source { return sources(answered(m)) }

// answered are the Message-IDs of the mails that this one answers: In-Reply-To, or else the last of References, for some
// programs write only one of the two.
func answered(m mail.Message) []string {
	if len(m.InReplyTo) == 0 && len(m.References) > 0 {
		return m.References[len(m.References)-1:]
	}
	return m.InReplyTo
}

// manySources is how many mails one mail is believed to answer.
const manySources = 5

func sources(ids []string) []rules.Source {
	var list []rules.Source
	for _, id := range ids[:min(len(ids), manySources)] {
		list = append(list, rules.MailSource(id))
	}
	return list
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }
