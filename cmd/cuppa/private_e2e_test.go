package main_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuppa/daemon/store"
	"cuppa/mail"
)

func TestE2EPrivateMailLeavesNoTraceInTheStore(t *testing.T) {
	t.Parallel()
	for _, set := range []struct {
		name    string
		account accountYAML
		drop    string
	}{
		{"in the owner's own mailbox", ownMailbox(), "ada+" + dropTag + "@example.test"},
		{"in the owner's own mailbox, with a tag for the daemon", accountYAML{drop: "ada+cuppa@example.test", logins: ownMailbox().logins},
			"ada+cuppa+" + dropTag + "@example.test"},
		{"with a mailbox of the daemon's own", accountYAML{logins: []loginYAML{
			{"ada", "[{name: INBOX, roles: [inbox]}, {roles: [sent]}]"}, {"cuppa", "[{name: INBOX, roles: [drop]}]"}}}, "cuppa+" + dropTag + "@example.test"},
	} {
		t.Run(set.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, set.account)
			s.once(berlin(t, "2026-03-02 09:00"))
			s.private()
			at := berlin(t, "2026-03-04 10:00")
			s.Append("ada", "Sent", letter(at, "From: Ada Example <"+adaAddress+">", "To: Mei Tanaka <"+meiAddress+">",
				"Bcc: "+set.drop, "Subject: Coffee?", "Message-ID: <ask@example.test>", "", "May I buy you a coffee?"), at)
			s.once(berlin(t, "2026-03-05 10:00"))
			s.once(berlin(t, "2026-03-16 07:00"))
			if list := s.must("contacts", "--json"); !strings.Contains(list, `"tags":[]`) || !strings.Contains(list, meiAddress) {
				t.Errorf("the contact is %s", list)
			}
			for _, word := range []string{"weber", "clinic.example", "kidney", "private-", "shopping"} {
				s.noTrace(word)
			}
			if !s.findDecoded("mei@rivers.example") || !s.findRaw("mei@rivers.example") {
				t.Error("a contact's address is not found either: nothing is shown by that search")
			}
		})
	}
}

// private puts mail that is nobody's business into the owner's mailboxes: to strangers, with the owner in copy, to the owner
// alone, and a stranger's answer.
func (s *site) private() {
	s.t.Helper()
	at := berlin(s.t, "2026-03-03 10:00")
	for i, lines := range [][]string{
		{"To: Dr Weber <weber@clinic.example>", "Subject: My kidney"},
		{"To: Dr Weber <weber@clinic.example>", "Cc: " + adaAddress, "Subject: My kidney again"},
		{"To: Dr Weber <weber@clinic.example>", "Bcc: " + adaAddress, "Subject: My kidney, last time"},
		{"To: " + adaAddress, "Subject: My shopping list"},
	} {
		raw := letter(at, append(append([]string{"From: Ada Example <" + adaAddress + ">", fmt.Sprintf("Message-ID: <private-%d@example.test>", i)},
			lines...), "", "May I come on Tuesday? The kidney hurts.")...)
		s.Append("ada", "Sent", raw, at)
		if strings.Contains(strings.Join(lines[1:], ""), adaAddress) || i == 3 {
			s.Append("ada", "INBOX", append([]byte("Delivered-To: "+adaAddress+"\r\nReceived: by mx.example.test\r\n"), raw...), at)
		}
	}
	s.Append("ada", "INBOX", letter(at, "From: Dr Weber <weber@clinic.example>", "To: "+adaAddress, "Subject: Re: My kidney",
		"Message-ID: <private-answer@clinic.example>", "In-Reply-To: <private-0@example.test>", "", "Come at nine."), at)
}

// noTrace looks for a word, in any case, in every record and in the files as they are.
func (s *site) noTrace(word string) {
	s.t.Helper()
	for record := range s.records() {
		if strings.Contains(record, word) {
			s.t.Errorf("%q is kept: %s", word, record)
		}
	}
	if s.findRaw(word) {
		s.t.Errorf("%q is in the files of the store", word)
	}
}

func (s *site) findDecoded(word string) bool {
	for record := range s.records() {
		if strings.Contains(record, word) {
			return true
		}
	}
	return false
}

// records are all records of the store, decoded, in lower case.
func (s *site) records() iter.Seq[string] {
	s.t.Helper()
	var all []string
	st, err := store.Open(filepath.Join(s.dir, "data"), store.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer st.Close()
	account, err := st.Account("ada")
	if err == nil {
		err = account.View(func(tx *store.Tx) error {
			all = append(list(s, tx.Events(0)), list(s, tx.Contacts())...)
			for _, state := range []store.State{store.Planned, store.Sending, store.Sent, store.Uncertain, store.Rejected, store.Superseded} {
				for e, err := range tx.Entries(state) {
					if err != nil {
						return err
					}
					all = append(all, fmt.Sprintf("%+v %s", e, e.Bytes))
				}
			}
			for _, user := range []string{"ada", "cuppa"} {
				for _, box := range []string{"INBOX", "Sent"} {
					all = append(all, list(s, tx.Searches(mail.Place{Login: user + "@" + s.IMAPAddr, Mailbox: box}.Key()))...)
				}
			}
			held, err := tx.HeldMail()
			for _, h := range held {
				all = append(all, fmt.Sprintf("%+v %s", h, h.Raw))
			}
			return err
		})
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return func(yield func(string) bool) {
		for _, record := range all {
			if !yield(strings.ToLower(record)) {
				return
			}
		}
	}
}

func list[T any](s *site, records iter.Seq2[T, error]) (all []string) {
	s.t.Helper()
	for r, err := range records {
		if err != nil {
			s.t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%+v", r))
	}
	return all
}

// findRaw looks for a word in the bytes of the store's files.
func (s *site) findRaw(word string) (found bool) {
	s.t.Helper()
	err := filepath.WalkDir(filepath.Join(s.dir, "data"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		raw, err := os.ReadFile(path)
		found = found || bytes.Contains(bytes.ToLower(raw), []byte(word))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return found
}
