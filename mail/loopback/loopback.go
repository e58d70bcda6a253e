// Package loopback runs an IMAP and an SMTP server inside the process, with fault switches, for tests and for the demo.
// They serve over pipes, which work in a testing/synctest bubble, and over TCP on 127.0.0.1. A World ties the two:
// what is submitted to the one is delivered into mailboxes of the other.
package loopback

// silent throws away what a server would log.
type silent struct{}

// Printf does nothing.
func (silent) Printf(string, ...any) {}

// Println does nothing.
func (silent) Println(...any) {}
