package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cuppa/mail/loopback/peers"
)

// told is one mail of a story, in a mailbox of its own, so that a configuration can have them read in any order.
type told struct {
	box, roles string
	at         string
	lines      []string
}

// story: Ada writes to Mei, with a Bcc copy that bears another Message-ID than the copy in Sent; Mei answers the one and
// her assistant the other, both from addresses that nobody knows. They meet, and Ada's thanks have a Bcc copy too.
func story(s *site) []told {
	ask := []string{"From: Ada Example <" + adaAddress + ">", "To: Mei Tanaka <" + meiAddress + ">", "Subject: Twenty minutes of your time?"}
	dropped := []string{"Delivered-To: " + s.dropAddress(), "Received: by mx.example.test"}
	thanks := []string{"From: " + adaAddress, "To: " + meiAddress, "Subject: Thank you", "Message-ID: <thanks@example.test>"}
	body := []string{"", "May I buy you a coffee and ask about your work?"}
	return []told{
		{"Drop", "drop", "2026-03-03 10:00", slices.Concat(dropped, ask, []string{"Message-ID: <ask@example.test>"}, body)},
		{"Own", "sent", "2026-03-03 10:00", slices.Concat(ask, []string{"Message-ID: <rewritten@outlook.example>"}, body)},
		{"Yes", "inbox", "2026-03-04 09:00", []string{"From: Mei <mei@home.example>", "To: " + adaAddress,
			"Subject: Re: Twenty minutes of your time?", "Message-ID: <yes@rivers.example>",
			"In-Reply-To: <rewritten@outlook.example>", "", "Happy to. My assistant will find a date."}},
		{"Date", "inbox", "2026-03-05 09:00", []string{"From: Kim Ito <kim@office.example>", "To: " + adaAddress,
			"Subject: Re: Twenty minutes of your time?", "Message-ID: <date@office.example>", "In-Reply-To: <ask@example.test>",
			"", "Would 26 March suit you?"}},
		{"Invite", "inbox", "2026-03-06 09:00", invitation(berlin(s.t, "2026-03-26 10:00"))},
		{"Thanks", "sent", "2026-03-26 17:00", slices.Concat(thanks, []string{"", "Thank you for your time."})},
		{"Drop2", "drop", "2026-03-26 17:00", slices.Concat(dropped, thanks, []string{"", "Thank you for your time."})},
	}
}

func TestE2EMailboxesReadInAnyOrderMakeTheSameState(t *testing.T) {
	t.Parallel()
	s := newSite(t, ownMailbox())
	mails := story(s)
	now := berlin(t, "2026-03-27 10:00")
	// One store begins, and each order has a copy of it: what names events is the same key then.
	s.once(berlin(t, "2026-03-02 09:00"))
	for _, m := range mails {
		s.Append("ada", m.box, letter(berlin(t, m.at), m.lines...), berlin(t, m.at))
	}
	states := map[string][]string{}
	for name, order := range orders(mails) {
		data := "data-" + strings.ReplaceAll(name, " ", "-")
		if err := os.CopyFS(filepath.Join(s.dir, data), os.DirFS(filepath.Join(s.dir, "data"))); err != nil {
			t.Fatal(err)
		}
		s.configure(watching(s.Peers, order, data))
		s.once(now)
		state := s.must("contacts", "--json", "--at", now.Format(time.RFC3339)) + timeless(t, s.show(meiAddress, now))
		states[state] = append(states[state], name)
	}
	if len(states) != 1 {
		for state, names := range states {
			t.Errorf("%s:\n%s", strings.Join(names, ", "), state)
		}
	}
	s.isWhole(now)
}

// orders are some orders in which the mailboxes are read: as it was, backwards, and turned, each way by every other step.
func orders(mails []told) map[string][]told {
	all := map[string][]told{}
	for i := range mails {
		turned, name := slices.Concat(mails[i:], mails[:i]), fmt.Sprintf("from %d on", i)
		if i%2 == 1 {
			slices.Reverse(turned)
			name = fmt.Sprintf("back to %d", i)
		}
		all[name] = turned
	}
	back := slices.Clone(mails)
	slices.Reverse(back)
	all["back to 0"] = back
	return all
}

// watching is an account that reads mailboxes in this order.
func watching(p *peers.Peers, order []told, data string) accountYAML {
	var boxes []string
	for _, m := range order {
		boxes = append(boxes, fmt.Sprintf("{name: %s, roles: [%s]}", m.box, m.roles))
	}
	return accountYAML{data: data, drop: p.Address("cuppa"), logins: []loginYAML{{"ada", "[" + strings.Join(boxes, ", ") + "]"}}}
}

// timeless is what `cuppa contacts show` says, without what letters asked: those depend on when they left.
func timeless(t *testing.T, p person) string {
	t.Helper()
	lines := []string{p.Stage}
	for _, e := range p.Events {
		if e.Kind != "asked" {
			lines = append(lines, fmt.Sprintf("%s %s %s", e.ID, e.Kind, e.Source))
		}
	}
	return strings.Join(lines, "\n")
}

// isWhole holds the state of the last order to what the story tells.
func (s *site) isWhole(now time.Time) {
	s.t.Helper()
	mei := s.show(meiAddress, now)
	if mei.Stage != "in-touch" {
		s.t.Errorf("stage %s, so the thanks were not seen", mei.Stage)
	}
	for kind, want := range map[string]int{"sent": 3, "received": 2, "meeting": 1, "question": 2} {
		if got := mei.count(kind); got != want {
			s.t.Errorf("%d events %s, want %d: %+v", got, kind, want, mei.Events)
		}
	}
	if list := s.must("contacts", "--json"); strings.Count(list, "\n") != 1 {
		s.t.Error("there are more contacts than one")
	}
}

func TestE2ECopiesOfOneMailUnderTwoMessageIDsAreOneOutreach(t *testing.T) {
	t.Parallel()
	s := newSite(t, ownMailbox())
	copies := story(s)[:2]
	s.configure(watching(s.Peers, append(copies[:2:2], told{box: "INBOX", roles: "inbox"}), "data"))
	for _, m := range copies {
		s.Append("ada", m.box, letter(berlin(t, m.at), m.lines...), berlin(t, m.at))
	}
	s.once(berlin(t, "2026-03-03 11:00"))
	// After two outreaches in vain nobody is nudged, so the nudge tells that there was one.
	if got := s.prompts(berlin(t, "2026-03-11 10:00")); got != "nudge "+meiAddress {
		t.Errorf("due after a week: %q", got)
	}
	if mei := s.show(meiAddress, time.Time{}); mei.count("sent") != 2 {
		t.Errorf("not each copy is in the journal: %+v", mei.Events)
	}
}
