package loopback

import (
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// Step is a point of an SMTP transaction at which something can go wrong.
type Step string

const (
	StepHello    Step = "EHLO"
	StepAuth     Step = "AUTH"
	StepMail     Step = "MAIL"
	StepRcpt     Step = "RCPT"
	StepData     Step = "DATA"     // before the message
	StepDot      Step = "dot"      // after the final dot, and nothing is delivered
	StepAccepted Step = "accepted" // after the message was delivered, before the client hears of it
)

// SMTPFaults say what goes wrong on the SMTP server, from the next command on. Zero: nothing.
type SMTPFaults struct {
	Refuse  Step // the answer at this step is Code and Text
	Code    int
	Text    string
	Drop    Step          // the connection is lost instead of the answer
	DelayAt Step          // the answer comes so much later
	Delay   time.Duration // or never, when the client has gone
	Mute    bool          // nothing is answered any more
}

// Envelope is one message for one recipient.
type Envelope struct {
	From, To string
	Bytes    []byte
}

// SMTP is a submission server.
type SMTP struct {
	gate
	server  *smtp.Server
	deliver func(Envelope) error
	ended   chan struct{}
	once    sync.Once

	state  sync.Mutex // of all below
	users  map[string]string
	faults SMTPFaults
}

// NewSMTP starts a server that hands each accepted message to deliver, once a recipient; an *smtp.SMTPError from it is
// the answer to the client. With keys it offers STARTTLS and DialTLS works. Close it.
func NewSMTP(keys *Keys, deliver func(Envelope) error) *SMTP {
	s := &SMTP{deliver: deliver, ended: make(chan struct{}), users: map[string]string{}}
	s.server = smtp.NewServer(smtp.BackendFunc(s.newSession))
	s.server.Domain = "loopback"
	s.server.AllowInsecureAuth = true
	s.server.EnableSMTPUTF8 = true
	s.server.MaxMessageBytes = 32 << 20
	s.server.ErrorLog = silent{}
	if keys != nil {
		s.server.TLSConfig = keys.Server
	}
	s.open(keys, func(conn net.Conn) net.Conn { return &smtpConn{Conn: conn, server: s} }, s.server.Serve)
	return s
}

// AddUser adds a login. While there is none, no login is offered or asked for.
func (s *SMTP) AddUser(name, password string) {
	s.state.Lock()
	defer s.state.Unlock()
	s.users[name] = password
}

// Break sets the fault switches.
func (s *SMTP) Break(f SMTPFaults) {
	s.state.Lock()
	defer s.state.Unlock()
	s.faults = f
}

func (s *SMTP) broken() SMTPFaults {
	s.state.Lock()
	defer s.state.Unlock()
	return s.faults
}

// Close ends the server and its connections.
func (s *SMTP) Close() error {
	s.once.Do(func() { close(s.ended) })
	return s.shut()
}

// smtpConn suffers the faults that go-smtp has no hook for.
type smtpConn struct {
	net.Conn
	server *SMTP
}

// Write refuses DATA where that is to fail, or says nothing at all.
func (c *smtpConn) Write(p []byte) (int, error) {
	f := c.server.broken()
	answer := p
	switch {
	case f.Mute:
		return len(p), nil
	case f.Refuse == StepData && isDataAnswer(p):
		answer = fmt.Appendf(nil, "%d %s\r\n", f.Code, f.Text)
	case f.Drop == StepData && isDataAnswer(p):
		c.Close()
		return 0, net.ErrClosed
	}
	if _, err := c.Conn.Write(answer); err != nil {
		return 0, err
	}
	return len(p), nil
}

func isDataAnswer(p []byte) bool { return len(p) > 4 && string(p[:4]) == "354 " }
