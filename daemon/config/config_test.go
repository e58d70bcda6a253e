package config

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cuppa/mail"
	"cuppa/rules/dates"
	"cuppa/rules/ruleset"
)

var update = flag.Bool("update", false, "write the golden files anew")

// env is an environment of these variables alone.
func env(pairs ...string) Env {
	return func(name string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// house is a directory with the password files secrets/imap and secrets/smtp, as the example wants them.
func house(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "secrets"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"imap", "smtp"} {
		write(t, filepath.Join(dir, "secrets", name), "geheim-"+name+"\n", 0o600)
	}
	return dir
}

func write(t testing.TB, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil { // whatever the umask
		t.Fatal(err)
	}
}

const small = `
accounts:
  - name: ada
    owner: {name: Ada, addresses: [Ada@Example.org], timezone: Europe/Berlin}
    imap: {host: imap.example.org, username: ada, password_file: secrets/imap}
    smtp: {host: smtp.example.org, username: ada, password_file: secrets/smtp, from: cuppa@example.org}
`

func parse(t testing.TB, text string) *Config {
	t.Helper()
	c, err := env("HOME", "/home/ada").Parse(filepath.Join(house(t), "config.yaml"), []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheExampleIsRight(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "config.example.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	c := parse(t, string(text))
	a := c.Accounts[0]
	if c.DataDir != "/var/lib/cuppa" || !slices.Equal(c.Alert, []string{"logger", "-t", "cuppa"}) || len(c.Accounts) != 1 {
		t.Errorf("got %+v", c)
	}
	if a.Digest.Budget != 7 || len(a.Quiet) != 2 || a.Trust.AuthservID != "mx.example.org" || !slices.Equal(a.Drop.Tags, []string{"7hq2"}) {
		t.Errorf("got %+v", a)
	}
	if len(a.IMAP[0].Mailboxes) != 3 || !a.IMAP[0].Mailboxes[2].Poll || !slices.Equal(a.IMAP[0].Mailboxes[1].Use, []string{`\Sent`}) {
		t.Errorf("got %+v", a.IMAP)
	}
	if secret, err := a.IMAP[0].Secret.Read(t.Context()); secret != "geheim-imap" || err != nil {
		t.Errorf("got %q, %v", secret, err)
	}
	if r := a.Rules[len(a.Rules)-1]; r.Name != "mentors" || len(r.After) != 2 {
		t.Errorf("got %+v", r)
	}
}

// Every key that the reader knows stands in the example, so that a reader of the example misses none.
func TestTheExampleHasEveryKey(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "config.example.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	known := knownKeys(t)
	if len(known) < 50 {
		t.Fatalf("only %d keys are known: %v", len(known), known)
	}
	for _, key := range known {
		if !strings.Contains(string(text), key+":") {
			t.Errorf("the key %s is not in the example", key)
		}
	}
}

// knownKeys asks the reader itself: an unknown key in each mapping makes it list those that it knows.
func knownKeys(t *testing.T) []string {
	const text = `
qqqqqqqqqqqqqqqq: 1
alert: {qqqqqqqqqqqqqqqq: 1}
accounts:
  - qqqqqqqqqqqqqqqq: 1
    owner: {qqqqqqqqqqqqqqqq: 1}
    imap: {qqqqqqqqqqqqqqqq: 1, mailboxes: [{qqqqqqqqqqqqqqqq: 1}]}
    smtp: {qqqqqqqqqqqqqqqq: 1}
    drop: {qqqqqqqqqqqqqqqq: 1}
    trust: {qqqqqqqqqqqqqqqq: 1}
    digest: {qqqqqqqqqqqqqqqq: 1}
    rules: {nudge: {qqqqqqqqqqqqqqqq: 1, repeat: {qqqqqqqqqqqqqqqq: 1}}}
`
	_, err := env().Parse("c.yaml", []byte(text))
	var keys []string
	for line := range strings.Lines(fmt.Sprint(err)) {
		if _, list, ok := strings.Cut(strings.TrimSpace(line), "hint: known are "); ok {
			keys = append(keys, strings.Split(list, ", ")...)
		}
	}
	// The other way to switch a rule off.
	return slices.DeleteFunc(keys, func(key string) bool { return key == "enabled" })
}

func TestDefaultsFillASmallConfiguration(t *testing.T) {
	t.Parallel()
	c := parse(t, small)
	a := c.Accounts[0]
	if c.DataDir != "/home/ada/.local/state/cuppa" || c.Alert != nil {
		t.Errorf("got %q, %v", c.DataDir, c.Alert)
	}
	if a.Owner.Addresses[0] != "ada@example.org" || a.Owner.Zone.String() != "Europe/Berlin" || a.Digest.To != "ada@example.org" {
		t.Errorf("got %+v, digest to %s", a.Owner, a.Digest.To)
	}
	if a.IMAP[0].Port != 993 || a.IMAP[0].TLS != Implicit || a.SMTP.Port != 465 || a.SMTP.UncertainWait != 30*time.Minute {
		t.Errorf("got %+v, %+v", a.IMAP[0].Server, a.SMTP)
	}
	if a.Digest.Weekly.Spec != "0 7 * * MON" || a.Digest.Urgent.Spec != "0 7,18 * * *" || a.Digest.Budget != 0 {
		t.Errorf("got %+v", a.Digest)
	}
	if a.Keep != KeepQuotes || a.Lookback != (dates.Span{Years: 1}) || a.Drop.Address != "" || a.Trust.AuthservID != "" {
		t.Errorf("got %+v", a)
	}
	if want, err := dates.ParseRange("20 Dec - 6 Jan"); err != nil || !slices.Equal(a.Quiet, dates.Quiet{want}) {
		t.Errorf("got %v, want %v, %v", a.Quiet, want, err)
	}
	if ruleset.Fingerprint(a.Rules) != ruleset.Fingerprint(ruleset.Builtin()) {
		t.Error("the rules are not the built-in ones")
	}
	boxes := a.IMAP[0].Mailboxes
	if len(boxes) != 3 || boxes[0].Name != "INBOX" || boxes[0].Roles != (mail.Roles{Inbox: true, Drop: true}) ||
		!slices.Equal(boxes[1].Use, []string{`\Sent`}) || boxes[1].Roles != (mail.Roles{Sent: true}) || boxes[1].Outreach != OutreachBcc ||
		!slices.Equal(boxes[2].Use, []string{`\Archive`, `\All`}) || !boxes[2].Poll || !boxes[2].Optional {
		t.Errorf("got %+v", boxes)
	}
}

func TestPortsFollowEncryption(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		tls        string
		imap, smtp int
	}{{"implicit", 993, 465}, {"starttls", 143, 587}, {"none", 143, 25}} {
		text := strings.NewReplacer("imap.example.org", "localhost, tls: "+test.tls, "smtp.example.org", "127.0.0.1, tls: "+test.tls).Replace(small)
		a := parse(t, text).Accounts[0]
		if a.IMAP[0].Port != test.imap || a.SMTP.Port != test.smtp {
			t.Errorf("%s: got %d and %d", test.tls, a.IMAP[0].Port, a.SMTP.Port)
		}
	}
	a := parse(t, strings.ReplaceAll(small, "example.org, username", "example.org, port: 1993, username")).Accounts[0]
	if a.IMAP[0].Port != 1993 || a.SMTP.Port != 1993 {
		t.Errorf("a port that is given does not count: %d, %d", a.IMAP[0].Port, a.SMTP.Port)
	}
}

func TestAServerMayWantNoAuthentication(t *testing.T) {
	t.Parallel()
	a := parse(t, strings.Replace(small, "{host: smtp.example.org, username: ada, password_file: secrets/smtp,", "{host: smtp.example.org,", 1)).Accounts[0]
	if a.SMTP.Username != "" || a.SMTP.Secret.Given() || a.SMTP.Key() != "smtp.example.org:465" {
		t.Errorf("got %+v, %s", a.SMTP, a.SMTP.Key())
	}
	if key := a.IMAP[0].Key(); key != "ada@imap.example.org:993" {
		t.Errorf("got %s", key)
	}
}

func TestMailboxesSayWhatTheyCan(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want Mailbox
	}{
		{"{roles: [sent]}", Mailbox{Use: []string{`\Sent`}, Roles: mail.Roles{Sent: true}, Outreach: OutreachBcc}},
		{"{roles: [inbox, drop]}", Mailbox{Name: "INBOX", Roles: mail.Roles{Inbox: true, Drop: true}}},
		{"{roles: inbox}", Mailbox{Name: "INBOX", Roles: mail.Roles{Inbox: true}}},
		{"{name: inbox}", Mailbox{Name: "INBOX", Roles: mail.Roles{Inbox: true, Drop: true}}},
		{`{name: \sent, outreach: all}`, Mailbox{Use: []string{`\Sent`}, Roles: mail.Roles{Sent: true}, Outreach: OutreachAll}},
		{`{name: \Junk, poll: true}`, Mailbox{Use: []string{`\Junk`}, Roles: mail.Roles{Inbox: true}, Poll: true}},
		{"{name: Gesendete Elemente, roles: [sent, inbox], outreach: bcc}", Mailbox{Name: "Gesendete Elemente", Roles: mail.Roles{Sent: true, Inbox: true}, Outreach: OutreachBcc}},
	} {
		text := strings.Replace(small, "secrets/imap}", "secrets/imap, mailboxes: ["+test.text+", {name: A, roles: [inbox]}, {name: B, roles: [sent]}]}", 1)
		got := parse(t, text).Accounts[0].IMAP[0].Mailboxes[0]
		if fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: got %+v, want %+v", test.text, got, test.want)
		}
	}
}

func TestSeveralLoginsAreAList(t *testing.T) {
	t.Parallel()
	const login = "{host: imap.example.org, username: ada, password_file: secrets/imap"
	text := strings.Replace(small, login+"}", "["+login+"}, "+strings.Replace(login, "username: ada", "username: cuppa", 1)+", mailboxes: [{roles: [drop, inbox]}]}]", 1)
	if got := parse(t, text).Accounts[0].IMAP; len(got) != 2 || got[1].Username != "cuppa" || len(got[1].Mailboxes) != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestQuietDaysMayBeNone(t *testing.T) {
	t.Parallel()
	if got := parse(t, small+"    quiet: []\n").Accounts[0].Quiet; len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestDataDirIsWhereTheEnvironmentSays(t *testing.T) {
	t.Parallel()
	dir := house(t)
	for _, test := range []struct {
		text string
		env  Env
		want string
	}{
		{small, env("STATE_DIRECTORY", "/var/lib/cuppa:/var/lib/other", "XDG_STATE_HOME", "/x", "HOME", "/h"), "/var/lib/cuppa"},
		{small, env("XDG_STATE_HOME", "/x", "HOME", "/h"), "/x/cuppa"},
		{small, env("XDG_STATE_HOME", "relative", "HOME", "/h"), "/h/.local/state/cuppa"},
		{small + "data_dir: ~/here\n", env("STATE_DIRECTORY", "/var/lib/cuppa", "HOME", "/h"), "/h/here"},
		{small + "data_dir: here\n", env(), filepath.Join(dir, "here")},
		{small + "data_dir: /a/../b\n", env(), "/b"},
	} {
		c, err := test.env.Parse(filepath.Join(dir, "config.yaml"), []byte(test.text))
		if err != nil || c.DataDir != test.want {
			t.Errorf("got %v, %v, want %s", c, err, test.want)
		}
	}
	_, err := env().Parse(filepath.Join(dir, "config.yaml"), []byte(small))
	if err == nil || !strings.Contains(err.Error(), "config.yaml:2:1: the key \"data_dir\" is missing") {
		t.Errorf("got %v", err)
	}
}

func TestLoadSaysWhyAFileCannotBeRead(t *testing.T) {
	t.Parallel()
	_, err := env().Load(filepath.Join(t.TempDir(), "none.yaml"))
	if !os.IsNotExist(unwrap(err)) || !strings.Contains(err.Error(), "hint:") {
		t.Errorf("got %v", err)
	}
}

func TestLoadReadsTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(house(t), "config.yaml")
	write(t, path, small, 0o644)
	c, err := env("HOME", "/h").Load(path)
	if err != nil || c.Path != path || c.Accounts[0].Name != "ada" {
		t.Errorf("got %+v, %v", c, err)
	}
}

func unwrap(err error) error {
	for {
		inner, ok := err.(interface{ Unwrap() error })
		if !ok {
			return err
		}
		if _, ok := err.(*os.PathError); ok {
			return err
		}
		err = inner.Unwrap()
	}
}
