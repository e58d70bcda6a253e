package inbox_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strings"
	"testing"

	"cuppa/mail"
	"cuppa/mail/inbox"
)

// script is a server that says what a test wants it to say.
type script struct {
	greeting string // the default announces IMAP4rev1, IDLE and nothing else
	answer   func(command string, times int) (answer string, ok bool)
	then     func(conn net.Conn, command string) // what it does after its answer, in the server's goroutine
}

// scriptPlace is the INBOX of the scripted server.
func scriptPlace(s inbox.Server) mail.Place { return mail.Place{Login: s.Login(), Mailbox: "INBOX"} }

// server gives a way to the script. $ in an answer stands for the tag of the command.
func (x script) server(t testing.TB) inbox.Server {
	return inbox.Server{Host: "localhost", Port: 143, TLS: inbox.TLSNone, Username: "ada", Secret: secret("sesame"),
		Dial: func(context.Context, string, string) (net.Conn, error) {
			client, server := net.Pipe()
			done := make(chan struct{})
			go func() {
				defer close(done)
				defer server.Close()
				x.serve(server)
			}()
			t.Cleanup(func() { <-done })
			return client, nil
		}}
}

func (x script) serve(conn net.Conn) {
	greeting := x.greeting
	if greeting == "" {
		greeting = "* OK [CAPABILITY IMAP4rev1 IDLE] hello\r\n"
	}
	fmt.Fprint(conn, greeting)
	times := map[string]int{}
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		tag, command, _ := strings.Cut(lines.Text(), " ")
		if tag == "DONE" {
			continue
		}
		name := strings.ToUpper(command)
		verb, rest, _ := strings.Cut(name, " ")
		if verb == "UID" {
			verb, _, _ = strings.Cut(rest, " ")
		}
		times[verb]++
		answer, ok := "", false
		if x.answer != nil {
			answer, ok = x.answer(name, times[verb])
		}
		if !ok {
			answer = usual(name)
		}
		if _, err := fmt.Fprint(conn, strings.ReplaceAll(answer, "$", tag)); err != nil {
			return
		}
		if x.then != nil {
			x.then(conn, name)
		}
	}
}

// usual is what a sound server with one message, UID 7, says.
func usual(command string) string {
	switch {
	case strings.HasPrefix(command, "LOGIN"):
		return "$ OK [CAPABILITY IMAP4rev1 IDLE] in\r\n"
	case strings.HasPrefix(command, "CAPABILITY"):
		return "* CAPABILITY IMAP4rev1 IDLE\r\n$ OK\r\n"
	case strings.HasPrefix(command, "EXAMINE"):
		return "* 1 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\n* OK [UIDNEXT 8] x\r\n$ OK [READ-ONLY] open\r\n"
	case strings.HasPrefix(command, "UID SEARCH"):
		return "* SEARCH 7\r\n$ OK\r\n"
	case strings.HasPrefix(command, "UID FETCH"):
		return head(7) + "$ OK\r\n"
	case strings.HasPrefix(command, "LOGOUT"):
		return "* BYE\r\n$ OK\r\n"
	}
	return "$ OK\r\n"
}

// head is the answer for one head.
func head(uid int) string {
	const text = "Subject: tea\r\n\r\n"
	return fmt.Sprintf("* 1 FETCH (UID %d INTERNALDATE \"08-Jun-2026 09:00:00 +0000\" RFC822.SIZE 99 BODY[HEADER.FIELDS (SUBJECT)] {%d}\r\n%s)\r\n", uid, len(text), text)
}

// to answers commands that begin so with one text, and leaves the rest to the usual.
func to(command, answer string) script {
	return script{answer: func(got string, _ int) (string, bool) { return answer, strings.HasPrefix(got, command) }}
}
