package understand

import (
	"reflect"
	"strings"
	"testing"

	"cuppa/mail/message"
	"cuppa/rules"
)

// read reads a whole mail.
func read(raw string) Reading {
	m := message.Read([]byte(strings.ReplaceAll(raw, "\n", "\r\n")))
	return Read(&m)
}

const (
	author  = "From: Lena Brandt <lena@example.com>\nTo: ada@example.org\nDate: Tue, 3 Nov 2026 15:04:00 +0100\nMessage-ID: <2@x>\n"
	answer  = author + "Subject: Re: Coffee?\nIn-Reply-To: <1@x>\n"
	dsnHead = "From: Mail Delivery System <mailer-daemon@example.org>\nTo: ada@example.org\nSubject: Undelivered Mail Returned to Sender\n" +
		"Auto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
	dsn = dsnHead + "--b\nContent-Type: text/plain\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n" +
		"Final-Recipient: rfc822; tom@example.com\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <1@x>\n\n--b--\n"
	calendarPart = "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee you\n--b\nContent-Type: text/calendar; method=REQUEST\n\n" +
		"BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:7\nDTSTART:20261105T090000Z\nSUMMARY:Coffee\nATTENDEE:mailto:ada@example.org\nEND:VEVENT\nEND:VCALENDAR\n--b--\n"
)

func TestOneClassAMailByTheFirstEvidence(t *testing.T) {
	tests := []struct {
		name, raw string
		class     Class
		automatic bool
	}{
		{"a delivery report", dsn, Bounce, true},
		{"a delivery success", strings.NewReplacer("Action: failed", "Action: delivered", "5.1.1", "2.0.0").Replace(dsn), Notification, true},
		{"a delivery report that came through a list", "List-Id: <l.example>\n" + dsn, Bounce, true},
		{"a read receipt", author + "Subject: Read: Coffee?\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n--b--\n", Notification, true},
		{"an automatic answer", answer + "Auto-Submitted: auto-replied\n\nI am away until 14 November.", AutoReply, true},
		{"an automatic answer, bulk by precedence", author + "Subject: Automatic reply: Coffee?\nPrecedence: bulk\n\nAway.", AutoReply, true},
		{"a subject about absence on a list", answer[:len(answer)-len("Subject: Re: Coffee?\nIn-Reply-To: <1@x>\n")] + "Subject: Out of office rules\nIn-Reply-To: <1@x>\nList-Id: <l.example>\n\nHi.", Bulk, true},
		{"an invitation", author + "Subject: Coffee\n" + calendarPart, Calendar, false},
		{"an invitation by a machine", author + "Auto-Submitted: auto-generated\nIn-Reply-To: <1@x>\n" + calendarPart, Calendar, true},
		{"a newsletter with a calendar", author + "List-Unsubscribe: <https://x>\n" + strings.ReplaceAll(calendarPart, "REQUEST", "PUBLISH"), Bulk, true},
		{"a list", answer + "List-Id: <l.example>\n\nHi all.", Bulk, true},
		{"an order", strings.Replace(author, "lena@", "no-reply@", 1) + "Subject: Your order\n\nThanks.", Notification, true},
		{"a ticket system", author + "Auto-Submitted: auto-generated\n\nNew ticket.", Notification, true},
		{"an answer", answer + "\nYes.", Reply, false},
		{"an answer by its subject alone", author + "Subject: AW: Coffee?\n\nYes.", Reply, false},
		{"another mail", author + "Subject: Coffee?\n\nShall we?", Message, false},
		{"Exchange asks for no automatic answers", answer + "X-Auto-Response-Suppress: All\nAuto-Submitted: no\n\nYes.", Reply, false},
		{"a person forwards a report", author + "Subject: Fwd: Undelivered\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain\n\nLook.\n--c\nContent-Type: message/rfc822\n\n" + dsn + "--c--\n", Message, false},
		{"nothing at all", "", Message, false},
		{"no header", "\xff\xfe\x00garbage", Message, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := read(tt.raw)
			if got.Class != tt.class || got.Automatic != tt.automatic {
				t.Errorf("class %s, automatic %v (%q); want %s, %v", got.Class, got.Automatic, got.Why, tt.class, tt.automatic)
			}
			if len(got.Why) == 0 || got.Confidence <= 0 || got.Confidence > 1 {
				t.Errorf("confidence %v on %q", got.Confidence, got.Why)
			}
		})
	}
}

func TestAPersonsAnswerIsReadWhole(t *testing.T) {
	got := read("Delivered-To: ada+7hq2@example.org\nReceived: from a by b with ESMTP; Tue, 3 Nov 2026 15:04:00 +0100\n" +
		"Authentication-Results: mx.example.org; dmarc=pass header.from=example.com\n" +
		"X-Microsoft-Original-Message-ID: <0@x>\nThread-Index: AdYwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3\n" + answer +
		"\nHappy to! How about Thursday at 10:30?\n\nBest,\nLena Brandt\nHead of Data, Example GmbH\n\nOn Mon, Nov 2, 2026 at 9:15 AM Ada <ada@example.org> wrote:\n> Shall we?\n")
	want := Reading{
		Class: Reply, Confidence: 0.9, Why: got.Why,
		Text:      "Happy to! How about Thursday at 10:30?",
		Signature: "Best,\nLena Brandt\nHead of Data, Example GmbH",
		Subject:   "Coffee?", Answers: true, Intent: rules.ProposesTime,
		Person:    &rules.Person{Name: "Lena Brandt", Address: "lena@example.com", Title: "Head of Data", Organisation: "Example GmbH"},
		Delivered: []string{"ada+7hq2@example.org"},
		Results:   &Results{Server: "mx.example.org", DMARC: "pass", From: "example.com"},
		Originals: []string{"0@x"},
		Thread:    "AdYwMTIzNDU2Nzg5MDEyMzQ1Njc4OQ==",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Read =\n%+v, want\n%+v", got, want)
	}
}

func TestTheDetailsOfEachClass(t *testing.T) {
	bounce := read(dsn)
	if want := (Report{Kind: "hard", Recipients: []string{"tom@example.com"}, Status: "5.1.1", Original: "1@x"}); !reflect.DeepEqual(*bounce.Report, want) {
		t.Errorf("report %+v, want %+v", *bounce.Report, want)
	}
	away := read(answer + "Auto-Submitted: auto-replied\n\nI am away until 14 November.")
	if away.Auto == nil || away.Auto.Until.Format("2006-01-02") != "2026-11-14" || away.Intent != "" {
		t.Errorf("away %+v, intent %q", away.Auto, away.Intent)
	}
	invited := read(author + calendarPart)
	if m := invited.Invite; m == nil || m.UID != "7" || m.Method != "REQUEST" || !reflect.DeepEqual(invited.Attendees, []string{"ada@example.org"}) {
		t.Errorf("invitation %+v for %q", invited.Invite, invited.Attendees)
	}
	if bounce.Auto != nil || away.Report != nil {
		t.Error("a mail shows what it is not")
	}
}

func FuzzRead(f *testing.F) {
	for _, raw := range []string{dsn, answer + "\nYes.", author + calendarPart, answer + "Auto-Submitted: auto-replied\n\nback on 5 May"} {
		f.Add([]byte(raw))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := message.Read(raw)
		got := Read(&m)
		switch got.Class {
		case Bounce, AutoReply, Bulk, Notification:
			if !got.Automatic || got.Intent != "" {
				t.Errorf("%s is taken for a person's", got.Class)
			}
		case Reply, Message:
			if got.Automatic || got.Intent == "" {
				t.Errorf("%s is taken for a machine's", got.Class)
			}
		case Calendar:
		default:
			t.Errorf("class %q is not a mail's own to show", got.Class)
		}
		if (got.Class == Bounce) != (got.Report != nil) || (got.Class == AutoReply) != (got.Auto != nil) || got.Class == Calendar && got.Invite == nil {
			t.Errorf("%s with details %+v", got.Class, got)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for name, raw := range map[string]string{"answer": answer + "\nHappy to! How about Thursday at 10:30?\n\nBest,\nLena\n\n> Shall we?\n", "report": dsn, "invitation": author + calendarPart} {
		m := message.Read([]byte(raw))
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Read(&m)
			}
		})
	}
}
