package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cuppa/daemon"
	"cuppa/daemon/config"
	"cuppa/daemon/control"
	"cuppa/daemon/store"
	"cuppa/mail"
	"cuppa/mail/loopback"
	"cuppa/mail/message"
)

const (
	user     = "nell"
	password = "demo"
)

// configuration is the account, as somebody would write it who reads mail on this machine.
const configuration = `
data_dir: %s
accounts:
  - name: nell
    owner: {name: Nell Carter, addresses: [nell@carter.example], timezone: Europe/London}
    imap: {host: localhost, tls: none, port: 143, username: nell, password_file: secret,
      mailboxes: [{name: INBOX, roles: [inbox, drop]}, {roles: [sent]}]}
    smtp: {host: localhost, tls: none, port: 25, username: nell, password_file: secret, from: cuppa@carter.example}
    drop: {address: cuppa@carter.example, tags: [7hq2]}
    digest: {to: nell@carter.example}
`

// house is the account at work: the real daemon, on servers and a store in memory.
type house struct {
	dir     string
	world   *loopback.World
	options daemon.Options
}

// newHouse opens it. Close it.
func newHouse() (*house, error) {
	dir, err := os.MkdirTemp("", "cuppa-demo-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the demo: %w", err)
	}
	c, err := configure(dir)
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	h := &house{dir: dir, world: loopback.NewWorld(nil)}
	h.world.Account(user, password, c.Accounts[0].Owner.Addresses[0], c.Accounts[0].Drop.Address)
	h.options = daemon.Options{Config: c, Store: store.Memory(), Log: slog.New(slog.DiscardHandler),
		DialIMAP: h.world.IMAP.Dial, DialSMTP: h.world.SMTP.Dial}
	return h, nil
}

func configure(dir string) (*config.Config, error) {
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte(password+"\n"), 0o600); err != nil {
		return nil, fmt.Errorf("write the demo's password: %w", err)
	}
	c, err := config.Parse(filepath.Join(dir, "config.yaml"), fmt.Appendf(nil, configuration, dir))
	if err != nil {
		return nil, fmt.Errorf("configure the demo: %w", err)
	}
	return c, nil
}

func (h *house) close() {
	h.world.Close() // nobody is left who would want to know
	h.options.Store.Close()
	os.RemoveAll(h.dir)
}

// zone is the owner's.
func (h *house) zone() *time.Location { return h.options.Config.Accounts[0].Owner.Zone }

// once is one round of the daemon at a moment: it reads, thinks and sends.
func (h *house) once(ctx context.Context, at time.Time) error {
	h.options.At = at
	h.world.Now = func() time.Time { return at }
	if err := daemon.Once(ctx, h.options); err != nil {
		return fmt.Errorf("run the daemon on %s: %w", at.Format(stamp), err)
	}
	return nil
}

// put lays a mail where mail programs and servers would: the owner's into Sent, and by way of Bcc or To into the inbox.
func (h *house) put(e entry, w written) {
	if !e.from.you {
		h.world.Deliver(e.at, loopback.Envelope{From: returnPath(e), To: e.to.address, Bytes: w.bytes})
		return
	}
	h.world.IMAP.Append(user, "Sent", w.bytes, e.at)
	switch e.how {
	case bcc:
		drop := h.options.Config.Accounts[0].Drop
		to := tagged(drop.Address, strings.TrimSpace(drop.Tags[0]+" "+e.more))
		h.world.Deliver(e.at, loopback.Envelope{From: e.from.address, To: to, Bytes: w.bytes})
	case answer:
		h.world.Deliver(e.at, loopback.Envelope{From: e.from.address, To: e.to.address, Bytes: w.bytes})
	}
}

// returnPath is empty for a report (RFC 3464, 2), so that nobody reports on it.
func returnPath(e entry) string {
	if e.how == bounce {
		return ""
	}
	return e.from.address
}

// tagged is an address with tags (RFC 5233).
func tagged(address, tags string) string {
	local, domain, _ := strings.Cut(address, "@")
	return local + "+" + strings.ReplaceAll(tags, " ", "+") + "@" + domain
}

// letters are the daemon's mails in the owner's inbox, oldest first.
func (h *house) letters() []letter {
	var list []letter
	for _, m := range h.world.IMAP.Messages(user, "INBOX") {
		if r := message.Read(m.Bytes); r.Value("X-Cuppa") != "" {
			list = append(list, letter{at: m.Internal, id: r.ID, subject: r.Subject, text: r.Text, html: r.HTML,
				to: replyTo(r), receipt: len(r.InReplyTo) > 0})
		}
	}
	return list
}

func replyTo(m mail.Message) person {
	for _, a := range m.ReplyTo {
		return person{name: "cuppa", address: a.Addr}
	}
	return person{}
}

// letter is a mail of the daemon's as it arrived.
type letter struct {
	at         time.Time
	id         string
	subject    string
	text, html string
	to         person // where an answer goes
	receipt    bool
}

// Contact is somebody whom the daemon knows at the end.
type Contact struct {
	Name      string    `json:"name"`
	Addresses []string  `json:"addresses"`
	Stage     string    `json:"stage"`
	LastTouch time.Time `json:"last_touch"`
}

// contacts asks the daemon as `cuppa contacts --json` does.
func (h *house) contacts(at time.Time) ([]Contact, error) {
	h.options.At = at
	hub, err := daemon.Offline(h.options)
	if err != nil {
		return nil, fmt.Errorf("open the demo's account: %w", err)
	}
	r := hub.Handle(control.Request{Name: "contacts", Format: "json", At: at})
	if r.Code != control.OK {
		return nil, fmt.Errorf("list the demo's contacts: %s", r.Err)
	}
	var list []Contact
	for d := json.NewDecoder(strings.NewReader(r.Out)); d.More(); {
		var c Contact
		if err := d.Decode(&c); err != nil {
			return nil, fmt.Errorf("read the demo's contacts: %w", err)
		}
		list = append(list, c)
	}
	return list, nil
}
