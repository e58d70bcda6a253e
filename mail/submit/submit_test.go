package submit_test

import (
	"bufio"
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-smtp"
	"go.uber.org/goleak"

	"cuppa/mail/loopback"
	"cuppa/mail/submit"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const letter = "From: a@example.org\r\nSubject: tea\r\n\r\n.a line that begins with a dot\r\n..\r\nbye\r\n"

// post is a submission server and what it was given.
type post struct {
	*loopback.SMTP
	got []loopback.Envelope
}

func newPost(t *testing.T, keys *loopback.Keys) *post {
	p := &post{}
	p.SMTP = loopback.NewSMTP(keys, func(e loopback.Envelope) error {
		if strings.HasPrefix(e.To, "full") {
			return &smtp.SMTPError{Code: 452, Message: "mailbox full"}
		}
		p.got = append(p.got, e)
		return nil
	})
	p.AddUser("ada", "sesame")
	t.Cleanup(func() { p.Close() })
	return p
}

func (p *post) at() submit.Server {
	return submit.Server{Host: "localhost", Port: 587, TLS: "none", Username: "ada", Secret: secret("sesame"), Dial: p.Dial}
}

func secret(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

func send(s submit.Server) submit.Outcome {
	return submit.Send(context.Background(), s, "cuppa@example.org", "ada@example.org", []byte(letter))
}

func TestTheBytesArriveAsTheyAreStored(t *testing.T) {
	p := newPost(t, nil)
	o := send(p.at())
	if o.State != submit.Accepted || o.Code != 250 || o.Err != nil || !strings.Contains(o.Reply, "queued") {
		t.Errorf("outcome %+v", o)
	}
	if len(p.got) != 1 {
		t.Fatalf("%d letters arrived", len(p.got))
	}
	if got := p.got[0]; got.From != "cuppa@example.org" || got.To != "ada@example.org" || string(got.Bytes) != letter {
		t.Errorf("arrived: %+v", got)
	}
}

// Every way in which a transaction can fail, what the outcome is, and whether the letter arrived: that is never against
// the outcome.
func TestOutcome(t *testing.T) {
	refuse := func(at loopback.Step, code int) loopback.SMTPFaults {
		return loopback.SMTPFaults{Refuse: at, Code: code, Text: "no"}
	}
	drop := func(at loopback.Step) loopback.SMTPFaults { return loopback.SMTPFaults{Drop: at} }
	slow := func(at loopback.Step, d time.Duration) loopback.SMTPFaults {
		return loopback.SMTPFaults{DelayAt: at, Delay: d}
	}
	tests := map[string]struct {
		faults  loopback.SMTPFaults
		state   submit.State
		code    int
		is      error
		arrived int
	}{
		"421 at EHLO":                {refuse(loopback.StepHello, 421), submit.Deferred, 421, nil, 0},
		"554 at EHLO":                {refuse(loopback.StepHello, 554), submit.Deferred, 554, nil, 0},
		"535 at AUTH":                {refuse(loopback.StepAuth, 535), submit.Deferred, 535, submit.ErrAuth, 0},
		"454 at AUTH":                {refuse(loopback.StepAuth, 454), submit.Deferred, 454, nil, 0},
		"451 at MAIL":                {refuse(loopback.StepMail, 451), submit.Deferred, 451, nil, 0},
		"550 at MAIL":                {refuse(loopback.StepMail, 550), submit.Rejected, 550, nil, 0},
		"530 at MAIL":                {refuse(loopback.StepMail, 530), submit.Deferred, 530, submit.ErrAuth, 0},
		"450 at RCPT":                {refuse(loopback.StepRcpt, 450), submit.Deferred, 450, nil, 0},
		"550 at RCPT":                {refuse(loopback.StepRcpt, 550), submit.Rejected, 550, nil, 0},
		"451 at DATA":                {refuse(loopback.StepData, 451), submit.Deferred, 451, nil, 0},
		"554 at DATA":                {refuse(loopback.StepData, 554), submit.Rejected, 554, nil, 0},
		"452 after the dot":          {refuse(loopback.StepDot, 452), submit.Deferred, 452, nil, 0},
		"552 after the dot":          {refuse(loopback.StepDot, 552), submit.Rejected, 552, nil, 0},
		"lost at EHLO":               {drop(loopback.StepHello), submit.Deferred, 0, nil, 0},
		"lost at AUTH":               {drop(loopback.StepAuth), submit.Deferred, 0, nil, 0},
		"lost at MAIL":               {drop(loopback.StepMail), submit.Deferred, 0, nil, 0},
		"lost at RCPT":               {drop(loopback.StepRcpt), submit.Deferred, 0, nil, 0},
		"lost at DATA":               {drop(loopback.StepData), submit.Deferred, 0, nil, 0},
		"lost after the dot, not in": {drop(loopback.StepDot), submit.Uncertain, 0, nil, 0},
		"lost after the dot, in":     {drop(loopback.StepAccepted), submit.Uncertain, 0, nil, 1},
		"slow dot":                   {slow(loopback.StepDot, 4*time.Minute), submit.Accepted, 250, nil, 1},
		"dot beyond its time":        {slow(loopback.StepAccepted, 6*time.Minute), submit.Uncertain, 0, nil, 1},
		"slow RCPT":                  {slow(loopback.StepRcpt, 50*time.Second), submit.Accepted, 250, nil, 1},
		"RCPT beyond its time":       {slow(loopback.StepRcpt, 70*time.Second), submit.Deferred, 0, nil, 0},
		"nothing at all":             {loopback.SMTPFaults{Mute: true}, submit.Deferred, 0, nil, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPost(t, nil)
				p.Break(test.faults)
				o := send(p.at())
				if o.State != test.state || o.Code != test.code || (o.Err == nil) != (test.state == submit.Accepted) {
					t.Errorf("outcome %+v, want %s %d", o, test.state, test.code)
				}
				if errors.Is(o.Err, submit.ErrAuth) != (test.is == submit.ErrAuth) {
					t.Errorf("a matter of the login? %v", o.Err)
				}
				synctest.Wait()
				if len(p.got) != test.arrived {
					t.Errorf("%d letters arrived, want %d", len(p.got), test.arrived)
				}
			})
		})
	}
}

func TestARefusalOfTheDeliveryIsTheReply(t *testing.T) {
	p := newPost(t, nil)
	o := submit.Send(context.Background(), p.at(), "cuppa@example.org", "full@example.org", []byte(letter))
	if o.State != submit.Deferred || o.Code != 452 || o.Reply != "4.0.0 mailbox full" {
		t.Errorf("outcome %+v", o)
	}
}

func TestAWrongPasswordIsNoFaultOfTheLetter(t *testing.T) {
	p := newPost(t, nil)
	s := p.at()
	s.Secret = secret("wrong")
	if o := send(s); o.State != submit.Deferred || !errors.Is(o.Err, submit.ErrAuth) || strings.Contains(o.Err.Error(), "wrong") {
		t.Errorf("outcome %+v", o)
	}
	if err := submit.Check(context.Background(), s); !errors.Is(err, submit.ErrAuth) {
		t.Errorf("check: %v", err)
	}
}

func TestCheckLogsInAndSendsNothing(t *testing.T) {
	p := newPost(t, nil)
	if err := submit.Check(context.Background(), p.at()); err != nil {
		t.Error(err)
	}
	if len(p.got) > 0 {
		t.Errorf("arrived: %+v", p.got)
	}
}

func TestNobodyIsAskedForALoginWithoutAUsername(t *testing.T) {
	p := &post{}
	p.SMTP = loopback.NewSMTP(nil, func(e loopback.Envelope) error { p.got = append(p.got, e); return nil })
	t.Cleanup(func() { p.Close() })
	s := p.at()
	s.Username = ""
	if o := send(s); o.State != submit.Accepted {
		t.Errorf("outcome %+v", o)
	}
}

func TestTLS(t *testing.T) {
	keys, err := loopback.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	p := newPost(t, keys)
	bare := newPost(t, nil)
	implicit := p.at()
	implicit.TLS, implicit.Roots, implicit.Dial = "implicit", keys.Roots, p.DialTLS
	starttls := p.at()
	starttls.TLS, starttls.Roots = "starttls", keys.Roots
	with := func(s submit.Server, change func(*submit.Server)) submit.Server { change(&s); return s }
	tests := map[string]struct {
		server submit.Server
		ok     bool
	}{
		"implicit":               {implicit, true},
		"starttls":               {starttls, true},
		"implicit, not trusted":  {with(implicit, func(s *submit.Server) { s.Roots = nil }), false},
		"starttls, not trusted":  {with(starttls, func(s *submit.Server) { s.Roots = nil }), false},
		"another name":           {with(implicit, func(s *submit.Server) { s.Host = "smtp.example.org" }), false},
		"no STARTTLS offered":    {with(starttls, func(s *submit.Server) { s.Dial = bare.Dial }), false},
		"plain where TLS is due": {with(implicit, func(s *submit.Server) { s.Dial = bare.Dial }), false},
		"none beyond loopback":   {with(p.at(), func(s *submit.Server) { s.Host = "smtp.example.org" }), false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := send(test.server)
			if test.ok {
				if o.State != submit.Accepted {
					t.Errorf("outcome %+v", o)
				}
				return
			}
			if o.State != submit.Deferred || !errors.Is(o.Err, submit.ErrTLS) {
				t.Errorf("outcome %+v", o)
			}
		})
	}
	if len(bare.got) > 0 {
		t.Error("a letter left without TLS")
	}
}

func TestTCP(t *testing.T) {
	p := newPost(t, nil)
	port, err := p.Listen(false)
	if err != nil {
		t.Fatal(err)
	}
	s := p.at()
	s.Host, s.Port, s.Dial = "127.0.0.1", port, nil
	if o := send(s); o.State != submit.Accepted {
		t.Errorf("outcome %+v", o)
	}
	p.Close()
	if o := send(s); o.State != submit.Deferred {
		t.Errorf("outcome of a server that is gone: %+v", o)
	}
}

func TestCancelEndsTheWait(t *testing.T) {
	for step, state := range map[loopback.Step]submit.State{
		loopback.StepMail: submit.Deferred, loopback.StepAccepted: submit.Uncertain,
	} {
		t.Run(string(step), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPost(t, nil)
				p.Break(loopback.SMTPFaults{DelayAt: step, Delay: 40 * time.Second})
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				began := time.Now()
				o := submit.Send(ctx, p.at(), "cuppa@example.org", "ada@example.org", []byte(letter))
				if o.State != state || !errors.Is(o.Err, context.DeadlineExceeded) {
					t.Errorf("outcome %+v", o)
				}
				if took := time.Since(began); took != 5*time.Second {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

func TestWhatMustNotBeSentIsRejected(t *testing.T) {
	p := newPost(t, nil)
	tests := map[string]struct{ from, to, letter string }{
		"bare LF":              {"a@example.org", "b@example.org", "Subject: x\n\nhi\r\n"},
		"bare CR":              {"a@example.org", "b@example.org", "Subject: x\r\n\r\nhi\r.\r\n"},
		"no end of line":       {"a@example.org", "b@example.org", "Subject: x\r\n\r\nhi"},
		"smuggled dot":         {"a@example.org", "b@example.org", "Subject: x\r\n\r\nhi\n.\r\nMAIL FROM:<c@example.org>\r\n"},
		"second command":       {"a@example.org", "b@example.org>\r\nDATA", letter},
		"parameter":            {"a@example.org> SIZE=1", "b@example.org", letter},
		"no address":           {"a@example.org", "", letter},
		"space in the address": {"a@example.org", "b c@example.org", letter},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := submit.Send(context.Background(), p.at(), test.from, test.to, []byte(test.letter))
			if o.State != submit.Rejected || o.Err == nil {
				t.Errorf("outcome %+v", o)
			}
		})
	}
	if len(p.got) > 0 {
		t.Errorf("arrived: %q", p.got)
	}
}

// A server that answers by a script, line by line.
func scripted(t *testing.T, script func(conn net.Conn)) submit.Server {
	return submit.Server{Host: "localhost", Port: 587, TLS: "none", Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			script(server)
		}()
		return client, nil
	}}
}

func TestAReplyIsCutToOnePrintableLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := scripted(t, func(conn net.Conn) {
			conn.Write([]byte("554-go away\r\n554 \x1b[31mreally" + strings.Repeat("!", 300) + "\r\n"))
		})
		o := send(s)
		if o.State != submit.Deferred || o.Code != 554 || !strings.HasPrefix(o.Reply, "[31mreally!") || len([]rune(o.Reply)) != 200 {
			t.Errorf("outcome %+v", o)
		}
	})
}

func TestAServerThatTalksWithoutEndIsCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := scripted(t, func(conn net.Conn) {
			for {
				if _, err := conn.Write([]byte("220-" + strings.Repeat("blah ", 100) + "\r\n")); err != nil {
					return
				}
			}
		})
		if o := send(s); o.State != submit.Deferred || !strings.Contains(o.Err.Error(), "talks too much") {
			t.Errorf("outcome %+v", o)
		}
	})
}

func TestSMTPUTF8IsAskedForOnlyWhereNeeded(t *testing.T) {
	utf8Letter := strings.Replace(letter, "tea", "thé", 1)
	for name, test := range map[string]struct {
		extension, to, letter string
		state                 submit.State
		asked                 bool
	}{
		"ascii, offered":           {"SMTPUTF8", "ada@example.org", letter, submit.Accepted, false},
		"ascii, not offered":       {"", "ada@example.org", letter, submit.Accepted, false},
		"utf8 address, offered":    {"SMTPUTF8", "adá@example.org", letter, submit.Accepted, true},
		"utf8 address, none":       {"", "adá@example.org", letter, submit.Rejected, false},
		"utf8 in header, offered":  {"SMTPUTF8", "ada@example.org", utf8Letter, submit.Accepted, true},
		"utf8 in header, none":     {"", "ada@example.org", utf8Letter, submit.Rejected, false},
		"utf8 in the text, 8 bits": {"8BITMIME", "ada@example.org", letter + "thé\r\n", submit.Accepted, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var said strings.Builder
				s := scripted(t, func(conn net.Conn) { plainServer(conn, test.extension, &said) })
				o := submit.Send(t.Context(), s, "cuppa@example.org", test.to, []byte(test.letter))
				if o.State != test.state {
					t.Errorf("outcome %+v after\n%s", o, said.String())
				}
				if asked := strings.Contains(said.String(), "SMTPUTF8"); asked != test.asked {
					t.Errorf("asked for SMTPUTF8: %v\n%s", asked, said.String())
				}
			})
		})
	}
}

// Half a letter is none: what is lost before the dot left nothing behind, whatever was sent of it.
func TestALetterThatIsCutShortIsDeferred(t *testing.T) {
	for name, size := range map[string]int{"small": 10, "large": 1 << 20} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := scripted(t, func(conn net.Conn) {
					lines := bufio.NewScanner(conn)
					conn.Write([]byte("220 hi\r\n"))
					for lines.Scan() {
						if lines.Text() == "DATA" {
							conn.Write([]byte("354 go on\r\n"))
							return
						}
						conn.Write([]byte("250 fine\r\n"))
					}
				})
				long := letter + strings.Repeat("line\r\n", size/6)
				o := submit.Send(t.Context(), s, "cuppa@example.org", "ada@example.org", []byte(long))
				if o.State != submit.Deferred || o.Code != 0 {
					t.Errorf("outcome %+v", o)
				}
			})
		})
	}
}
