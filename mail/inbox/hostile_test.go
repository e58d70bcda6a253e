package inbox_test

import (
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cuppa/mail"
	"cuppa/mail/inbox"
)

// dialScript opens a session with the scripted server; the test's end closes it.
func dialScript(t *testing.T, x script) (*inbox.Session, mail.Place) {
	t.Helper()
	server := x.server(t)
	s, err := inbox.Dial(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, scriptPlace(server)
}

// flood sends without end, until the client has had enough.
func flood(begin string) script {
	x := to("UID FETCH", begin)
	x.then = func(conn net.Conn, command string) {
		if !strings.HasPrefix(command, "UID FETCH") {
			return
		}
		chunk := []byte(strings.Repeat("x", 64<<10))
		for sent := 0; sent < 1<<30; sent += len(chunk) {
			if _, err := conn.Write(chunk); err != nil {
				return
			}
		}
	}
	return x
}

// drip says something every twenty seconds and never comes to an end.
func drip(begin, again string) script {
	x := to("UID FETCH", begin)
	x.then = func(conn net.Conn, command string) {
		for strings.HasPrefix(command, "UID FETCH") {
			time.Sleep(20 * time.Second)
			if _, err := conn.Write([]byte(again)); err != nil {
				return
			}
		}
	}
	return x
}

func TestAHostileServerEndsThePageInTimeAndWithinTheBudget(t *testing.T) {
	tests := map[string]struct {
		script script
		is     error // nil: any error
	}{
		"literal longer than said":   {to("UID FETCH", "* 1 FETCH (UID 7 BODY[HEADER] {2}\r\nSubject: x\r\n)\r\n$ OK\r\n"), nil},
		"literal shorter than said":  {to("UID FETCH", "* 1 FETCH (UID 7 BODY[HEADER] {5000}\r\nSubject: x\r\n)\r\n$ OK\r\n"), inbox.ErrSilent},
		"huge literal announced":     {to("UID FETCH", "* 1 FETCH (UID 7 BODY[HEADER] {600000000}\r\nx"), inbox.ErrBudget},
		"huge literal sent":          {flood("* 1 FETCH (UID 7 BODY[HEADER] {600000000}\r\n"), inbox.ErrBudget},
		"huge literal nobody wanted": {flood("* 9 FETCH (UID 9 BODY[] {600000000}\r\n"), inbox.ErrBudget},
		"huge envelope":              {flood("* 1 FETCH (ENVELOPE ({600000000}\r\n"), inbox.ErrBudget},
		"huge line":                  {flood("* OK "), inbox.ErrBudget},
		"a byte now and then":        {drip("* 1 FETCH (UID 7 BODY[HEADER] {5000}\r\n", "x"), inbox.ErrSilent},
		"an event now and then":      {drip("", "* 5 EXISTS\r\n"), inbox.ErrSilent},
		"unknown answer":             {to("UID FETCH", "* VANISHED 1:7\r\n$ OK\r\n"), nil},
		"unknown item":               {to("UID FETCH", "* 1 FETCH (UID 7 X-GM-MSGID 12)\r\n$ OK\r\n"), nil},
		"another's tag":              {to("UID FETCH", "A1 OK\r\n"), nil},
		"no answer in the answer":    {to("UID FETCH", "\r\n\r\n\r\n"), nil},
		"zeros":                      {to("UID FETCH", strings.Repeat("\x00", 100)), nil},
		"the end":                    {script{then: func(c net.Conn, command string) { closeAt(c, command, "UID SEARCH") }}, nil},
		"no":                         {to("UID SEARCH", "$ NO [SERVERBUG] sorry\r\n"), inbox.ErrUnavailable},
		"silence to a search":        {to("UID SEARCH", ""), inbox.ErrSilent},
		"silence to examine":         {to("EXAMINE", "* 3 EXISTS\r\n"), inbox.ErrSilent},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, place := dialScript(t, test.script)
				began := time.Now()
				page, err := s.Page(t.Context(), place, zero, time.Time{})
				if err == nil || test.is != nil && !errors.Is(err, test.is) {
					t.Errorf("%v, want %v", err, test.is)
				}
				if page.Cursor != zero || len(page.Heads) > 0 {
					t.Errorf("page %+v", page)
				}
				if took := time.Since(began); took > 8*time.Minute {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

func closeAt(conn net.Conn, got, command string) {
	if strings.HasPrefix(got, command) {
		conn.Close()
	}
}

// go-imap hands an answer to the wrong waiter when the server mentions the message first.
func TestAHeadThatWentAstrayIsFetchedAgain(t *testing.T) {
	s, place := dialScript(t, script{answer: func(command string, times int) (string, bool) {
		if strings.HasPrefix(command, "UID FETCH") && times == 1 {
			return "* 1 FETCH (UID 7 FLAGS (\\Seen))\r\n" + head(7) + "$ OK\r\n", true
		}
		return "", false
	}})
	page, err := s.Page(t.Context(), place, zero, time.Time{})
	if err != nil || len(page.Heads) != 1 || page.Heads[0].Message.Subject != "tea" || page.Heads[0].Unreadable {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestAMessageThatIsWithheldIsUnreadable(t *testing.T) {
	asked := 0
	s, place := dialScript(t, script{answer: func(command string, _ int) (string, bool) {
		if strings.HasPrefix(command, "UID FETCH") {
			asked++
			return "* 1 FETCH (UID 7 RFC822.SIZE 99 BODY[HEADER] NIL BODY[] NIL)\r\n$ OK\r\n", true
		}
		return "", false
	}})
	page, err := s.Page(t.Context(), place, zero, time.Time{})
	if err != nil || len(page.Heads) != 1 || !page.Heads[0].Unreadable || page.Heads[0].UID != 7 || page.Cursor.UID != 7 || asked != 3 {
		t.Errorf("%+v, %v after %d times", page, err, asked)
	}
	raws, err := s.Read(t.Context(), []mail.UID{7})
	if err != nil || len(raws) != 1 || !raws[0].Unreadable {
		t.Errorf("%+v, %v", raws, err)
	}
}

func TestAServerThatIgnoresThePartGetsNoMoreThanItsBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := dialScript(t, flood("* 1 FETCH (UID 7 BODY[] {5000000}\r\n"))
		if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Read(t.Context(), []mail.UID{7}); !errors.Is(err, inbox.ErrBudget) {
			t.Error(err)
		}
	})
}

func TestARangeOfAllUIDsIsNotExpanded(t *testing.T) {
	s, place := dialScript(t, script{
		greeting: "* PREAUTH [CAPABILITY IMAP4rev1 ESEARCH] hello\r\n",
		answer: func(command string, _ int) (string, bool) {
			return "* ESEARCH (TAG \"$\") UID ALL 4294967295,1:4294967294\r\n$ OK\r\n", strings.HasPrefix(command, "UID SEARCH")
		},
	})
	found, upTo, more, err := s.Next(t.Context(), place, mail.Cursor{UIDValidity: 5, UID: 4}, time.Time{})
	if err != nil || len(found) != 500 || found[0] != 5 || upTo.UID != 504 || !more {
		t.Errorf("%d found, up to %v, %v, %v", len(found), upTo, more, err)
	}
	if _, err := s.Search(t.Context(), mail.Search{Place: place.Key(), Header: "FROM", Value: "x"}); !errors.Is(err, inbox.ErrBudget) {
		t.Errorf("search: %v", err)
	}
}

func TestTheLastUIDHasNoNext(t *testing.T) {
	s, place := dialScript(t, to("EXAMINE", "* 1 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\n$ OK open\r\n"))
	last := mail.Cursor{UIDValidity: 5, UID: 1<<32 - 1}
	page, err := s.Page(t.Context(), place, last, time.Time{})
	if err != nil || len(page.Heads) > 0 || page.Cursor != last {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestARefusalLeavesTheSessionUsable(t *testing.T) {
	s, place := dialScript(t, script{answer: func(command string, times int) (string, bool) {
		return "$ NO [CANNOT] not this one\r\n", strings.HasPrefix(command, "UID FETCH") && times == 1
	}})
	if _, err := s.Page(t.Context(), place, zero, time.Time{}); err == nil {
		t.Error("no error")
	}
	page, err := s.Page(t.Context(), place, zero, time.Time{})
	if err != nil || len(page.Heads) != 1 {
		t.Errorf("%+v, %v", page, err)
	}
}

// Some servers hang up behind their NO; that must not look like a bad line.
func TestARefusalIsToldAlthoughTheConnectionIsLostBehindIt(t *testing.T) {
	for range 50 {
		x := to("LOGIN", "$ NO [AUTHENTICATIONFAILED] basic authentication is disabled\r\n")
		x.then = func(conn net.Conn, command string) { closeAt(conn, command, "LOGIN") }
		if _, err := inbox.Dial(t.Context(), x.server(t)); !errors.Is(err, inbox.ErrAuth) {
			t.Fatal(err)
		}
	}
}

func TestAByeForAGreetingMeansLater(t *testing.T) {
	server := script{greeting: "* BYE [ALERT] too many connections\r\n"}.server(t)
	if _, err := inbox.Dial(t.Context(), server); !errors.Is(err, inbox.ErrUnavailable) || !strings.Contains(err.Error(), "too many connections") {
		t.Error(err)
	}
}

func TestCapabilitiesAreAskedForWhereTheyAreNotTold(t *testing.T) {
	var said []string
	s, place := dialScript(t, script{greeting: "* OK IMAP4rev1\r\n", answer: func(command string, _ int) (string, bool) {
		said = append(said, command)
		return "$ OK in\r\n", strings.HasPrefix(command, "LOGIN")
	}})
	if _, err := s.Page(t.Context(), place, zero, time.Time{}); err != nil {
		t.Error(err)
	}
	if !slices.Contains(said, "CAPABILITY") {
		t.Errorf("said %v", said)
	}
}

// Cyrus says LOGINDISABLED even after the login; other servers mean it.
func TestLoginDisabledMeansSASL(t *testing.T) {
	var said []string
	dialScript(t, script{
		greeting: "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN SASL-IR] hello\r\n",
		answer: func(command string, _ int) (string, bool) {
			said = append(said, command)
			return "$ OK [CAPABILITY IMAP4rev1 LOGINDISABLED] in\r\n", strings.HasPrefix(command, "AUTHENTICATE PLAIN ")
		},
	})
	if len(said) != 1 {
		t.Errorf("said %v", said)
	}
}

func TestIdleThatIsOfferedAndRefusedBecomesPolling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, place := dialScript(t, to("IDLE", "$ BAD what?\r\n"))
		if _, err := s.Page(t.Context(), place, zero, time.Time{}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []time.Duration{inbox.IdleLimit, inbox.PollInterval} {
			began := time.Now()
			if look, err := s.Idle(t.Context(), time.Hour); !look || err != nil || time.Since(began) > want {
				t.Errorf("%v, %v after %v", look, err, time.Since(began))
			}
		}
	})
}

// Whatever a server says after the login, the session ends each call in time, without a panic and without more memory
// than its budget.
func FuzzServer(f *testing.F) {
	f.Add("* 1 FETCH (UID 7 BODY[HEADER] {2}\r\nab)\r\n")
	f.Add("* SEARCH 1 2 3\r\n* 7 EXISTS\r\n")
	f.Add("* LIST (\\sent) \"/\" Sent\r\n")
	f.Add("* ESEARCH UID ALL 1:*\r\n")
	f.Add("+ \r\n* BYE\r\n")
	f.Add("* OK [UIDVALIDITY 99999999999] x\r\n")
	f.Add("T2 OK\r\nT3 OK\r\nT4 OK\r\n")
	f.Fuzz(func(t *testing.T, said string) {
		synctest.Test(t, func(t *testing.T) {
			server := script{answer: func(command string, _ int) (string, bool) {
				return said + usual(command), !strings.HasPrefix(command, "LOGIN")
			}}.server(t)
			s, err := inbox.Dial(t.Context(), server)
			if err != nil {
				return
			}
			defer s.Close()
			began := time.Now()
			s.Mailboxes(t.Context())
			s.Page(t.Context(), scriptPlace(server), zero, time.Time{})
			s.Idle(t.Context(), time.Second)
			if took := time.Since(began); took > 20*time.Minute {
				t.Errorf("it took %v", took)
			}
		})
	})
}
