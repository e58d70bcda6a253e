package invite

import (
	"reflect"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the tests' zones, wherever they run

	"cuppa/mail"
	"cuppa/rules"
)

// calendar makes a mail of one text/calendar part.
func calendar(body string) *mail.Message {
	return &mail.Message{
		Date:  time.Date(2026, 11, 2, 9, 0, 0, 0, time.FixedZone("", 3600)),
		Parts: []mail.Part{{Type: "text/calendar", Params: map[string]string{}, Body: []byte(body)}},
	}
}

// event makes an iCalendar object of the lines of one event.
func event(method string, lines ...string) string {
	return "BEGIN:VCALENDAR\r\nMETHOD:" + method + "\r\nBEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
}

func utc(s string) time.Time {
	at, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err)
	}
	return at
}

func TestAnInvitationIsReadWhole(t *testing.T) {
	got, ok := Read(calendar(event("REQUEST", "UID:1@example.org", "SEQUENCE:2", "DTSTART:20261105T090000Z", "DTEND:20261105T093000Z",
		`SUMMARY:Coffee\, at last`, "LOCATION:Café\\nMitte", "ORGANIZER;CN=Ada:MAILTO:Ada@Example.org",
		"ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=\"L, Lena\":mailto:lena@example.com", "ATTENDEE:mailto:lena@example.com",
		"ATTENDEE;EMAIL=tom@example.com:urn:uuid:1")))
	want := Invite{
		Meeting: rules.Meeting{UID: "1@example.org", Sequence: 2, Start: utc("2026-11-05 09:00"), End: utc("2026-11-05 09:30"),
			Method: "REQUEST", Summary: "Coffee, at last", Place: "Café Mitte", Organizer: "ada@example.org"},
		Attendees: []string{"lena@example.com", "tom@example.com"},
	}
	if !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("Read = %+v, want %+v", got, want)
	}
}

func TestStartAndEndInEveryForm(t *testing.T) {
	const vtimezone = "BEGIN:VTIMEZONE\nTZID:Ours\n" +
		"BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n" +
		"BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
	tests := []struct {
		name, lines, start, end string
	}{
		{"in UTC", "DTSTART:20261105T090000Z\nDTEND:20261105T100000Z", "2026-11-05 09:00", "2026-11-05 10:00"},
		{"an IANA zone", "DTSTART;TZID=America/New_York:20261105T090000\nDURATION:PT45M", "2026-11-05 14:00", "2026-11-05 14:45"},
		{"a zone behind a path", "DTSTART;TZID=/mozilla.org/2005/Europe/Berlin:20260705T090000", "2026-07-05 07:00", "2026-07-05 07:00"},
		{"a Windows zone", "DTSTART;TZID=\"W. Europe Standard Time\":20260705T090000", "2026-07-05 07:00", "2026-07-05 07:00"},
		{"the calendar's own zone in winter", vtimezone + "DTSTART;TZID=Ours:20261105T090000", "2026-11-05 08:00", "2026-11-05 08:00"},
		{"the calendar's own zone in summer", vtimezone + "DTSTART;TZID=Ours:20260705T090000", "2026-07-05 07:00", "2026-07-05 07:00"},
		{"the calendar's own zone on the day of change", vtimezone + "DTSTART;TZID=Ours:20261025T120000", "2026-10-25 11:00", "2026-10-25 11:00"},
		{"an unknown zone is the sender's", "DTSTART;TZID=Nowhere:20261105T090000", "2026-11-05 08:00", "2026-11-05 08:00"},
		{"no zone is the sender's", "DTSTART:20261105T090000", "2026-11-05 08:00", "2026-11-05 08:00"},
		{"a whole day", "DTSTART;VALUE=DATE:20261105", "2026-11-04 23:00", "2026-11-05 23:00"},
		{"two whole days", "DTSTART;VALUE=DATE:20261105\nDTEND;VALUE=DATE:20261107", "2026-11-04 23:00", "2026-11-06 23:00"},
		{"an end before the start", "DTSTART:20261105T090000Z\nDTEND:20261104T090000Z", "2026-11-05 09:00", "2026-11-05 09:00"},
		{"an absurd duration", "DTSTART:20261105T090000Z\nDURATION:P99999999999999W", "2026-11-05 09:00", "2026-11-05 09:00"},
		{"a recurring event", "DTSTART:20261105T090000Z\nRRULE:FREQ=SECONDLY", "2026-11-05 09:00", "2026-11-05 09:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lines, own := tt.lines, ""
			if after, ok := strings.CutPrefix(lines, vtimezone); ok {
				lines, own = after, vtimezone
			}
			got, ok := Read(calendar("BEGIN:VCALENDAR\n" + own + "BEGIN:VEVENT\n" + lines + "\nEND:VEVENT\nEND:VCALENDAR"))
			if !ok || !got.Meeting.Start.Equal(utc(tt.start)) || !got.Meeting.End.Equal(utc(tt.end)) {
				t.Errorf("from %v to %v, want %s to %s UTC", got.Meeting.Start.UTC(), got.Meeting.End.UTC(), tt.start, tt.end)
			}
		})
	}
}

func TestBrokenLinesDoNotSpoilTheFile(t *testing.T) {
	for name, body := range map[string]string{
		"garbage":                  event("REQUEST", "this is no content line", "UID:1", "DTSTART:20261105T090000Z", ";;;", "X;Y=\"open:1"),
		"a parameter without end":  event("REQUEST", "DTEND;TZID=Europe/Berlin", "UID:1", "DTSTART:20261105T090000Z"),
		"an alarm that never ends": event("REQUEST", "UID:1", "DTSTART:20261105T090000Z", "BEGIN:VALARM", "TRIGGER:-PT5M"),
		"ends in the wrong order":  event("REQUEST", "UID:1", "END:VTODO", "DTSTART:20261105T090000Z"),
		"no end":                   "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20261105T090000Z",
		"no calendar":              "METHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20261105T090000Z\nEND:VEVENT",
		"old line ends":            "\ufeffBEGIN:VCALENDAR\rMETHOD:REQUEST\rBEGIN:VEVENT\rUID:\r 1\rDTSTART:2026110\r 5T090000Z\rEND:VEVENT\rEND:VCALENDAR\r",
		"an exception comes first": "METHOD:REQUEST\nBEGIN:VEVENT\nUID:0\nRECURRENCE-ID:20261101T090000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nDTSTART:20261105T090000Z\nEND:VEVENT",
		"an endless parameter":     event("REQUEST", "ATTENDEE;X="+strings.Repeat("a", 60_000)+":mailto:a@b", "UID:1", "DTSTART:20261105T090000Z"),
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := Read(calendar(body))
			if m := got.Meeting; !ok || m.UID != "1" || m.Method != "REQUEST" || !m.Start.Equal(utc("2026-11-05 09:00")) {
				t.Errorf("Read = %+v, %v", got, ok)
			}
		})
	}
}

func TestMethodAndAnswer(t *testing.T) {
	tests := []struct {
		name, body, param, method, reply string
	}{
		{"an answer is its author's", event("REPLY", "UID:1", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.org", "ATTENDEE;PARTSTAT=declined:mailto:lena@example.com"), "", "REPLY", "DECLINED"},
		{"an answer for somebody else", event("REPLY", "UID:1", "ATTENDEE;PARTSTAT=TENTATIVE:mailto:x@example.org"), "", "REPLY", "TENTATIVE"},
		{"lower case", event("cancel", "UID:1"), "", "CANCEL", ""},
		{"only in the content type", "BEGIN:VEVENT\nUID:1\nEND:VEVENT", "request", "REQUEST", ""},
		{"none", "BEGIN:VEVENT\nUID:1\nEND:VEVENT", "", "PUBLISH", ""},
		{"none, and cancelled", "BEGIN:VEVENT\nUID:1\nSTATUS:CANCELLED\nEND:VEVENT", "", "CANCEL", ""},
		{"unknown", event("EXPLODE", "UID:1"), "", "PUBLISH", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := calendar(tt.body)
			m.From = []mail.Address{{Addr: "lena@example.com"}}
			m.Parts[0].Params["method"] = tt.param
			got, ok := Read(m)
			if !ok || got.Meeting.Method != tt.method || got.Meeting.Reply != tt.reply {
				t.Errorf("Read = %+v, %v; want %s %s", got.Meeting, ok, tt.method, tt.reply)
			}
		})
	}
}

func TestAttachmentsAreReadAfterInlineParts(t *testing.T) {
	m := &mail.Message{Parts: []mail.Part{
		{Type: "text/plain", Body: []byte("hello")},
		{Type: "application/octet-stream", Name: "Invite.ICS", Disposition: "attachment", Body: []byte(event("REQUEST", "UID:old"))},
		{Type: "text/calendar", Body: []byte(event("REQUEST", "UID:new"))},
	}}
	if got, ok := Read(m); !ok || got.Meeting.UID != "new" {
		t.Errorf("Read = %+v, want the inline one", got)
	}
	m.Parts = m.Parts[:2]
	if got, ok := Read(m); !ok || got.Meeting.UID != "old" {
		t.Errorf("Read = %+v, want the attachment", got)
	}
	m.Parts = m.Parts[:1]
	if got, ok := Read(m); ok {
		t.Errorf("Read found %+v in a mail without calendar", got)
	}
}

func TestWhatHoldsNoEventIsNoInvitation(t *testing.T) {
	for _, body := range []string{"", "hello", "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\nEND:VTODO\nEND:VCALENDAR", "BEGIN:VCARD\nFN:Ada\nEND:VCARD"} {
		if got, ok := Read(calendar(body)); ok {
			t.Errorf("Read(%q) = %+v", body, got)
		}
	}
}

func TestEveryWindowsZoneIsKnown(t *testing.T) {
	n := 0
	for line := range strings.Lines(windowsZones) {
		windows, iana, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if _, err := time.LoadLocation(iana); !ok || err != nil {
			t.Errorf("%q: %v", line, err)
		}
		if known(windows) == nil {
			t.Errorf("%q is not known", windows)
		}
		n++
	}
	if n < 100 {
		t.Errorf("the table has only %d zones", n)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(event("REQUEST", "UID:1", "DTSTART;TZID=Ours:20261105T090000", "DURATION:PT1H", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b"))
	f.Add("BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETTO:-0530\nRRULE:FREQ=YEARLY;BYDAY=1MO\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=x:20200101T000000\nEND:VEVENT")
	f.Fuzz(func(t *testing.T, body string) {
		got, ok := Read(calendar(body))
		if !ok {
			return
		}
		if m := got.Meeting; m.End.Before(m.Start) || !methods[m.Method] {
			t.Errorf("Read = %+v", m)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	m := calendar(event("REQUEST", strings.Repeat("ATTENDEE;CN="+strings.Repeat("a", 1000)+":mailto:b@c\r\n", 240), "UID:1", "DTSTART:20261105T090000Z"))
	b.SetBytes(int64(len(m.Parts[0].Body)))
	for b.Loop() {
		Read(m)
	}
}
