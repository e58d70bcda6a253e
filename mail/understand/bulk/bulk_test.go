package bulk

import (
	"strings"
	"testing"

	"cuppa/mail"
)

// head makes a message of "Name: value" lines.
func head(lines ...string) *mail.Message {
	var m mail.Message
	for _, line := range lines {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		m.Fields = append(m.Fields, mail.Field{Name: name, Value: value})
		if name == "From" {
			m.From = []mail.Address{{Addr: value}}
		}
	}
	return &m
}

func TestSignsOfListsAndMachines(t *testing.T) {
	tests := []struct {
		name          string
		m             *mail.Message
		list, machine bool
	}{
		{"a person", head("From: ada@example.org", "Precedence: normal", "Auto-Submitted: no"), false, false},
		{"a person named like a machine", head("From: nora.reply@example.org"), false, false},
		{"a mailing list", head("From: ada@example.org", "List-Id: <go.example.org>"), true, false},
		{"a newsletter", head("From: news@example.org", "List-Unsubscribe: <https://example.org/u>"), true, false},
		{"an old list", head("From: ada@example.org", "PRECEDENCE: Bulk"), true, false},
		{"an order", head("From: no-reply@shop.example"), false, true},
		{"a ticket system", head("From: help@example.org", "Auto-Submitted: auto-generated"), false, true},
		{"a network", head("From: messages-noreply@linkedin.com", "List-Unsubscribe: <https://example.org>"), false, true},
		{"no network", head("From: ada@notlinkedin.com"), false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Read(tt.m, "")
			if list, machine := len(got.List) > 0, len(got.Machine) > 0; list != tt.list || machine != tt.machine {
				t.Errorf("Read = %+v, want list %v, machine %v", got, tt.list, tt.machine)
			}
		})
	}
}

func TestACampaignIsKnownByItsText(t *testing.T) {
	const newsletter = "Our autumn sale!\n\nTo unsubscribe, click https://example.org/u"
	answer := head("From: ada@example.org")
	answer.InReplyTo = []string{"1@x"}
	tests := []struct {
		name, text string
		m          *mail.Message
		list       bool
	}{
		{"a newsletter", newsletter, head("From: news@example.org"), true},
		{"a German newsletter", "Herbst! Vom Newsletter abmelden: https://example.org/u", head("From: news@example.org"), true},
		{"a person's answer", newsletter, answer, false},
		{"a person who wants no more", "I want to unsubscribe from all of this.", head("From: ada@example.org"), false},
		{"a person with a link", "Look at https://example.org", head("From: ada@example.org"), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Read(tt.m, tt.text); (len(got.List) > 0) != tt.list {
				t.Errorf("Read = %+v, want list %v", got, tt.list)
			}
		})
	}
}

func TestEvidenceIsBounded(t *testing.T) {
	got := Read(head("List-Id: "+strings.Repeat("é", 5000)), "")
	if len(got.List) != 1 || len(got.List[0]) > 200 {
		t.Errorf("evidence has %d bytes", len(got.List[0]))
	}
}

func FuzzRead(f *testing.F) {
	f.Add("List-Id", "x", "noreply@example.org", "to unsubscribe http://x")
	f.Fuzz(func(t *testing.T, name, value, from, text string) {
		m := &mail.Message{Fields: []mail.Field{{Name: name, Value: value}}, From: []mail.Address{{Addr: from}}}
		for _, line := range Read(m, text).List {
			if len(line) > 80*4+40 {
				t.Errorf("evidence is long: %d bytes", len(line))
			}
		}
	})
}
