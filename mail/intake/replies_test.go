package intake

import (
	"strings"
	"testing"

	"cuppa/mail/message"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// answer is a mail from somebody, with more header lines.
func answer(from, subject string, more ...string) string {
	return lines(append(append([]string{"From: " + from, "To: ada@example.org", "Subject: " + subject, "Message-ID: <yes@rivers.example>"}, more...),
		"", "Happy to! How about Thursday at 10:30?")...)
}

const again = "Re: Twenty minutes of your time?"

// peoplesMail is mail that people wrote, in a contact's thread or not.
func peoplesMail() []example {
	nobody := func(name, raw string) example { return example{name: name, raw: raw, class: understand.Unrelated} }
	reply := func(name, raw string, events ...string) example {
		return example{name: name, raw: raw, class: understand.Reply, events: events}
	}
	const aide, theirs = "received mei aide@rivers.example", "received mei mei@rivers.example"
	const who = "question mei aide@rivers.example ref=alias"
	fresh := reply("a contact, a new thread", answer("mei@rivers.example", "Something else"), theirs)
	fresh.class = understand.Message
	elsewhere := reply("a contact's mail in another mailbox", answer("mei@rivers.example", again), theirs)
	elsewhere.place = archive
	daemons := reply("a contact's mail to the daemon", strings.Replace(answer("mei@rivers.example", again), "ada@", "cuppa+7hq2@", 1), theirs)
	both := reply("a contact's mail where the owner's lies too", answer("mei@rivers.example", again), theirs)
	both.place = mixed
	settled := reply("an aide of whom the owner said that she is not Mei", answer("known-aide@rivers.example", again, "In-Reply-To: <ask@example.org>"),
		"received mei known-aide@rivers.example")
	return []example{
		reply("a contact, by In-Reply-To", answer("Mei Tanaka <mei@rivers.example>", again, "In-Reply-To: <ask@example.org>"), theirs),
		reply("a contact, by subject alone", answer("MEI@Rivers.Example", again), theirs),
		reply("a contact's other address", answer("mei@home.example", again), "received mei mei@home.example"),
		reply("a contact in a thread of several", answer("tom@hills.example", again, "In-Reply-To: <both@example.org>"), "received tom tom@hills.example"),
		fresh, elsewhere, daemons, both, settled,
		reply("unknown, by In-Reply-To alone", answer("aide@rivers.example", "Your visit", "In-Reply-To: <ask@example.org>"), aide, who),
		reply("unknown, by References and subject", answer("aide@rivers.example", again, "References: <ask@example.org> <other@x.example>"), aide, who),
		reply("unknown, by References and subject, in answer to what nobody knows",
			answer("aide@rivers.example", "AW: twenty minutes of your TIME?", "References: <ask@example.org>", "In-Reply-To: <other@x.example>"), aide, who),
		reply("unknown, by Thread-Index and subject", answer("aide@rivers.example", again, "Thread-Index: "+outlookID), aide, who),
		nobody("unknown, by Thread-Index and another subject", answer("aide@rivers.example", "Re: Invoice", "Thread-Index: "+outlookID)),
		nobody("unknown, by References and another subject", answer("aide@rivers.example", "Re: Invoice", "References: <ask@example.org>")),
		nobody("unknown, by subject alone", answer("aide@rivers.example", again)),
		nobody("unknown, in a thread with several contacts", answer("aide@rivers.example", again, "In-Reply-To: <both@example.org>")),
		nobody("unknown, in a thread with several contacts, though References name one",
			answer("aide@rivers.example", again, "In-Reply-To: <both@example.org>", "References: <ask@example.org>")),
		nobody("unknown, References of several contacts", answer("aide@rivers.example", again, "References: <ask@example.org> <both@example.org>")),
		nobody("unknown, no thread", answer("stranger@seas.example", "Hello")),
		nobody("an unknown thread", answer("stranger@seas.example", "Re: Hello", "In-Reply-To: <foreign@x.example>")),
		nobody("a programme's References", answer("aide@rivers.example", again, "References: undefined undefined")),
		nobody("no author", strings.Replace(answer("mei@rivers.example", again), "From:", "X-From:", 1)),
	}
}

// machinesMail is mail that no person wrote.
func machinesMail() []example {
	automatic := func(name string, class understand.Class, raw string, events ...string) example {
		return example{name: name, raw: raw, class: class, events: events}
	}
	away := func(from, text string, more ...string) string {
		raw := answer(from, "Automatic reply: Twenty minutes of your time?", append(more, "Auto-Submitted: auto-replied", "In-Reply-To: <ask@example.org>")...)
		return strings.Replace(raw, "Happy to! How about Thursday at 10:30?", text, 1)
	}
	const gone = "I have left the company. Please write to Joan Field, joan@rivers.example."
	return []example{
		automatic("out of office, from a contact", understand.AutoReply, away("mei@rivers.example", "I am away until 14 March 2026."),
			"away mei mei@rivers.example until=2026-03-13T23:00Z"),
		automatic("out of office without a day", understand.AutoReply, away("mei@home.example", "I am away."), "away mei mei@home.example"),
		automatic("out of office, from a stranger in the thread", understand.AutoReply, away("aide@rivers.example", "I am away until 14 March 2026.")),
		automatic("left the company", understand.AutoReply, away("mei@rivers.example", gone), "left mei mei@rivers.example"),
		automatic("left the company, from a stranger", understand.AutoReply, away("hr@rivers.example", gone)),
		automatic("a machine in the thread", understand.Notification, answer("tickets@rivers.example", again, "Auto-Submitted: auto-generated", "X-Loop: 1")),
		automatic("bulk from a contact's address", understand.Bulk, answer("mei@rivers.example", "News", "List-Unsubscribe: <https://rivers.example/out>")),
		automatic("bulk with a calendar from a contact's address", understand.Bulk,
			calendarMail("mei@rivers.example", "PUBLISH", "mei@rivers.example", "List-Unsubscribe: <https://rivers.example/out>")),
		automatic("a read receipt of a contact's", understand.Notification, strings.Join([]string{"Date: " + date, "From: mei@rivers.example", "To: ada@example.org",
			"Message-ID: <read@rivers.example>", "In-Reply-To: <ask@example.org>", "MIME-Version: 1.0",
			"Content-Type: multipart/report; report-type=disposition-notification; boundary=b", "", "--b", "Content-Type: text/plain", "", "Read.",
			"--b", "Content-Type: message/disposition-notification", "", "Original-Message-ID: <ask@example.org>",
			"Disposition: manual-action/MDN-sent-manually; displayed", "", "--b--", ""}, "\r\n")),
		automatic("a letter of another daemon", understand.Notification,
			answer("mei@rivers.example", "Your week", "X-Cuppa: aaaabbbbccccdddd.abc", "Auto-Submitted: auto-generated")),
	}
}

// dsn is a delivery report about a mail to somebody.
func dsn(from, recipient, action, status, original string) string {
	return lines("Return-Path: <>", "From: Mail Delivery System <"+from+">", "To: ada@example.org", "Subject: Undelivered Mail Returned to Sender",
		"Message-ID: <dsn@mx.example.org>", "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b", "",
		"--b", "Content-Type: text/plain", "", "Sorry.", "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.org", "",
		"Final-Recipient: rfc822; "+recipient, "Action: "+action, "Status: "+status, "",
		"--b", "Content-Type: text/rfc822-headers", "", original, "", "--b--")
}

const askID = "Message-ID: <ask@example.org>"

func reports() []example {
	bounce := func(name, raw string, events ...string) example {
		return example{name: name, raw: raw, class: understand.Bounce, events: events}
	}
	twice := bounce("for two people", strings.Replace(dsn("mailer-daemon@mx.example.org", "mei@rivers.example", "failed", "5.1.1", "Message-ID: <both@example.org>"),
		"Status: 5.1.1", "Status: 5.1.1\r\n\r\nFinal-Recipient: rfc822; tom@hills.example\r\nAction: failed\r\nStatus: 5.1.1", 1),
		"bounced mei mei@rivers.example", "bounced tom tom@hills.example")
	text := lines("From: MAILER-DAEMON@mx.example.org", "To: ada@example.org", "Subject: failure notice", "Message-ID: <q@mx.example.org>", "",
		"Hi. This is the qmail-send program at mx.example.org.", "", "<mei@rivers.example>:", "550 5.1.1 user unknown", "",
		"--- Below this line is a copy of the message.", "", askID)
	inSent := bounce("in the sent mailbox", dsn("mailer-daemon@mx.example.org", "mei@rivers.example", "failed", "5.1.1", askID))
	inSent.place, inSent.class = sent, understand.Unrelated
	return []example{
		bounce("on a mail of the owner's", dsn("mailer-daemon@mx.example.org", "mei@rivers.example", "failed", "5.1.1", askID), "bounced mei mei@rivers.example"),
		bounce("from whatever address", dsn("x329@outlook.example", "mei@rivers.example", "failed", "5.1.1", askID), "bounced mei mei@rivers.example"),
		bounce("that names no author", strings.Replace(dsn("x", "mei@rivers.example", "failed", "5.1.1", askID), "From: Mail Delivery System <x>", "From: <>", 1),
			"bounced mei mei@rivers.example"),
		bounce("of a delay", dsn("mailer-daemon@mx.example.org", "mei@rivers.example", "delayed", "4.4.1", askID), "delayed mei mei@rivers.example"),
		bounce("of a full mailbox", dsn("mailer-daemon@mx.example.org", "mei@rivers.example", "failed", "5.2.2", askID), "delayed mei mei@rivers.example"),
		bounce("in a mail program's words", text, "bounced mei mei@rivers.example"),
		bounce("as an ordinary mail's parts", strings.NewReplacer("multipart/report; report-type=delivery-status", "multipart/mixed", "Undelivered Mail Returned to Sender", again,
			"Mail Delivery System", "Gateway").
			Replace(dsn("x329@outlook.example", "mei@rivers.example", "failed", "5.1.1", askID)), "bounced mei mei@rivers.example"),
		twice, inSent,
		bounce("without a Message-ID of the owner's", dsn("mailer-daemon@mx.example.org", "mei@rivers.example", "failed", "5.1.1", "Message-ID: <foreign@x.example>")),
		bounce("that names no mail", dsn("mailer-daemon@mx.example.org", "mei@rivers.example", "failed", "5.1.1", "X-Nothing: here")),
		bounce("for a contact whom that mail was not for", dsn("mailer-daemon@mx.example.org", "tom@hills.example", "failed", "5.1.1", askID)),
		bounce("for a foreign recipient", dsn("mailer-daemon@mx.example.org", "stranger@seas.example", "failed", "5.1.1", askID)),
	}
}

func TestPeoplesMailCountsByAddressAndByThread(t *testing.T) { checkAll(t, peoplesMail()) }
func TestMachinesAreNoPeople(t *testing.T)                   { checkAll(t, machinesMail()) }
func TestReportsCountForThoseTheMailWasFor(t *testing.T)     { checkAll(t, reports()) }

func TestAnAnswerIsKeptAsTheDesignSays(t *testing.T) {
	long := strings.Repeat("words ", 200)
	x := example{raw: strings.Replace(answer("\"Tanaka, Mei\" <mei@rivers.example>", "Re: "+long, "In-Reply-To: <ask@example.org>",
		"References: <first@example.org> <ask@example.org>", "Thread-Index: "+outlookID, "X-Microsoft-Original-Message-ID: <old@rivers.example>"),
		"Happy to!", "So happy\x07 to!\r\n"+long, 1) + "\r\nBest,\r\nMei Tanaka\r\nHead of Data, Rivers Ltd\r\n\r\n> secret words of mine\r\n"}
	v := x.decide(t)
	if got := describeAll(v.Events); len(got) != 2 || got[1] != "seen mei mei@rivers.example" {
		t.Fatalf("events %q", got)
	}
	e, seen := v.Events[0], v.Events[1]
	want := rules.Event{Contact: "mei", Kind: rules.Received, At: written, Source: "mail:yes@rivers.example", Intent: rules.ProposesTime,
		Answers: []rules.Source{"mail:ask@example.org"}, Also: []rules.Source{"mail:" + outlook, "mail:old@rivers.example"},
		Person: &rules.Person{Name: "Mei Tanaka", Address: "mei@rivers.example"}, Subject: e.Subject, Quote: e.Quote}
	if got, expect := sprint(e), sprint(want); got != expect {
		t.Errorf("received\n%s, want\n%s", got, expect)
	}
	if n := len([]rune(string(e.Quote))); n != 280 || !strings.HasPrefix(string(e.Quote), "So happy to! words") || strings.Contains(string(e.Quote), "secret") {
		t.Errorf("quote of %d runes: %q", n, e.Quote)
	}
	if n := len([]rune(e.Subject)); n != 280 || !strings.HasPrefix(e.Subject, "word") {
		t.Errorf("subject of %d runes: %q", n, e.Subject)
	}
	if p := *seen.Person; p.Title != "Head of Data" || p.Organisation != "Rivers Ltd" || p.Name != "" {
		t.Errorf("seen %+v", p)
	}
	x.also = func(k *Known) { k.Quotes = false }
	if e := x.decide(t).Events[0]; e.Quote != "" {
		t.Errorf("a quote is kept against the setting: %q", e.Quote)
	}
}

// An assistant who answers for a contact does not become the contact, whatever the signature says.
func TestAnAideDoesNotBecomeTheContact(t *testing.T) {
	x := example{raw: answer("Ann Aide <aide@rivers.example>", again, "In-Reply-To: <ask@example.org>") + "\r\nBest,\r\nAnn Aide\r\nHead of Office, Rivers Ltd\r\n"}
	v := x.decide(t)
	if len(v.Events) != 2 {
		t.Fatalf("events %q", describeAll(v.Events))
	}
	if p := *v.Events[0].Person; p != (rules.Person{Address: "aide@rivers.example"}) {
		t.Errorf("the answer shows the contact as %+v", p)
	}
	if p := *v.Events[1].Person; p.Name != "Ann Aide" {
		t.Errorf("the question names %+v", p)
	}
}

func TestWhyIsTheVerdictsOwn(t *testing.T) {
	a := example{raw: answer("aide@rivers.example", again, "In-Reply-To: <ask@example.org>")}.arrival(message.Read)
	r := understand.Read(&a.Message)
	r.Why = append(make([]string, 0, 10), "one")
	Decide(a, r, house(), berlin(t))
	if rest := r.Why[:2][1]; rest != "" {
		t.Errorf("Decide wrote %q into the reading", rest)
	}
}
