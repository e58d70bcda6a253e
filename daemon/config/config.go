// Package config reads the configuration: one YAML file, decoded strictly, its defaults filled in and every value
// checked. All problems come at once, each with file, line and column (strict.Errors). No server is asked here and no
// secret read, but files that hold secrets are looked at: nobody but owner and group may read them.
package config

import (
	"crypto/x509"
	"time"

	"cuppa/mail"
	"cuppa/rules"
	"cuppa/rules/dates"
)

// Config is a configuration that was found right.
type Config struct {
	Path     string    // of the file
	DataDir  string    // absolute
	Alert    []string  // the command for alarms and its arguments, run without a shell; nil: none
	Accounts []Account // at least one, names differ
}

// Account is one owner's configuration.
type Account struct {
	Name     string
	Owner    Owner
	IMAP     []Login // at least one, no two alike
	SMTP     SMTP
	Drop     Drop
	Trust    Trust
	Digest   Digest
	Rules    []rules.Rule // built-in ones included
	Quiet    dates.Quiet  // days on which waiting does not count
	Lookback dates.Span   // how far back the first read of a mailbox goes
	Keep     Keep
}

// Owner is the person an account serves.
type Owner struct {
	Name      string
	Addresses []string // lower case, at least one; letters of confirmation go to the first
	Zone      *time.Location
}

// TLS says how a connection is encrypted.
type TLS string

// The ways to encrypt; None is for loopback alone.
const (
	Implicit TLS = "implicit" // from the first byte (RFC 8314)
	STARTTLS TLS = "starttls"
	None     TLS = "none"
)

// Server is where and how to log in.
type Server struct {
	Host     string
	Port     int
	TLS      TLS
	CAFile   string         // absolute; "": none
	Roots    *x509.CertPool // the system's authorities and those of CAFile; nil: the system's alone
	Username string         // "": no authentication
	Secret   Secret         // with Username only
}

// Login is one IMAP login and the mailboxes that are watched there.
type Login struct {
	Server
	Mailboxes []Mailbox // at least one, no two alike
}

// Mailbox is a watched mailbox: by its name, or the first that exists of the special uses.
type Mailbox struct {
	Name     string   // "": by Use
	Use      []string // special-use attributes (RFC 6154), best first: \Sent
	Roles    mail.Roles
	Outreach Outreach // for the role sent
	Poll     bool     // looked at now and then, without a connection of its own
	Optional bool     // nothing is wrong if it does not exist: a default that not every server has
}

// Outreach says which of the owner's mails to strangers count, seen in a sent mailbox without a Bcc to the drop address.
type Outreach string

// The ways to take outreach from a sent mailbox.
const (
	OutreachBcc Outreach = "bcc" // none
	OutreachAll Outreach = "all" // every one
)

// SMTP is how letters leave.
type SMTP struct {
	Server
	From          string        // lower case
	UncertainWait time.Duration // how long a letter is looked for that may have arrived
}

// Drop is the address that the owner puts into Bcc.
type Drop struct {
	Address string   // lower case; "": none
	Tags    []string // secret plus-tags; the first one is in use, the others still work
}

// Trust names the receiving server whose word counts.
type Trust struct {
	AuthservID string // of its Authentication-Results (RFC 8601), lower case; "": nobody's word counts
}

// Digest says when letters leave, to whom, and how much they ask.
type Digest struct {
	To     string // lower case
	Weekly Schedule
	Urgent Schedule
	Budget int // prompts in a letter; 0: not set, 3 in the first four weeks and 7 after them
}

// Keep says what is kept of others' words.
type Keep string

// What may be kept.
const (
	KeepQuotes Keep = "quotes" // a line of at most 280 characters
	KeepNone   Keep = "none"
)
