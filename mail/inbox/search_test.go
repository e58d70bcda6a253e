package inbox_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuppa/mail"
	"cuppa/mail/loopback"
)

func TestSearch(t *testing.T) {
	h := newHouse(t, nil)
	letters := map[string]string{
		"from grace":   "From: Grace <grace@navy.example>\r\nTo: ada@example.org\r\nMessage-ID: <a@navy.example>\r\n",
		"to grace":     "From: ada@example.org\r\nTo: grace@navy.example\r\nMessage-ID: <b@example.org>\r\n",
		"cc grace":     "From: ada@example.org\r\nTo: alan@example.net\r\nCc: Grace <grace@navy.example>\r\n",
		"bcc grace":    "From: ada@example.org\r\nTo: alan@example.net\r\nBcc: grace@navy.example\r\n",
		"answer":       "From: aide@navy.example\r\nIn-Reply-To: <b@example.org>\r\n",
		"later answer": "From: aide@navy.example\r\nIn-Reply-To: <c@navy.example>\r\nReferences: <b@example.org>\r\n <c@navy.example>\r\n",
		"bounce":       "From: MAILER-DAEMON@mx.example (Mail Delivery)\r\nSubject: Undelivered\r\n",
		"postmaster":   "From: Postmaster <postmaster@navy.example>\r\nSubject: Undeliverable\r\n",
		"report":       "From: Outlook <x329@navy.example>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n",
		"other":        "From: alan@example.net\r\nTo: ada@example.org\r\nSubject: grace@navy.example\r\n",
	}
	found := map[mail.UID]string{}
	for name, head := range letters {
		found[mail.UID(h.Append("ada", "INBOX", []byte(head+"\r\nbody\r\n"), monday))] = name
	}
	found[mail.UID(h.Append("ada", "INBOX", []byte(letters["from grace"]+"\r\n"), monday.AddDate(0, -1, 0)))] = "old from grace"
	tests := []struct {
		header, value string
		since         time.Time
		want          []string
	}{
		{"FROM", "grace@navy.example", time.Time{}, []string{"from grace", "old from grace"}},
		{"FROM", "grace@navy.example", monday, []string{"from grace"}},
		{"FROM", "grace@navy.example", monday.Add(20 * time.Hour), []string{"from grace"}}, // the day, in whatever zone
		{"TO", "grace@navy.example", time.Time{}, []string{"bcc grace", "cc grace", "to grace"}},
		{"MESSAGE-ID", "b@example.org", time.Time{}, []string{"answer", "later answer"}},
		{"REPORT", "", monday, []string{"bounce", "postmaster", "report"}},
		{"FROM", "nobody@example.org", time.Time{}, nil},
	}
	for _, without := range [][]string{nil, {"ESEARCH"}} {
		h.Break(loopback.IMAPFaults{Without: without})
		s := h.session(t)
		for _, test := range tests {
			t.Run(fmt.Sprint(test.header, test.value, test.since.Format(time.DateOnly), without), func(t *testing.T) {
				uids, err := s.Search(t.Context(), mail.Search{Place: h.place().Key(), Header: test.header, Value: test.value, Since: test.since})
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, uid := range uids {
					got = append(got, found[uid])
				}
				slices.Sort(got)
				if !slices.Equal(got, test.want) {
					t.Errorf("found %q, want %q", got, test.want)
				}
			})
		}
	}
}

func TestQuestionsAreAnsweredTogether(t *testing.T) {
	h := newHouse(t, nil)
	var want []mail.UID
	add := func(wanted bool, lines string) {
		uid := mail.UID(h.Append("ada", "INBOX", []byte(lines+"\r\n\r\n"), monday))
		if wanted {
			want = append(want, uid)
		}
	}
	var questions []mail.Search
	for i := range 25 {
		add(true, fmt.Sprintf("From: p%d@navy.example", i))
		add(true, fmt.Sprintf("From: eve@navy.example\r\nCc: p%d@navy.example", i))
		add(true, fmt.Sprintf("From: eve@navy.example\r\nReferences: <ask%d@example.org>", i))
		add(false, fmt.Sprintf("From: eve%d@navy.example", i))
		for header, value := range map[string]string{"FROM": "p%d@navy.example", "TO": "p%d@navy.example", "MESSAGE-ID": "ask%d@example.org", "REPORT": "ask%d@example.org"} {
			questions = append(questions, mail.Search{Place: h.place().Key(), Header: header, Value: fmt.Sprintf(value, i)})
		}
	}
	add(true, "From: MAILER-DAEMON@navy.example")
	got, err := h.session(t).Search(t.Context(), questions...)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("found %v, want %v: %v", got, want, err)
	}
}

func TestQuestionsTogetherGoBackToTheEarliestDay(t *testing.T) {
	h := newHouse(t, nil)
	first := mail.UID(h.Append("ada", "INBOX", []byte("From: a@navy.example\r\n\r\n"), monday))
	place := h.place().Key()
	for _, questions := range [][]mail.Search{
		{{Place: place, Header: "FROM", Value: "b@navy.example", Since: monday.AddDate(0, 0, 9)}, {Place: place, Header: "FROM", Value: "a@navy.example", Since: monday}},
		{{Place: place, Header: "FROM", Value: "b@navy.example", Since: monday.AddDate(0, 0, 9)}, {Place: place, Header: "FROM", Value: "a@navy.example"}},
	} {
		got, err := h.session(t).Search(t.Context(), questions...)
		if err != nil || len(got) != 1 || got[0] != first {
			t.Errorf("%v, %v", got, err)
		}
	}
}

func TestASearchOpensItsMailboxAndNoOther(t *testing.T) {
	h := newHouse(t, nil)
	want := h.Append("ada", "Sent", note(1), monday)
	h.fill(1)
	s := h.session(t)
	readAll(t, s, h.place(), zero, time.Time{})
	place := h.place()
	place.Mailbox = "Sent"
	got, err := s.Search(t.Context(), mail.Search{Place: place.Key(), Header: "FROM", Value: "grace@navy.example"})
	if err != nil || len(got) != 1 || got[0] != mail.UID(want) {
		t.Errorf("%v, %v", got, err)
	}
	if raws, err := s.Read(t.Context(), got); err != nil || len(raws) != 1 {
		t.Errorf("%v, %v", raws, err)
	}
	for _, q := range []mail.Search{
		{Place: "eve@localhost:143/INBOX", Header: "FROM", Value: "x"},
		{Place: place.Key(), Header: "BODY", Value: "x"},
		{Place: place.Key(), Header: "FROM"},
	} {
		if got, err := s.Search(t.Context(), q); err == nil {
			t.Errorf("%+v: %v", q, got)
		}
	}
	heads, upTo := readAll(t, s, h.place(), zero, time.Time{})
	if len(heads) != 1 || heads[0].Place.Mailbox != "INBOX" || upTo.UID != 1 {
		t.Errorf("after a search elsewhere: %+v up to %v", heads, upTo)
	}
}

func TestReadGivesTheFirstBytesAsTheyAre(t *testing.T) {
	h := newHouse(t, nil)
	broken := []byte("no header at all\r\n.\r\n\x00\xff8bit\r\n")
	long := []byte("Subject: long\r\n\r\n" + strings.Repeat("0123456789abcdef", 20_000))
	small := mail.UID(h.Append("ada", "INBOX", broken, monday))
	big := mail.UID(h.Append("ada", "INBOX", long, monday.Add(time.Hour)))
	empty := mail.UID(h.Append("ada", "INBOX", nil, monday))
	s := h.session(t)
	if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	raws, err := s.Read(t.Context(), []mail.UID{big, small, empty, 99})
	if err != nil || len(raws) != 3 {
		t.Fatalf("%d raws, %v", len(raws), err)
	}
	for i, want := range []struct {
		uid      mail.UID
		bytes    []byte
		size     int
		internal time.Time
	}{{small, broken, len(broken), monday}, {big, long[:256<<10], len(long), monday.Add(time.Hour)}, {empty, nil, 0, monday}} {
		got := raws[i]
		if got.UID != want.uid || string(got.Bytes) != string(want.bytes) || got.Size != int64(want.size) || !got.Internal.Equal(want.internal) || got.Unreadable {
			t.Errorf("UID %d: size %d, %d bytes, %v, unreadable %v", got.UID, got.Size, len(got.Bytes), got.Internal, got.Unreadable)
		}
	}
}

func TestReadGoesThroughAnyNumberOfMessages(t *testing.T) {
	h := newHouse(t, nil)
	all := h.fill(100)
	s := h.session(t)
	if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	raws, err := s.Read(t.Context(), all)
	if err != nil || len(raws) != 100 {
		t.Fatalf("%d raws, %v", len(raws), err)
	}
	for i, raw := range raws {
		if raw.UID != all[i] || string(raw.Bytes) != string(note(i)) {
			t.Fatalf("raw %d is UID %d: %q", i, raw.UID, raw.Bytes)
		}
	}
}
