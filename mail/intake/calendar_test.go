package intake

import (
	"fmt"
	"strings"
	"testing"

	"cuppa/mail/understand"
	"cuppa/rules"
)

// calendarMail is a calendar message by a method, sent by one address in the organiser's name.
func calendarMail(from, method, organizer string, more ...string) string {
	raw := append([]string{"From: " + from, "To: ada@example.org", "Subject: Coffee", "Message-ID: <cal@rivers.example>"}, more...)
	return lines(append(raw, "MIME-Version: 1.0", "Content-Type: text/calendar; method="+method+"; charset=utf-8", "",
		"BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:"+method, "BEGIN:VEVENT", "UID:coffee-1", "SEQUENCE:0", "DTSTAMP:20260301T000000Z",
		"DTSTART:20260310T090000Z", "DTEND:20260310T100000Z", "SUMMARY:Coffee", "LOCATION:Cafe Luna", organizer, "END:VEVENT", "END:VCALENDAR")...)
}

func organiser(address string) string {
	return "ORGANIZER:mailto:" + address + "\r\nATTENDEE:mailto:ada@example.org"
}

func attendee(address, stat string) string {
	return fmt.Sprintf("ORGANIZER:mailto:ada@example.org\r\nATTENDEE;PARTSTAT=%s:mailto:%s", stat, address)
}

// calendars are calendar messages of contacts and strangers.
func calendars() []example {
	sets := func(name, raw string, events ...string) example {
		return example{name: name, raw: raw, class: understand.Calendar, events: events}
	}
	mailOnly := func(name, raw, from string) example {
		return example{name: name, raw: raw, class: understand.Message, events: []string{"received " + from}}
	}
	const mei, tom = "mei@rivers.example", "tom@hills.example"
	meeting := func(method string) string {
		return "meeting mei mei@rivers.example " + method + " uid=coffee-1 theirs=true"
	}
	stranger := sets("a request of a stranger", calendarMail("stranger@seas.example", "REQUEST", organiser("stranger@seas.example")))
	stranger.class = understand.Unrelated
	aide := example{name: "a request of an aide in the thread", raw: calendarMail("aide@rivers.example", "REQUEST", organiser("aide@rivers.example"), "In-Reply-To: <ask@example.org>"),
		class: understand.Reply, events: []string{"received mei aide@rivers.example", "question mei aide@rivers.example ref=alias"}}
	return []example{
		sets("a request", calendarMail(mei, "REQUEST", organiser(mei)), meeting("REQUEST")),
		sets("a request by a calendar server", calendarMail(mei, "REQUEST", organiser(mei), "Auto-Submitted: auto-generated"), meeting("REQUEST")),
		sets("a request by the contact's other address", calendarMail(mei, "REQUEST", organiser("mei@home.example")), meeting("REQUEST")),
		sets("a request that names no organiser", calendarMail(mei, "REQUEST", "X-NO:1"), meeting("REQUEST")),
		sets("a cancel", calendarMail(mei, "CANCEL", organiser(mei)), meeting("CANCEL")),
		sets("an event that was published", calendarMail(mei, "PUBLISH", organiser(mei)), meeting("PUBLISH")),
		sets("an attendee accepts", calendarMail(mei, "REPLY", attendee(mei, "ACCEPTED")), meeting("REPLYACCEPTED")),
		sets("an attendee declines", calendarMail(mei, "REPLY", attendee(mei, "DECLINED")), meeting("REPLYDECLINED")),
		mailOnly("a reply for another attendee", calendarMail(mei, "REPLY", attendee(tom, "DECLINED")), "mei mei@rivers.example"),
		mailOnly("a reply that names no attendee", calendarMail(mei, "REPLY", "X-NO:1"), "mei mei@rivers.example"),
		mailOnly("another's invitation, passed on", calendarMail(tom, "REQUEST", organiser(mei)), "tom tom@hills.example"),
		mailOnly("a stranger's invitation, passed on", calendarMail(tom, "REQUEST", organiser("stranger@seas.example")), "tom tom@hills.example"),
		mailOnly("a proposal of another time", calendarMail(mei, "COUNTER", attendee(mei, "TENTATIVE")), "mei mei@rivers.example"),
		mailOnly("a proposal of another time by a calendar server",
			calendarMail(mei, "COUNTER", attendee(mei, "TENTATIVE"), "Auto-Submitted: auto-generated"), "mei mei@rivers.example"),
		sets("another's cancel by a calendar server", calendarMail(tom, "CANCEL", organiser(mei), "Auto-Submitted: auto-generated")),
		sets("a stranger's request by a calendar server, in the thread",
			calendarMail("x@rivers.example", "REQUEST", organiser("x@rivers.example"), "Auto-Submitted: auto-generated", "In-Reply-To: <ask@example.org>")),
		stranger, aide,
	}
}

// ownCalendars are calendar messages of the owner's.
func ownCalendars() []example {
	own := func(name, method, who string) example {
		return example{name: name, place: sent, raw: calendarTo("mei@rivers.example", method, who), class: understand.Calendar, trusted: true,
			searches: []string{"MESSAGE-ID cal@rivers.example", "REPORT cal@rivers.example"}}
	}
	const wrote = "sent mei mei@rivers.example"
	invites := own("the owner invites", "REQUEST", organiser("ada@example.org"))
	invites.events = []string{wrote, "meeting mei mei@rivers.example REQUEST uid=coffee-1 theirs=false"}
	declines := own("the owner declines", "REPLY", "ORGANIZER:mailto:mei@rivers.example\r\nATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.org")
	declines.events = []string{wrote, "meeting mei mei@rivers.example REPLYDECLINED uid=coffee-1 theirs=false"}
	proposes := own("the owner proposes another time", "COUNTER", "ORGANIZER:mailto:mei@rivers.example\r\nATTENDEE:mailto:ada@example.org")
	proposes.events = []string{wrote}
	toUs := own("an invitation to the daemon is no command", "REQUEST", organiser("ada@example.org"))
	toUs.raw, toUs.class, toUs.searches = calendarTo("cuppa@example.org", "REQUEST", organiser("ada@example.org")), understand.Unrelated, nil
	forged := own("an invitation in the owner's name, in the inbox", "REQUEST", organiser("ada@example.org"))
	forged.place, forged.class, forged.trusted, forged.searches = inbox, understand.Unrelated, false, nil
	return []example{invites, declines, proposes, toUs, forged}
}

func calendarTo(to, method, who string) string {
	return calendarMail("Ada Example <ada@example.org>\r\nTo: "+to, method, who)
}

func TestCalendarsCountFromWhoMaySendThem(t *testing.T) { checkAll(t, calendars()) }
func TestTheOwnersOwnCalendar(t *testing.T)             { checkAll(t, ownCalendars()) }

func TestAMeetingIsKeptAsItsMessageSays(t *testing.T) {
	x := example{raw: calendarMail("Mei Tanaka <mei@rivers.example>", "REQUEST", organiser("mei@rivers.example"), "In-Reply-To: <ask@example.org>")}
	v := x.decide(t)
	if len(v.Events) != 1 {
		t.Fatalf("events %q", describeAll(v.Events))
	}
	start := written.AddDate(0, 0, 7)
	want := rules.Event{Contact: "mei", Kind: rules.Meet, At: written, Source: "mail:cal@rivers.example", Subject: "Coffee",
		Answers: []rules.Source{"mail:ask@example.org"}, Person: &rules.Person{Name: "Mei Tanaka", Address: "mei@rivers.example"},
		Meeting: &rules.Meeting{UID: "coffee-1", Start: start, End: start.Add(hour), Method: "REQUEST", Summary: "Coffee", Place: "Cafe Luna",
			Organizer: "mei@rivers.example", Theirs: true}}
	if got, expect := sprint(v.Events[0]), sprint(want); got != expect {
		t.Errorf("meeting\n%s, want\n%s", got, expect)
	}
}

func TestAProposalOfAnotherTimeIsOne(t *testing.T) {
	calendar := calendarMail("mei@rivers.example", "COUNTER", attendee("mei@rivers.example", "TENTATIVE"), "Auto-Submitted: auto-generated")
	head, body, _ := strings.Cut(calendar, "MIME-Version")
	x := example{raw: head + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n" +
		"Mei proposes another time.\r\n--b\r\nMIME-Version" + body + "--b--\r\n"}
	if e := x.decide(t).Events[0]; e.Intent != rules.ProposesTime || e.Quote != "" {
		t.Errorf("intent %q, quote %q", e.Intent, e.Quote)
	}
}
