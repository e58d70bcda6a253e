package main_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cuppa/mail/loopback/peers"
)

// big is longer than any literal that is not the body of the mail it stands in.
var big = strings.Repeat("I have thought about your question at length, and have more to say on it.\r\n", 2000)

func TestE2EWhateverHappensToTheConnectionNothingIsLostAndNothingDoubled(t *testing.T) {
	t.Parallel()
	for _, fault := range []struct {
		name string
		do   func(t *testing.T, s *site, w *wire, daemon *process)
		text string // of the mail that comes after it
	}{
		{"BYE, by doveadm kick", func(t *testing.T, s *site, w *wire, daemon *process) { s.Kick("ada") }, "Thursday?"},
		{"another UIDVALIDITY", func(t *testing.T, s *site, w *wire, daemon *process) {
			for _, box := range []string{"INBOX", "Sent"} {
				if before := s.UIDValidity("ada", box); s.BumpUIDValidity("ada", box) == before {
					t.Fatal("UIDVALIDITY is the same")
				}
			}
			s.Kick("ada")
		}, "Thursday?"},
		{"all connections cut", func(t *testing.T, s *site, w *wire, daemon *process) { w.cutAll() }, "Thursday?"},
		{"a connection cut in the middle of a literal", func(t *testing.T, s *site, w *wire, daemon *process) { w.cutAfter(40_000) }, big},
		{"Dovecot stopped, and started again", func(t *testing.T, s *site, w *wire, daemon *process) {
			s.StopDovecot()
			daemon.await(`msg="server trouble"`)
			s.StartDovecot()
		}, "Thursday?"},
	} {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			a := ownMailbox()
			now := berlinNow(t)
			a.more = "quiet: []\ndigest: {weekly: \"" + weeklyAt(now.Add(-3*time.Hour)) + "\"}\n"
			s := newSite(t, a)
			w := newWire(t, s.IMAPAddr)
			a.imap = w.addr
			s.configure(a)
			s.obeyedOnce(now)
			daemon := s.start()
			daemon.await(`msg="letter handed over"`, "digest=receipt/", "outcome=accepted")
			daemon.await(`msg="mail understood"`, "mailbox=INBOX", "uid=2", "outcome=own")

			daemon.forget()
			fault.do(t, s, w, daemon)
			s.Append("ada", "INBOX", answer(1, time.Now(), fault.text), time.Now())
			daemon.await(`msg="mail understood"`, "mailbox=INBOX", "uid=3", "outcome=reply")
			s.stillWatched(daemon)
			if len(fault.text) > 1000 && len(w.cut) == 0 {
				t.Error("no connection was cut")
			}
			daemon.stop()
			s.nothingDoubled()
		})
	}
}

// berlinNow is the present moment on the owner's clock.
func berlinNow(t testing.TB) time.Time {
	t.Helper()
	return time.Now().In(berlin(t, "2026-03-02 09:00").Location())
}

// obeyedOnce is a history: Ada asked ten days ago, a letter proposed to write again, and she has answered that it is done;
// nobody has read that yet. INBOX holds the letter.
func (s *site) obeyedOnce(now time.Time) {
	s.t.Helper()
	const day = 24 * time.Hour
	s.once(now.Add(-10 * day))
	asked := now.Add(-9 * day)
	s.Append("ada", "Sent", letter(asked, "From: Ada Example <"+adaAddress+">", "To: Mei Tanaka <"+meiAddress+">",
		"Bcc: ada+"+dropTag+"@"+peers.Domain, "Subject: Coffee?", "Message-ID: <ask@example.test>", "", "May I buy you a coffee?"), asked)
	s.once(now.Add(-2 * time.Hour))
	digest := headerOf(s.t, s.Await("ada", "INBOX", 1)[0].Raw)
	s.Append("ada", "Sent", letter(now.Add(-time.Hour), "From: "+adaAddress, "To: "+strings.Trim(digest.Get("Reply-To"), "<>"),
		"Subject: Re: "+digest.Get("Subject"), "Message-ID: <done@example.test>", "In-Reply-To: "+digest.Get("Message-Id"), "", "1 done"),
		now.Add(-time.Hour))
}

// stillWatched waits until one more mail is read in each mailbox.
func (s *site) stillWatched(daemon *process) {
	s.t.Helper()
	now := time.Now()
	uid := s.Append("ada", "Sent", letter(now, "From: "+adaAddress, "To: "+meiAddress, "Subject: Re: Coffee?",
		"Message-ID: <ok@example.test>", "In-Reply-To: <answer-i@rivers.example>", "", "Thursday it is."), now)
	daemon.await(`msg="mail understood"`, "mailbox=Sent", fmt.Sprintf("uid=%d", uid), "outcome=outreach")
	uid = s.Append("ada", "INBOX", answer(2, now, "See you then."), now)
	daemon.await(`msg="mail understood"`, "mailbox=INBOX", fmt.Sprintf("uid=%d", uid), "outcome=reply")
}

func (s *site) nothingDoubled() {
	s.t.Helper()
	mei := s.show(meiAddress, time.Time{})
	for kind, want := range map[string]int{"sent": 2, "asked": 1, "told": 1, "done": 1, "received": 2} {
		if got := mei.count(kind); got != want {
			s.t.Errorf("%d events %s, want %d: %+v", got, kind, want, mei.Events)
		}
	}
	if n := len(s.letters()); n != 2 {
		s.t.Errorf("%d letters, want the digest and one receipt", n)
	}
	s.untouched([2]string{"ada", "INBOX"}, [2]string{"ada", "Sent"})
}
