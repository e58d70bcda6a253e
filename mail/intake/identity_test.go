package intake

import (
	"strings"
	"testing"
	"time"

	"cuppa/mail"
	"cuppa/mail/message"
	"cuppa/rules"
)

func TestEventTimeIsTheDateUnlessItCannotBe(t *testing.T) {
	internal := time.Date(2026, 3, 3, 9, 0, 5, 0, time.UTC)
	tests := []struct {
		name, date string
		internal   time.Time
		want       time.Time
	}{
		{"the Date", "Tue, 03 Mar 2026 10:00:00 +0100", internal, internal.Add(-5 * time.Second)},
		{"the very second", "Tue, 03 Mar 2026 09:00:05 +0000", internal, internal},
		{"years ago", "Tue, 03 Mar 1998 10:00:00 +0100", internal, time.Date(1998, 3, 3, 9, 0, 0, 0, time.UTC)},
		{"missing", "", internal, internal},
		{"unreadable", "yesterday", internal, internal},
		{"before mail was", "Thu, 01 Jan 1970 00:00:00 +0000", internal, internal},
		{"before 1995", "Sat, 31 Dec 1994 23:59:59 +0000", internal, internal},
		{"later than its arrival", "Tue, 03 Mar 2026 09:00:06 +0000", internal, internal},
		{"years ahead", "Tue, 03 Mar 2099 09:00:06 +0000", internal, internal},
		{"no arrival", "Tue, 03 Mar 2026 10:00:00 +0100", time.Time{}, internal.Add(-5 * time.Second)},
		{"nothing at all", "", time.Time{}, time.Time{}},
	}
	for _, tt := range tests {
		m := message.Read([]byte("Date: " + tt.date + "\r\n\r\n"))
		if got := EventTime(mail.Arrival{Message: m, Internal: tt.internal}); !got.Equal(tt.want) || got.Location() != time.UTC {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestAMailWithoutAnyTimeIsNothing(t *testing.T) {
	x := example{raw: strings.Replace(answer("mei@rivers.example", again), "Date:", "X-Date:", 1)}
	a := x.arrival(message.Read)
	a.Internal = time.Time{}
	if v := decideOn(a, berlin(t)); matters(v) || v.Class != "unrelated" {
		t.Errorf("class %s, events %q", v.Class, describeAll(v.Events))
	}
}

func TestIdentityTellsMailsApartAndKnowsCopies(t *testing.T) {
	of := func(raw string) string { return Identity(message.Read([]byte(raw))) }
	if got := of("Message-ID:  < a@b >\r\n\r\n"); got != "a@b" {
		t.Errorf("identity %q", got)
	}
	long := strings.Repeat("x", 900) + "@b"
	if got := of("Message-ID: <" + long + ">\r\n\r\n"); got != long {
		t.Errorf("identity of %d bytes", len(got))
	}
	nameless := "Date: " + date + "\r\nFrom: a@b.example\r\nTo: c@d.example\r\nSubject: Hi\r\n\r\nHello"
	id := of(nameless)
	if !madeUp(id) || id != of("Received: by x\r\n"+nameless) {
		t.Errorf("identity %q, of a copy %q", id, of("Received: by x\r\n"+nameless))
	}
	seen := map[string]string{id: "itself"}
	for _, change := range [][2]string{{"Hi", "Hello"}, {"a@b", "x@b"}, {"c@d", "x@d"}, {"10:00:00", "10:00:01"}, {"\r\nHello", "\r\nBye"}} {
		other := of(strings.Replace(nameless, change[0], change[1], 1))
		if with, same := seen[other]; same {
			t.Errorf("another mail, by %q, is taken for %s", change, with)
		}
		seen[other] = change[1]
	}
}

func TestAnswersAreBounded(t *testing.T) {
	x := example{raw: answer("mei@rivers.example", again, "In-Reply-To: <1@x> <2@x> <3@x> <4@x> <5@x> <6@x>")}
	if got := x.decide(t).Events[0].Answers; len(got) != manySources || got[0] != rules.MailSource("1@x") {
		t.Errorf("answers %q", got)
	}
	x.raw = answer("mei@rivers.example", again, "References: <1@x> <2@x>")
	if got := x.decide(t).Events[0].Answers; len(got) != 1 || got[0] != rules.MailSource("2@x") {
		t.Errorf("answers %q, want the last of References", got)
	}
}
