package peers_test

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/mail"
	"net/textproto"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"cuppa/mail/loopback/peers"
)

// letter is an outreach mail; the Bcc'd recipient stands in the envelope alone.
const letter = "From: Alice <alice@example.test>\r\nTo: Bob <bob@example.test>\r\nSubject: A coffee?\r\n" +
	"Message-ID: <coffee-1@example.test>\r\nDate: Mon, 02 Mar 2026 09:00:00 +0100\r\n\r\nMay I ask about your work?\r\n.\r\n"

// header reads the header of a message.
func header(t *testing.T, raw []byte) mail.Header {
	t.Helper()
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("reading %q: %v", raw, err)
	}
	return message.Header
}

func TestBccToAPlusAddressArrivesWithTheTagInItsDeliveryHeaders(t *testing.T) {
	p := peers.Start(t, "alice", "bob", "remind")
	if err := p.Send([]byte(letter), p.Address("alice"), p.Address("bob"), p.Address("remind+7hq2")); err != nil {
		t.Fatal(err)
	}
	for user, recipient := range map[string]string{"bob": "bob@example.test", "remind": "remind+7hq2@example.test"} {
		got := p.Await(user, "INBOX", 1)
		if len(got) != 1 {
			t.Fatalf("%s got %d messages", user, len(got))
		}
		h := header(t, got[0].Raw)
		for _, name := range []string{"Delivered-To", "X-Original-To"} {
			if h.Get(name) != recipient {
				t.Errorf("%s: %s is %q, not %q", user, name, h.Get(name), recipient)
			}
		}
		if h.Get("Message-Id") != "<coffee-1@example.test>" || h.Get("Bcc") != "" {
			t.Errorf("%s: header %v", user, h)
		}
		if !bytes.HasSuffix(got[0].Raw, []byte("work?\r\n.\r\n")) {
			t.Errorf("%s: the body was changed: %q", user, got[0].Raw)
		}
	}
}

func TestAppendedMessageComesBackUnchangedWithItsDateAndNoFlag(t *testing.T) {
	p := peers.Start(t, "alice")
	when := time.Date(2025, 11, 3, 14, 5, 6, 0, time.FixedZone("", 3600))
	for _, mailbox := range []string{"INBOX", "Sent", "Archive", "Projects"} {
		uid := p.Append("alice", mailbox, []byte(letter), when)
		p.Messages("alice", mailbox)
		got := p.Messages("alice", mailbox)
		if len(got) != 1 || got[0].UID != uid || uid == 0 {
			t.Fatalf("%s: appended UID %d, found %+v", mailbox, uid, got)
		}
		if string(got[0].Raw) != letter || !got[0].InternalDate.Equal(when) {
			t.Errorf("%s: found %q of %v", mailbox, got[0].Raw, got[0].InternalDate)
		}
		if slices.Contains(got[0].Flags, `\Seen`) {
			t.Errorf("%s: reading left flags %v", mailbox, got[0].Flags)
		}
	}
}

func TestRefusedRecipientsAnswerWithTheirCodes(t *testing.T) {
	p := peers.Start(t, "alice")
	for recipient, code := range map[string]int{"nobody@" + peers.Domain: 550, peers.Deferred: 451} {
		err := p.Send([]byte(letter), p.Address("alice"), recipient)
		var answer *textproto.Error
		if !errors.As(err, &answer) || answer.Code != code {
			t.Errorf("%s: %v, not %d", recipient, err, code)
		}
	}
}

func TestMailToAnotherDomainComesBackAsADeliveryReport(t *testing.T) {
	p := peers.Start(t, "alice")
	if err := p.Send([]byte(letter), p.Address("alice"), "carol@elsewhere.example"); err != nil {
		t.Fatal(err)
	}
	h := header(t, p.Await("alice", "INBOX", 1)[0].Raw)
	if !strings.HasPrefix(h.Get("Content-Type"), "multipart/report") || h.Get("Auto-Submitted") != "auto-replied" {
		t.Errorf("no delivery report: %v", h)
	}
}

func TestConnectionCutAfterTheFinalDotLeavesTheSenderInDoubt(t *testing.T) {
	p := peers.Start(t, "alice", "bob")
	for _, test := range []struct {
		name      string
		fault     peers.Fault
		delivered bool
		fails     bool
	}{
		{"before the dot", peers.Fault{BeforeDot: true}, false, true},
		{"after 250", peers.Fault{AfterAccepted: true}, true, true},
		{"delayed", peers.Fault{Delay: 20 * time.Millisecond}, true, false},
		{"passed", peers.Fault{}, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			proxy := p.FaultProxy(test.fault)
			before := len(p.Messages("bob", "INBOX"))
			err := proxy.Send([]byte(letter), p.Address("alice"), p.Address("bob"))
			if (err != nil) != test.fails {
				t.Fatalf("sending: %v", err)
			}
			if did := <-proxy.Passed; did != test.fault {
				t.Errorf("did %+v", did)
			}
			if test.delivered {
				p.Await("bob", "INBOX", before+1)
			}
			// A message that follows shows that nothing else was under way.
			if err := p.Send([]byte(letter), p.Address("alice"), p.Address("bob")); err != nil {
				t.Fatal(err)
			}
			want := before + 1
			if test.delivered {
				want++
			}
			if got := len(p.Await("bob", "INBOX", want)); got != want {
				t.Errorf("%d messages, not %d", got, want)
			}
		})
	}
}

func TestDovecotEndsConnectionsOnKickAndOnStopAndComesBack(t *testing.T) {
	p := peers.Start(t, "alice")
	p.Append("alice", "INBOX", []byte(letter), time.Now())
	for name, end := range map[string]func(){
		"kick": func() { p.Kick("alice") },
		"stop": func() { p.StopDovecot(); p.StartDovecot() },
	} {
		t.Run(name, func(t *testing.T) {
			conn := login(t, p)
			end()
			if rest, err := io.ReadAll(conn); err != nil && !errors.Is(err, net.ErrClosed) && !strings.Contains(err.Error(), "reset") {
				t.Errorf("after %q: %v", rest, err)
			}
			if got := p.Messages("alice", "INBOX"); len(got) != 1 {
				t.Errorf("afterwards %d messages", len(got))
			}
		})
	}
}

// login returns what Dovecot sends after LOGIN was answered.
func login(t *testing.T, p *peers.Peers) io.Reader {
	t.Helper()
	conn, err := tls.Dial("tcp", p.IMAPAddr, &tls.Config{RootCAs: p.Pool, ServerName: "localhost"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "a LOGIN alice "+p.Password("alice")+"\r\n"); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(conn)
	for {
		line, err := reader.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(line, "a OK") {
			return reader
		}
	}
}

func TestBumpedUIDValidityIsWhatTheNextSelectSees(t *testing.T) {
	p := peers.Start(t, "alice")
	for _, mailbox := range []string{"INBOX", "Archive"} {
		p.Append("alice", mailbox, []byte(letter), time.Now())
		before := p.UIDValidity("alice", mailbox)
		bumped := p.BumpUIDValidity("alice", mailbox)
		if got := p.UIDValidity("alice", mailbox); got != bumped || got == before {
			t.Errorf("%s: UIDVALIDITY was %d, bumped to %d, is %d", mailbox, before, bumped, got)
		}
		if got := p.Messages("alice", mailbox); len(got) != 1 || string(got[0].Raw) != letter {
			t.Errorf("%s: after the bump %+v", mailbox, got)
		}
	}
}

func TestPlainTextLoginIsRefusedWhereTheConnectionCountsAsRemote(t *testing.T) {
	p := peers.Start(t, "alice")
	conn, err := net.DialTimeout("tcp", p.InsecureIMAPAddr, 10*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	greeting, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.Contains(greeting, "LOGINDISABLED") || !strings.Contains(greeting, "STARTTLS") {
		t.Errorf("greeting %q, %v", greeting, err)
	}
}

// TestServersDieWithTheTestBinary runs this test again in a process of its own, kills
// that without warning, and looks whether its servers still listen.
func TestServersDieWithTheTestBinary(t *testing.T) {
	if os.Getenv("PEERS_TO_BE_KILLED") != "" {
		p := peers.Start(t, "alice")
		if _, err := os.Stdout.WriteString(p.IMAPAddr + " " + p.SubmissionAddr + "\n"); err != nil {
			t.Fatal(err)
		}
		select {}
	}
	peers.Start(t, "alice") // skips where there are no servers
	dir, err := os.MkdirTemp("", "left")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestServersDieWithTheTestBinary$")
	child.Env = append(os.Environ(), "PEERS_TO_BE_KILLED=yes", "TMPDIR="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the child said %q: %v", line, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	for _, addr := range strings.Fields(line) {
		if err := peers.AwaitSilence(addr); err != nil {
			t.Errorf("%s is still served: %v", addr, err)
		}
	}
}

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		peers.Start(b, "alice", "bob")
	}
}
