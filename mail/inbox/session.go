package inbox

import (
	"context"
	"errors"
	"time"

	"cuppa/mail"
)

// PollInterval is how often a mailbox is looked at where the server knows no IDLE (RFC 2177).
const PollInterval = 2 * time.Minute

// IdleLimit is how long one IDLE lasts at most; some servers and middleboxes forget a connection after ten minutes.
const IdleLimit = 9 * time.Minute

// Session is one connection to one login, for one caller at a time; only Close may be called beside another method.
type Session struct{}

// Mailbox is one mailbox of a login.
type Mailbox struct {
	Name       string // UTF-8
	Special    string // SPECIAL-USE attribute (RFC 6154) as the server says or as the name tells: \Sent, \Archive, …; or ""
	Selectable bool
}

// State is what EXAMINE says of a mailbox.
type State struct {
	UIDValidity uint32
	UIDNext     mail.UID // 0 where the server does not say
	Messages    uint32
}

// Page is the next messages of a mailbox, in the order of their UIDs.
type Page struct {
	Heads  []mail.Arrival // Message holds header fields alone
	Cursor mail.Cursor    // all up to here is in this page or was before
	More   bool           // there are more beyond Cursor
}

// Raw is one message as the server has it.
type Raw struct {
	UID      mail.UID
	Internal time.Time // INTERNALDATE
	Size     int64     // RFC822.SIZE: of the whole message
	Bytes    []byte    // its first 256 KiB
}

// Dial connects, starts TLS and logs in. Errors wrap ErrAuth, ErrUnavailable, ErrTLS or the network's error.
func Dial(ctx context.Context, server Server) (*Session, error) { return nil, errors.ErrUnsupported }

// Mailboxes lists the mailboxes of the login.
func (s *Session) Mailboxes(ctx context.Context) ([]Mailbox, error) {
	return nil, errors.ErrUnsupported
}

// Examine opens a mailbox, read-only (RFC 3501, 6.3.2).
func (s *Session) Examine(ctx context.Context, mailbox string) (State, error) {
	return State{}, errors.ErrUnsupported
}

// Next finds the UIDs of the next page without reading any message: what Page would read.
func (s *Session) Next(ctx context.Context, place mail.Place, after mail.Cursor, since time.Time) (uids []mail.UID, upTo mail.Cursor, more bool, err error) {
	return nil, mail.Cursor{}, false, errors.ErrUnsupported
}

// Page reads the heads of up to 500 messages after the cursor.
func (s *Session) Page(ctx context.Context, place mail.Place, after mail.Cursor, since time.Time) (Page, error) {
	return Page{}, errors.ErrUnsupported
}

// Heads reads the heads of these messages; those that are gone are left out.
func (s *Session) Heads(ctx context.Context, place mail.Place, uids []mail.UID) ([]mail.Arrival, error) {
	return nil, errors.ErrUnsupported
}

// Read reads the first 256 KiB of these messages of the mailbox that is open; those that are gone are left out.
func (s *Session) Read(ctx context.Context, uids []mail.UID) ([]Raw, error) {
	return nil, errors.ErrUnsupported
}

// Search answers one question in the mailbox it names, opening that if need be.
func (s *Session) Search(ctx context.Context, q mail.Search) ([]mail.UID, error) {
	return nil, errors.ErrUnsupported
}

// Idle waits for any event; true means look again, false that limit passed without one.
func (s *Session) Idle(ctx context.Context, limit time.Duration) (bool, error) {
	return false, errors.ErrUnsupported
}

// Close ends the session within two seconds.
func (s *Session) Close() error { return errors.ErrUnsupported }
