package main_test

import (
	"strings"
	"testing"
	"time"

	"cuppa/mail/loopback/peers"
)

func TestE2EALetterWhoseDotWasNotAnsweredArrivesOnce(t *testing.T) {
	t.Parallel()
	for _, set := range []struct {
		name  string
		fault peers.Fault
		wait  string
		again bool // it has to be sent again
	}{
		{"sent again where nothing arrived", peers.Fault{BeforeDot: true}, "1s", true},
		{"not sent again where it did arrive", peers.Fault{AfterAccepted: true}, "10m", false},
	} {
		t.Run(set.name, func(t *testing.T) {
			t.Parallel()
			a := ownMailbox()
			a.more, a.wait = atOnce(), set.wait
			s := newSite(t, a)
			proxy := s.FaultProxy(set.fault)
			a.smtp = proxy.Addr
			s.configure(a)
			s.conversation(time.Now().Add(-10 * time.Minute))

			daemon := s.start()
			daemon.await(`msg="letter handed over"`, "digest=urgent/", "outcome=uncertain")
			if got := <-proxy.Passed; got != set.fault {
				t.Fatalf("the proxy did %+v", got)
			}
			if set.again {
				daemon.await(`msg="letter handed over"`, "digest=urgent/", "outcome=accepted", "attempt=2")
			}
			daemon.await(`msg="mail understood"`, "outcome=own")
			daemon.stop()
			// Long after the wait is over it is still settled.
			s.once(time.Now().Add(50 * time.Minute))
			if n := len(s.letters()); n != 1 {
				t.Errorf("%d letters arrived", n)
			}
			if mei := s.show(meiAddress, time.Time{}); mei.count("asked") != 1 {
				t.Errorf("it does not count as one ask: %+v", mei.Events)
			}
		})
	}
}

// conversation begins the account, and then Ada has asked and Mei has answered; a letter about it is due at once.
func (s *site) conversation(at time.Time) {
	s.t.Helper()
	s.once(at)
	sent, answered := at.Add(time.Minute), at.Add(2*time.Minute)
	s.Append("ada", "Sent", letter(sent, "From: Ada Example <"+adaAddress+">", "To: Mei Tanaka <"+meiAddress+">",
		"Bcc: ada+"+dropTag+"@"+peers.Domain, "Subject: Coffee?", "Message-ID: <ask@example.test>", "", "May I buy you a coffee?"), sent)
	s.Append("ada", "INBOX", answer(1, answered, "Would Thursday suit you?"), answered)
}

// answer is the nth mail of Mei's in the conversation.
func answer(n int, at time.Time, text string) []byte {
	return letter(at, "From: Mei Tanaka <"+meiAddress+">", "To: "+adaAddress, "Subject: Re: Coffee?",
		"Message-ID: <answer-"+strings.Repeat("i", n)+"@rivers.example>", "In-Reply-To: <ask@example.test>", "", text)
}
