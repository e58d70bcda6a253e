package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cuppa/daemon/control"
	"cuppa/mail/loopback/peers"
)

const (
	adaAddress = "ada@" + peers.Domain
	meiAddress = "mei@rivers.example" // delivered to the user mei
	dropTag    = "7hq2"
)

// site is an owner, Ada, with mailboxes on real servers, and a configuration of cuppa for her.
type site struct {
	*peers.Peers
	t      testing.TB
	dir    string
	config string
	env    []string
}

// newSite starts the servers. The data directory's name is short, for there is a socket in it.
func newSite(t testing.TB, a accountYAML) *site {
	t.Helper()
	p := peers.Start(t, "ada", "cuppa", "mei", "noor")
	dir, err := os.MkdirTemp("", "cuppa")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s := &site{Peers: p, t: t, dir: dir, config: filepath.Join(dir, "config.yaml")}
	for _, user := range []string{"ada", "cuppa"} {
		s.write("secret-"+user, p.Password(user)+"\n")
	}
	s.configure(a)
	return s
}

func (s *site) write(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// accountYAML is what tests say of an account; zero values leave the usual.
type accountYAML struct {
	logins []loginYAML
	data   string // the data directory's name
	drop   string // default: the daemon's own mailbox
	imap   string // host:port in front of Dovecot
	smtp   string // host:port in front of Postfix
	wait   string // uncertain_wait, default 1m
	more   string // further keys of the account, a line each
}

type loginYAML struct{ user, mailboxes string }

// ownMailbox: everything lies in the owner's own mailbox, and the drop address is a tag on the owner's address.
func ownMailbox() accountYAML {
	return accountYAML{drop: adaAddress, logins: []loginYAML{{"ada", "[{name: INBOX, roles: [inbox, drop]}, {roles: [sent]}]"}}}
}

// daemonsMailbox: Bcc copies and commands arrive in a mailbox of the daemon's own, answers in the owner's.
func daemonsMailbox() accountYAML {
	return accountYAML{logins: []loginYAML{
		{"ada", "[{name: INBOX, roles: [inbox]}]"}, {"cuppa", "[{name: INBOX, roles: [drop]}]"}}}
}

// configure writes the configuration.
func (s *site) configure(a accountYAML) {
	s.t.Helper()
	if a.drop == "" {
		a.drop = s.Address("cuppa")
	}
	if a.data == "" {
		a.data = "data"
	}
	if a.wait == "" {
		a.wait = "1m"
	}
	if a.imap == "" {
		a.imap = s.IMAPAddr
	}
	if a.smtp == "" {
		a.smtp = s.SubmissionAddr
	}
	var b strings.Builder
	fmt.Fprintf(&b, "data_dir: %s\naccounts:\n  - name: ada\n", a.data)
	fmt.Fprintf(&b, "    owner: {name: Ada Example, addresses: [%s], timezone: Europe/Berlin}\n    imap:\n", adaAddress)
	for _, l := range a.logins {
		fmt.Fprintf(&b, "      - {%s, mailboxes: %s}\n", s.server(a.imap, l.user), l.mailboxes)
	}
	fmt.Fprintf(&b, "    smtp: {%s, uncertain_wait: %s}\n", s.server(a.smtp, "ada"), a.wait)
	fmt.Fprintf(&b, "    drop: {address: %s, tags: [%s]}\n", a.drop, dropTag)
	for line := range strings.Lines(a.more) {
		b.WriteString("    " + line)
	}
	s.write("config.yaml", b.String())
}

// server is what the configuration says of a login anywhere.
func (s *site) server(addr, user string) string {
	s.t.Helper()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		s.t.Fatal(err)
	}
	return fmt.Sprintf("host: %s, port: %s, tls: implicit, ca_file: %s, username: %s, password_file: secret-%s",
		host, port, s.CAFile, user, user)
}

// dropAddress is what the owner puts into Bcc.
func (s *site) dropAddress() string { return s.Address("cuppa+" + dropTag) }

// letter is a mail with a Date, and CRLF line ends.
func letter(at time.Time, lines ...string) []byte {
	return []byte("Date: " + at.Format(time.RFC1123Z) + "\r\n" + strings.Join(lines, "\r\n") + "\r\n")
}

// berlin is a moment on the owner's clock: "2026-03-02 09:00".
func berlin(t testing.TB, text string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// result is how a command ended.
type result struct {
	code     int
	out, err string
}

// cuppa runs a command to its end.
func (s *site) cuppa(args ...string) result {
	s.t.Helper()
	cmd := s.command(args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		s.t.Fatalf("running cuppa %v: %v", args, err)
	}
	return result{code: cmd.ProcessState.ExitCode(), out: out.String(), err: errs.String()}
}

func (s *site) command(args ...string) *exec.Cmd {
	cmd := exec.Command("cuppa", append(args, "--config", s.config)...)
	cmd.Env = append(os.Environ(), append([]string{"RUNTIME_DIRECTORY=", "JOURNAL_STREAM="}, s.env...)...)
	return cmd
}

// must runs a command that has to succeed, and gives what it printed.
func (s *site) must(args ...string) string {
	s.t.Helper()
	r := s.cuppa(args...)
	if r.code != control.OK {
		s.t.Fatalf("cuppa %v: exit code %d\n%s", args, r.code, r.err)
	}
	return r.out
}

// once is one round at a moment.
func (s *site) once(at time.Time) { s.t.Helper(); s.must("once", "--at", at.Format(time.RFC3339)) }

// person is a contact as the contract's JSON has it.
type person struct {
	ID        string
	Name      string
	Addresses []string
	Stage     string
	Events    []struct{ ID, Kind, Source, Evidence string }
}

// show is one contact with all its events, at a moment; zero for now.
func (s *site) show(whom string, at time.Time) person {
	s.t.Helper()
	var p person
	decode(s.t, s.must(append([]string{"contacts", "show", whom, "--json"}, moment(at)...)...), &p)
	return p
}

// count is how many events of a kind a contact has.
func (p person) count(kind string) (n int) {
	for _, e := range p.Events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// prompts are what a digest at a moment would ask: "nudge mei@rivers.example; …".
func (s *site) prompts(at time.Time) string {
	s.t.Helper()
	return promptsIn(s.t, s.must(append([]string{"digest", "--json"}, moment(at)...)...))
}

func promptsIn(t testing.TB, digest string) string {
	t.Helper()
	var d struct {
		Prompts []struct {
			Kind    string
			Contact struct{ Address string }
		}
	}
	decode(t, digest, &d)
	var list []string
	for _, p := range d.Prompts {
		list = append(list, p.Kind+" "+p.Contact.Address)
	}
	return strings.Join(list, "; ")
}

func moment(at time.Time) []string {
	if at.IsZero() {
		return nil
	}
	return []string{"--at", at.Format(time.RFC3339)}
}

func decode(t testing.TB, text string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
}

// letters are the daemon's own mails in the owner's INBOX, oldest first.
func (s *site) letters() []peers.Message {
	s.t.Helper()
	var own []peers.Message
	for _, m := range s.Messages("ada", "INBOX") {
		if headerOf(s.t, m.Raw).Get("X-Cuppa") != "" {
			own = append(own, m)
		}
	}
	return own
}

// untouched reports every flag of every message in these users' mailboxes: nobody has set one.
func (s *site) untouched(mailboxes ...[2]string) {
	s.t.Helper()
	for _, m := range mailboxes {
		list := s.Messages(m[0], m[1])
		if len(list) == 0 {
			s.t.Errorf("%s of %s is empty: nothing is shown by that", m[1], m[0])
		}
		for _, message := range list {
			for _, flag := range message.Flags {
				if flag != `\Recent` {
					s.t.Errorf("%s of %s: message %d got the flag %s", m[1], m[0], message.UID, flag)
				}
			}
		}
	}
}
