package inbox_test

import (
	"slices"
	"strings"
	"testing"

	"cuppa/mail/inbox"
	"cuppa/mail/loopback"
)

func TestMailboxes(t *testing.T) {
	tests := map[string]struct {
		server script
		want   []inbox.Mailbox
	}{
		"attributes in lower case": {
			to("LIST", "* LIST (\\HasNoChildren \\sent) \"/\" \"Post out\"\r\n* LIST (\\noselect) \"/\" Folders\r\n* LIST () \"/\" Sent\r\n$ OK\r\n"),
			[]inbox.Mailbox{{"Post out", `\Sent`, true}, {"Folders", "", false}, {"Sent", "", true}},
		},
		"names alone": {
			to("LIST", "* LIST () \".\" INBOX\r\n* LIST () \".\" INBOX.Sent\r\n* LIST () \".\" \"INBOX.Entw&APw-rfe\"\r\n$ OK\r\n"),
			[]inbox.Mailbox{{"INBOX", "", true}, {"INBOX.Sent", `\Sent`, true}, {"INBOX.Entwürfe", `\Drafts`, true}},
		},
		"a name that cannot be opened has no use": {
			to("LIST", "* LIST (\\NonExistent) \"/\" Sent\r\n$ OK\r\n"),
			[]inbox.Mailbox{{"Sent", "", false}},
		},
		"extended LIST announced and refused": {
			script{
				greeting: "* PREAUTH [CAPABILITY IMAP4rev1 SPECIAL-USE LIST-EXTENDED] hello\r\n",
				answer: func(command string, _ int) (string, bool) {
					if strings.Contains(command, "RETURN") {
						return "$ BAD no\r\n", true
					}
					return "* LIST (\\Archive) \"/\" Old\r\n$ OK\r\n", strings.HasPrefix(command, "LIST")
				},
			},
			[]inbox.Mailbox{{"Old", `\Archive`, true}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, _ := dialScript(t, test.server)
			got, err := s.Mailboxes(t.Context())
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("%+v, %v; want %+v", got, err, test.want)
			}
		})
	}
}

func TestSpecialUseIsAskedForWhereItIsOffered(t *testing.T) {
	for name, without := range map[string][]string{"offered": nil, "not offered": {"SPECIAL-USE"}} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, nil)
			h.Create("ada", "Auslage", `\Sent`)
			h.Create("ada", "Keller", `\Archive`)
			h.Break(loopback.IMAPFaults{Without: without})
			got, err := h.session(t).Mailboxes(t.Context())
			archive := `\Archive`
			if without != nil {
				archive = ""
			}
			if err != nil || len(got) != 4 || !slices.Contains(got, inbox.Mailbox{Name: "Keller", Special: archive, Selectable: true}) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func TestSpecial(t *testing.T) {
	for name, want := range map[string]string{
		"Sent": `\Sent`, "SENT ITEMS": `\Sent`, "Gesendet": `\Sent`, "Gesendete Elemente": `\Sent`, "[Gmail]/Sent Mail": `\Sent`,
		"[Google Mail]/Gesendet": `\Sent`, "INBOX.Sent": `\Sent`, "INBOX/Sent Messages": `\Sent`, "Éléments envoyés": `\Sent`,
		"Archive": `\Archive`, "Archiv": `\Archive`, "[Gmail]/All Mail": `\All`, "Drafts": `\Drafts`, "Entwürfe": `\Drafts`,
		"Trash": `\Trash`, "Deleted Items": `\Trash`, "Papierkorb": `\Trash`, "INBOX.spam": `\Junk`,
		"INBOX": "", "Sentimental": "", "Projects/Sent": "", "": "", "INBOX.": "",
	} {
		if got := inbox.Special(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
