// Package loopback runs IMAP and SMTP servers inside the process, with fault switches, for tests and for the demo. They
// serve over net.Pipe, which works in testing/synctest bubbles, and over TCP on 127.0.0.1.
package loopback
