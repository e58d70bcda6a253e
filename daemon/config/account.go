package config

import (
	"cmp"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"time"

	"cuppa/rules/dates"
	"cuppa/rules/ruleset"
	"cuppa/rules/strict"
)

const (
	mostBudget   = 50
	rangeHint    = `write "20 Dec - 6 Jan", or "2027-02-01 - 2027-02-14" for once`
	lookbackHint = "write a span such as 6mo, 1y or 2y"
)

// account reads one account; the keys of f are all asked for here.
func (r reader) account(f *strict.Fields) Account {
	a := Account{
		Name:  accountName(f.Need("name")),
		Owner: owner(f.Need("owner")),
		IMAP:  r.logins(f.Need("imap")),
		Drop:  drop(f.Key("drop")),
		Rules: ruleset.Read(f.Key("rules")),
		Quiet: quiet(f.Key("quiet")),
		Keep:  Keep(cmp.Or(f.Key("keep").OneOf(string(KeepQuotes), string(KeepNone)), string(KeepQuotes))),
	}
	a.SMTP = r.smtp(f.Need("smtp"), f.Key("drop"), a.Drop.Address)
	a.Digest = digest(f.Key("digest"), a.Owner)
	a.Lookback = lookback(f.Key("lookback"))
	f.Key("trust").Fields(func(f *strict.Fields) { a.Trust.AuthservID = authserv(f.Key("authserv_id")) })
	checkRoles(f, a)
	checkDrop(f.Key("drop"), a)
	return a
}

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,31}$`)

// accountName reads a name that can stand in keys, paths and on the command line.
func accountName(v strict.Value) string {
	return strict.Parse(v, "a name for an account", "use up to 32 lower-case letters, digits, _ and -", func(text string) (string, error) {
		if !nameForm.MatchString(text) {
			return "", errors.New("not a name")
		}
		return text, nil
	})
}

func owner(v strict.Value) Owner {
	var o Owner
	v.Fields(func(f *strict.Fields) {
		o.Name = f.Need("name").Text()
		addresses := f.Need("addresses")
		o.Addresses = distinct(addresses, address)
		if addresses.Sound() && len(o.Addresses) == 0 {
			addresses.Fail("list all addresses the owner writes from", "the list is empty")
		}
		o.Zone = strict.Parse(f.Need("timezone"), "a time zone that this system knows", "write a name like Europe/Berlin", zone)
	})
	return o
}

// zone loads a zone by its IANA name. "Local" is none: what it means depends on the machine.
func zone(name string) (*time.Location, error) {
	if name == "Local" {
		return nil, errors.New("depends on the machine")
	}
	return time.LoadLocation(name)
}

// address reads one bare address (RFC 5322, addr-spec) and puts it into lower case.
func address(v strict.Value) string {
	return strict.Parse(v, "a mail address", "write the address alone: ada@example.org", func(text string) (string, error) {
		a, err := mail.ParseAddress(text)
		if err != nil {
			return "", err
		}
		if a.Address != text || len(text) > 254 || strings.ContainsAny(text, "\"\\") {
			return "", errors.New("not a bare address")
		}
		return strings.ToLower(text), nil
	})
}

// distinct reads a list of which no two may be equal.
func distinct(v strict.Value, read func(strict.Value) string) []string {
	var all []string
	for _, item := range v.OneOrMore() {
		text := read(item)
		if text == "" {
			continue
		}
		if slices.Contains(all, text) {
			item.Fail("name it once", "%s stands in the list twice", item)
		}
		all = append(all, text)
	}
	return all
}

func drop(v strict.Value) Drop {
	var d Drop
	v.Fields(func(f *strict.Fields) {
		d.Address = address(f.Need("address"))
		d.Tags = distinct(f.Key("tags"), dropTag)
	})
	return d
}

var tagForm = regexp.MustCompile(`^[a-z0-9]{4,32}$`)

// dropTag reads a secret tag. What reads as a span would be taken for the owner's "remind me".
func dropTag(v strict.Value) string {
	hint := "use 4 to 32 lower-case letters and digits that are hard to guess"
	return strict.Parse(v, "a secret tag", hint, func(text string) (string, error) {
		_, err := dates.ParseSpan(text)
		if !tagForm.MatchString(text) || err == nil {
			return "", errors.New("not a tag")
		}
		return text, nil
	})
}

func digest(v strict.Value, o Owner) Digest {
	d := Digest{}
	if len(o.Addresses) > 0 {
		d.To = o.Addresses[0]
	}
	v.Fields(func(f *strict.Fields) {
		d.To = cmp.Or(address(f.Key("to")), d.To)
		d.Weekly = schedule(f.Key("weekly"), "0 7 * * MON")
		d.Urgent = schedule(f.Key("urgent"), "0 7,18 * * *")
		d.Budget = f.Key("budget").Int(1, mostBudget)
	})
	return d
}

// authserv reads an authserv-id (RFC 8601, 2.2), which is a host name with most servers.
func authserv(v strict.Value) string {
	hint := "write the first word of the Authentication-Results header of mail that reached you: mx.example.org"
	return strict.Parse(v, "the name of a receiving server", hint, func(text string) (string, error) {
		if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`;"()<>@,`, r) }) {
			return "", errors.New("not a word")
		}
		return strings.ToLower(text), nil
	})
}

// quiet reads ranges of days; an empty list means that there are none.
func quiet(v strict.Value) dates.Quiet {
	if !v.Given() {
		return dates.Quiet{{First: dates.Date{Month: time.December, Day: 20}, Last: dates.Date{Month: time.January, Day: 6}}}
	}
	var q dates.Quiet
	for _, item := range v.OneOrMore() {
		q = append(q, strict.Parse(item, "a range of days", rangeHint, dates.ParseRange))
	}
	return q
}

func lookback(v strict.Value) dates.Span {
	if !v.Given() {
		return dates.Span{Years: 1}
	}
	return strict.Parse(v, "a span of days to look back", lookbackHint, func(text string) (dates.Span, error) {
		s, err := dates.ParseSpan(text)
		if err == nil && (s.IsZero() || s.Negative() || s.Business != 0 || s.Clock != 0) {
			err = fmt.Errorf("not a span of days")
		}
		return s, err
	})
}

// checkDrop reports a drop address that nothing tells from the owner's own.
func checkDrop(v strict.Value, a Account) {
	if v.Sound() && len(a.Drop.Tags) == 0 && slices.Contains(a.Owner.Addresses, a.Drop.Address) {
		v.Fail("add tags: [...], a secret word, and Bcc the address with +word", "%s is the owner's own address, and all mail would be meant for the daemon", a.Drop.Address)
	}
}

// checkRoles reports mailboxes that together cannot do: answers and outreach must be seen somewhere.
func checkRoles(f *strict.Fields, a Account) {
	imap := f.Key("imap")
	if len(a.IMAP) == 0 || !imap.Sound() {
		return
	}
	var inbox, drop, sent bool
	for _, l := range a.IMAP {
		for _, m := range l.Mailboxes {
			inbox, drop, sent = inbox || m.Roles.Inbox, drop || m.Roles.Drop, sent || m.Roles.Sent
		}
	}
	if !inbox {
		imap.Fail("give one mailbox the role inbox", "no mailbox is watched for answers")
	}
	if !sent && (!drop || a.Drop.Address == "") {
		imap.Fail("give one mailbox the role sent; or the role drop, and add drop: {address: ...}", "no mailbox shows what the owner writes")
	}
}
