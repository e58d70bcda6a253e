package main_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail/loopback"
	"cuppa/rules"
)

var (
	crashSeed  = flag.Uint64("seed", 0, "the `seed` of the crash test's moments, to repeat a run; 0 takes a new one")
	crashKills = flag.Int("kills", 20, "how often the crash test kills the daemon")
	crashMails = flag.Int("mails", 2000, "how many mails arrive while the crash test kills the daemon")
)

// A daemon that is killed at any moment and started again knows what one knows that was left in peace, and has sent
// each letter once. Only the daemon dies: the servers are in this process. The two begin with the same store, so that
// the same mail makes the same events and receipts in both.
func TestKilledAtAnyMomentItLosesNothingAndSendsNothingTwice(t *testing.T) {
	t.Parallel()
	seed := *crashSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("repeat with -seed %d", seed)
	dice := rand.New(rand.NewPCG(seed, 0))
	binary := buildCuppa(t)
	began, letter := beginning(t, binary)
	post := crashPost(dice, *crashMails, headOf(t, letter.raw), time.Now())

	peace := newCrashSite(t, binary, began)
	peace.arrive([]crashMail{letter})
	peace.arrive(post)
	peace.live()
	peace.settle()

	war := newCrashSite(t, binary, began)
	war.arrive([]crashMail{letter})
	share := (len(post) + *crashKills - 1) / max(*crashKills, 1)
	for part := range slices.Chunk(post, max(share, 1)) {
		war.arrive(part)
		war.die(dice)
	}
	war.live()
	war.settle()

	if war.handing == 0 {
		t.Error("never killed while a letter was handed over: nothing is shown by that")
	}
	compareSites(t, peace, war)
}

// compareSites compares what two sites know and have sent, but for the minutes at which they asked.
func compareSites(t *testing.T, peace, war *crashSite) {
	t.Helper()
	want, got := peace.ledger(), war.ledger()
	if len(want.events) < 100 || len(want.receipts) < 10 || len(want.asked) < 10 {
		t.Errorf("too little happened: %d events, %d receipts, %d prompts", len(want.events), len(want.receipts), len(want.asked))
	}
	for id, e := range want.events {
		if !reflect.DeepEqual(got.events[id], e) {
			t.Errorf("event of the undisturbed run:\n%+v\nwith kills:\n%+v", e, got.events[id])
		}
	}
	for id, e := range got.events {
		if _, known := want.events[id]; !known {
			t.Errorf("event with kills alone: %+v", e)
		}
	}
	differ(t, "prompts asked", want.asked, got.asked)
	differ(t, "receipts", want.receipts, got.receipts)
	at := time.Now().Add(50 * time.Minute)
	people := war.contacts(at)
	differ(t, "contacts", peace.contacts(at), people)
	war.cuppa("rebuild")
	differ(t, "contacts made again from the journal", people, war.contacts(at))
	for _, s := range []*crashSite{peace, war} {
		s.eachLetterOnce()
	}
}

// differ tells of everything that is in one list and not as often in the other.
func differ(t *testing.T, what string, want, got []string) {
	t.Helper()
	count := map[string]int{}
	for _, x := range want {
		count[x]++
	}
	for _, x := range got {
		count[x]--
	}
	for _, x := range slices.Sorted(maps.Keys(count)) {
		switch n := count[x]; {
		case n > 0:
			t.Errorf("%s: missing %d times: %s", what, n, x)
		case n < 0:
			t.Errorf("%s: %d times too often: %s", what, -n, x)
		}
	}
}

// crashSite is an owner's account. Her servers are in this process, the daemon is one of its own.
type crashSite struct {
	t       *testing.T
	binary  string
	dir     string
	world   *loopback.World
	handing int // how often the daemon was killed while it handed a letter over

	mu      sync.Mutex
	onTaken func() // called when the server has a whole letter, before it says so
}

// crashConfig has a slot every minute. It asks for answers at once, and for no second try: whether one is due depends on
// which mail has arrived at that minute.
const crashConfig = `data_dir: data
accounts:
  - name: ada
    owner: {name: Ada Example, addresses: [ada@example.org], timezone: Europe/Berlin}
    imap: {host: 127.0.0.1, port: %d, tls: none, username: ada, password_file: secret,
      mailboxes: [{name: INBOX, roles: [inbox, drop]}, {roles: [sent]}]}
    smtp: {host: 127.0.0.1, port: %d, tls: none, username: ada, password_file: secret, uncertain_wait: 5s}
    drop: {address: cuppa@example.org, tags: [7hq2]}
    digest: {weekly: "* * * * *", urgent: "* * * * *", budget: 50}
    rules: {answer: {after: 0d}, nudge: {after: 1y}}
    quiet: []
`

// newCrashSite starts the servers, and takes over the data of another site where one is named.
func newCrashSite(t *testing.T, binary, data string) *crashSite {
	t.Helper()
	dir, err := os.MkdirTemp("", "cuppa") // a short name, for there is a socket in it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s := &crashSite{t: t, binary: binary, dir: dir, world: loopback.NewWorld(nil)}
	t.Cleanup(func() { s.world.Close() })
	s.world.Now = s.taken
	s.world.Account("ada", "pass", "ada@example.org", "cuppa@example.org")
	imap, err := s.world.IMAP.Listen(false)
	if err != nil {
		t.Fatal(err)
	}
	smtp, err := s.world.SMTP.Listen(false)
	if err != nil {
		t.Fatal(err)
	}
	s.write("config.yaml", fmt.Sprintf(crashConfig, imap, smtp))
	s.write("secret", "pass\n")
	if data != "" {
		if err := os.CopyFS(filepath.Join(dir, "data"), os.DirFS(data)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s *crashSite) write(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// taken is the server's clock: it is asked when a whole letter has come, and before that is confirmed.
func (s *crashSite) taken() time.Time {
	s.mu.Lock()
	f := s.onTaken
	s.mu.Unlock()
	if f != nil {
		f()
	}
	return time.Now()
}

func (s *crashSite) whenTaken(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onTaken = f
}

func (s *crashSite) command(args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.Command(s.binary, append(args, "--config", filepath.Join(s.dir, "config.yaml"))...)
	cmd.Env = append(os.Environ(), "RUNTIME_DIRECTORY=", "JOURNAL_STREAM=", "NOTIFY_SOCKET=")
	errs := &bytes.Buffer{}
	cmd.Stderr = errs
	return cmd, errs
}

// cuppa runs a command that has to succeed, and gives what it printed.
func (s *crashSite) cuppa(args ...string) string {
	s.t.Helper()
	cmd, errs := s.command(args...)
	out, err := cmd.Output()
	if err != nil {
		s.t.Fatalf("cuppa %v: %v\n%s", args, err, errs)
	}
	return string(out)
}

// arrive puts mail into the mailboxes.
func (s *crashSite) arrive(post []crashMail) {
	for _, m := range post {
		s.world.IMAP.Append("ada", m.box, m.raw, m.at)
	}
}

// die runs the daemon and kills it: at any moment, or while it hands over one of its next letters, just before or after
// it is told that the server has it.
func (s *crashSite) die(dice *rand.Rand) {
	s.t.Helper()
	wait, nth, after := time.Duration(dice.Int64N(int64(1500*time.Millisecond))), 0, time.Duration(0)
	if dice.IntN(2) == 0 {
		wait, nth = 3*time.Second, 1+dice.IntN(2)
		if dice.IntN(2) == 0 {
			after = time.Duration(dice.Int64N(int64(3 * time.Millisecond)))
		}
	}
	cmd, errs := s.command("run")
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	ended, taken := make(chan error, 1), make(chan struct{}, 1)
	go func() { ended <- cmd.Wait() }()
	n, dead := 0, make(chan struct{})
	s.whenTaken(func() {
		if n++; n != nth {
			return
		}
		taken <- struct{}{}
		if after == 0 {
			<-dead // the server has it, and will never say so
		}
	})
	defer s.whenTaken(nil)
	timer := time.NewTimer(wait)
	defer timer.Stop()
	how := "at any moment"
	select {
	case err := <-ended:
		s.t.Fatalf("the daemon ended by itself: %v\n%s", err, errs)
	case <-taken:
		s.handing++
		how = fmt.Sprintf("%v after letter %d", after, nth)
		if after > 0 {
			<-time.After(after)
		}
	case <-timer.C:
	}
	_ = cmd.Process.Kill()
	<-ended
	close(dead)
	s.t.Logf("killed %s; %d mails in INBOX", how, len(s.world.IMAP.Messages("ada", "INBOX")))
}

// live runs the daemon until it has read all there is, and ends it as systemd does.
func (s *crashSite) live() {
	s.t.Helper()
	cmd, _ := s.command("run")
	cmd.Stderr = nil
	errs, err := cmd.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	stuck := time.AfterFunc(2*time.Minute, func() { _ = cmd.Process.Kill() })
	defer stuck.Stop()
	ready, log := false, &strings.Builder{}
	for in := bufio.NewScanner(errs); in.Scan(); {
		fmt.Fprintln(log, in.Text())
		if !ready && strings.Contains(in.Text(), "msg=ready") {
			ready = true
			_ = cmd.Process.Signal(syscall.SIGTERM)
		}
	}
	if err := cmd.Wait(); err != nil || !ready {
		s.t.Fatalf("the daemon ended before it had read everything: %v\n%s", err, log)
	}
}

// settle does rounds, each a minute later, until every letter has left and nothing is due.
func (s *crashSite) settle() {
	s.t.Helper()
	from := time.Now()
	for minute := 1; minute < 50; minute++ {
		at := from.Add(time.Duration(minute) * time.Minute).Format(time.RFC3339)
		s.cuppa("once", "--at", at)
		var due struct{ Prompts []struct{ Rule string } }
		if err := json.Unmarshal([]byte(s.cuppa("digest", "--json", "--at", at)), &due); err != nil {
			s.t.Fatal(err)
		}
		if len(due.Prompts) == 0 && s.ledger().open == 0 {
			return
		}
	}
	s.t.Fatalf("never at rest: %+v", s.ledger().letters)
}

// contacts lists all contacts at a moment, a line each, but for when they are due next: that depends on the minute at
// which the owner was asked.
func (s *crashSite) contacts(at time.Time) []string {
	s.t.Helper()
	var list []string
	for line := range strings.Lines(s.cuppa("contacts", "--json", "--at", at.Format(time.RFC3339))) {
		var c map[string]any
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			s.t.Fatal(err)
		}
		delete(c, "next_due")
		list = append(list, fmt.Sprint(c))
	}
	return list
}

// ledger is what a store holds.
type ledger struct {
	events   map[rules.EventID]rules.Event // but for what was asked
	asked    []string                      // the prompts that were asked
	receipts []string                      // keys
	letters  map[string]store.State        // by Message-ID
	open     int                           // letters that are not settled
}

func (s *crashSite) ledger() ledger {
	s.t.Helper()
	st, err := store.Open(filepath.Join(s.dir, "data"), store.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	defer st.Close()
	account, err := st.Account("ada")
	if err != nil {
		s.t.Fatal(err)
	}
	l := ledger{events: map[rules.EventID]rules.Event{}, letters: map[string]store.State{}}
	if err := account.View(func(tx *store.Tx) error { return errors.Join(l.readEvents(tx), l.readLetters(tx)) }); err != nil {
		s.t.Fatal(err)
	}
	return l
}

func (l *ledger) readEvents(tx *store.Tx) error {
	for e, err := range tx.Events(0) {
		if err != nil {
			return err
		}
		if e.Kind == rules.Asked {
			l.asked = append(l.asked, fmt.Sprint(e.Contact, " ", e.Rule, " ", e.Ref))
			continue
		}
		e.Learned = time.Time{}
		l.events[e.ID] = e.Event
	}
	return nil
}

func (l *ledger) readLetters(tx *store.Tx) error {
	for _, state := range []store.State{store.Planned, store.Sending, store.Uncertain, store.Sent, store.Rejected, store.Superseded} {
		for e, err := range tx.Entries(state) {
			if err != nil {
				return err
			}
			l.letters[e.MessageID] = state
			if e.Schedule == "" {
				l.receipts = append(l.receipts, e.Key)
			}
			if state == store.Planned || state == store.Sending || state == store.Uncertain {
				l.open++
			}
		}
	}
	return nil
}

// eachLetterOnce holds the mailbox against the outbox: what was sent lies there once, and nothing else of the daemon's.
func (s *crashSite) eachLetterOnce() {
	s.t.Helper()
	var sent, lies []string
	for id, state := range s.ledger().letters {
		if state == store.Sent {
			sent = append(sent, id)
		}
	}
	for _, m := range s.world.IMAP.Messages("ada", "INBOX") {
		if head := headOf(s.t, m.Bytes); head.Get("X-Cuppa") != "" {
			lies = append(lies, strings.Trim(head.Get("Message-ID"), "<>"))
		}
	}
	differ(s.t, "letters in the mailbox", sent, lies)
}

func headOf(t testing.TB, raw []byte) mail.Header {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("reading %q: %v", raw, err)
	}
	return m.Header
}

// buildCuppa builds the program as it is released, and tells where it is.
func buildCuppa(t testing.TB) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "cuppa")
	build := exec.Command("go", "build", "-trimpath", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building cuppa: %v\n%s", err, out)
	}
	return binary
}

// crashMail is a mail that lies in a mailbox since a moment.
type crashMail struct {
	box string
	raw []byte
	at  time.Time
}

// crashText writes a mail with a Date.
func crashText(box string, at time.Time, lines ...string) crashMail {
	text := "Date: " + at.Format(time.RFC1123Z) + "\r\n" + strings.Join(lines, "\r\n") + "\r\n"
	return crashMail{box: box, at: at, raw: []byte(text)}
}

// beginning makes a store whose owner was asked to answer five people, and gives its directory and the letter.
func beginning(t *testing.T, binary string) (data string, letter crashMail) {
	t.Helper()
	s := newCrashSite(t, binary, "")
	now := time.Now()
	for i := range 5 {
		s.arrive(crashAsk(fmt.Sprintf("early%d", i), now.AddDate(0, 0, -4)))
		s.arrive([]crashMail{crashAnswer(fmt.Sprintf("early%d", i), 0, now.AddDate(0, 0, -2))})
	}
	s.cuppa("once")
	for _, m := range s.world.IMAP.Messages("ada", "INBOX") {
		if headOf(t, m.Bytes).Get("X-Cuppa") != "" {
			return filepath.Join(s.dir, "data"), crashMail{box: "INBOX", raw: m.Bytes, at: m.Internal}
		}
	}
	t.Fatal("no letter to begin with")
	return "", crashMail{}
}

// crashPost is n mails in an order that the dice choose: outreach and what comes of it, answers to the daemon's letter, and
// what concerns nobody.
func crashPost(dice *rand.Rand, n int, letter mail.Header, now time.Time) []crashMail {
	var post []crashMail
	for i := range n / 50 {
		person := fmt.Sprintf("person%d", i)
		asked := now.Add(-time.Duration(24+dice.IntN(24*18)) * time.Hour)
		post = append(post, crashAsk(person, asked)...)
		if i%7 != 0 {
			post = append(post, crashAnswer(person, i, asked.Add(time.Duration(1+dice.IntN(20))*time.Hour)))
		}
	}
	for i := range n / 50 {
		post = append(post, crashCommand(i, letter, now.Add(-time.Duration(i)*time.Minute)))
	}
	for i := len(post); i < n; i++ {
		post = append(post, crashNoise(i, now.Add(-time.Duration(dice.IntN(24*60))*time.Hour)))
	}
	dice.Shuffle(len(post), func(i, j int) { post[i], post[j] = post[j], post[i] })
	return post
}

// crashAsk is the owner's mail to somebody: the copy that Bcc brought, and the one in Sent.
func crashAsk(person string, at time.Time) []crashMail {
	lines := []string{"From: Ada Example <ada@example.org>", "To: " + person + " <" + person + "@rivers.example>",
		"Subject: Twenty minutes of your time, " + person + "?", "Message-ID: <ask-" + person + "@example.org>", "",
		"May I buy you a coffee and ask about your work?"}
	trace := []string{"Delivered-To: cuppa+7hq2@example.org", "Received: by mx.example.org; " + at.Format(time.RFC1123Z)}
	return []crashMail{crashText("INBOX", at, append(trace, lines...)...), crashText("Sent", at, lines...)}
}

// crashAnswers are what people write back.
var crashAnswers = [][]string{
	{"Happy to. What would you like to know?"},
	{"Yes, with pleasure. Would Thursday suit you?"},
	{"Thank you for asking, but I have no time for this."},
	{"Thanks! Ask me again in spring, please.", "", "-- ", "Mei Tanaka", "Head of Rivers, Rivers Ltd"},
	{"It was good to meet you. Here is the paper I spoke of."},
}

// crashAnswer is one of their answers, an automatic one, or a delivery report.
func crashAnswer(person string, kind int, at time.Time) crashMail {
	from := []string{"From: " + person + " <" + person + "@rivers.example>", "To: ada@example.org",
		"Message-ID: <answer-" + person + "@rivers.example>", "In-Reply-To: <ask-" + person + "@example.org>",
		"Subject: Re: Twenty minutes of your time, " + person + "?"}
	switch kind = kind % 7; kind {
	case 5:
		return crashText("INBOX", at, append(from, "Auto-Submitted: auto-replied", "", "I am out of office and back soon.")...)
	case 6:
		return crashText("INBOX", at, "From: Mail Delivery System <mailer-daemon@example.org>", "To: ada@example.org",
			"Return-Path: <>", "Message-ID: <report-"+person+"@example.org>", "Subject: Undelivered Mail Returned to Sender",
			"Auto-Submitted: auto-replied", "MIME-Version: 1.0",
			`Content-Type: multipart/report; report-type=delivery-status; boundary="b"`, "",
			"--b", "", "It could not be delivered.", "--b", "Content-Type: message/delivery-status", "",
			"Reporting-MTA: dns; mx.example.org", "", "Final-Recipient: rfc822; "+person+"@rivers.example", "Action: failed",
			"Status: 5.1.1", "", "--b", "Content-Type: text/rfc822-headers", "", "Message-ID: <ask-"+person+"@example.org>", "", "--b--")
	}
	return crashText("INBOX", at, append(append(from, ""), crashAnswers[kind]...)...)
}

// crashCommand is an answer of the owner's to the letter.
func crashCommand(i int, letter mail.Header, at time.Time) crashMail {
	said := []string{"1 later 2w", "2 done", "3 rest", "4 later 3d", "help", "5 answered", "what can you do?"}
	return crashText("Sent", at, "From: ada@example.org", "To: "+letter.Get("Reply-To"), "Subject: Re: "+letter.Get("Subject"),
		fmt.Sprintf("Message-ID: <command%d@example.org>", i), "In-Reply-To: "+letter.Get("Message-ID"), "", said[i%len(said)])
}

// crashNoise is mail that concerns nobody.
func crashNoise(i int, at time.Time) crashMail {
	if i%3 == 0 {
		return crashText("INBOX", at, "From: News <news@shop.example>", "To: ada@example.org", "Subject: Offers of the week",
			fmt.Sprintf("Message-ID: <news%d@shop.example>", i), "List-Unsubscribe: <https://shop.example/stop>", "", "Cheap!")
	}
	return crashText("INBOX", at, fmt.Sprintf("From: Somebody <somebody%d@elsewhere.example>", i), "To: ada@example.org",
		"Subject: Something else", fmt.Sprintf("Message-ID: <else%d@elsewhere.example>", i), "", "This is about something else.")
}
