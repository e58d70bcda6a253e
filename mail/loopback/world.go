package loopback

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// World is an IMAP server and a submission server of one domain: what is submitted for an address of an account is
// delivered into its INBOX, with the trace fields that a mail server adds; what is for other people has left.
type World struct {
	IMAP *IMAP
	SMTP *SMTP
	Now  func() time.Time // when a submitted message is delivered; set it before the first one

	mu        sync.Mutex
	routes    map[string]string // address without plus-tag, lower case: user
	left      []Envelope
	delivered int
}

// NewWorld starts both servers. Close it.
func NewWorld(keys *Keys) *World {
	w := &World{Now: time.Now, routes: map[string]string{}}
	w.IMAP = NewIMAP(keys)
	w.SMTP = NewSMTP(keys, w.submitted)
	return w
}

// Account adds a login to both servers, to whose INBOX mail to these addresses goes, with any plus-tag (RFC 5233).
func (w *World) Account(user, password string, addresses ...string) {
	w.IMAP.AddUser(user, password)
	w.SMTP.AddUser(user, password)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range addresses {
		w.routes[withoutTag(a)] = user
	}
}

// Deliver puts a message from outside into the INBOX of the account that has the address; false if none has.
func (w *World) Deliver(at time.Time, e Envelope) bool {
	w.mu.Lock()
	user, ok := w.routes[withoutTag(e.To)]
	w.delivered++
	trace := fmt.Sprintf("Return-Path: <%s>\r\nDelivered-To: %s\r\nReceived: from submission (localhost [127.0.0.1]) by mx.loopback with ESMTPA id %08X\r\n\tfor <%s>; %s\r\n",
		e.From, e.To, w.delivered, e.To, at.Format(time.RFC1123Z))
	w.mu.Unlock()
	if !ok {
		return false
	}
	w.IMAP.Append(user, "INBOX", append([]byte(trace), e.Bytes...), at)
	return true
}

// Left are the submitted messages for people outside, oldest first.
func (w *World) Left() []Envelope {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.left)
}

func (w *World) submitted(e Envelope) error {
	if w.Deliver(w.Now(), e) {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left = append(w.left, e)
	return nil
}

// Close ends both servers.
func (w *World) Close() error { return errors.Join(w.IMAP.Close(), w.SMTP.Close()) }

func withoutTag(address string) string {
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	local, _, _ = strings.Cut(local, "+")
	return local + "@" + domain
}
