package daemon

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cuppa/daemon/config"
	"cuppa/daemon/store"
	"cuppa/mail/loopback"
)

// town is an account on servers inside the process.
type town struct {
	t     testing.TB
	world *loopback.World
	o     Options
}

const townConfig = `
data_dir: DIR
accounts:
  - name: ada
    owner: {name: Ada Example, addresses: [ada@example.org], timezone: Europe/Berlin}
    imap: {host: localhost, tls: none, port: 143, username: ada, password_file: secret,
      mailboxes: [{name: INBOX, roles: [inbox, drop]}, {roles: [sent]}]}
    smtp: {host: localhost, tls: none, port: 25, username: ada, password_file: secret, from: cuppa@example.org}
    drop: {address: cuppa@example.org, tags: [7hq2]}
    digest: {to: ada@example.org}
`

func newTown(t testing.TB) *town {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("pass\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Parse(filepath.Join(dir, "config.yaml"), []byte(strings.Replace(townConfig, "DIR", dir, 1)))
	if err != nil {
		t.Fatal(err)
	}
	world := loopback.NewWorld(nil)
	t.Cleanup(func() { world.Close() })
	world.Account("ada", "pass", "ada@example.org", "cuppa@example.org")
	st := store.Memory()
	t.Cleanup(func() { st.Close() })
	return &town{t: t, world: world, o: Options{Config: c, Store: st, Log: slog.New(slog.DiscardHandler),
		DialIMAP: world.IMAP.Dial, DialSMTP: world.SMTP.Dial}}
}

// once is one round at a moment.
func (w *town) once(at time.Time) error {
	w.o.At = at
	w.world.Now = func() time.Time { return at }
	return Once(context.Background(), w.o)
}

func (w *town) put(box string, at time.Time, lines ...string) {
	w.world.IMAP.Append("ada", box, []byte("Date: "+at.Format(time.RFC1123Z)+"\r\n"+strings.Join(lines, "\r\n")+"\r\n"), at)
}

// letters are the subjects of the daemon's mails in the owner's inbox.
func (w *town) letters() []string {
	var subjects []string
	for _, m := range w.world.IMAP.Messages("ada", "INBOX") {
		text := string(m.Bytes)
		if !strings.Contains(text, "X-Cuppa:") {
			continue
		}
		_, rest, _ := strings.Cut(text, "Subject: ")
		subject, _, _ := strings.Cut(rest, "\r\n")
		subjects = append(subjects, subject)
	}
	return subjects
}

func TestOneMailBecomesOnePrompt(t *testing.T) {
	w := newTown(t)
	monday := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	if err := w.once(monday); err != nil {
		t.Fatal(err)
	}
	ask := monday.Add(26 * time.Hour)
	w.put("INBOX", ask, "From: Ada Example <ada@example.org>", "To: Mei Tanaka <mei@rivers.example>",
		"Delivered-To: cuppa+7hq2@example.org", "Received: by mx.example.org", "Subject: Coffee?", "Message-ID: <ask@example.org>", "",
		"May I buy you a coffee?")
	for day := 1; day < 21; day++ {
		if err := w.once(monday.AddDate(0, 0, day)); err != nil {
			t.Fatal(err)
		}
	}
	got := strings.Join(w.letters(), "; ")
	if len(w.letters()) != 2 || !strings.Contains(got, "Mei") {
		t.Errorf("letters: %s", got)
	}
	for _, m := range w.world.IMAP.Messages("ada", "INBOX") {
		if len(m.Flags) > 0 {
			t.Errorf("flags were changed: %v", m.Flags)
		}
	}
	if bad := w.world.IMAP.Trespasses(); len(bad) > 0 {
		t.Errorf("commands of somebody who writes: %v", bad)
	}
}
