package demo

import (
	"strings"
	"testing"
	"time"

	"cuppa/mail"
	"cuppa/mail/message"
	"cuppa/mail/understand"
)

const head = "# a comment\n\nyou   Nell Carter <nell@carter.example>\nRuth  Ruth Okafor <ruth@hall.example>\n"

func end() time.Time { return time.Date(storyYear, time.November, 2, 7, 0, 0, 0, time.UTC) }

func TestAStoryIsReadByTimeAndRepeats(t *testing.T) {
	s, err := readStory(head+`
== Thu 29 Oct 10:00 | you to Ruth | bcc 5w
Coffee?
Dear Ruth,

may I?

== Mon 26 Oct 06:00 | Ruth to you | newsletter 3
News
None.
`, end())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range s.entries {
		got = append(got, e.at.Format(stamp)+" "+e.how+" "+e.subject)
	}
	want := "Mon 26 Oct 06:00 newsletter News; Thu 29 Oct 06:00 newsletter News; Thu 29 Oct 10:00 bcc Coffee?; Sun 1 Nov 06:00 newsletter News"
	if strings.Join(got, "; ") != want {
		t.Errorf("got %q", got)
	}
	if e := s.entries[2]; e.more != "5w" || e.text != "Dear Ruth,\n\nmay I?" || !e.from.you || e.to.name != "Ruth Okafor" {
		t.Errorf("got %+v", e)
	}
}

func TestAMistakeInTheStoryIsNamed(t *testing.T) {
	for text, want := range map[string]string{
		"Ruth\n\n== Mon 26 Oct 06:00 | you to you\n":                                      `"Ruth" is no person`,
		head + "\n== Tue 26 Oct 06:00 | you to Ruth\n":                                    "that day is a Monday",
		head + "\n== tomorrow | you to Ruth\n":                                            `"tomorrow"`,
		head + "\n== Mon 26 Oct 06:00\n":                                                  "no heading",
		head + "\n== Mon 26 Oct 06:00 | you to Tom\n":                                     "nobody of the list",
		head + "\n== Mon 26 Oct 06:00 | Ruth to you | invite Mon 2 Nov 9:00, 30m, Luna\n": "9:00",
		head + "\n== Mon 26 Oct 06:00 | Ruth to you | invite Mon 2 Nov 09:00, long, L\n":  "long",
	} {
		if _, err := readStory(text, end()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v", text, err)
		}
	}
}

// read is a mail of the story as the daemon's reader sees it.
func read(t *testing.T, p *pen, e entry) (mail.Message, understand.Reading) {
	t.Helper()
	m := message.Read(p.write(e, "").bytes)
	if len(m.Faults) > 0 {
		t.Errorf("%s: %v", e.subject, m.Faults)
	}
	return m, understand.Read(&m)
}

func TestMailsAreWhatTheyAreMeantToBe(t *testing.T) {
	ruth, nell := person{name: "Ruth Okafor", address: "ruth@hall.example"}, person{name: "Nell Carter", address: "nell@carter.example", you: true}
	p, at := newPen(), time.Date(storyYear, time.October, 26, 10, 0, 0, 0, time.UTC)
	asked, r := read(t, p, entry{at: at, from: nell, to: ruth, how: bcc, subject: "Coffee?", text: "May I?"})
	if r.Class != understand.Message || r.Text != "May I?" || !asked.Date.Equal(at) {
		t.Errorf("outreach: %+v", r)
	}
	m, r := read(t, p, entry{at: at, from: ruth, to: nell, how: away, subject: "Automatic reply: Coffee?", text: "I am out of office and back on 3 November 2026."})
	if r.Class != understand.AutoReply || r.Auto.Until.IsZero() || m.InReplyTo[0] != asked.ID {
		t.Errorf("out of office: %+v, %v", r, m.InReplyTo)
	}
	m, r = read(t, p, entry{at: at, from: ruth, to: nell, how: bounce})
	if r.Class != understand.Bounce || r.Report.Kind != "hard" || r.Report.Original != asked.ID || m.Subject != "Undelivered: Coffee?" {
		t.Errorf("bounce: %+v, %+v", r, r.Report)
	}
	_, r = read(t, p, entry{at: at, from: ruth, to: nell, how: invite, subject: "Coffee", more: "Mon 2 Nov 12:30, 30m, Luna, Station Road"})
	if r.Class != understand.Calendar || r.Invite.Place != "Luna, Station Road" || r.Invite.End.Sub(r.Invite.Start) != 30*time.Minute ||
		r.Invite.Organizer != ruth.address || len(r.Attendees) != 1 {
		t.Errorf("invitation: %+v, %+v", r, r.Invite)
	}
	m, r = read(t, p, entry{at: at, from: ruth, to: nell, subject: "Re: Coffee?", text: "Yes."})
	if r.Class != understand.Reply || len(m.InReplyTo) != 1 {
		t.Errorf("reply: %+v", r)
	}
	_, r = read(t, p, entry{at: at, from: ruth, to: nell, how: newsletter, subject: "News", text: "None."})
	if r.Class != understand.Bulk || !r.Automatic {
		t.Errorf("newsletter: %+v", r)
	}
}
