package main_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"cuppa/daemon"
	"cuppa/daemon/config"
	"cuppa/daemon/control"
	"cuppa/daemon/store"
	"cuppa/mail/loopback"
	"cuppa/mail/message"
	"cuppa/mail/understand"
	"cuppa/rules"
)

// benchMails is how many mails lie in the owner's mailbox.
const benchMails = 10_000

// BenchmarkFirstRead is `cuppa once` over a mailbox it has never seen, on a real server: where the owner has written to
// nobody yet, and where 100 people were asked, of whom half have answered.
func BenchmarkFirstRead(b *testing.B) {
	for _, asked := range []int{0, 100} {
		b.Run(fmt.Sprintf("people=%d", asked), func(b *testing.B) {
			s := newSite(b, ownMailbox())
			binary := buildCuppa(b)
			benchFill(b, s, asked)
			var peak, spent float64
			for b.Loop() {
				b.StopTimer()
				if err := os.RemoveAll(filepath.Join(s.dir, "data")); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				state := benchRun(b, s, binary, "once")
				peak = max(peak, float64(state.SysUsage().(*syscall.Rusage).Maxrss)/1024)
				spent += float64((state.UserTime() + state.SystemTime()).Microseconds())
			}
			b.ReportMetric(float64(b.N)*benchMails/b.Elapsed().Seconds(), "mails/s")
			b.ReportMetric(peak, "MB-peak")
			b.ReportMetric(spent/float64(b.N)/benchMails, "cpu-µs/mail")
		})
	}
}

// BenchmarkNothingNew is `cuppa once` where it has read everything before.
func BenchmarkNothingNew(b *testing.B) {
	s := newSite(b, ownMailbox())
	binary := buildCuppa(b)
	benchFill(b, s, 0)
	benchRun(b, s, binary, "once")
	for b.Loop() {
		benchRun(b, s, binary, "once")
	}
}

// BenchmarkIdle is the memory of `cuppa run` for one account over TLS, ten seconds after it has read 10,000 mails, and
// after a start with nothing new.
func BenchmarkIdle(b *testing.B) {
	s := newSite(b, ownMailbox())
	binary := buildCuppa(b)
	benchFill(b, s, 0)
	for _, name := range []string{"after a first read", "nothing new"} {
		b.Run(name, func(b *testing.B) {
			var resident float64
			for b.Loop() {
				resident = benchIdle(b, s, binary)
			}
			b.ReportMetric(resident, "MB-resident")
		})
	}
}

// benchIdle runs the daemon until it has been idle for ten seconds, and gives its resident memory in MB.
func benchIdle(b *testing.B, s *site, binary string) float64 {
	b.Helper()
	cmd := benchCommand(s, binary, "run")
	errs, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	in := bufio.NewScanner(errs)
	for in.Scan() && !strings.Contains(in.Text(), "msg=ready") {
	}
	<-time.After(10 * time.Second)
	resident := benchStatus(b, cmd.Process.Pid, "VmRSS:")
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		b.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, errs) // until it ends
	if err := cmd.Wait(); err != nil {
		b.Fatal(err)
	}
	return resident
}

// benchStatus reads a size of a process in MB (proc_pid_status(5)).
func benchStatus(b *testing.B, pid int, field string) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, field); ok {
			kb, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 64)
			if err != nil {
				b.Fatal(err)
			}
			return kb / 1024
		}
	}
	b.Fatalf("no %s in %s", field, text)
	return 0
}

func benchCommand(s *site, binary string, args ...string) *exec.Cmd {
	cmd := exec.Command(binary, append(args, "--config", s.config)...)
	cmd.Env = append(os.Environ(), "RUNTIME_DIRECTORY=", "JOURNAL_STREAM=", "NOTIFY_SOCKET=")
	return cmd
}

func benchRun(b *testing.B, s *site, binary string, args ...string) *os.ProcessState {
	b.Helper()
	cmd := benchCommand(s, binary, args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("cuppa %v: %v\n%s", args, err, out)
	}
	return cmd.ProcessState
}

// benchFill puts 10,000 mails into the owner's INBOX, and into Sent what she wrote to the people she asked.
func benchFill(b *testing.B, s *site, asked int) {
	b.Helper()
	now := time.Now()
	for i := range asked {
		at := now.Add(-time.Duration(i+48) * time.Hour)
		s.Append("ada", "Sent", letter(at, "From: Ada Example <"+adaAddress+">", fmt.Sprintf("To: Person %d <p%d@rivers.example>", i, i),
			"Bcc: "+s.Address("ada+"+dropTag), "Subject: Twenty minutes of your time?", fmt.Sprintf("Message-ID: <ask%d@example.test>", i), "",
			"May I buy you a coffee and ask about your work?"), at)
	}
	mix := benchMix()
	for i := range benchMails {
		at := now.Add(-time.Duration(i*50) * time.Minute)
		raw := letter(at, append([]string{fmt.Sprintf("Message-ID: <%d@elsewhere.example>", i)}, mix[i%len(mix)]...)...)
		if n := i / 2; i%2 == 0 && n < asked {
			raw = letter(at, fmt.Sprintf("From: Person %d <p%d@rivers.example>", n, n), "To: "+adaAddress, "Subject: Re: Twenty minutes of your time?",
				fmt.Sprintf("Message-ID: <yes%d@rivers.example>", n), fmt.Sprintf("In-Reply-To: <ask%d@example.test>", n), "", "Happy to. Would Thursday suit you?")
		}
		if i == 0 {
			s.Append("ada", "INBOX", raw, at) // makes the Maildir
			continue
		}
		benchFile(b, s, fmt.Sprintf("%d.%d.bench:2,", at.Unix(), i), raw, at)
	}
}

// benchFile puts a mail into INBOX as a file, in the Maildir that peers keeps beside its certificate: APPEND waits for the
// disk each time.
func benchFile(b *testing.B, s *site, name string, raw []byte, at time.Time) {
	b.Helper()
	dir := filepath.Join(filepath.Dir(s.CAFile), "mail", "ada", "Maildir", "cur")
	path := filepath.Join(dir, name)
	info, err := os.Stat(dir)
	if err != nil {
		b.Fatal(err)
	}
	owner := info.Sys().(*syscall.Stat_t)
	err = errors.Join(os.WriteFile(path, raw, 0o600), os.Chown(path, int(owner.Uid), int(owner.Gid)), os.Chtimes(path, at, at))
	if err != nil {
		b.Fatal(err)
	}
}

// benchMix is the mail of an ordinary INBOX without Date and Message-ID, in twentieths: twelve answers and mails of people,
// four newsletters, and one each of a mailing list, a mail with an attachment, an automatic answer and an invitation.
func benchMix() [][]string {
	quoted := slices.Repeat([]string{"> I wanted to ask how you came to work on rivers, and what you read in the first year.",
		"> There is no hurry at all."}, 12)
	answer := append([]string{"From: Noor Haddad <noor@elsewhere.example>", "To: Ada Example <ada@example.test>", "Subject: Re: Rivers",
		"In-Reply-To: <some@example.test>", "References: <other@example.test> <some@example.test>",
		"Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "MIME-Version: 1.0", "",
		"Dear Ada,", "", "with pleasure. Caf=C3=A9 Luna on Thursday at 10:30 would suit me, or next week.", "",
		"Best,", "Noor", "", "-- ", "Noor Haddad", "Head of Hydrology, Rivers Ltd", "+49 30 1234567", "",
		"On Mon, 2 Mar 2026 at 09:12, Ada Example wrote:"}, quoted...)
	page := "<html><body>" + strings.Repeat(`<table><tr><td style="color:#333"><p>Our offers of <b>the week</b> &amp; more</p><a href="https://shop.example/x?y=1">See</a></td></tr></table>`, 80) + "</body></html>"
	news := []string{"From: Shop <news@shop.example>", "To: ada@example.test", "Subject: =?utf-8?Q?Offers_of_the_week_=E2=98=95?=",
		"List-Unsubscribe: <https://shop.example/stop>", "Precedence: bulk", "MIME-Version: 1.0", `Content-Type: multipart/alternative; boundary="n"`,
		"", "--n", "Content-Type: text/plain", "", "Offers!", "--n", "Content-Type: text/html; charset=utf-8", "", page, "--n--"}
	list := append([]string{"From: Lena <lena@lists.example>", "To: talk@lists.example", "Subject: [talk] Meeting", "List-Id: <talk.lists.example>", ""}, quoted...)
	paper := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("A paper on rivers. "), 2000))
	attached := []string{"From: Tom <tom@elsewhere.example>", "To: ada@example.test", "Subject: The paper", "MIME-Version: 1.0",
		`Content-Type: multipart/mixed; boundary="m"`, "", "--m", "Content-Type: text/plain; charset=iso-8859-1", "", "Here it is.", "--m",
		"Content-Type: application/pdf; name=paper.pdf", "Content-Transfer-Encoding: base64", ""}
	for chunk := range slices.Chunk([]byte(paper), 76) {
		attached = append(attached, string(chunk))
	}
	attached = append(attached, "--m--")
	away := []string{"From: Mei <mei@elsewhere.example>", "To: ada@example.test", "Subject: Out of office: Rivers", "Auto-Submitted: auto-replied", "",
		"I am out of the office until 16 March 2026 and will answer then."}
	invitation := []string{"From: Mei <mei@elsewhere.example>", "To: ada@example.test", "Subject: Coffee", "MIME-Version: 1.0",
		"Content-Type: text/calendar; method=REQUEST; charset=utf-8", "", "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT",
		"UID:coffee-1", "SEQUENCE:0", "DTSTAMP:20260301T000000Z", "DTSTART:20260310T093000Z", "DTEND:20260310T103000Z", "SUMMARY:Coffee",
		"ORGANIZER:mailto:mei@elsewhere.example", "ATTENDEE:mailto:ada@example.test", "END:VEVENT", "END:VCALENDAR"}
	mix := slices.Repeat([][]string{answer, answer, answer, news}, 4)
	return append(mix, list, attached, away, invitation)
}

// BenchmarkUnderstand is one mail of the mix from its bytes to what it shows by itself.
func BenchmarkUnderstand(b *testing.B) {
	var mix [][]byte
	size := 0
	for i, lines := range benchMix() {
		mix = append(mix, letter(time.Now(), append([]string{fmt.Sprintf("Message-ID: <%d@elsewhere.example>", i)}, lines...)...))
		size += len(mix[i])
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		m := message.Read(mix[n%len(mix)])
		understand.Read(&m)
		n++
	}
	b.SetBytes(int64(size / len(mix)))
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "mails/s")
}

// benchOptions are a daemon's options over a store on disk, with servers that nobody has to ask.
func benchOptions(b *testing.B) (daemon.Options, *loopback.World) {
	b.Helper()
	dir := b.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("pass\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	c, err := config.Parse(filepath.Join(dir, "config.yaml"), []byte(strings.Replace(fmt.Sprintf(crashConfig, 143, 25), "nudge: {after: 1y}", "nudge: {after: 7d}", 1)))
	if err != nil {
		b.Fatal(err)
	}
	st, err := store.Open(filepath.Join(dir, "data"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { st.Close() })
	world := loopback.NewWorld(nil)
	b.Cleanup(func() { world.Close() })
	world.Account("ada", "pass", "ada@example.org", "cuppa@example.org")
	return daemon.Options{Config: c, Store: st, Log: slog.New(slog.DiscardHandler), DialIMAP: world.IMAP.Dial, DialSMTP: world.SMTP.Dial}, world
}

// benchPeople is how many contacts the owner has: 150 are due and of these 50 were asked about, 850 are due within a week,
// and the others rest.
const benchPeople = 100_000

// BenchmarkDigest is the preview of a digest among 100,000 contacts of whom 100 are due, and what it takes to make all
// their views anew.
func BenchmarkDigest(b *testing.B) {
	o, _ := benchOptions(b)
	account, err := o.Store.Account("ada")
	if err != nil {
		b.Fatal(err)
	}
	now := time.Now().UTC().Truncate(time.Second)
	for i := 0; i < benchPeople; i += 500 {
		if err := account.Update(func(tx *store.Tx) error { return benchCrowd(tx, account, i, i+500, now) }); err != nil {
			b.Fatal(err)
		}
	}
	o.At = now
	if err := daemon.Once(context.Background(), o); err != nil { // makes the views, and a letter
		b.Fatal(err)
	}
	hub, err := daemon.Offline(o)
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range []string{"digest", "rebuild"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if r := hub.Handle(control.Request{Name: name, Format: "json"}); r.Code != control.OK {
					b.Fatal(r.Err)
				}
			}
		})
	}
}

// benchCrowd writes outreach to people into the journal.
func benchCrowd(tx *store.Tx, account *store.Account, from, to int, now time.Time) error {
	for i := from; i < to; i++ {
		at := now.AddDate(0, 0, -200)
		switch {
		case i < 150:
			at = now.AddDate(0, 0, -10)
		case i < 1000:
			at = now.AddDate(0, 0, -3)
		}
		address := fmt.Sprintf("person%d@rivers.example", i)
		e := rules.Event{Contact: rules.ContactFor(tx.Key(), address), Kind: rules.Sent, At: at, Learned: now, Subject: "Twenty minutes of your time?",
			Source: rules.MailSource(fmt.Sprintf("ask%d@example.org", i)), Person: &rules.Person{Name: fmt.Sprint("Person ", i), Address: address}}
		e.ID = rules.Identify(tx.Key(), e, 0)
		if _, err := tx.Append(e); err != nil {
			return err
		}
	}
	return nil
}

// benchReady is a log that waits for one line.
type benchReady struct {
	once sync.Once
	seen chan struct{}
}

func (r *benchReady) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("msg=ready")) {
		r.once.Do(func() { close(r.seen) })
	}
	return len(p), nil
}

// benchWriters is how many people write in turn, so that nobody's history grows long.
const benchWriters = 50

// BenchmarkArrival is the time from a mail's arrival in the mailbox to its events on the disk: push, page, body, commit.
// The servers are in the process, for a real one waits before it pushes.
func BenchmarkArrival(b *testing.B) {
	o, world := benchOptions(b)
	account, err := o.Store.Account("ada")
	if err != nil {
		b.Fatal(err)
	}
	ready := &benchReady{seen: make(chan struct{})}
	o.Log = slog.New(slog.NewTextHandler(ready, nil))
	for i := range benchWriters {
		for _, m := range crashAsk(fmt.Sprint("p", i), time.Now().AddDate(0, 0, -1)) {
			world.IMAP.Append("ada", m.box, m.raw, m.at)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- daemon.Run(ctx, o) }()
	<-ready.seen
	var took []time.Duration
	for b.Loop() {
		before := benchLast(b, account)
		now := time.Now()
		who := len(took) % benchWriters
		raw := letter(now, fmt.Sprintf("From: Mei <p%d@rivers.example>", who), "To: ada@example.org", fmt.Sprintf("Message-ID: <%d@rivers.example>", now.UnixNano()),
			fmt.Sprintf("In-Reply-To: <ask-p%d@example.org>", who), "Subject: Re: Coffee", "", "Here is one more thought.")
		world.IMAP.Append("ada", "INBOX", raw, now)
		for benchLast(b, account) == before {
			<-time.After(50 * time.Microsecond)
		}
		took = append(took, time.Since(now))
	}
	cancel()
	if err := <-ended; err != nil {
		b.Fatal(err)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

func benchLast(b *testing.B, account *store.Account) (last uint64) {
	b.Helper()
	err := account.View(func(tx *store.Tx) (err error) { last, err = tx.Last(); return err })
	if err != nil {
		b.Fatal(err)
	}
	return last
}
