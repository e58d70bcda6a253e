package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/robfig/cron/v3"

	"cuppa/daemon/store"
	"cuppa/mail"
	"cuppa/mail/message"
	"cuppa/mail/submit"
	"cuppa/rules"
	"cuppa/rules/dates"
	"cuppa/rules/ruleset"
)

const (
	login = "ada@imap.example.org:993"
	token = "7hq2"
)

var (
	inboxPlace = mail.Place{Login: login, Mailbox: "INBOX", Roles: mail.Roles{Inbox: true, Drop: true}}
	sentPlace  = mail.Place{Login: login, Mailbox: "Sent", Roles: mail.Roles{Sent: true}}
)

// office is a desk on a store in memory, and the mailboxes that feed it.
type office struct {
	t     *testing.T
	store *store.Store
	desk  *Desk
	uid   map[string]mail.UID
}

func berlin(t *testing.T) *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func slots(t *testing.T, spec string) Slots {
	s, err := cron.ParseStandard(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func settings(t *testing.T) Settings {
	quiet, err := dates.ParseRange("20 Dec - 6 Jan")
	if err != nil {
		t.Fatal(err)
	}
	return Settings{Name: "ada", Owner: "Ada Example", Addresses: []string{"ada@example.org", "ada@work.example"},
		Zone: berlin(t), From: "cuppa@example.org", To: "ada@example.org", Drop: "cuppa@example.org", Tags: []string{token},
		Weekly: slots(t, "0 7 * * MON"), Urgent: slots(t, "0 7,18 * * *"), Logins: []string{login}, Rules: ruleset.Builtin(), Quiet: dates.Quiet{quiet},
		Lookback: dates.Span{Years: 1}, Quotes: true, UncertainWait: 30 * time.Minute}
}

func open(t *testing.T, now time.Time) *office {
	o := &office{t: t, store: store.Memory(), uid: map[string]mail.UID{}}
	o.reopen(now)
	return o
}

func (o *office) reopen(now time.Time) {
	o.t.Helper()
	account, err := o.store.Account("ada")
	if err != nil {
		o.t.Fatal(err)
	}
	if o.desk, err = New(account, settings(o.t), now); err != nil {
		o.t.Fatal(err)
	}
	if err := o.desk.Watch(login, []Watched{{Place: inboxPlace}, {Place: sentPlace}}); err != nil {
		o.t.Fatal(err)
	}
}

// when is a moment in Berlin: "2026-03-02 09:00".
func (o *office) when(text string) time.Time {
	o.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, berlin(o.t))
	if err != nil {
		o.t.Fatal(err)
	}
	return at
}

// arrives puts a mail before the desk as the daemon would: first its head, then the whole.
func (o *office) arrives(place mail.Place, at time.Time, lines ...string) {
	o.t.Helper()
	o.uid[place.Key()]++
	raw := strings.Join(lines, "\r\n")
	if !strings.Contains(raw, "\r\nDate:") {
		raw = "Date: " + at.Format(time.RFC1123Z) + "\r\n" + raw
	}
	a := mail.Arrival{Place: place, UID: o.uid[place.Key()], Internal: at, Message: message.Read([]byte(raw))}
	wanted, err := o.desk.Wanted([]mail.Arrival{a})
	if err != nil {
		o.t.Fatal(err)
	}
	var batch []mail.Arrival
	if len(wanted) > 0 {
		batch = append(batch, a)
	}
	if err := o.desk.Take(at, place, batch, mail.Cursor{UIDValidity: 1, UID: a.UID}); err != nil {
		o.t.Fatal(err)
	}
}

// wake lets the desk write its letters at a moment, all mailboxes being read, and hands them out as accepted.
func (o *office) wake(at time.Time) []store.Entry {
	o.t.Helper()
	o.fresh(at)
	if _, err := o.desk.Wake(at); err != nil {
		o.t.Fatal(err)
	}
	var sent []store.Entry
	for {
		e, found, err := o.desk.Outgoing(at)
		if err != nil {
			o.t.Fatal(err)
		}
		if !found {
			return sent
		}
		if err := o.desk.Settle(at, e.Key, submit.Outcome{State: submit.Accepted}); err != nil {
			o.t.Fatal(err)
		}
		sent = append(sent, e)
	}
}

func (o *office) fresh(at time.Time) {
	o.t.Helper()
	o.desk.Assure(at)
	for _, p := range []mail.Place{inboxPlace, sentPlace} {
		if err := o.desk.Fresh(at, p); err != nil {
			o.t.Fatal(err)
		}
	}
}

func (o *office) due(at time.Time) string {
	o.t.Helper()
	v, err := o.desk.Digest(at)
	if err != nil {
		o.t.Fatal(err)
	}
	var list []string
	for _, p := range v.Prompts {
		list = append(list, p.Kind+" "+p.Contact.Name)
	}
	return strings.Join(list, ", ")
}

func (o *office) stage(at time.Time, whom string) rules.Stage {
	o.t.Helper()
	l, err := o.desk.Show(at, whom)
	if err != nil {
		o.t.Fatal(err)
	}
	return l.Stage
}

func invitation(start time.Time) []string {
	return []string{"From: Mei Tanaka <mei@rivers.example>", "To: ada@example.org", "Subject: Coffee",
		"Message-ID: <invite@rivers.example>", "MIME-Version: 1.0", "Content-Type: text/calendar; method=REQUEST; charset=utf-8", "",
		"BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:coffee-1", "SEQUENCE:0",
		"DTSTAMP:20260301T000000Z", "DTSTART:" + start.UTC().Format("20060102T150405Z"),
		"DTEND:" + start.Add(time.Hour).UTC().Format("20060102T150405Z"), "SUMMARY:Coffee", "LOCATION:Cafe Luna",
		"ORGANIZER:mailto:mei@rivers.example", "ATTENDEE:mailto:ada@example.org", "END:VEVENT", "END:VCALENDAR", ""}
}

func outreach(id string) []string {
	return []string{"From: Ada Example <ada@example.org>", "To: Mei Tanaka <mei@rivers.example>",
		"Delivered-To: cuppa+7hq2@example.org", "Received: by mx.example.org", "Subject: Twenty minutes of your time?",
		"Message-ID: <" + id + ">", "", "Dear Mei, may I buy you a coffee and ask about your work?"}
}

func TestLifeOfOneContactByMailAlone(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	step := func(text string) time.Time { return o.when(text) }
	expect := func(at time.Time, stage rules.Stage, due string) {
		t.Helper()
		if got := o.stage(at, "mei"); got != stage {
			t.Errorf("%s: stage %s, want %s", at, got, stage)
		}
		if got := o.due(at); got != due {
			t.Errorf("%s: due %q, want %q", at, got, due)
		}
	}
	o.arrives(inboxPlace, step("2026-03-03 10:00"), outreach("ask@example.org")...)
	expect(step("2026-03-04 10:00"), rules.StageAwaiting, "")
	expect(step("2026-03-11 10:00"), rules.StageAwaiting, "nudge Mei Tanaka")
	if sent := o.wake(step("2026-03-16 07:00")); len(sent) != 1 || len(sent[0].Asked) != 1 {
		t.Fatalf("the weekly letter did not ask: %v", sent)
	}
	expect(step("2026-03-16 07:01"), rules.StageAwaiting, "")
	o.arrives(inboxPlace, step("2026-03-17 09:00"), "From: Mei Tanaka <mei@rivers.example>", "To: ada@example.org",
		"Subject: Re: Twenty minutes of your time?", "Message-ID: <yes@rivers.example>", "In-Reply-To: <ask@example.org>", "",
		"Happy to. Would Thursday suit you?")
	expect(step("2026-03-17 10:00"), rules.StageTalking, "")
	expect(step("2026-03-19 10:00"), rules.StageTalking, "answer Mei Tanaka")
	start := step("2026-03-26 10:00")
	o.arrives(sentPlace, step("2026-03-19 12:00"), "From: ada@example.org", "To: Mei Tanaka <mei@rivers.example>",
		"Subject: Re: Twenty minutes of your time?", "Message-ID: <ok@example.org>", "In-Reply-To: <yes@rivers.example>", "", "Thursday it is.")
	expect(step("2026-03-19 13:00"), rules.StageAwaiting, "")
	o.arrives(inboxPlace, step("2026-03-20 12:00"), invitation(start)...)
	expect(step("2026-03-20 13:00"), rules.StageScheduled, "")
	expect(step("2026-03-25 17:30"), rules.StageScheduled, "prepare Mei Tanaka")
	o.wake(step("2026-03-23 07:00"))
	if sent := o.wake(step("2026-03-25 18:00")); len(sent) != 1 || sent[0].Kind != "brief" {
		t.Fatalf("no brief on the evening before: %s", sent[0].Text)
	}
	expect(step("2026-03-26 14:00"), rules.StageMet, "thank Mei Tanaka")
	o.arrives(sentPlace, step("2026-03-26 17:00"), "From: ada@example.org", "To: mei@rivers.example", "Subject: Thank you",
		"Message-ID: <thanks@example.org>", "", "Thank you for your time.")
	expect(step("2026-03-26 18:00"), rules.StageInTouch, "")
	expect(step("2026-06-25 18:00"), rules.StageInTouch, "")
	expect(step("2026-06-27 18:00"), rules.StageInTouch, "check-in Mei Tanaka")
}

func TestMailInTheOwnersNameWithoutProofIsHeld(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	at := o.when("2026-03-03 10:00")
	forged := outreach("forged@evil.example")
	forged[2] = "Delivered-To: cuppa@example.org"
	o.arrives(inboxPlace, at, forged...)
	if list, err := o.desk.Contacts(at); err != nil || len(list) != 0 {
		t.Errorf("a forged capture made a contact: %v %v", list, err)
	}
	v, err := o.desk.Digest(at)
	if err != nil || len(v.Held) != 1 {
		t.Errorf("it is not shown as held: %+v %v", v.Held, err)
	}
	forged[2] = "X-Nothing: here"
	o.arrives(sentPlace, at, forged...)
	if list, err := o.desk.Contacts(at); err != nil || len(list) != 1 {
		t.Errorf("its copy in Sent did not release it: %v %v", list, err)
	}
	if v, _ := o.desk.Digest(at); len(v.Held) != 0 {
		t.Errorf("it is held after its release: %+v", v.Held)
	}
}

// letterToAda sends one weekly letter that asks about Mei, and gives it.
func letterToAda(o *office) store.Entry {
	o.t.Helper()
	o.arrives(inboxPlace, o.when("2026-03-03 10:00"), outreach("ask@example.org")...)
	sent := o.wake(o.when("2026-03-16 07:00"))
	if len(sent) != 1 {
		o.t.Fatalf("letters: %v", sent)
	}
	return sent[0]
}

func TestAnswersToALetterAreObeyedOnceAndReceipted(t *testing.T) {
	for _, c := range []struct {
		name  string
		place mail.Place
		head  func(store.Entry) string
		obeys bool
	}{
		{"from Sent", sentPlace, func(e store.Entry) string { return "In-Reply-To: <" + e.MessageID + ">" }, true},
		{"by In-Reply-To", inboxPlace, func(e store.Entry) string { return "In-Reply-To: <" + e.MessageID + ">" }, true},
		{"by the token address", inboxPlace, func(e store.Entry) string { return "Delivered-To: cuppa+c" + e.Token + "@example.org" }, true},
		{"by the secret tag alone", inboxPlace, func(store.Entry) string { return "Delivered-To: cuppa+7hq2@example.org" }, false},
		{"by nothing", inboxPlace, func(store.Entry) string { return "References: <guess@example.org>" }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
			e := letterToAda(o)
			at := o.when("2026-03-16 09:00")
			answer := []string{"From: ada@example.org", "To: cuppa@example.org", "Subject: Re: " + e.Subject,
				"Message-ID: <answer@example.org>", c.head(e), "Received: by mx.example.org", "", "1 rest", "", "> 1 Mei Tanaka"}
			o.arrives(c.place, at, answer...)
			o.arrives(sentPlace, at, append([]string{"X-Copy: second"}, answer...)...)
			sent := o.wake(at)
			if !c.obeys && c.place != sentPlace {
				sent = nil // the copy in Sent is believed; what counts is below
			}
			rested := o.stage(at, "mei") == rules.StageResting
			if c.obeys && (!rested || len(sent) != 1 || sent[0].Kind != "receipt") {
				t.Errorf("rested %v, receipts %d", rested, len(sent))
			}
		})
	}
}

func TestCommandWithoutProofChangesNothing(t *testing.T) {
	for _, from := range []string{"ada@example.org", "mei@rivers.example", "mallory@evil.example"} {
		t.Run(from, func(t *testing.T) {
			o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
			letterToAda(o)
			at := o.when("2026-03-16 09:00")
			o.arrives(inboxPlace, at, "From: "+from, "To: cuppa@example.org", "Delivered-To: cuppa+7hq2@example.org",
				"Received: by mx.example.org", "Subject: 1 rest", "Message-ID: <x@evil.example>", "", "1 rest")
			if got := o.stage(at, "mei@rivers.example"); got == rules.StageResting {
				t.Errorf("it was obeyed")
			}
			if sent := o.wake(at); len(sent) != 0 {
				t.Errorf("it was answered: %+v", sent)
			}
		})
	}
}

func TestUndoTakesAnAnswerBack(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	e := letterToAda(o)
	say := func(at time.Time, id, reply, text string) store.Entry {
		t.Helper()
		o.arrives(sentPlace, at, "From: ada@example.org", "To: cuppa@example.org", "Subject: Re: x", "Message-ID: <"+id+">",
			"In-Reply-To: <"+reply+">", "", text)
		sent := o.wake(at)
		if len(sent) != 1 {
			t.Fatalf("%q: %d receipts", text, len(sent))
		}
		return sent[0]
	}
	receipt := say(o.when("2026-03-16 09:00"), "a1@x", e.MessageID, "1 rest")
	if got := o.stage(o.when("2026-03-16 09:01"), "mei"); got != rules.StageResting {
		t.Fatalf("not let rest: %s", got)
	}
	say(o.when("2026-03-16 10:00"), "a2@x", receipt.MessageID, "undo")
	if got := o.stage(o.when("2026-03-16 10:01"), "mei"); got != rules.StageAwaiting {
		t.Errorf("undo left it at %s\n%s", got, receipt.Text)
	}
}

func TestLettersLeaveOnce(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	o.arrives(inboxPlace, o.when("2026-03-03 10:00"), outreach("ask@example.org")...)
	at := o.when("2026-03-16 07:00")
	o.fresh(at)
	if _, err := o.desk.Wake(at); err != nil {
		t.Fatal(err)
	}
	e, found, err := o.desk.Outgoing(at)
	if err != nil || !found {
		t.Fatalf("nothing to send: %v", err)
	}
	if _, again, _ := o.desk.Outgoing(at); again {
		t.Error("the same letter was given out twice")
	}
	o.reopen(at) // killed while the server had it
	if _, again, _ := o.desk.Outgoing(at.Add(29 * time.Minute)); again {
		t.Error("sent again before the wait was over")
	}
	if due := o.due(at.Add(time.Minute)); due != "" {
		t.Errorf("its prompt is due beside it: %s", due)
	}
	o.arrives(inboxPlace, at.Add(10*time.Minute), strings.Split(string(e.Bytes), "\r\n")...)
	if _, again, _ := o.desk.Outgoing(at.Add(time.Hour)); again {
		t.Error("sent again although it arrived")
	}
	if sent := o.wake(at.Add(24 * time.Hour)); len(sent) != 0 {
		t.Errorf("letters on the next day: %d", len(sent))
	}
}

func TestUncertainLetterGoesOnceMore(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	at := o.when("2026-03-09 07:00")
	o.fresh(at)
	if _, err := o.desk.Wake(at); err != nil {
		t.Fatal(err)
	}
	var bytes string
	for try, wait := range []time.Duration{0, 31 * time.Minute} {
		e, found, err := o.desk.Outgoing(at.Add(wait))
		if err != nil || !found {
			t.Fatalf("try %d: nothing to send: %v", try, err)
		}
		if try > 0 && string(e.Bytes) != bytes {
			t.Error("other bytes went out")
		}
		bytes = string(e.Bytes)
		if err := o.desk.Settle(at.Add(wait), e.Key, submit.Outcome{State: submit.Uncertain}); err != nil {
			t.Fatal(err)
		}
	}
	if _, again, _ := o.desk.Outgoing(at.Add(5 * time.Hour)); again {
		t.Error("an uncertain letter went out a third time")
	}
}

func TestMissedSlotsAreCaughtUpOnce(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	if sent := o.wake(o.when("2026-03-30 12:00")); len(sent) != 1 || sent[0].Slot != "2026-03-30T07:00" {
		t.Errorf("after four weeks off: %+v", sent)
	}
	if sent := o.wake(o.when("2026-03-30 12:01")); len(sent) != 0 {
		t.Errorf("once more: %+v", sent)
	}
}

func TestRebuildGivesIdenticalViews(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	letterToAda(o)
	account, err := o.store.Account("ada")
	if err != nil {
		t.Fatal(err)
	}
	print := func() (s string) {
		if err := account.View(func(tx *store.Tx) (err error) { s, err = tx.Fingerprint(); return err }); err != nil {
			t.Fatal(err)
		}
		return s
	}
	before := print()
	if err := o.desk.Rebuild(); err != nil {
		t.Fatal(err)
	}
	if after := print(); after != before {
		t.Error("the views differ after a rebuild")
	}
}

func TestPrivateMailLeavesNoTrace(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	at := o.when("2026-03-03 10:00")
	o.arrives(sentPlace, at, "From: ada@example.org", "To: Dr Weber <weber@clinic.example>", "Subject: my appointment",
		"Message-ID: <private@example.org>", "", "May I come on Tuesday?")
	account, _ := o.store.Account("ada")
	err := account.View(func(tx *store.Tx) error {
		for e, err := range tx.Events(0) {
			if err != nil {
				return err
			}
			if strings.Contains(fmt.Sprintf("%+v", e), "weber") {
				t.Errorf("a trace: %+v", e)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if list, _ := o.desk.Contacts(at); len(list) != 0 {
		t.Errorf("a contact: %+v", list)
	}
}

func TestOrderOfReadingDoesNotMatter(t *testing.T) {
	reply := []string{"From: Mei Tanaka <mei@rivers.example>", "To: ada@example.org", "Subject: Re: Twenty minutes of your time?",
		"Message-ID: <yes@rivers.example>", "In-Reply-To: <ask@example.org>", "Date: Wed, 04 Mar 2026 09:00:00 +0100", "", "Happy to."}
	ask := append([]string{"Date: Tue, 03 Mar 2026 10:00:00 +0100"}, outreach("ask@example.org")...)
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	at := o.when("2026-03-05 10:00")
	o.arrives(inboxPlace, at, reply...)
	o.arrives(inboxPlace, at, ask...)
	list, err := o.desk.Searches(inboxPlace)
	if err != nil || len(list) == 0 {
		t.Fatalf("no search was noted: %v", err)
	}
	for _, q := range list {
		a := mail.Arrival{Place: inboxPlace, UID: 1, Internal: at, Message: message.Read([]byte(strings.Join(reply, "\r\n")))}
		if err := o.desk.Found(at, []mail.Search{q}, []mail.Arrival{a}, true); err != nil {
			t.Fatal(err)
		}
	}
	if got := o.stage(at, "mei"); got != rules.StageTalking {
		t.Errorf("stage %s after the answer was found", got)
	}
	if list, _ := o.desk.Searches(inboxPlace); len(list) != 0 {
		t.Errorf("searches are open after they were answered: %v", list)
	}
}

func TestLongAbsenceIsToldOnce(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	o.wake(o.when("2026-03-02 12:00"))
	o.reopen(o.when("2026-03-06 12:00"))
	o.desk.Resume(o.when("2026-03-06 12:00"))
	first := o.wake(o.when("2026-03-09 07:00"))
	second := o.wake(o.when("2026-03-16 07:00"))
	if len(first) != 1 || !strings.Contains(first[0].Text, "I was off") {
		t.Errorf("the first letter does not tell: %+v", first)
	}
	if len(second) != 1 || strings.Contains(second[0].Text, "I was off") {
		t.Errorf("the second letter tells again")
	}
}

func TestLastingTroubleIsGivenOnce(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	o := open(t, now)
	o.desk.Trouble(now, "imap", "imap.example.org refuses the login")
	if got := o.desk.Lasting(now.Add(time.Minute), 15*time.Minute); len(got) != 0 {
		t.Errorf("too soon: %v", got)
	}
	want := "imap.example.org refuses the login since Mon 09:00"
	if got := o.desk.Lasting(now.Add(16*time.Minute), 15*time.Minute); len(got) != 1 || got[0] != want {
		t.Errorf("got %v, want %q", got, want)
	}
	if got := o.desk.Lasting(now.Add(time.Hour), 15*time.Minute); len(got) != 0 {
		t.Errorf("given again: %v", got)
	}
	if v, _ := o.desk.Digest(now); len(v.Health.Troubles) != 1 {
		t.Errorf("the letter says nothing of it: %+v", v.Health)
	}
}

func TestNobodyIsCalledSilentBeforeEveryFolderWasAsked(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	o.arrives(inboxPlace, o.when("2026-03-03 10:00"), outreach("ask@example.org")...)
	o.wake(o.when("2026-03-09 07:00"))
	o.wake(o.when("2026-03-15 18:00"))
	at := o.when("2026-03-16 07:00")
	if doubts, err := o.desk.Doubts(at.Add(-time.Hour)); err != nil || len(doubts) != 0 {
		t.Errorf("doubts before the slot: %v %v", doubts, err)
	}
	doubts, err := o.desk.Doubts(at)
	if err != nil || len(doubts) != 1 || doubts[0].Addresses[0] != "mei@rivers.example" {
		t.Fatalf("doubts: %+v %v", doubts, err)
	}
	o.fresh(at)
	o.desk.Assure(at.Add(-24 * time.Hour))
	if _, err := o.desk.Wake(at); err != nil {
		t.Fatal(err)
	}
	e, _, err := o.desk.Outgoing(at)
	if err != nil || len(e.Asked) != 0 {
		t.Errorf("asked about %v without having looked", e.Asked)
	}
}

func TestCommandObeyedFromSentIsNotHeldInItsOtherCopy(t *testing.T) {
	o := open(t, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC))
	at := o.when("2026-03-16 09:00")
	say := []string{"From: ada@example.org", "To: cuppa@example.org", "Delivered-To: cuppa@example.org", "Received: by mx.example.org",
		"Subject: help", "Message-ID: <help@example.org>", "", "help"}
	o.arrives(sentPlace, at, say...)
	o.arrives(inboxPlace, at, say...)
	if v, err := o.desk.Digest(at); err != nil || len(v.Held) != 0 {
		t.Errorf("held: %+v %v", v.Held, err)
	}
}
