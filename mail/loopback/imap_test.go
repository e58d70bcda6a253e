package loopback_test

import (
	"bufio"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"cuppa/mail/loopback"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 6, 8, 12, 0, 0, 0, time.FixedZone("", 2*3600))

// terminal speaks IMAP or SMTP by hand.
type terminal struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Scanner
	tags int
}

func newTerminal(t *testing.T, conn net.Conn, err error) *terminal {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	x := &terminal{t: t, conn: conn, in: bufio.NewScanner(conn)}
	x.in.Scan()
	return x
}

// say sends a command and gives the answer up to its tagged line.
func (x *terminal) say(command string) string {
	x.t.Helper()
	x.tags++
	tag := fmt.Sprintf("t%d", x.tags)
	fmt.Fprintf(x.conn, "%s %s\r\n", tag, command) // where that fails, there may still be something to read
	var answer strings.Builder
	for x.in.Scan() {
		answer.WriteString(x.in.Text() + "\n")
		if strings.HasPrefix(x.in.Text(), tag+" ") {
			break
		}
	}
	return answer.String()
}

func newServer(t *testing.T) *loopback.IMAP {
	s := loopback.NewIMAP(nil)
	s.AddUser("ada", "sesame")
	t.Cleanup(func() { s.Close() })
	return s
}

func logIn(t *testing.T, s *loopback.IMAP) *terminal {
	conn, err := s.Dial(t.Context(), "", "")
	x := newTerminal(t, conn, err)
	if got := x.say("LOGIN ada sesame"); !strings.Contains(got, "OK") {
		t.Fatal(got)
	}
	return x
}

func has(t *testing.T, answer string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(answer, part) {
			t.Errorf("%q is missing in:\n%s", part, answer)
		}
	}
}

func TestMessagesAreServedAsTheyWereAppended(t *testing.T) {
	s := newServer(t)
	uid := s.Append("ada", "INBOX", []byte("Subject: x\r\n\r\nhi"), noon, `\Flagged`, "$Label")
	x := logIn(t, s)
	has(t, x.say("EXAMINE INBOX"), "* 1 EXISTS", "[UIDNEXT 2]", "[UIDVALIDITY ", "[READ-ONLY]")
	has(t, x.say("FETCH 1 (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])"),
		fmt.Sprint("UID ", uid), `\flagged`, "$label", `" 8-Jun-2026 12:00:00 +0200"`, "RFC822.SIZE 16", "BODY[] {16}", "Subject: x\n\nhi")
	has(t, x.say("FETCH 1 ENVELOPE"), "NO [CANNOT]")
}

func TestUseAndCapabilities(t *testing.T) {
	s := newServer(t)
	x := logIn(t, s)
	has(t, x.say("CAPABILITY"), " IDLE", " SPECIAL-USE", " ESEARCH")
	has(t, x.say(`LIST "" * RETURN (SPECIAL-USE)`), `LIST (\Sent) "/" "Sent"`, `LIST () "/" INBOX`)
	s.Break(loopback.IMAPFaults{Without: []string{"IDLE", "ESEARCH"}})
	if got := x.say("CAPABILITY"); strings.Contains(got, " IDLE") || strings.Contains(got, "ESEARCH") || !strings.Contains(got, "SPECIAL-USE") {
		t.Error(got)
	}
}

func TestTheLastMessageAnswersForEveryOpenRange(t *testing.T) {
	s := newServer(t)
	for range 3 {
		s.Append("ada", "INBOX", []byte("A: b\r\n\r\n"), noon)
	}
	s.Remove("ada", "INBOX", 2)
	x := logIn(t, s)
	x.say("EXAMINE INBOX")
	has(t, x.say("UID SEARCH UID 9:*"), "* SEARCH 3\n")
	has(t, x.say("UID SEARCH ALL"), "* SEARCH 1 3\n")
	has(t, x.say("UID FETCH 9:* (UID)"), "* 2 FETCH (UID 3)")
}

func TestWhatChangesAMailboxIsATrespass(t *testing.T) {
	s := newServer(t)
	s.Append("ada", "INBOX", []byte("A: b\r\n\r\nhi"), noon)
	x := logIn(t, s)
	x.say("EXAMINE INBOX")
	x.say("FETCH 1 BODY.PEEK[]")
	x.say("UID SEARCH ALL")
	if got := s.Trespasses(); len(got) > 0 {
		t.Fatalf("reading is none: %v", got)
	}
	x.say("FETCH 1 BODY[]")
	has(t, x.say(`STORE 1 +FLAGS (\Seen)`), "NO [NOPERM]")
	if flags := s.Messages("ada", "INBOX")[0].Flags; len(flags) > 0 {
		t.Errorf("EXAMINE is read-only, and yet: %v", flags)
	}
	x.say("SELECT INBOX")
	x.say("FETCH 1 BODY[]")
	x.say(`STORE 1 +FLAGS (\Flagged)`)
	has(t, x.say("CREATE Other"), "NO")
	x.say("EXPUNGE")
	if got := s.Messages("ada", "INBOX")[0].Flags; !slices.Equal(got, []string{`\flagged`, `\seen`}) {
		t.Errorf("flags %v", got)
	}
	x.say(`STORE 1 -FLAGS (\Flagged)`)
	if got := s.Messages("ada", "INBOX")[0].Flags; !slices.Equal(got, []string{`\seen`}) {
		t.Errorf("flags %v", got)
	}
	want := []string{"FETCH without PEEK", "STORE", "SELECT", "FETCH without PEEK", "STORE", "CREATE", "EXPUNGE", "STORE"}
	if got := s.Trespasses(); !slices.Equal(got, want) {
		t.Errorf("trespasses %v", got)
	}
}

func TestAMailProgramCanAppend(t *testing.T) {
	s := newServer(t)
	x := logIn(t, s)
	has(t, x.say("APPEND Sent (\\Seen) \"08-Jun-2026 12:00:00 +0200\" {5+}\r\nA: b\n"), "OK")
	got := s.Messages("ada", "Sent")
	if len(got) != 1 || string(got[0].Bytes) != "A: b\n" || !got[0].Internal.Equal(noon) || !slices.Equal(got[0].Flags, []string{`\seen`}) {
		t.Errorf("%+v", got)
	}
}

func TestIdleIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t)
		x := logIn(t, s)
		x.say("EXAMINE INBOX")
		fmt.Fprint(x.conn, "i IDLE\r\n")
		x.in.Scan()
		uid := s.Append("ada", "INBOX", nil, noon)
		for _, want := range []string{"* 1 EXISTS", `* 1 FETCH (UID 1 FLAGS (\seen))`, "* 1 EXPUNGE"} {
			x.in.Scan()
			if got := x.in.Text(); got != want {
				t.Errorf("%q, want %q", got, want)
			}
			switch want {
			case "* 1 EXISTS":
				s.Flag("ada", "INBOX", uid, `\Seen`)
			default:
				s.Remove("ada", "INBOX", uid)
			}
		}
	})
}

func TestRenewKeepsTheMessagesUnderAnotherUIDValidity(t *testing.T) {
	s := newServer(t)
	for range 3 {
		s.Append("ada", "INBOX", []byte("A: b\r\n\r\n"), noon, `\Seen`)
	}
	s.Remove("ada", "INBOX", 1)
	x := logIn(t, s)
	before := x.say("EXAMINE INBOX")
	s.Renew("ada", "INBOX")
	has(t, x.say("UID SEARCH ALL"), "* SEARCH 2 3\n")
	after := x.say("EXAMINE INBOX")
	has(t, after, "* 2 EXISTS", "[UIDNEXT 3]")
	validity := func(answer string) string {
		_, rest, _ := strings.Cut(answer, "[UIDVALIDITY ")
		number, _, _ := strings.Cut(rest, "]")
		return number
	}
	if validity(before) == validity(after) {
		t.Errorf("the same UIDVALIDITY %s", validity(after))
	}
	if got := s.Messages("ada", "INBOX"); len(got) != 2 || got[0].UID != 1 || !slices.Equal(got[0].Flags, []string{`\seen`}) {
		t.Errorf("%+v", got)
	}
}

func TestFaultsOfIMAP(t *testing.T) {
	s := newServer(t)
	s.Append("ada", "INBOX", []byte("A: b\r\n\r\n0123456789"), noon)
	x := logIn(t, s)
	x.say("EXAMINE INBOX")
	s.Break(loopback.IMAPFaults{CutLiteral: true})
	if got := x.say("FETCH 1 BODY.PEEK[]"); !strings.HasSuffix(got, "{18}\nA: b\n\n0\n") {
		t.Errorf("cut at %q", got)
	}
	x = logIn(t, s)
	s.Break(loopback.IMAPFaults{CutAfter: 7})
	if got := x.say("EXAMINE INBOX"); got != "* 1 EXI\n" {
		t.Errorf("cut at %q", got)
	}
	x = logIn(t, s)
	s.Kick("go home")
	has(t, x.say("NOOP"), "* BYE go home")
	x = logIn(t, s)
	s.Cut()
	if got := x.say("NOOP"); strings.Contains(got, "OK") {
		t.Error(got)
	}
	s.Break(loopback.IMAPFaults{Refuse: "UNAVAILABLE"})
	conn, err := s.Dial(t.Context(), "", "")
	has(t, newTerminal(t, conn, err).say("LOGIN ada sesame"), "NO [UNAVAILABLE]")
}
