package loopback

import (
	"cmp"
	"io"
	"net"
	"slices"
	"sync/atomic"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// session is one connection to the IMAP server.
type session struct {
	server *IMAP
	conn   net.Conn
	user   *user                // nil before the login
	view   atomic.Pointer[view] // nil while no mailbox is open; go-imap closes a session beside its Idle
}

func (s *IMAP) newSession(conn *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
	x := &session{server: s, conn: conn.NetConn()}
	s.state.Lock()
	defer s.state.Unlock()
	s.sessions[x.conn] = conn
	preauth := s.faults.get().Preauth
	if preauth {
		x.user = s.users[0]
	}
	return x, &imapserver.GreetingData{PreAuth: preauth}, nil
}

func no(code imap.ResponseCode, text string) error {
	return &imap.Error{Type: imap.StatusResponseTypeNo, Code: code, Text: text}
}

// Close forgets the connection.
func (x *session) Close() error {
	x.server.state.Lock()
	delete(x.server.sessions, x.conn)
	x.server.state.Unlock()
	return x.Unselect()
}

// Login checks the password.
func (x *session) Login(name, password string) error {
	if code := x.server.faults.get().Refuse; code != "" {
		return no(imap.ResponseCode(code), "refused")
	}
	x.server.state.Lock()
	defer x.server.state.Unlock()
	for _, u := range x.server.users {
		if u.name == name && u.password == password {
			x.user = u
			return nil
		}
	}
	return imapserver.ErrAuthFailed
}

func (x *session) mailboxes() []*mailbox {
	x.server.state.Lock()
	defer x.server.state.Unlock()
	return slices.Clone(x.user.mailboxes)
}

func (x *session) find(name string) (*mailbox, error) {
	for _, m := range x.mailboxes() {
		if m.name == name {
			return m, nil
		}
	}
	return nil, no(imap.ResponseCodeNonExistent, "no such mailbox")
}

// Select opens a mailbox.
func (x *session) Select(name string, options *imap.SelectOptions) (*imap.SelectData, error) {
	if !options.ReadOnly {
		x.server.trespass("SELECT")
	}
	m, err := x.find(name)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	x.view.Store(&view{mailbox: m, session: m.tracker.NewSession(), readOnly: options.ReadOnly})
	return &imap.SelectData{
		Flags:       []imap.Flag{imap.FlagSeen, imap.FlagAnswered, imap.FlagFlagged, imap.FlagDeleted, imap.FlagDraft},
		NumMessages: uint32(len(m.messages)), UIDNext: imap.UID(m.next), UIDValidity: m.validity,
	}, nil
}

// Unselect closes the mailbox that is open.
func (x *session) Unselect() error {
	if v := x.view.Swap(nil); v != nil {
		v.session.Close()
	}
	return nil
}

// List lists mailboxes, with their uses where that is asked for.
func (x *session) List(w *imapserver.ListWriter, ref string, patterns []string, options *imap.ListOptions) error {
	all := x.mailboxes()
	slices.SortFunc(all, func(a, b *mailbox) int { return cmp.Compare(a.name, b.name) })
	for _, m := range all {
		if !slices.ContainsFunc(patterns, func(p string) bool { return imapserver.MatchList(m.name, '/', ref, p) }) {
			continue
		}
		data := &imap.ListData{Mailbox: m.name, Delim: '/'}
		if m.special != "" && (options.ReturnSpecialUse || options.SelectSpecialUse) {
			data.Attrs = []imap.MailboxAttr{m.special}
		}
		if options.SelectSpecialUse && m.special == "" {
			continue
		}
		if err := w.WriteList(data); err != nil {
			return err
		}
	}
	return nil
}

// Status answers for a mailbox that need not be open.
func (x *session) Status(name string, _ *imap.StatusOptions) (*imap.StatusData, error) {
	m, err := x.find(name)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	count := uint32(len(m.messages))
	return &imap.StatusData{Mailbox: name, NumMessages: &count, UIDNext: imap.UID(m.next), UIDValidity: m.validity}, nil
}

// Append takes a message, as from the owner's mail program.
func (x *session) Append(name string, r imap.LiteralReader, options *imap.AppendOptions) (*imap.AppendData, error) {
	x.server.trespass("APPEND")
	m, err := x.find(name)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var flags []string
	for _, f := range options.Flags {
		flags = append(flags, string(f))
	}
	return &imap.AppendData{UIDValidity: m.validity, UID: imap.UID(m.append(raw, options.Time, flags))}, nil
}

// Poll tells what happened since the last command.
func (x *session) Poll(w *imapserver.UpdateWriter, allowExpunge bool) error {
	if v := x.view.Load(); v != nil {
		return v.session.Poll(w, allowExpunge)
	}
	return nil
}

// Idle tells what happens until stop, or nothing. go-imap's own Idle misses what happens before it listens.
func (x *session) Idle(w *imapserver.UpdateWriter, stop <-chan struct{}) error {
	v := x.view.Load()
	if v == nil || x.server.faults.get().NoPush {
		<-stop
		return nil
	}
	for {
		news := v.awaitNews()
		if err := v.session.Poll(w, true); err != nil {
			return err
		}
		select {
		case <-news:
		case <-stop:
			return nil
		}
	}
}

// Search finds messages.
func (x *session) Search(kind imapserver.NumKind, c *imap.SearchCriteria, _ *imap.SearchOptions) (*imap.SearchData, error) {
	var uids imap.UIDSet
	var seqs imap.SeqSet
	all := x.view.Load().list()
	for _, n := range all {
		if match(n, all[len(all)-1], c) {
			uids.AddNum(imap.UID(n.UID))
			seqs.AddNum(n.seq)
		}
	}
	if kind == imapserver.NumKindSeq {
		return &imap.SearchData{All: seqs}, nil
	}
	return &imap.SearchData{All: uids}, nil
}

// Fetch writes messages. One without PEEK marks them seen, unless the mailbox is open read-only.
func (x *session) Fetch(w *imapserver.FetchWriter, set imap.NumSet, options *imap.FetchOptions) error {
	if options.Envelope || options.BodyStructure != nil || len(options.BinarySection) > 0 {
		return no(imap.ResponseCodeCannot, "only FLAGS, INTERNALDATE, RFC822.SIZE and BODY[]")
	}
	see := slices.ContainsFunc(options.BodySection, func(b *imap.FetchItemBodySection) bool { return !b.Peek })
	if see {
		x.server.trespass("FETCH without PEEK")
	}
	v := x.view.Load()
	for _, n := range v.pick(set) {
		if see && !v.readOnly {
			v.flag(n.UID, func(old []string) []string { return append(old, `\seen`) })
		}
		if err := write(w.CreateMessage(n.seq), n.Stored, options); err != nil {
			return err
		}
	}
	return nil
}

func write(w *imapserver.FetchResponseWriter, m Stored, options *imap.FetchOptions) error {
	w.WriteUID(imap.UID(m.UID))
	if options.Flags {
		w.WriteFlags(imapFlags(m.Flags))
	}
	if options.InternalDate {
		w.WriteInternalDate(m.Internal)
	}
	if options.RFC822Size {
		w.WriteRFC822Size(int64(len(m.Bytes)))
	}
	for _, item := range options.BodySection {
		part := section(m.Bytes, item)
		literal := w.WriteBodySection(item, int64(len(part)))
		if _, err := literal.Write(part); err != nil {
			literal.Close()
			w.Close()
			return err
		}
		if err := literal.Close(); err != nil {
			w.Close()
			return err
		}
	}
	return w.Close()
}

// Store changes flags.
func (x *session) Store(w *imapserver.FetchWriter, set imap.NumSet, change *imap.StoreFlags, _ *imap.StoreOptions) error {
	x.server.trespass("STORE")
	v := x.view.Load()
	if v.readOnly {
		return no(imap.ResponseCodeNoPerm, "the mailbox is open read-only")
	}
	var flags []string
	for _, f := range change.Flags {
		flags = append(flags, string(f))
	}
	for _, n := range v.pick(set) {
		v.flag(n.UID, func(old []string) []string {
			switch change.Op {
			case imap.StoreFlagsAdd:
				return append(old, flags...)
			case imap.StoreFlagsDel:
				return slices.DeleteFunc(old, func(f string) bool { return slices.Contains(tidy(flags), f) })
			}
			return flags
		})
	}
	return nil
}

// Create is refused, as are all commands that change the list of mailboxes.
func (x *session) Create(string, *imap.CreateOptions) error { return x.refuse("CREATE") }

// Delete is refused.
func (x *session) Delete(string) error { return x.refuse("DELETE") }

// Rename is refused.
func (x *session) Rename(string, string, *imap.RenameOptions) error { return x.refuse("RENAME") }

// Subscribe is refused.
func (x *session) Subscribe(string) error { return x.refuse("SUBSCRIBE") }

// Unsubscribe is refused.
func (x *session) Unsubscribe(string) error { return x.refuse("UNSUBSCRIBE") }

// Expunge is refused.
func (x *session) Expunge(*imapserver.ExpungeWriter, *imap.UIDSet) error { return x.refuse("EXPUNGE") }

// Copy is refused.
func (x *session) Copy(imap.NumSet, string) (*imap.CopyData, error) { return nil, x.refuse("COPY") }

func (x *session) refuse(command string) error {
	x.server.trespass(command)
	return no(imap.ResponseCodeCannot, "not on this server")
}
