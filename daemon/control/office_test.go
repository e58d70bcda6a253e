package control

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/robfig/cron/v3"
	"go.uber.org/goleak"

	"cuppa/daemon/desk"
	"cuppa/daemon/store"
	"cuppa/mail"
	"cuppa/mail/message"
	"cuppa/rules/dates"
	"cuppa/rules/ruleset"
)

var update = flag.Bool("update", false, "write golden files anew")

// TestMain looks for goroutines that a stopped socket or a finished call left behind.
func TestMain(m *testing.M) {
	flag.Parse()
	goleak.VerifyTestMain(m)
}

// golden compares with testdata/NAME, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (-update writes it anew); got:\n%s", name, got)
	}
}

var place = mail.Place{Login: "ada@imap.example.org:993", Mailbox: "INBOX", Roles: mail.Roles{Inbox: true, Drop: true}}

func wall(t *testing.T, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// newAccount is an account whose owner has written to Mei, who asked something in return, and to Karim, who cannot be
// reached. It is Thursday evening: an answer to Mei is due.
func newAccount(t *testing.T, name string) Account {
	t.Helper()
	st := store.Memory()
	t.Cleanup(func() { st.Close() })
	part, err := st.Account(name)
	if err != nil {
		t.Fatal(err)
	}
	weekly, err := cron.ParseStandard("0 7 * * MON")
	if err != nil {
		t.Fatal(err)
	}
	urgent, err := cron.ParseStandard("0 7,18 * * *")
	if err != nil {
		t.Fatal(err)
	}
	d, err := desk.New(part, desk.Settings{Name: name, Owner: "Ada Example", Addresses: []string{"ada@example.org"},
		Zone: wall(t, "2026-03-02 09:00").Location(), From: "cuppa@example.org", To: "ada@example.org", Drop: "cuppa@example.org",
		Tags: []string{"7hq2"}, Weekly: weekly, Urgent: urgent, Logins: []string{place.Login}, Rules: ruleset.Builtin(),
		Lookback: dates.Span{Years: 1}, Quotes: true}, wall(t, "2026-03-02 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, desk: d}
	o.arrives("2026-03-03 10:00", "From: Ada Example <ada@example.org>", "To: Mei Tanaka <mei@rivers.example>",
		"Delivered-To: cuppa+7hq2@example.org", "Received: by mx.example.org", "Subject: Twenty minutes of your time?",
		"Message-ID: <ask@example.org>", "", "May I buy you a coffee?")
	o.arrives("2026-03-03 11:00", "From: Ada Example <ada@example.org>", "To: Karim Aziz <karim@leeds.example>",
		"Delivered-To: cuppa+7hq2+mentor@example.org", "Received: by mx.example.org", "Subject: Bus lanes",
		"Message-ID: <bus@example.org>", "", "May I buy you a coffee?")
	o.arrives("2026-03-03 11:05", "From: Mail Delivery System <mailer-daemon@example.org>", "To: ada@example.org",
		"Subject: Undelivered Mail Returned to Sender", "Message-ID: <bounce@example.org>", "MIME-Version: 1.0",
		`Content-Type: multipart/report; report-type=delivery-status; boundary="b"`, "", "--b", "Content-Type: text/plain", "",
		"Unknown user.", "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; example.org", "",
		"Final-Recipient: rfc822; karim@leeds.example", "Action: failed", "Status: 5.1.1", "", "--b",
		"Content-Type: text/rfc822-headers", "", "Message-ID: <bus@example.org>", "", "--b--")
	o.arrives("2026-03-17 09:00", "From: Mei Tanaka <mei@rivers.example>", "To: ada@example.org",
		"Subject: Re: Twenty minutes of your time?", "Message-ID: <yes@rivers.example>", "In-Reply-To: <ask@example.org>", "",
		"Happy to. Would Thursday suit you?", "", "--", "Mei Tanaka", "Flood planner, Rivers Agency")
	return Account{Name: name, Desk: d, Now: func() time.Time { return wall(t, "2026-03-19 18:00") }}
}

// office brings a desk its mail.
type office struct {
	t    *testing.T
	desk *desk.Desk
	uid  mail.UID
}

func (o *office) arrives(when string, lines ...string) {
	o.t.Helper()
	at := wall(o.t, when)
	o.uid++
	text := "Date: " + at.Format(time.RFC1123Z) + "\r\n" + strings.Join(lines, "\r\n") + "\r\n"
	a := mail.Arrival{Place: place, UID: o.uid, Internal: at, Message: message.Read([]byte(text))}
	if err := o.desk.Take(at, place, []mail.Arrival{a}, mail.Cursor{UIDValidity: 1, UID: a.UID}); err != nil {
		o.t.Fatal(err)
	}
}

func newHub(t *testing.T) *Hub {
	t.Helper()
	h := &Hub{Data: "/data"}
	h.Set([]Account{newAccount(t, "ada")})
	return h
}
