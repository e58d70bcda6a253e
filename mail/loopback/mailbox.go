package loopback

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// Stored is one message in a mailbox.
type Stored struct {
	UID      uint32
	Internal time.Time // INTERNALDATE, to the second
	Flags    []string  // lower case, sorted
	Bytes    []byte
}

// mailbox holds messages in the order of their UIDs. A message is never changed in place, so a copy of the list is a
// snapshot that can be written to a slow connection without holding the lock.
type mailbox struct {
	name     string
	special  imap.MailboxAttr
	validity uint32
	tracker  *imapserver.MailboxTracker

	mu       sync.Mutex
	next     uint32
	messages []Stored
	news     chan struct{} // closed and made anew when something changes
}

func newMailbox(name string, special imap.MailboxAttr, validity uint32) *mailbox {
	return &mailbox{
		name: name, special: special, validity: validity, next: 1,
		tracker: imapserver.NewMailboxTracker(0), news: make(chan struct{}),
	}
}

func (m *mailbox) append(raw []byte, internal time.Time, flags []string) uint32 {
	m.mu.Lock()
	defer m.mu.Unlock()
	uid := m.next
	m.next++
	m.messages = append(m.messages, Stored{UID: uid, Internal: internal.Truncate(time.Second), Flags: tidy(flags), Bytes: slices.Clone(raw)})
	m.tracker.QueueNumMessages(uint32(len(m.messages)))
	m.tell()
	return uid
}

func (m *mailbox) remove(uid uint32) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.messages, func(s Stored) bool { return s.UID == uid })
	if i < 0 {
		return false
	}
	m.messages = slices.Delete(slices.Clone(m.messages), i, i+1)
	m.tracker.QueueExpunge(uint32(i) + 1)
	m.tell()
	return true
}

// flag changes the flags of one message by a function of the old ones.
func (m *mailbox) flag(uid uint32, change func([]string) []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.messages = slices.Clone(m.messages)
	for i := range m.messages {
		if s := &m.messages[i]; s.UID == uid {
			s.Flags = tidy(change(slices.Clone(s.Flags)))
			m.tracker.QueueMessageFlags(uint32(i)+1, imap.UID(uid), imapFlags(s.Flags), nil)
			m.tell()
		}
	}
}

// tell wakes whoever idles; the caller holds the lock.
func (m *mailbox) tell() {
	close(m.news)
	m.news = make(chan struct{})
}

func (m *mailbox) awaitNews() <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.news
}

func (m *mailbox) snapshot() []Stored {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.messages)
}

func tidy(flags []string) []string {
	var all []string
	for _, f := range flags {
		all = append(all, strings.ToLower(f))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func imapFlags(flags []string) []imap.Flag {
	all := make([]imap.Flag, 0, len(flags))
	for _, f := range flags {
		all = append(all, imap.Flag(f))
	}
	return all
}

// numbered is a message as one connection counts it.
type numbered struct {
	Stored
	seq uint32
}

// view is a mailbox as one connection sees it.
type view struct {
	*mailbox
	session  *imapserver.SessionTracker
	readOnly bool
}

func (v *view) list() []numbered {
	v.mu.Lock()
	defer v.mu.Unlock()
	all := make([]numbered, 0, len(v.messages))
	for i, s := range v.messages {
		if seq := v.session.EncodeSeqNum(uint32(i) + 1); seq != 0 {
			all = append(all, numbered{Stored: s, seq: seq})
		}
	}
	return all
}

// pick is the messages of a set. "*" is the last message, even below the start of its range (RFC 3501, 6.4.8).
func (v *view) pick(set imap.NumSet) []numbered {
	all := v.list()
	if len(all) == 0 {
		return nil
	}
	last := all[len(all)-1]
	return slices.DeleteFunc(all, func(n numbered) bool { return !contains(set, n, last) })
}

func contains(set imap.NumSet, n, last numbered) bool {
	switch set := set.(type) {
	case imap.UIDSet:
		return slices.ContainsFunc(set, func(r imap.UIDRange) bool {
			return within(uint32(r.Start), uint32(r.Stop), n.UID, last.UID)
		})
	case imap.SeqSet:
		return slices.ContainsFunc(set, func(r imap.SeqRange) bool { return within(r.Start, r.Stop, n.seq, last.seq) })
	}
	return false
}

func within(start, stop, n, last uint32) bool {
	if start == 0 {
		start = last
	}
	if stop == 0 {
		stop = last
	}
	return min(start, stop) <= n && n <= max(start, stop)
}
