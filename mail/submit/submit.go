// Package submit hands one rendered mail to a submission server (RFC 6409, RFC 5321) and says what became of it. go-mail's
// SMTP client speaks the protocol; the bytes go out as they are stored.
package submit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/wneessen/go-mail/smtp"
)

// Send hands rendered to the server for one recipient. All lines of rendered end in CRLF.
func Send(ctx context.Context, server Server, from, to string, rendered []byte) Outcome {
	if err := checkLetter(from, to, rendered); err != nil {
		return Outcome{State: Rejected, Err: err}
	}
	c, err := dial(ctx, server)
	if err != nil {
		return deferred(fmt.Errorf("connect to %s: %w", server.Address(), err))
	}
	defer c.close()
	o := c.send(from, to, rendered)
	server.Log().Debug("submitted", "outcome", string(o.State), "code", o.Code)
	return o
}

// Check connects, secures the connection, logs in and takes leave. Errors wrap ErrTLS, ErrAuth or the network's error.
func Check(ctx context.Context, server Server) error {
	c, err := dial(ctx, server)
	if err != nil {
		return fmt.Errorf("connect to %s: %w", server.Address(), err)
	}
	c.close()
	return nil
}

// checkLetter refuses what would break the protocol: a line end that a server may read as the end of the letter (SMTP
// smuggling), an address that may hold a second command.
func checkLetter(from, to string, rendered []byte) error {
	for _, address := range []string{from, to} {
		if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '<' || r == '>' }) || !strings.Contains(address, "@") {
			return fmt.Errorf("%q is no address to send from or to", address)
		}
	}
	bare := bytes.ReplaceAll(rendered, []byte("\r\n"), nil)
	if bytes.ContainsAny(bare, "\r\n") || !bytes.HasSuffix(rendered, []byte("\r\n")) {
		return errors.New("the letter has line ends other than CRLF")
	}
	return nil
}

// send runs one transaction: MAIL, RCPT, DATA. Up to the final dot a lost connection means that nothing left; after it,
// that nobody knows (RFC 5321, 4.5.3.2.6 and 6.1).
func (c *client) send(from, to string, rendered []byte) Outcome {
	if o, ok := c.utf8(from, to, rendered); !ok {
		return o
	}
	var data *smtp.DataCloser
	steps := []struct {
		name string
		do   func() error
	}{
		{"MAIL FROM", func() error { return c.smtp.Mail("<" + from + ">") }},
		{"RCPT TO", func() error { return c.smtp.Rcpt("<" + to + ">") }},
		{"DATA", func() (err error) { data, err = c.data(); return err }},
		{"the letter", func() error { return c.write(data, rendered) }},
	}
	for _, step := range steps {
		c.wire.allow(stepTime)
		if err := step.do(); err != nil {
			return refused(c.explain(step.name, err))
		}
	}
	c.wire.allow(dotTime)
	if err := data.Close(); err != nil {
		return afterDot(c.explain("the final dot", err))
	}
	return Outcome{State: Accepted, Code: 250, Reply: line(data.ServerResponse())}
}

// utf8 asks for SMTPUTF8 (RFC 6531) only where it is needed, and refuses if the server has none.
func (c *client) utf8(from, to string, rendered []byte) (Outcome, bool) {
	head, _, _ := bytes.Cut(rendered, []byte("\r\n\r\n"))
	needed := !ascii(from) || !ascii(to) || !ascii(string(head))
	c.smtp.SkipSMTPUTF8(!needed)
	if offered, _ := c.smtp.Extension("SMTPUTF8"); needed && !offered {
		return Outcome{State: Rejected, Err: errors.New("the server takes no letters with letters beyond ASCII in addresses or header (no SMTPUTF8)")}, false
	}
	return Outcome{}, true
}

func (c *client) data() (*smtp.DataCloser, error) {
	w, err := c.smtp.Data()
	if err != nil {
		return nil, err
	}
	data, ok := w.(*smtp.DataCloser)
	if !ok {
		return nil, fmt.Errorf("go-mail gave a %T", w)
	}
	return data, nil
}

// write sends the letter but for the final dot, so that a connection which is lost here is known to have delivered
// nothing. Nobody may close data after an error: that would send the dot behind half a letter.
func (c *client) write(data *smtp.DataCloser, rendered []byte) error {
	if _, err := data.Write(rendered); err != nil {
		return err
	}
	return c.smtp.Text.W.Flush()
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}
