// Package mail holds the plain values of one mail: Message, Arrival, Place and Cursor, free of MIME and of IMAP. The
// packages below it read, understand, write and send mail; none of them keeps state.
package mail

import "time"

// Address is one mailbox of an address header (RFC 5322, 3.4): a display name, decoded, and an addr-spec, lower case.
type Address struct {
	Name string
	Addr string
}

// Field is one header field, unfolded, its value decoded (RFC 2047).
type Field struct {
	Name  string // as it stands
	Value string
}

// Message is one mail as a person and a matcher see it. Every slice may be empty: a broken mail gives what it has.
type Message struct {
	Fields     []Field // all header fields, top first
	ID         string  // Message-ID without angle brackets and white space; "" if missing
	InReplyTo  []string
	References []string
	Date       time.Time // zero if missing or unreadable
	From       []Address
	Sender     []Address
	ReplyTo    []Address
	To         []Address
	Cc         []Address
	Bcc        []Address
	Subject    string
	Text       string   // the main text as a person sees it, "\n" line ends; from HTML where there is no plain text
	HTML       string   // the HTML alternative's source, where there is one
	Parts      []Part   // the leaves that readers need: calendars, delivery reports, nested messages
	Names      []string // the file names of attachments
	Faults     []string // what was wrong, for classify and explain
	Size       int64    // of the bytes that were read
}

// Part is one leaf of the MIME tree that some reader of mail/understand looks into, decoded and cut to a limit.
type Part struct {
	Type        string            // media type, lower case: text/calendar, message/delivery-status, …
	Params      map[string]string // of Content-Type, keys in lower case
	Disposition string            // inline, attachment or ""
	Name        string            // file name, if any
	Body        []byte            // transfer encoding undone, UTF-8, "\n" line ends; empty where there is Nested
	Nested      *Message          // message/rfc822 and text/rfc822-headers: read in turn, within the limits
}

// Values are the values of all fields of this name, top first; the name's case does not matter.
func (m *Message) Values(name string) []string {
	var all []string
	for _, f := range m.Fields {
		if equalFold(f.Name, name) {
			all = append(all, f.Value)
		}
	}
	return all
}

// Value is the topmost value of the field of this name, or "".
func (m *Message) Value(name string) string {
	for _, f := range m.Fields {
		if equalFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// equalFold compares field names (RFC 5322, 1.2.2: ASCII, case does not matter).
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		x, y := a[i], b[i]
		if 'A' <= x && x <= 'Z' {
			x += 'a' - 'A'
		}
		if 'A' <= y && y <= 'Z' {
			y += 'a' - 'A'
		}
		if x != y {
			return false
		}
	}
	return true
}
