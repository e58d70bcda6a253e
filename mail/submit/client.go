package submit

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"os"
	"strings"

	"github.com/wneessen/go-mail/smtp"

	"cuppa/mail/endpoint"
)

// client is one connection, ready for a transaction.
type client struct {
	server Server
	wire   *wire
	smtp   *smtp.Client
	stop   func() bool // ends the watch on the context
}

// dial connects, secures the connection and logs in. The context closes the connection even later, until close.
func dial(ctx context.Context, server Server) (*client, error) {
	if err := server.Check(); err != nil {
		return nil, err
	}
	conn, err := connect(ctx, server)
	if err != nil {
		return nil, err
	}
	c := &client{server: server, wire: &wire{Conn: conn}}
	c.stop = context.AfterFunc(ctx, func() { c.wire.fail(context.Cause(ctx)) })
	if err := c.open(ctx); err != nil {
		c.stop()
		conn.Close()
		return nil, err
	}
	return c, nil
}

func (c *client) open(ctx context.Context) error {
	steps := []func(context.Context) error{c.greet, c.hello, c.startTLS, c.logIn}
	for _, step := range steps {
		c.wire.allow(stepTime)
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (c *client) greet(ctx context.Context) error {
	var conn net.Conn = c.wire
	if c.server.TLS == endpoint.TLSImplicit {
		secured := tls.Client(c.wire, c.server.TLSConfig())
		if err := secured.HandshakeContext(ctx); err != nil {
			return c.unsafe("TLS", err)
		}
		conn = secured
	}
	var err error
	if c.smtp, err = smtp.NewClient(conn, c.server.Host); err != nil {
		return c.explain("the greeting", err)
	}
	return nil
}

func (c *client) hello(context.Context) error {
	name, err := os.Hostname()
	if err != nil || name == "" {
		name = "localhost"
	}
	if err := c.smtp.Hello(name); err != nil {
		return c.explain("EHLO", err)
	}
	return nil
}

func (c *client) startTLS(context.Context) error {
	if c.server.TLS != endpoint.TLSStart {
		return nil
	}
	if offered, _ := c.smtp.Extension("STARTTLS"); !offered {
		return fmt.Errorf("%w: the server offers no STARTTLS", ErrTLS)
	}
	if err := c.smtp.StartTLS(c.server.TLSConfig()); err != nil {
		return c.unsafe("STARTTLS", err)
	}
	return nil
}

func (c *client) logIn(ctx context.Context) error {
	if c.server.Username == "" {
		return nil
	}
	secret, err := c.server.Secret(ctx)
	if err != nil {
		return fmt.Errorf("get the secret: %w", err)
	}
	auth, err := c.mechanism(secret)
	if err != nil {
		return err
	}
	err = c.smtp.Auth(auth)
	var status *textproto.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &status) && status.Code >= 500:
		return fmt.Errorf("AUTH: %w: %w", ErrAuth, err)
	}
	return c.explain("AUTH", err)
}

// mechanism is the simplest one that the server offers: the connection is secured, or does not leave the machine.
func (c *client) mechanism(secret string) (smtp.Auth, error) {
	_, offered := c.smtp.Extension("AUTH")
	has := func(name string) bool {
		for mech := range strings.FieldsSeq(strings.ToUpper(offered)) {
			if mech == name {
				return true
			}
		}
		return false
	}
	user, host := c.server.Username, c.server.Host
	switch {
	case has("PLAIN"):
		return smtp.PlainAuth("", user, secret, host, true), nil
	case has("LOGIN"):
		return smtp.LoginAuth(user, secret, host, true), nil
	case has("SCRAM-SHA-256"):
		return smtp.ScramSHA256Auth(user, secret), nil
	case has("CRAM-MD5"):
		return smtp.CRAMMD5Auth(user, secret), nil
	}
	return nil, fmt.Errorf("%w: it offers no way to log in that is known here (AUTH %s)", ErrAuth, line(offered))
}

// close takes leave and closes, in two seconds at most. What was accepted stays accepted.
func (c *client) close() {
	if c.wire.cause() == nil {
		c.wire.allow(quitTime)
		if err := c.smtp.Quit(); err != nil {
			c.server.Log().Debug("no answer to QUIT", "err", err)
		}
	}
	c.stop()
	c.wire.Conn.Close()
}

// unsafe tells a peer that cannot be trusted from a connection that broke.
func (c *client) unsafe(what string, err error) error {
	if c.wire.cause() != nil {
		return c.explain(what, err)
	}
	return fmt.Errorf("%s: %w: %w", what, ErrTLS, err)
}

// explain says at which step it failed and why: by the server's word, else by the first failure of the connection.
func (c *client) explain(what string, err error) error {
	var status *textproto.Error
	if cause := c.wire.cause(); cause != nil && !errors.As(err, &status) {
		err = cause
	}
	return fmt.Errorf("%s: %w", what, err)
}
