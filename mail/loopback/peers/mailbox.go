package peers

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Message is one message as it lies in a mailbox.
type Message struct {
	UID          uint32
	Flags        []string
	InternalDate time.Time // with the server's zone, to the second
	Raw          []byte    // RFC 5322, CRLF
}

// Append puts a message into a user's mailbox (RFC 3501 section 6.3.11), which is made
// where it is missing, and returns its UID. The raw bytes should have CRLF line ends.
func (p *Peers) Append(user, mailbox string, raw []byte, internalDate time.Time) uint32 {
	p.t.Helper()
	client, done := p.login(user)
	defer done()
	err := client.Create(mailbox, nil).Wait()
	if imapErr, ok := err.(*imap.Error); err != nil && (!ok || imapErr.Code != imap.ResponseCodeAlreadyExists) {
		p.t.Fatalf("creating %s of %s: %v", mailbox, user, err)
	}
	command := client.Append(mailbox, int64(len(raw)), &imap.AppendOptions{Time: internalDate})
	if _, err := command.Write(raw); err != nil {
		p.t.Fatalf("appending to %s of %s: %v", mailbox, user, err)
	}
	if err := command.Close(); err != nil {
		p.t.Fatalf("appending to %s of %s: %v", mailbox, user, err)
	}
	data, err := command.Wait()
	if err != nil {
		p.t.Fatalf("appending to %s of %s: %v", mailbox, user, err)
	}
	return uint32(data.UID)
}

// Messages returns all messages of a user's mailbox in the order of their UIDs. It
// changes no flag.
func (p *Peers) Messages(user, mailbox string) []Message {
	p.t.Helper()
	client, done := p.login(user)
	defer done()
	selected, err := client.Select(mailbox, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		p.t.Fatalf("examining %s of %s: %v", mailbox, user, err)
	}
	if selected.NumMessages == 0 {
		return nil
	}
	var all imap.SeqSet
	all.AddRange(1, 0)
	body := &imap.FetchItemBodySection{Peek: true}
	fetched, err := client.Fetch(all, &imap.FetchOptions{
		UID: true, Flags: true, InternalDate: true, BodySection: []*imap.FetchItemBodySection{body},
	}).Collect()
	if err != nil {
		p.t.Fatalf("fetching %s of %s: %v", mailbox, user, err)
	}
	messages := make([]Message, 0, len(fetched))
	for _, item := range fetched {
		message := Message{UID: uint32(item.UID), InternalDate: item.InternalDate, Raw: item.FindBodySection(body)}
		for _, flag := range item.Flags {
			message.Flags = append(message.Flags, string(flag))
		}
		messages = append(messages, message)
	}
	return messages
}

// Await waits until a user's mailbox holds at least n messages, as delivery by Postfix
// takes a moment, and returns them all.
func (p *Peers) Await(user, mailbox string, n int) []Message {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var messages []Message
	err := poll(ctx, func() (bool, error) {
		messages = p.Messages(user, mailbox)
		return len(messages) >= n, nil
	})
	if err != nil {
		p.t.Fatalf("%s of %s holds %d messages, not %d: %v\n%s", mailbox, user, len(messages), n, err, p.log("postfix.log"))
	}
	return messages
}

// UIDValidity returns the UIDVALIDITY of a user's mailbox.
func (p *Peers) UIDValidity(user, mailbox string) uint32 {
	p.t.Helper()
	client, done := p.login(user)
	defer done()
	status, err := client.Status(mailbox, &imap.StatusOptions{UIDValidity: true}).Wait()
	if err != nil {
		p.t.Fatalf("asking for the status of %s of %s: %v", mailbox, user, err)
	}
	return status.UIDValidity
}

// uidValidity finds the mailbox's UIDVALIDITY in the first line of Dovecot's list of UIDs.
var uidValidity = regexp.MustCompile(`^(\d+ V)(\d+)`)

// BumpUIDValidity gives a user's mailbox another UIDVALIDITY, as after a restore from a
// backup, and returns it. A session that has the mailbox selected is told nothing.
func (p *Peers) BumpUIDValidity(user, mailbox string) uint32 {
	p.t.Helper()
	dir := p.path("mail", user, "Maildir")
	if mailbox != "INBOX" {
		dir = filepath.Join(dir, "."+mailbox)
	}
	list := filepath.Join(dir, "dovecot-uidlist")
	content, err := os.ReadFile(list)
	if err != nil {
		p.t.Fatalf("bumping UIDVALIDITY of a mailbox never opened: %v", err)
	}
	found := uidValidity.FindSubmatch(content)
	if found == nil {
		p.t.Fatalf("no UIDVALIDITY in %s", list)
	}
	old, err := strconv.ParseUint(string(found[2]), 10, 32)
	if err != nil {
		p.t.Fatal(err)
	}
	bumped := uint32(old + 1)
	content = append(fmt.Appendf(nil, "%s%d", found[1], bumped), content[len(found[0]):]...)
	if err := os.WriteFile(list, content, 0o600); err != nil {
		p.t.Fatal(err)
	}
	indexes, err := filepath.Glob(filepath.Join(dir, "dovecot.index*"))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, index := range indexes {
		if err := os.Remove(index); err != nil {
			p.t.Fatal(err)
		}
	}
	return bumped
}

// login opens a session of its own for a user; done closes it. A session that outlasts
// the bound is cut off, because the client knows no deadlines.
func (p *Peers) login(user string) (client *imapclient.Client, done func()) {
	p.t.Helper()
	client, err := imapclient.DialTLS(p.IMAPAddr, &imapclient.Options{TLSConfig: p.authority.client()})
	if err != nil {
		p.t.Fatalf("dialling dovecot: %v\n%s", err, p.log("dovecot.log"))
	}
	bound := time.AfterFunc(patience, func() { _ = client.Close() })
	done = func() {
		bound.Stop()
		_ = client.Close()
	}
	if err := client.Login(user, p.Password(user)).Wait(); err != nil {
		done()
		p.t.Fatalf("logging %s in: %v\n%s", user, err, p.log("dovecot.log"))
	}
	return client, done
}
