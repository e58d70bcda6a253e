package auto

import (
	"strings"
	"testing"
	"time"

	"cuppa/mail"
	"cuppa/rules"
)

// message makes a message of "Name: value" lines.
func message(lines ...string) *mail.Message {
	m := &mail.Message{
		Date: time.Date(2026, 11, 3, 15, 4, 0, 0, time.FixedZone("", 3600)), // a Tuesday
		From: []mail.Address{{Addr: "lena@example.com"}},
		To:   []mail.Address{{Addr: "ada@example.org"}},
	}
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ": ")
		m.Fields = append(m.Fields, mail.Field{Name: name, Value: value})
		switch name {
		case "Subject":
			m.Subject = value
		case "In-Reply-To":
			m.InReplyTo = []string{value}
		}
	}
	return m
}

func TestAutomaticAnswersAreKnownByHeadersAndSubject(t *testing.T) {
	tests := []struct {
		name  string
		m     *mail.Message
		least float64 // 0: it is none
	}{
		{"RFC 3834", message("Auto-Submitted: auto-replied"), 1},
		{"RFC 3834 with a parameter", message("auto-submitted: Auto-Replied; owner-email=\"a@b\""), 1},
		{"generated, in answer", message("Auto-Submitted: auto-generated", "In-Reply-To: 1@x"), 0.8},
		{"generated, in answer to nothing", message("Auto-Submitted: auto-generated"), 0},
		{"not automatic", message("Auto-Submitted: no", "In-Reply-To: 1@x"), 0},
		{"X-Autoreply", message("X-Autoreply: yes"), 1},
		{"FirstClass", message("X-FC-MachineGenerated: true"), 1},
		{"a precedence of answers", message("Precedence: auto_reply"), 1},
		{"junk, in answer", message("Precedence: junk", "In-Reply-To: 1@x", "Subject: Re: Coffee"), 0.8},
		{"bulk is no answer", message("Precedence: bulk", "In-Reply-To: 1@x"), 0},
		{"asks for no automatic answers", message("X-Auto-Response-Suppress: All", "Subject: Coffee", "In-Reply-To: 1@x"), 0},
		{"an English subject", message("Subject: Automatic reply: Coffee"), 0.9},
		{"a German subject", message("Subject: Abwesenheitsnotiz: Kaffee"), 0.9},
		{"a French subject", message("Subject: Réponse automatique : Café"), 0.9},
		{"an empty return path with a subject", message("Return-Path: <>", "Subject: Out of Office: Coffee"), 0.9},
		{"an empty return path alone", message("Return-Path: <>", "Subject: Coffee"), 0},
		{"away, in answer", message("Subject: Out of the office until Monday", "In-Reply-To: 1@x"), 0.7},
		{"a person writes of an absence", message("Subject: Out of office next week"), 0},
		{"a person answers a mail about it", message("Subject: Re: Out of office rules", "In-Reply-To: 1@x"), 0},
		{"an ordinary answer", message("Subject: Re: Coffee", "In-Reply-To: 1@x"), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Read(tt.m, "")
			if found := got.Answer != nil; found != (tt.least > 0) || got.Confidence < tt.least || found && len(got.Why) == 0 {
				t.Errorf("Read = %+v, want at least %v", got, tt.least)
			}
		})
	}
}

func TestTheDayOfReturn(t *testing.T) {
	tests := []struct{ text, want string }{
		{"I am out of the office until 14 November.", "2026-11-14"},
		{"I am away from 3 to 14 November and will be back on Monday, 16 November.", "2026-11-16"},
		{"I'll be back in the office on Nov 16th.", "2026-11-16"},
		{"I will return on Monday.", "2026-11-09"},
		{"Out through November 13, 2026.", "2026-11-14"},
		{"I'm on leave 2026-11-05 - 2026-11-12.", "2026-11-12"},
		{"Ich bin bis zum 13.11. nicht im Büro.", "2026-11-13"},
		{"Ich bin bis einschließlich 13.11.2026 abwesend.", "2026-11-14"},
		{"Ab dem 16. November bin ich wieder erreichbar.", "2026-11-16"},
		{"Am Montag, den 16. November bin ich zurück. In Notfällen: 0171 1234567.", "2026-11-16"},
		{"Vom 2.11. bis 13.11.2026 bin ich im Urlaub.", "2026-11-13"},
		{"I am away since 2 November.", ""},
		{"I was away until 30 October 2026.", ""},
		{"I am back on 1 January 2099.", ""},
		{"I read mail on Fridays.", ""},
		{"Thank you, I have received your mail.", ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := Read(message("Auto-Submitted: auto-replied", "Subject: Coffee"), tt.text)
			day := ""
			if !got.Answer.Until.IsZero() {
				day = got.Answer.Until.Format("2006-01-02")
			}
			if day != tt.want {
				t.Errorf("until %q, want %q", day, tt.want)
			}
		})
	}
	if got := Read(message("Auto-Submitted: auto-replied", "Subject: Away until 14 November"), ""); got.Answer.Until.Day() != 14 {
		t.Errorf("the subject's day was not read: %v", got.Answer.Until)
	}
}

func TestWhoHasLeftAndWhoFollows(t *testing.T) {
	tests := []struct {
		text      string
		left      bool
		successor *rules.Person
	}{
		{"Lena Brandt is no longer with Example GmbH. Please contact Tom Weber (tom.weber@example.com).", true, &rules.Person{Name: "Tom Weber", Address: "tom.weber@example.com"}},
		{"I have left the company. Write to info@example.com.", true, &rules.Person{Address: "info@example.com"}},
		{"Frau Brandt ist nicht mehr im Unternehmen. Bitte wenden Sie sich an Herrn Tom Weber <Tom.Weber@example.com>.", true, &rules.Person{Name: "Tom Weber", Address: "tom.weber@example.com"}},
		{"Lena ne travaille plus ici.", true, nil},
		{"Ask me: lena@example.com. I am no longer\nemployed here.", true, nil},
		{"I have left the office for today; in urgent cases ask Tom Weber, tom@example.com.", false, nil},
		{"I am away. Tom Weber, tom@example.com, can help.", false, nil},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := Read(message("Auto-Submitted: auto-replied"), tt.text).Answer
			if got.Left != tt.left || (got.Successor == nil) != (tt.successor == nil) || got.Successor != nil && *got.Successor != *tt.successor {
				t.Errorf("left %v, successor %+v; want %v, %+v", got.Left, got.Successor, tt.left, tt.successor)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Automatic reply: x", "back on 5. December\nplease contact Tom Weber (tom@example.com), I am no longer with them")
	f.Add("Abwesend", "bis 5.12. İİ wieder")
	f.Fuzz(func(t *testing.T, subject, text string) {
		m := message("Auto-Submitted: auto-replied", "Subject: "+subject)
		got := Read(m, text)
		if got.Answer == nil {
			t.Fatal("an automatic answer was not found")
		}
		if u := got.Answer.Until; !u.IsZero() && (u.Before(m.Date.AddDate(0, 0, -1)) || u.After(m.Date.AddDate(3, 0, 0))) {
			t.Errorf("until %v, seen from %v", u, m.Date)
		}
		if s := got.Answer.Successor; s != nil && (!got.Answer.Left || !strings.Contains(s.Address, "@")) {
			t.Errorf("successor %+v", s)
		}
	})
}
