package loopback

import (
	"io"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// submission is one connection to the SMTP server.
type submission struct {
	server *SMTP
	conn   *smtp.Conn
	known  bool // logged in
	from   string
	to     []string
}

func (s *SMTP) newSession(conn *smtp.Conn) (smtp.Session, error) {
	x := &submission{server: s, conn: conn}
	return x, x.step(StepHello)
}

// step suffers the fault of a step, if it has one.
func (x *submission) step(at Step) error {
	f := x.server.broken()
	if f.DelayAt == at {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-x.server.ended:
		}
	}
	if f.Drop == at {
		_ = x.conn.Conn().Close()
		return io.ErrClosedPipe // the answer cannot leave, and nothing more happens
	}
	if f.Refuse == at {
		return &smtp.SMTPError{Code: f.Code, EnhancedCode: smtp.EnhancedCode{f.Code / 100, 0, 0}, Message: f.Text}
	}
	return nil
}

func (x *submission) users() int {
	x.server.state.Lock()
	defer x.server.state.Unlock()
	return len(x.server.users)
}

// AuthMechanisms offers PLAIN (RFC 4616) when there are users.
func (x *submission) AuthMechanisms() []string {
	if x.users() == 0 {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth checks the password.
func (x *submission) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, name, password string) error {
		if err := x.step(StepAuth); err != nil {
			return err
		}
		x.server.state.Lock()
		defer x.server.state.Unlock()
		if want, ok := x.server.users[name]; !ok || want != password {
			return smtp.ErrAuthFailed
		}
		x.known = true
		return nil
	}), nil
}

// Mail begins a message.
func (x *submission) Mail(from string, _ *smtp.MailOptions) error {
	if x.users() > 0 && !x.known {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	x.from = from
	return x.step(StepMail)
}

// Rcpt adds a recipient.
func (x *submission) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := x.step(StepRcpt); err != nil {
		return err
	}
	x.to = append(x.to, to)
	return nil
}

// Data takes the message.
func (x *submission) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := x.step(StepDot); err != nil {
		return err
	}
	for _, to := range x.to {
		if err := x.server.deliver(Envelope{From: x.from, To: to, Bytes: raw}); err != nil {
			return err
		}
	}
	return x.step(StepAccepted)
}

// Reset forgets the message that was begun.
func (x *submission) Reset() { x.from, x.to = "", nil }

// Logout ends the session.
func (x *submission) Logout() error { return nil }
