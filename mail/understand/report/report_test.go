package report

import (
	"reflect"
	"strings"
	"testing"

	"cuppa/mail"
)

// dsn makes a delivery report of a status part and the Message-ID of the returned mail.
func dsn(status, original string) *mail.Message {
	m := &mail.Message{Parts: []mail.Part{{Type: "message/delivery-status", Body: []byte(status)}}}
	if original != "" {
		m.Parts = append(m.Parts, mail.Part{Type: "text/rfc822-headers", Nested: &mail.Message{ID: original}})
	}
	return m
}

func TestStructuredReports(t *testing.T) {
	const head = "Reporting-MTA: dns; mx.example.org\nArrival-Date: today\n\n"
	tests := []struct {
		name, status string
		want         *Report // nil: a notice
	}{
		{"no such user", "Final-Recipient: rfc822; Lena@Example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown",
			&Report{Hard, []string{"lena@example.com"}, "5.1.1", "1@x"}},
		{"an alias that failed", "Original-Recipient: rfc822;lena@example.com\nFinal-Recipient: rfc822;lena.b@inner.example\nAction: failed\nStatus: 5.1.1",
			&Report{Hard, []string{"lena@example.com", "lena.b@inner.example"}, "5.1.1", "1@x"}},
		{"mailbox full", "Final-Recipient: rfc822; lena@example.com\nAction: failed\nStatus: 5.2.2", &Report{Soft, []string{"lena@example.com"}, "5.2.2", "1@x"}},
		{"delayed", "Final-Recipient: rfc822; lena@example.com\nAction: delayed\nStatus: 4.4.1", &Report{Delayed, []string{"lena@example.com"}, "4.4.1", "1@x"}},
		{"a vague code, plain words", "Final-Recipient: rfc822; lena@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550\n No such user here",
			&Report{Hard, []string{"lena@example.com"}, "5.0.0", "1@x"}},
		{"a vague code, an exact one inside", "Final-Recipient: rfc822; lena@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 552 5.2.2 full",
			&Report{Soft, []string{"lena@example.com"}, "5.0.0", "1@x"}},
		{"policy", "Final-Recipient: rfc822; lena@example.com\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 rejected as spam",
			&Report{Soft, []string{"lena@example.com"}, "5.7.1", "1@x"}},
		{"one failed, one is delayed, one arrived", "Final-Recipient: rfc822; a@example.com\nAction: delayed\nStatus: 4.0.0\n\n" +
			"Final-Recipient: rfc822; b@example.com\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; c@example.com\nAction: relayed\nStatus: 2.0.0",
			&Report{Hard, []string{"b@example.com"}, "5.1.1", "1@x"}},
		{"delivered", "Final-Recipient: rfc822; lena@example.com\nAction: delivered\nStatus: 2.0.0", nil},
		{"relayed", "Final-Recipient: rfc822; lena@example.com\nAction: relayed\nStatus: 2.0.0", nil},
		{"expanded", "Final-Recipient: rfc822; lena@example.com\nAction: expanded (to a list)\nStatus: 2.0.0", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Read(dsn(head+strings.ReplaceAll(tt.status, "\n", "\r\n"), "1@x"))
			if !reflect.DeepEqual(got.Report, tt.want) || got.Notice != (tt.want == nil) || got.Confidence != 1 {
				t.Errorf("Read = %+v (report %+v), want %+v", got, got.Report, tt.want)
			}
		})
	}
}

func TestReceiptsAndFeedbackAreNotices(t *testing.T) {
	for _, kind := range []string{"message/disposition-notification", "message/feedback-report"} {
		got := Read(&mail.Message{Subject: "Undeliverable", Parts: []mail.Part{{Type: kind, Body: []byte("Action: failed")}}})
		if got.Report != nil || !got.Notice {
			t.Errorf("%s: Read = %+v", kind, got)
		}
	}
}

func TestFreeTextReports(t *testing.T) {
	const qmail = "Hi. This is the qmail-send program at example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n" +
		"<lena@example.com>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 no such user\n\n" +
		"--- Below this line is a copy of the message.\n\nMessage-ID: <1@x>\nTo: someone@else.example\n"
	tests := []struct {
		name string
		m    mail.Message
		want *Report
	}{
		{"qmail", mail.Message{From: []mail.Address{{Addr: "mailer-daemon@example.org"}}, Subject: "failure notice", Text: qmail},
			&Report{Hard, []string{"lena@example.com"}, "5.1.1", "1@x"}},
		{"Exim", mail.Message{Fields: []mail.Field{{Name: "X-Failed-Recipients", Value: "lena@example.com, tom@example.com"}}, Text: "550 mailbox is full", InReplyTo: []string{"1@x"}},
			&Report{Soft, []string{"lena@example.com", "tom@example.com"}, "", "1@x"}},
		{"a warning", mail.Message{From: []mail.Address{{Addr: "postmaster@example.org"}}, Subject: "Warning: message delayed",
			Text: "Your message to lena@example.com has not yet been delivered. We will keep trying."},
			&Report{Delayed, []string{"lena@example.com"}, "", ""}},
		{"an empty return path", mail.Message{Fields: []mail.Field{{Name: "Return-Path", Value: "<>"}}, Subject: "Returned mail", Text: "lena@example.com... User unknown"},
			&Report{Hard, []string{"lena@example.com"}, "", ""}},
		{"a person writes about one", mail.Message{From: []mail.Address{{Addr: "lena@example.com"}}, Subject: "Re: Undelivered mail",
			Text: "My mail could not be delivered, this is the mail system at example.org, user unknown"}, nil},
		{"a person forwards one", mail.Message{From: []mail.Address{{Addr: "lena@example.com"}}, Subject: "Fwd: failure notice", Text: qmail}, nil},
		{"a postmaster's own words", mail.Message{From: []mail.Address{{Addr: "postmaster@example.org"}}, Subject: "Coffee?", Text: "Shall we meet?"}, nil},
		{"somebody could not deliver a parcel", mail.Message{From: []mail.Address{{Addr: "lena@example.com"}}, Subject: "Parcel", Text: "It could not be delivered."}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Read(&tt.m)
			if !reflect.DeepEqual(got.Report, tt.want) || got.Notice {
				t.Errorf("Read = %+v (report %+v), want %+v", got, got.Report, tt.want)
			}
		})
	}
}

func TestTheOriginalIsFoundWhereverItStands(t *testing.T) {
	const failed = "\n\nFinal-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1"
	header := dsn(failed, "")
	header.Fields = []mail.Field{{Name: "X-Original-Message-ID", Value: "<1@x>"}}
	quoted := dsn(failed, "")
	quoted.Text = "> Message-Id: <1@x>"
	answer := dsn(failed, "")
	answer.InReplyTo = []string{"1@x"}
	for name, m := range map[string]*mail.Message{"returned part": dsn(failed, "1@x"), "header": header, "quoted": quoted, "answer": answer} {
		if got := Read(m); got.Report == nil || got.Report.Original != "1@x" {
			t.Errorf("%s: report %+v", name, got.Report)
		}
	}
	if got := Read(dsn(failed, "")); got.Report.Original != "" {
		t.Errorf("an original was made up: %q", got.Report.Original)
	}
}

func TestEnhancedStatusCodesAreFoundInText(t *testing.T) {
	for text, want := range map[string]string{
		"550 5.1.1 unknown":        "5.1.1",
		"smtp; 550-5.7.26 no":      "5.7.26",
		"#5.1.0 smtp":              "5.1.0",
		"from 192.0.2.5 5.2.2.":    "5.2.2",
		"version 5.1 of 15.1.1":    "",
		"5.1234.1":                 "",
		"5.1.":                     "",
		"4.4.7":                    "4.4.7",
		"192.4.1.1 said 421 4.3.2": "4.3.2",
	} {
		if got := enhanced(text); got != want {
			t.Errorf("enhanced(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Reporting-MTA: x\n\nFinal-Recipient: rfc822; a@b.c\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: x\n y", "failure notice", "<a@b.c>: user unknown")
	f.Add("\n\n\n:", "x", "--copy\n<a@b.c")
	f.Fuzz(func(t *testing.T, status, subject, text string) {
		structured := dsn(status, "")
		free := &mail.Message{From: []mail.Address{{Addr: "mailer-daemon@x"}}, Subject: subject, Text: text}
		for _, m := range []*mail.Message{structured, free} {
			got := Read(m)
			if m == structured && (got.Report == nil) != got.Notice {
				t.Fatalf("a status part is neither report nor notice, or both: %+v", got)
			}
			if got.Report == nil {
				continue
			}
			switch got.Report.Kind {
			case Hard, Soft, Delayed:
			default:
				t.Errorf("kind %q", got.Report.Kind)
			}
			for _, r := range got.Report.Recipients {
				if r != strings.ToLower(r) || !strings.Contains(r, "@") {
					t.Errorf("recipient %q", r)
				}
			}
		}
	})
}
