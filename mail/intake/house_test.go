package intake

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"cuppa/mail"
	"cuppa/mail/letter"
	"cuppa/mail/message"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// The house: Ada owns it, Mei (of two addresses) and Tom are contacts, and one letter asked about Mei.
var (
	key       = []byte("a key of the account, for tests.")
	letterKey = "ada/weekly/2026-03-02T07:00"
	token     = letter.Token(key, letterKey)
	letterID  = letter.MessageID(key, letterKey, "cuppa@example.org")
	letterTo  = letter.TokenAddress("cuppa@example.org", token)

	inbox   = mail.Place{Login: "ada@imap.example.org:993", Mailbox: "INBOX", Roles: mail.Roles{Inbox: true, Drop: true}}
	archive = mail.Place{Login: "ada@imap.example.org:993", Mailbox: "Archive", Roles: mail.Roles{Inbox: true}}
	sent    = mail.Place{Login: "ada@imap.example.org:993", Mailbox: "Sent", Roles: mail.Roles{Sent: true}}
	mixed   = mail.Place{Login: "ada@imap.example.org:993", Mailbox: "All", Roles: mail.Roles{Inbox: true, Sent: true}}
)

const (
	// arrived is the INTERNALDATE of all mails here, five seconds after their Date.
	date      = "Tue, 03 Mar 2026 10:00:00 +0100"
	outlookID = "AdYwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3" // a Thread-Index
	outlook   = "AdYwMTIzNDU2Nzg5MDEyMzQ1Njc4OQ=="         // what all of its conversation share
)

var (
	written = time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	arrived = written.Add(5 * time.Second)
)

func berlin(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// house is what the desk would have found for any mail here.
func house() Known {
	return Known{
		Owner: []string{"ada@example.org", "ada@work.example"}, Drop: "cuppa@example.org", Tags: []string{"7hq2", "old1"},
		AuthservID: "mx.example.org", Quotes: true, Outreach: OutreachBcc,
		Addresses: map[string]rules.ContactID{
			"mei@rivers.example": "mei", "mei@home.example": "mei", "tom@hills.example": "tom"},
		Threads: map[string][]rules.ContactID{
			"ask@example.org": {"mei"}, "both@example.org": {"mei", "tom"}, outlook: {"mei"}},
		Letters:  map[string]Letter{token: theLetter, letterID: theLetter},
		Subject:  func(c rules.ContactID) string { return "Twenty minutes of your time?" },
		NotAlias: func(c rules.ContactID, address string) bool { return address == "known-aide@rivers.example" },
		Contact:  func(address string) rules.ContactID { return rules.ContactID("new " + address) },
		Own:      func(mark string) (string, bool) { return letter.VerifyMark(key, mark) },
		Token:    func(address string) (string, bool) { return letter.ParseToken(address, "cuppa@example.org") },
	}
}

var theLetter = Letter{Key: letterKey, Text: "Good morning, Ada.\n\n1  Mei Tanaka has not answered.\n   Say: 1 later 2w\n\nall done\n"}

// example is one mail, and what it must mean.
type example struct {
	name  string
	place mail.Place // the inbox, if it is not given
	raw   string
	also  func(*Known) // what else is known

	class    understand.Class
	trusted  bool
	events   []string // as describe writes them
	searches []string
	held     bool
	spoken   string // letter, subject and lines, with bars between them
	own      string
}

// lines joins a mail's lines; a Date is added where there is none.
func lines(all ...string) string {
	raw := strings.Join(all, "\r\n") + "\r\n"
	if !strings.Contains("\r\n"+raw, "\r\nDate:") {
		raw = "Date: " + date + "\r\n" + raw
	}
	return raw
}

func (x example) known() Known {
	k := house()
	if x.also != nil {
		x.also(&k)
	}
	return k
}

// arrival is the mail as the daemon reads it, whole or its head alone.
func (x example) arrival(read func([]byte) mail.Message) mail.Arrival {
	if x.place.Mailbox == "" {
		x.place = inbox
	}
	return mail.Arrival{Place: x.place, UID: 1, Internal: arrived, Message: read([]byte(x.raw))}
}

func (x example) decide(t testing.TB) Verdict {
	t.Helper()
	a := x.arrival(message.Read)
	return Decide(a, understand.Read(&a.Message), x.known(), berlin(t))
}

// check holds a mail's verdict against what it must mean.
func (x example) check(t *testing.T) {
	t.Helper()
	v := x.decide(t)
	if v.Class != x.class || v.Trusted != x.trusted || (v.Held != "") != x.held || v.Own != x.own {
		t.Errorf("class %s, trusted %v, held %q, own %q; want %s, %v, %v, %q (%q)",
			v.Class, v.Trusted, v.Held, v.Own, x.class, x.trusted, x.held, x.own, v.Why)
	}
	if got := describeAll(v.Events); !slices.Equal(got, x.events) {
		t.Errorf("events\n\t%s\nwant\n\t%s\n(%q)", strings.Join(got, "\n\t"), strings.Join(x.events, "\n\t"), v.Why)
	}
	if got := asked(v.Searches); !slices.Equal(got, x.searches) {
		t.Errorf("searches\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(x.searches, "\n\t"))
	}
	if got := said(v.Spoken); got != x.spoken {
		t.Errorf("spoken %q, want %q", got, x.spoken)
	}
	if len(v.Why) == 0 {
		t.Error("it says no reason")
	}
}

func checkAll(t *testing.T, list []example) {
	t.Helper()
	for _, x := range list {
		t.Run(x.name, func(t *testing.T) { x.check(t) })
	}
}

// describe is one event in a line: kind, contact, address and what else the kind speaks of.
func describe(e rules.Event) string {
	text := fmt.Sprintf("%s %s", e.Kind, e.Contact)
	if e.Person != nil {
		text += " " + e.Person.Address
	}
	if e.Ref != "" {
		text += " ref=" + e.Ref
	}
	if !e.Until.IsZero() {
		text += " until=" + e.Until.Format("2006-01-02T15:04Z07:00")
	}
	if m := e.Meeting; m != nil {
		text += fmt.Sprintf(" %s%s uid=%s theirs=%v", m.Method, m.Reply, m.UID, m.Theirs)
	}
	return text
}

func describeAll(events []rules.Event) (list []string) {
	for _, e := range events {
		list = append(list, describe(e))
	}
	return list
}

func asked(searches []mail.Search) (list []string) {
	for _, s := range searches {
		list = append(list, s.Header+" "+s.Value)
	}
	return list
}

func said(s *Spoken) string {
	if s == nil {
		return ""
	}
	return strings.Join(append([]string{s.Letter, s.Subject}, s.Lines...), "|")
}

const hour = time.Hour

// sprint is all of an event, as JSON.
func sprint(e rules.Event) string {
	text, err := json.MarshalIndent(e, "", " ")
	if err != nil {
		return err.Error()
	}
	return string(text)
}
