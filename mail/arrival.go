package mail

import "time"

// Roles say what arrives in a mailbox; one mailbox may have several.
type Roles struct {
	Inbox bool // answers arrive
	Drop  bool // Bcc'd copies and commands arrive
	Sent  bool // what the owner wrote
}

// Place is one watched mailbox of one login.
type Place struct {
	Login   string // username@host:port: stable, not a secret
	Mailbox string // the IMAP name, UTF-8
	Roles   Roles
}

// Key names the place in the store and in cursors: login and mailbox.
func (p Place) Key() string { return p.Login + "/" + p.Mailbox }

// UID is an IMAP unique identifier (RFC 3501, 2.3.1.1), valid together with a UIDVALIDITY.
type UID uint32

// Cursor says up to where a mailbox is settled: all messages up to UID under this UIDVALIDITY.
type Cursor struct {
	UIDValidity uint32
	UID         UID
}

// Arrival is one message in one place. A head is an Arrival whose Message holds header fields alone.
type Arrival struct {
	Place      Place
	UID        UID
	Internal   time.Time // INTERNALDATE: when it arrived in the mailbox
	Size       int64     // RFC822.SIZE
	Message    Message
	Unreadable bool // it could not be fetched or read three times
}

// Search is a question to one mailbox for messages that are known to matter only now.
type Search struct {
	Place  string    // Place.Key of the mailbox to ask
	Header string    // FROM, TO (meaning TO, CC or BCC), ID, MESSAGE-ID (In-Reply-To or References) or REPORT
	Value  string    // address or Message-ID
	Since  time.Time // by INTERNALDATE, a day
}
