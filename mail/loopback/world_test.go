package loopback_test

import (
	"bytes"
	"net/smtp"
	"slices"
	"testing"
	"time"

	"cuppa/mail/loopback"
)

// submitBy sends a letter as the standard library's client does.
func submitBy(t *testing.T, w *loopback.World, from string, to []string, letter string) error {
	t.Helper()
	conn, err := w.SMTP.Dial(t.Context(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	c, err := smtp.NewClient(conn, "localhost")
	if err != nil {
		return err
	}
	if err := c.Auth(smtp.PlainAuth("", "ada", "sesame", "localhost")); err != nil {
		return err
	}
	if err := c.Mail(from); err != nil {
		return err
	}
	for _, address := range to {
		if err := c.Rcpt(address); err != nil {
			return err
		}
	}
	data, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := data.Write([]byte(letter)); err != nil {
		return err
	}
	if err := data.Close(); err != nil {
		return err
	}
	return c.Quit()
}

func newWorld(t *testing.T) *loopback.World {
	w := loopback.NewWorld(nil)
	t.Cleanup(func() { w.Close() })
	w.Now = func() time.Time { return noon }
	w.Account("ada", "sesame", "ada@example.org", "Cuppa@Example.org")
	return w
}

func TestWhatIsSubmittedArrivesWithItsTrace(t *testing.T) {
	w := newWorld(t)
	const letter = "From: ada@example.org\r\nSubject: x\r\n\r\nhi\r\n"
	if err := submitBy(t, w, "ada@example.org", []string{"cuppa+7hq2+2w@example.org", "grace@navy.example"}, letter); err != nil {
		t.Fatal(err)
	}
	got := w.IMAP.Messages("ada", "INBOX")
	if len(got) != 1 || !got[0].Internal.Equal(noon) || len(got[0].Flags) > 0 {
		t.Fatalf("%+v", got)
	}
	trace, ok := bytes.CutSuffix(got[0].Bytes, []byte(letter))
	if !ok {
		t.Errorf("the letter was changed: %q", got[0].Bytes)
	}
	has(t, string(trace), "Return-Path: <ada@example.org>\r\n", "Delivered-To: cuppa+7hq2+2w@example.org\r\n",
		"Received: from submission", "for <cuppa+7hq2+2w@example.org>; Mon, 08 Jun 2026 12:00:00 +0200\r\n")
	left := w.Left()
	if len(left) != 1 || left[0].To != "grace@navy.example" || left[0].From != "ada@example.org" || string(left[0].Bytes) != letter {
		t.Errorf("left: %+v", left)
	}
}

func TestMailFromOutsideArrives(t *testing.T) {
	w := newWorld(t)
	if !w.Deliver(noon, loopback.Envelope{From: "grace@navy.example", To: "ADA@example.org", Bytes: []byte("Subject: y\r\n\r\n")}) {
		t.Error("not delivered")
	}
	if w.Deliver(noon, loopback.Envelope{From: "grace@navy.example", To: "eve@example.org"}) {
		t.Error("delivered to nobody")
	}
	if got := w.IMAP.Messages("ada", "INBOX"); len(got) != 1 || len(w.Left()) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestNobodySubmitsWithoutAPassword(t *testing.T) {
	w := newWorld(t)
	w.SMTP.AddUser("ada", "another")
	if err := submitBy(t, w, "ada@example.org", []string{"ada@example.org"}, "A: b\r\n\r\n"); err == nil {
		t.Error("no error")
	}
	conn, err := w.SMTP.Dial(t.Context(), "", "")
	x := newTerminal(t, conn, err)
	for _, line := range []string{"EHLO x\r\n", "MAIL FROM:<a@example.org>\r\n"} {
		if _, err := x.conn.Write([]byte(line)); err != nil {
			t.Fatal(err)
		}
	}
	var codes []string
	for x.in.Scan() {
		if text := x.in.Text(); text[3] == ' ' {
			codes = append(codes, text[:3])
		}
		if len(codes) == 2 {
			break
		}
	}
	if !slices.Equal(codes, []string{"250", "530"}) {
		t.Errorf("codes %v", codes)
	}
}

func TestARefusedLetterDoesNotArrive(t *testing.T) {
	w := newWorld(t)
	for _, step := range []loopback.Step{loopback.StepHello, loopback.StepAuth, loopback.StepMail, loopback.StepRcpt, loopback.StepData, loopback.StepDot} {
		for _, f := range []loopback.SMTPFaults{{Refuse: step, Code: 451, Text: "no"}, {Drop: step}} {
			w.SMTP.Break(f)
			if err := submitBy(t, w, "ada@example.org", []string{"ada@example.org"}, "A: b\r\n\r\n"); err == nil {
				t.Errorf("%+v: no error", f)
			}
		}
	}
	if got := w.IMAP.Messages("ada", "INBOX"); len(got) > 0 {
		t.Errorf("arrived: %+v", got)
	}
	w.SMTP.Break(loopback.SMTPFaults{Drop: loopback.StepAccepted})
	if err := submitBy(t, w, "ada@example.org", []string{"ada@example.org"}, "A: b\r\n\r\n"); err == nil {
		t.Error("no error")
	}
	if got := w.IMAP.Messages("ada", "INBOX"); len(got) != 1 {
		t.Errorf("%d arrived", len(got))
	}
}

func TestWithTLSBothServersServeIt(t *testing.T) {
	keys, err := loopback.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	w := loopback.NewWorld(keys)
	t.Cleanup(func() { w.Close() })
	for name, listen := range map[string]func(bool) (int, error){"imap": w.IMAP.Listen, "smtp": w.SMTP.Listen} {
		for _, implicit := range []bool{false, true} {
			if port, err := listen(implicit); err != nil || port == 0 {
				t.Errorf("%s: port %d, %v", name, port, err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if err := w.SMTP.Close(); err != nil {
		t.Errorf("a second close: %v", err)
	}
	if _, err := w.SMTP.Dial(t.Context(), "", ""); err == nil {
		t.Error("a closed server takes calls")
	}
}
