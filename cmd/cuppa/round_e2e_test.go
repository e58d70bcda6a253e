package main_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cuppa/mail/loopback/peers"
)

// atOnce lets an answer be due without two days of waiting, and gives urgent letters a slot every minute. The weekly letter
// is days away.
func atOnce() string {
	return "rules: {answer: {after: 0d}}\ndigest: {urgent: \"* * * * *\", weekly: \"" + weeklyAt(time.Now().AddDate(0, 0, 3)) + "\"}\n"
}

// weeklyAt is a schedule with a slot at the minute of a moment, every week.
func weeklyAt(at time.Time) string {
	return fmt.Sprintf("%d %d * * %d", at.Minute(), at.Hour(), at.Weekday())
}

func TestE2EOneRoundFromBccToReceipt(t *testing.T) {
	t.Parallel()
	for _, set := range []struct {
		name     string
		account  accountYAML
		drop     string    // what goes into Bcc
		mailbox  [2]string // where that arrives
		keepSent bool      // the owner's mail program keeps a copy in Sent
	}{
		{"in the owner's own mailbox", ownMailbox(), "ada+" + dropTag, [2]string{"ada", "INBOX"}, true},
		{"with a mailbox of the daemon's own", daemonsMailbox(), "cuppa+" + dropTag, [2]string{"cuppa", "INBOX"}, false},
	} {
		t.Run(set.name, func(t *testing.T) {
			t.Parallel()
			set.account.more = atOnce()
			s := newSite(t, set.account)
			r := &round{site: s, drop: s.Address(set.drop), keepSent: set.keepSent}
			r.daemon = s.start()
			r.ask()
			r.answered()
			digest := r.digest()
			r.obeyed(digest)
			r.daemon.stop()
			touched := [][2]string{{"ada", "INBOX"}, set.mailbox}
			if set.keepSent {
				touched = append(touched, [2]string{"ada", "Sent"})
			}
			s.untouched(touched...)
		})
	}
}

// round is one conversation by way of Postfix, with the daemon watching.
type round struct {
	*site
	daemon   *process
	drop     string
	keepSent bool
}

// send submits a mail of the owner's, as a mail program does.
func (r *round) send(raw []byte, to ...string) {
	r.t.Helper()
	if err := r.Send(raw, adaAddress, to...); err != nil {
		r.t.Fatal(err)
	}
	if r.keepSent {
		r.Append("ada", "Sent", raw, time.Now())
	}
}

// understood waits until the daemon has read the owner's mail where it arrived, and the copy in Sent.
func (r *round) understood(class string) {
	r.t.Helper()
	r.daemon.await(`msg="mail understood"`, "mailbox=INBOX", "outcome="+class)
	if r.keepSent {
		r.daemon.await(`msg="mail understood"`, "mailbox=Sent", "outcome="+class)
	}
}

func (r *round) ask() {
	r.t.Helper()
	r.daemon.forget()
	r.send(letter(time.Now(), "From: Ada Example <"+adaAddress+">", "To: Mei Tanaka <"+meiAddress+">",
		"Subject: Twenty minutes of your time?", "Message-ID: <ask@example.test>", "",
		"Dear Mei, may I buy you a coffee and ask about your work?"), meiAddress, r.drop)
	r.understood("outreach")
}

// answered lets the contact answer what arrived there.
func (r *round) answered() {
	r.t.Helper()
	got := headerOf(r.t, r.Await("mei", "INBOX", 1)[0].Raw)
	if got.Get("Bcc") != "" || strings.Contains(fmt.Sprint(got), dropTag) {
		r.t.Fatalf("the contact sees the drop address: %v", got)
	}
	raw := letter(time.Now(), "From: Mei Tanaka <"+meiAddress+">", "To: "+adaAddress,
		"Subject: Re: "+got.Get("Subject"), "Message-ID: <yes@rivers.example>", "In-Reply-To: "+got.Get("Message-Id"),
		"", "Happy to. Would Thursday suit you?")
	r.daemon.forget()
	if err := r.Send(raw, meiAddress, adaAddress); err != nil {
		r.t.Fatal(err)
	}
	r.daemon.await(`msg="mail understood"`, "outcome=reply")
}

// digest waits for the letter that asks the owner to answer, in the owner's mailbox.
func (r *round) digest() peers.Message {
	r.t.Helper()
	r.daemon.await(`msg="letter handed over"`, "digest=urgent/", "outcome=accepted")
	r.daemon.await(`msg="mail understood"`, "outcome=own")
	own := r.letters()
	if len(own) != 1 {
		r.t.Fatalf("%d letters arrived", len(own))
	}
	if text := string(own[0].Raw); !strings.Contains(text, "Mei") {
		r.t.Errorf("the letter does not speak of Mei: %s", text)
	}
	if due := r.prompts(time.Time{}); due != "" {
		r.t.Errorf("due just after sending: %s", due)
	}
	return own[0]
}

// obeyed answers a letter with "1 done", and waits for the receipt.
func (r *round) obeyed(digest peers.Message) {
	r.t.Helper()
	head := headerOf(r.t, digest.Raw)
	to, err := head.AddressList("Reply-To")
	if err != nil || len(to) != 1 {
		r.t.Fatalf("the letter has no address for answers: %v %v", to, err)
	}
	r.daemon.forget()
	r.send(letter(time.Now(), "From: "+adaAddress, "To: "+to[0].Address, "Subject: Re: "+head.Get("Subject"),
		"Message-ID: <done@example.test>", "In-Reply-To: "+head.Get("Message-Id"), "", "1 done", "", "> 1 Mei Tanaka"), to[0].Address)
	r.understood("command")
	r.daemon.await(`msg="letter handed over"`, "digest=receipt/", "outcome=accepted")
	r.daemon.await(`msg="mail understood"`, "outcome=own")
	own := r.letters()
	if len(own) != 2 || headerOf(r.t, own[1].Raw).Get("In-Reply-To") != "<done@example.test>" || !strings.Contains(string(own[1].Raw), "Mei") {
		r.t.Errorf("%d letters, and the last one is no receipt", len(own))
	}
	mei := r.show(meiAddress, time.Time{})
	for kind, want := range map[string]int{"sent": 1, "received": 1, "asked": 1, "done": 1, "told": 1} {
		if got := mei.count(kind); got != want {
			r.t.Errorf("%d events %s, want %d: %+v", got, kind, want, mei.Events)
		}
	}
}
