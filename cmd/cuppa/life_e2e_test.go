package main_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestE2ELifeOfOneContactByMailAlone(t *testing.T) {
	t.Parallel()
	s := newSite(t, ownMailbox())
	at := func(text string) time.Time { return berlin(t, text) }
	expect := func(text, stage, due string) {
		t.Helper()
		if got := s.stage(at(text)); got != stage {
			t.Errorf("%s: stage %s, want %s", text, got, stage)
		}
		digest := s.must("digest", "--json", "--at", at(text).Format(time.RFC3339))
		if got := promptsIn(t, digest); got != due {
			t.Errorf("%s: due %q, want %q", text, got, due)
		}
		checkDigest(t, digest)
	}
	arrives := func(box, text string, lines ...string) {
		s.Append("ada", box, letter(at(text), lines...), at(text))
	}
	leaves := func(text, speaksOf string) {
		t.Helper()
		before := len(s.Messages("ada", "INBOX"))
		s.once(at(text))
		all := s.Await("ada", "INBOX", before+1)
		if raw := string(all[before].Raw); len(all) != before+1 || !strings.Contains(raw, "X-Cuppa") || !strings.Contains(raw, speaksOf) {
			t.Errorf("%s: %d letters, and none speaks of %q", text, len(all)-before, speaksOf)
		}
	}

	s.once(at("2026-03-02 09:00"))
	arrives("INBOX", "2026-03-03 10:00", "From: Ada Example <"+adaAddress+">", "To: Mei Tanaka <"+meiAddress+">",
		"Delivered-To: ada+"+dropTag+"@example.test", "Received: by mx.example.test", "Subject: Twenty minutes of your time?",
		"Message-ID: <ask@example.test>", "", "Dear Mei, may I buy you a coffee and ask about your work?")
	s.once(at("2026-03-04 10:00"))
	expect("2026-03-04 10:00", "awaiting", "")
	expect("2026-03-11 10:00", "awaiting", "nudge "+meiAddress)
	leaves("2026-03-16 07:00", "Mei")
	expect("2026-03-16 07:00", "awaiting", "")

	arrives("INBOX", "2026-03-17 09:00", "From: Mei Tanaka <"+meiAddress+">", "To: "+adaAddress,
		"Subject: Re: Twenty minutes of your time?", "Message-ID: <yes@rivers.example>", "In-Reply-To: <ask@example.test>", "",
		"Happy to. Would Thursday suit you?")
	s.once(at("2026-03-17 10:00"))
	expect("2026-03-17 10:00", "talking", "")
	expect("2026-03-19 10:00", "talking", "answer "+meiAddress)

	arrives("Sent", "2026-03-19 12:00", "From: "+adaAddress, "To: Mei Tanaka <"+meiAddress+">",
		"Subject: Re: Twenty minutes of your time?", "Message-ID: <ok@example.test>", "In-Reply-To: <yes@rivers.example>", "",
		"Thursday it is.")
	s.once(at("2026-03-19 13:00"))
	expect("2026-03-19 13:00", "awaiting", "")

	arrives("INBOX", "2026-03-20 12:00", invitation(at("2026-03-26 10:00"))...)
	s.once(at("2026-03-20 13:00"))
	expect("2026-03-20 13:00", "scheduled", "")
	leaves("2026-03-23 07:00", "Mei")
	expect("2026-03-25 17:30", "scheduled", "prepare "+meiAddress)
	leaves("2026-03-25 18:00", "10:00")
	expect("2026-03-25 18:00", "scheduled", "")
	expect("2026-03-26 11:30", "met", "")
	expect("2026-03-26 14:00", "met", "thank "+meiAddress)

	arrives("Sent", "2026-03-26 17:00", "From: "+adaAddress, "To: "+meiAddress, "Subject: Thank you",
		"Message-ID: <thanks@example.test>", "", "Thank you for your time.")
	s.once(at("2026-03-26 18:00"))
	expect("2026-03-26 18:00", "in-touch", "")
	expect("2026-06-25 18:00", "in-touch", "")
	expect("2026-06-27 18:00", "in-touch", "check-in "+meiAddress)
	leaves("2026-06-29 07:00", "Mei")
	expect("2026-06-29 07:00", "in-touch", "")
	s.untouched([2]string{"ada", "INBOX"}, [2]string{"ada", "Sent"})
}

// invitation is one hour from this moment on (RFC 6047), by the contact.
func invitation(start time.Time) []string {
	const utc = "20060102T150405Z"
	return []string{"From: Mei Tanaka <" + meiAddress + ">", "To: " + adaAddress, "Subject: Coffee",
		"Message-ID: <invite@rivers.example>", "MIME-Version: 1.0", "Content-Type: text/calendar; method=REQUEST; charset=utf-8", "",
		"BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:coffee-1", "SEQUENCE:0",
		"DTSTAMP:20260301T000000Z", "DTSTART:" + start.UTC().Format(utc), "DTEND:" + start.Add(time.Hour).UTC().Format(utc),
		"SUMMARY:Coffee", "LOCATION:Cafe Luna", "ORGANIZER:mailto:" + meiAddress, "ATTENDEE:mailto:" + adaAddress,
		"END:VEVENT", "END:VCALENDAR"}
}

// stage is the stage of the only contact, by the list of contacts.
func (s *site) stage(at time.Time) string {
	s.t.Helper()
	var p person
	decode(s.t, s.must("contacts", "--json", "--at", at.Format(time.RFC3339)), &p)
	if len(p.Addresses) != 1 || p.Addresses[0] != meiAddress || p.Name != "Mei Tanaka" {
		s.t.Errorf("the contact is %+v", p)
	}
	return p.Stage
}

// checkDigest holds a digest's JSON to the contract: its fields, all of them and no others, and their types.
func checkDigest(t *testing.T, text string) {
	t.Helper()
	var d map[string]any
	decode(t, text, &d)
	who := shape{"id": "text", "name": "text", "address": "text"}
	draft := shape{"to": "text", "subject": "text", "body": "text", "mailto": "text"}
	prompt := shape{"id": "text", "kind": "text", "rule": "text", "contact": who, "stage": "text", "urgent": "bool",
		"due": "time", "why": "text", "evidence": "text", "draft": draft}
	shape{"account": "text", "at": "time", "prompts": []shape{prompt}, "more": "number",
		"settled": []shape{{"contact": who, "what": "text", "when": "time"}}, "resting": []shape{{"contact": who, "what": "text", "when": "time"}},
		"next_week": []shape{{"id": "text", "kind": "text", "contact": who, "due": "time"}},
		"held":      []shape{{"n": "number", "from": "text", "subject": "text", "why": "text"}},
		"health":    shape{"read_up_to": "time", "troubles": "list", "off_from": "null", "off_until": "null", "next": "time"},
	}.check(t, "digest", d)
	for _, p := range d["prompts"].([]any) {
		p := p.(map[string]any)
		if !strings.HasPrefix(p["draft"].(map[string]any)["mailto"].(string), "mailto:") || p["why"] == "" {
			t.Errorf("no prompt to act on: %v", p)
		}
	}
}

// shape is what fields an object has, and of which types: a name of one, a shape, or a list of a shape.
type shape map[string]any

func (s shape) check(t *testing.T, path string, v any) {
	t.Helper()
	object, ok := v.(map[string]any)
	if !ok || !slices.Equal(slices.Sorted(maps.Keys(object)), slices.Sorted(maps.Keys(s))) {
		t.Errorf("%s is %v, not an object of %v", path, v, slices.Sorted(maps.Keys(s)))
		return
	}
	for name, want := range s {
		path, v := path+"."+name, object[name]
		switch want := want.(type) {
		case shape:
			want.check(t, path, v)
		case []shape:
			list, ok := v.([]any)
			if !ok {
				t.Errorf("%s is %v, not a list", path, v)
			}
			for i, item := range list {
				want[0].check(t, fmt.Sprintf("%s[%d]", path, i), item)
			}
		default:
			if got := kindOf(v); got != want && !(want == "text" && got == "time") {
				t.Errorf("%s is %v, a %s, not a %s", path, v, got, want)
			}
		}
	}
}

func kindOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case float64, json.Number:
		return "number"
	case []any:
		return "list"
	case string:
		if _, err := time.Parse(time.RFC3339, v); err == nil {
			return "time"
		}
	}
	return "text"
}
