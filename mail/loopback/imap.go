package loopback

import (
	"net"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// IMAP is an IMAP4rev1 server that keeps its mailboxes in memory.
type IMAP struct {
	gate
	server *imapserver.Server
	faults *faults

	state      sync.Mutex // of all below
	users      []*user
	validity   uint32 // the newest UIDVALIDITY
	sessions   map[net.Conn]*imapserver.Conn
	trespasses []string
}

type user struct {
	name, password string
	mailboxes      []*mailbox
}

// NewIMAP starts a server. With keys it offers STARTTLS and DialTLS works. Close it.
func NewIMAP(keys *Keys) *IMAP {
	s := &IMAP{faults: &faults{left: -1}, validity: 1, sessions: map[net.Conn]*imapserver.Conn{}}
	options := &imapserver.Options{
		NewSession: s.newSession,
		Caps: imap.CapSet{
			imap.CapIMAP4rev1: {}, imap.CapESearch: {}, imap.CapListExtended: {}, imap.CapSpecialUse: {}, imap.CapLiteralPlus: {},
		},
		Logger:       silent{},
		InsecureAuth: true,
	}
	if keys != nil {
		options.TLSConfig = keys.Server
	}
	s.server = imapserver.New(options)
	s.open(keys, func(conn net.Conn) net.Conn { return &faulty{Conn: conn, faults: s.faults} }, s.server.Serve)
	return s
}

// Close ends the server and its connections.
func (s *IMAP) Close() error {
	return s.shut()
}

// AddUser adds a login with the mailboxes INBOX and Sent.
func (s *IMAP) AddUser(name, password string) {
	s.state.Lock()
	s.users = append(s.users, &user{name: name, password: password})
	s.state.Unlock()
	s.Create(name, "INBOX", "")
	s.Create(name, "Sent", `\Sent`)
}

// Create adds a mailbox with a use (RFC 6154) or none.
func (s *IMAP) Create(name, box, special string) {
	s.state.Lock()
	defer s.state.Unlock()
	u := s.user(name)
	s.validity++
	u.mailboxes = append(u.mailboxes, newMailbox(box, imap.MailboxAttr(special), s.validity))
}

// Append puts a message into a mailbox and tells its UID.
func (s *IMAP) Append(name, box string, raw []byte, internal time.Time, flags ...string) uint32 {
	return s.mailbox(name, box).append(raw, internal, flags)
}

// Remove expunges a message.
func (s *IMAP) Remove(name, box string, uid uint32) bool { return s.mailbox(name, box).remove(uid) }

// Flag adds flags to a message, as another mail program would.
func (s *IMAP) Flag(name, box string, uid uint32, flags ...string) {
	s.mailbox(name, box).flag(uid, func(old []string) []string { return append(old, flags...) })
}

// Messages are all messages of a mailbox, in the order of their UIDs.
func (s *IMAP) Messages(name, box string) []Stored { return s.mailbox(name, box).snapshot() }

// Renew gives a mailbox a new UIDVALIDITY and its messages new UIDs. Connections that have it open are told nothing.
func (s *IMAP) Renew(name, box string) {
	old := s.mailbox(name, box)
	s.state.Lock()
	defer s.state.Unlock()
	s.validity++
	fresh := newMailbox(box, old.special, s.validity)
	for _, m := range old.snapshot() {
		fresh.append(m.Bytes, m.Internal, m.Flags)
	}
	u := s.user(name)
	u.mailboxes[slices.Index(u.mailboxes, old)] = fresh
}

// Break sets the fault switches.
func (s *IMAP) Break(f IMAPFaults) { s.faults.set(f) }

// Kick says BYE to all connections and closes them.
func (s *IMAP) Kick(text string) {
	for _, conn := range s.connections() {
		_ = conn.Bye(text)
	}
}

// Cut closes all connections without a word.
func (s *IMAP) Cut() { s.cut() }

// Trespasses are the commands that somebody who only reads would not have sent: SELECT, STORE, APPEND, FETCH without PEEK.
func (s *IMAP) Trespasses() []string {
	s.state.Lock()
	defer s.state.Unlock()
	return slices.Clone(s.trespasses)
}

func (s *IMAP) trespass(command string) {
	s.state.Lock()
	defer s.state.Unlock()
	s.trespasses = append(s.trespasses, command)
}

func (s *IMAP) connections() []*imapserver.Conn {
	s.state.Lock()
	defer s.state.Unlock()
	var all []*imapserver.Conn
	for _, conn := range s.sessions {
		all = append(all, conn)
	}
	return all
}

// user finds a login; the caller holds the lock. One that was never added is a mistake of the test.
func (s *IMAP) user(name string) *user {
	i := slices.IndexFunc(s.users, func(u *user) bool { return u.name == name })
	if i < 0 {
		panic("loopback: no user " + name)
	}
	return s.users[i]
}

func (s *IMAP) mailbox(name, box string) *mailbox {
	s.state.Lock()
	defer s.state.Unlock()
	for _, m := range s.user(name).mailboxes {
		if m.name == box {
			return m
		}
	}
	panic("loopback: " + name + " has no mailbox " + box)
}
