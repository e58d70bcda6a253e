package main_test

import (
	"strings"
	"testing"
	"time"
)

func TestE2EMailThatProvesNothingIsHeldAndAStrangersCommandChangesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t, daemonsMailbox())
	at := func(text string) time.Time { return berlin(t, text) }
	s.once(at("2026-03-02 09:00"))
	s.Append("cuppa", "INBOX", letter(at("2026-03-03 10:00"), "From: Ada Example <"+adaAddress+">", "To: Mei Tanaka <"+meiAddress+">",
		"Delivered-To: "+s.dropAddress(), "Received: by mx.example.test", "Subject: Coffee?", "Message-ID: <ask@example.test>", "",
		"May I buy you a coffee?"), at("2026-03-03 10:00"))
	s.once(at("2026-03-16 07:00"))
	digest := headerOf(t, s.Await("ada", "INBOX", 1)[0].Raw)
	answers := strings.Trim(digest.Get("Reply-To"), "<>")
	later := at("2026-03-16 10:00")
	before := s.must("contacts", "show", meiAddress, "--json", "--at", later.Format(time.RFC3339))

	const forged, mallory = "Ada Example <" + adaAddress + ">", "Mallory <mallory@evil.example>"
	mails := []struct{ from, to, subject, answers string }{
		{forged, "noor@rivers.example", "Coffee?", ""},                              // an outreach that the drop address got without its tag
		{forged, s.Address("cuppa"), "1 rest", ""},                                  // a command with no proof
		{forged, s.dropAddress(), "rest " + meiAddress, ""},                         // the secret tag proves no command
		{mallory, s.Address("cuppa"), "1 rest", ""},                                 // a stranger's
		{mallory, s.dropAddress(), "1 rest", ""},                                    // who knows the tag,
		{mallory, answers, "Re: digest", digest.Get("Message-Id")},                  // or even the letter
		{"Mei Tanaka <" + meiAddress + ">", answers, "1 done", "<made@up.example>"}, // and a contact is a stranger too
	}
	for i, m := range mails {
		raw := letter(at("2026-03-16 09:00"), "From: "+m.from, "To: "+m.to, "Subject: "+m.subject,
			"Message-ID: <x"+string(rune('0'+i))+"@evil.example>", "X-Nothing: here", "", "1 rest", "1 done")
		if m.answers != "" {
			raw = []byte(strings.Replace(string(raw), "X-Nothing: here", "In-Reply-To: "+m.answers, 1))
		}
		envelope := []string{m.to}
		if !strings.Contains(m.to, "cuppa") {
			envelope = []string{s.Address("cuppa")}
		}
		if err := s.Send(raw, "mallory@evil.example", envelope...); err != nil {
			t.Fatal(err)
		}
	}
	s.Await("cuppa", "INBOX", 1+len(mails))
	s.once(later)

	if after := s.must("contacts", "show", meiAddress, "--json", "--at", later.Format(time.RFC3339)); withoutMail(t, after) != withoutMail(t, before) {
		t.Errorf("they changed something:\n%s%s", before, after)
	}
	if lines := strings.Count(s.must("contacts", "--json"), "\n"); lines != 1 {
		t.Errorf("%d contacts", lines)
	}
	var d struct {
		Held []struct{ From, Subject, Why string }
	}
	decode(t, s.must("digest", "--json", "--at", later.Format(time.RFC3339)), &d)
	if len(d.Held) != 3 {
		t.Errorf("held: %+v", d.Held)
	}
	for _, h := range d.Held {
		if h.From != adaAddress || h.Why == "" {
			t.Errorf("held: %+v", h)
		}
	}

	if n := len(s.letters()); n != 1 {
		t.Errorf("%d letters: somebody was answered", n)
	}
	if err := s.Send(letter(at("2026-03-16 09:30"), "From: "+forged, "To: "+answers, "Subject: Re: x", "Message-ID: <mine@example.test>",
		"In-Reply-To: "+digest.Get("Message-Id"), "", "1 rest"), adaAddress, answers); err != nil {
		t.Fatal(err)
	}
	s.Await("cuppa", "INBOX", 2+len(mails))
	s.once(later)
	if got := s.stage(later); got != "resting" {
		t.Errorf("the owner's own command was not obeyed: stage %s", got)
	}
}

// withoutMail is what was observed of a contact, but for mail of their own, which is theirs to send.
func withoutMail(t *testing.T, text string) string {
	t.Helper()
	var p person
	decode(t, text, &p)
	var kinds []string
	for _, e := range p.Events {
		if e.Kind != "received" {
			kinds = append(kinds, e.Kind+" "+e.ID)
		}
	}
	return strings.Join(kinds, "\n")
}
