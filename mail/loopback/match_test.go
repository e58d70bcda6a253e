package loopback

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
)

const mailText = "From: =?utf-8?q?Andr=C3=A9?= <andre@example.org>\r\nSubject: a\r\n folded subject\r\nX-Empty:\r\n\r\nBody one\r\n\r\nBody two\r\n"

func TestMatch(t *testing.T) {
	day := time.Date(2026, 6, 8, 23, 30, 0, 0, time.FixedZone("", 2*3600))
	n := numbered{Stored: Stored{UID: 7, Internal: day, Flags: []string{`\seen`}, Bytes: []byte(mailText)}, seq: 3}
	last := numbered{Stored: Stored{UID: 9}, seq: 5}
	with := func(name, value string) []imap.SearchCriteriaHeaderField {
		return []imap.SearchCriteriaHeaderField{{Key: name, Value: value}}
	}
	no := imap.SearchCriteria{Larger: 1 << 20}
	tests := map[string]struct {
		c    imap.SearchCriteria
		want bool
	}{
		"all":                 {imap.SearchCriteria{}, true},
		"uid":                 {imap.SearchCriteria{UID: []imap.UIDSet{{{Start: 5, Stop: 7}}}}, true},
		"uid to the last":     {imap.SearchCriteria{UID: []imap.UIDSet{{{Start: 8, Stop: 0}}}}, false},
		"number":              {imap.SearchCriteria{SeqNum: []imap.SeqSet{{{Start: 3, Stop: 3}}}}, true},
		"another number":      {imap.SearchCriteria{SeqNum: []imap.SeqSet{{{Start: 4, Stop: 0}}}}, false},
		"since that day":      {imap.SearchCriteria{Since: time.Date(2026, 6, 8, 0, 0, 0, 0, time.UTC)}, true},
		"since the next day":  {imap.SearchCriteria{Since: time.Date(2026, 6, 9, 0, 0, 0, 0, time.UTC)}, false},
		"before that day":     {imap.SearchCriteria{Before: time.Date(2026, 6, 8, 0, 0, 0, 0, time.UTC)}, false},
		"before the next day": {imap.SearchCriteria{Before: time.Date(2026, 6, 9, 0, 0, 0, 0, time.UTC)}, true},
		"decoded header":      {imap.SearchCriteria{Header: with("From", "ANDRÉ <andre")}, true},
		"folded header":       {imap.SearchCriteria{Header: with("subject", "a folded")}, true},
		"another header":      {imap.SearchCriteria{Header: with("To", "andre")}, false},
		"header is there":     {imap.SearchCriteria{Header: with("X-Empty", "")}, true},
		"header is not there": {imap.SearchCriteria{Header: with("X-None", "")}, false},
		"body":                {imap.SearchCriteria{Body: []string{"body TWO"}}, true},
		"header is no body":   {imap.SearchCriteria{Body: []string{"folded"}}, false},
		"text":                {imap.SearchCriteria{Text: []string{"folded"}}, true},
		"flag":                {imap.SearchCriteria{Flag: []imap.Flag{imap.FlagSeen}}, true},
		"without flag":        {imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagSeen}}, false},
		"larger":              {imap.SearchCriteria{Larger: int64(len(mailText))}, false},
		"smaller":             {imap.SearchCriteria{Smaller: int64(len(mailText)) + 1}, true},
		"not":                 {imap.SearchCriteria{Not: []imap.SearchCriteria{no}}, true},
		"not all":             {imap.SearchCriteria{Not: []imap.SearchCriteria{{}}}, false},
		"or":                  {imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{no, {}}}}, true},
		"or neither":          {imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{no, no}}}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := match(n, last, &test.c); got != test.want {
				t.Error(got)
			}
		})
	}
}

func TestSectionsAreAsTheyStand(t *testing.T) {
	header := imap.PartSpecifierHeader
	tests := map[string]struct {
		raw  string
		item imap.FetchItemBodySection
		want string
	}{
		"whole":         {mailText, imap.FetchItemBodySection{}, mailText},
		"part":          {mailText, imap.FetchItemBodySection{Partial: &imap.SectionPartial{Offset: 6, Size: 10}}, mailText[6:16]},
		"beyond":        {mailText, imap.FetchItemBodySection{Partial: &imap.SectionPartial{Offset: 9999, Size: 10}}, ""},
		"text":          {mailText, imap.FetchItemBodySection{Specifier: imap.PartSpecifierText}, "Body one\r\n\r\nBody two\r\n"},
		"fields":        {mailText, imap.FetchItemBodySection{Specifier: header, HeaderFields: []string{"subject", "X-Empty"}}, "Subject: a\r\n folded subject\r\nX-Empty:\r\n\r\n"},
		"no such field": {mailText, imap.FetchItemBodySection{Specifier: header, HeaderFields: []string{"To"}}, "\r\n"},
		"no header":     {"\r\nbody", imap.FetchItemBodySection{Specifier: header}, "\r\n"},
		"header alone":  {"A: b\n", imap.FetchItemBodySection{Specifier: header}, "A: b\n"},
		"broken header": {" x\nnonsense\nA: b\n\nbody", imap.FetchItemBodySection{Specifier: header, HeaderFields: []string{"A"}}, "A: b\n\r\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := section([]byte(test.raw), &test.item); string(got) != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// Header and body together are the message, and fields lose and add nothing, whatever the message is.
func FuzzSplit(f *testing.F) {
	f.Add(mailText)
	f.Add("\r\n\r\n")
	f.Add(" folded\nfirst: x\n\n")
	f.Fuzz(func(t *testing.T, raw string) {
		head, body := split([]byte(raw))
		if string(head)+string(body) != raw {
			t.Errorf("%q and %q", head, body)
		}
		joined := string(bytes.Join(fields(head), nil))
		if strings.Trim(joined, "\r\n") != strings.Trim(string(head), "\r\n") {
			t.Errorf("%q of %q", joined, head)
		}
	})
}
