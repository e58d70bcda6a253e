package peers

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/smtp"
	"time"
)

// Send submits a message (CRLF) through Postfix over implicit TLS, logged in as the
// first user, from and to the given envelope addresses, which may be anybody's. The
// error is Postfix's answer: a [net/textproto.Error] with the SMTP code.
func (p *Peers) Send(raw []byte, from string, to ...string) error {
	return p.submit(p.SubmissionAddr, raw, from, to)
}

// submit sends through Postfix or through a proxy before it.
func (p *Peers) submit(addr string, raw []byte, from string, to []string) error {
	dialer := &net.Dialer{Timeout: patience}
	conn, err := tls.DialWithDialer(dialer, "tcp", addr, p.authority.client())
	if err != nil {
		return fmt.Errorf("dialling postfix: %w", err)
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	client, err := smtp.NewClient(conn, "localhost")
	if err != nil {
		return fmt.Errorf("greeting postfix: %w", err)
	}
	if err := client.Auth(smtp.PlainAuth("", p.users[0], p.Password(p.users[0]), "localhost")); err != nil {
		return fmt.Errorf("authenticating: %w", err)
	}
	return transact(client, raw, from, to)
}

// transact is one mail transaction (RFC 5321 section 3.3).
func transact(client *smtp.Client, raw []byte, from string, to []string) error {
	if err := client.Mail(from); err != nil {
		return fmt.Errorf("MAIL FROM: %w", err)
	}
	for _, address := range to {
		if err := client.Rcpt(address); err != nil {
			return fmt.Errorf("RCPT TO %s: %w", address, err)
		}
	}
	body, err := client.Data()
	if err != nil {
		return fmt.Errorf("DATA: %w", err)
	}
	if _, err := body.Write(raw); err != nil {
		return fmt.Errorf("writing the message: %w", err)
	}
	if err := body.Close(); err != nil {
		return fmt.Errorf("after the final dot: %w", err)
	}
	return client.Quit()
}
