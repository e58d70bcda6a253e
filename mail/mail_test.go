package mail

import (
	"slices"
	"testing"
)

func TestFieldsAreFoundWhateverTheirCase(t *testing.T) {
	m := Message{Fields: []Field{{"Received", "first"}, {"Subject", "a"}, {"RECEIVED", "second"}}}
	tests := []struct {
		name   string
		value  string
		values []string
	}{
		{"received", "first", []string{"first", "second"}},
		{"Subject", "a", []string{"a"}},
		{"SUBJECT", "a", []string{"a"}},
		{"Subjects", "", nil},
		{"", "", nil},
	}
	for _, tt := range tests {
		if got := m.Value(tt.name); got != tt.value {
			t.Errorf("Value(%q) = %q, want %q", tt.name, got, tt.value)
		}
		if got := m.Values(tt.name); !slices.Equal(got, tt.values) {
			t.Errorf("Values(%q) = %q, want %q", tt.name, got, tt.values)
		}
	}
}

func TestPlacesOfTwoLoginsHaveTwoKeys(t *testing.T) {
	a := Place{Login: "ada@imap.example.org:993", Mailbox: "INBOX"}
	b := Place{Login: "ada@imap.example.com:993", Mailbox: "INBOX"}
	if a.Key() == b.Key() || a.Key() != (Place{Login: a.Login, Mailbox: a.Mailbox, Roles: Roles{Sent: true}}).Key() {
		t.Errorf("keys %q and %q", a.Key(), b.Key())
	}
}
