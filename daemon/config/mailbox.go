package config

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"cuppa/mail"
	"cuppa/rules/strict"
)

// logins reads one login or a list of them.
func (r reader) logins(v strict.Value) []Login {
	items := v.OneOrMore()
	if v.Sound() && len(items) == 0 {
		v.Fail("add one login at least", "the list is empty")
	}
	var logins []Login
	keys := map[string]int{}
	for _, item := range items {
		var l Login
		item.Fields(func(f *strict.Fields) {
			l.Server = r.server(f, imapPorts)
			l.Mailboxes = mailboxes(f.Key("mailboxes"))
		})
		if first, twice := keys[l.Key()]; twice && l.Host != "" {
			item.Fail("put the mailboxes of one login together", "the login %s stands in line %d already", l.Key(), first)
		} else {
			keys[l.Key()] = item.Line()
		}
		logins = append(logins, l)
	}
	return logins
}

// defaultMailboxes are watched where a login names none. Not every server has an archive, and nothing arrives there
// first.
func defaultMailboxes() []Mailbox {
	return []Mailbox{
		{Name: "INBOX", Roles: mail.Roles{Inbox: true, Drop: true}},
		{Use: []string{`\Sent`}, Roles: mail.Roles{Sent: true}, Outreach: OutreachBcc},
		{Use: []string{`\Archive`, `\All`}, Roles: mail.Roles{Inbox: true}, Poll: true, Optional: true},
	}
}

func mailboxes(v strict.Value) []Mailbox {
	if !v.Given() {
		return defaultMailboxes()
	}
	items := v.Items()
	if v.Sound() && len(items) == 0 {
		v.Fail("list mailboxes, or take the key out to watch INBOX, Sent and the archive", "the list is empty")
	}
	var all []Mailbox
	for _, item := range items {
		item.Fields(func(f *strict.Fields) {
			m := mailbox(f)
			same := func(o Mailbox) bool { return o.Name == m.Name && slices.Equal(o.Use, m.Use) }
			if (m.Name != "" || m.Use != nil) && slices.ContainsFunc(all, same) {
				f.Fail("give one mailbox all its roles", "the mailbox %s is listed twice", cmp.Or(m.Name, strings.Join(m.Use, " ")))
			}
			all = append(all, m)
		})
	}
	return all
}

func mailbox(f *strict.Fields) Mailbox {
	var m Mailbox
	name, roles, outreach := f.Key("name"), f.Key("roles"), f.Key("outreach")
	m.Poll = f.Key("poll").Bool()
	m.Roles = readRoles(roles)
	if name.Given() {
		m.Name = strict.Parse(name, "a mailbox to watch", `name a folder, or a special use: \Sent, \Archive, \All, \Important, \Flagged or \Junk`, mailboxName)
		if strings.HasPrefix(m.Name, `\`) {
			m.Name, m.Use = "", []string{m.Name}
		}
	}
	if !roles.Given() {
		m.Roles = defaultRoles(m)
		if m.Roles == (mail.Roles{}) && m.Name != "" {
			f.Fail("add roles: inbox, drop or sent, or several", "nobody knows what arrives in %q", m.Name)
		}
	}
	if !name.Given() {
		m.Name, m.Use = unnamed(f, m.Roles, roles)
	}
	switch {
	case !m.Roles.Sent:
		outreach.Fail("take it out, or add the role sent", "outreach is looked for in what the owner sent")
		outreach.OneOf(string(OutreachBcc), string(OutreachAll))
	default:
		m.Outreach = Outreach(cmp.Or(outreach.OneOf(string(OutreachBcc), string(OutreachAll)), string(OutreachBcc)))
	}
	return m
}

// unnamed finds a mailbox by its role: what the owner sent by special use, what arrives in INBOX.
func unnamed(f *strict.Fields, have mail.Roles, roles strict.Value) (name string, use []string) {
	switch {
	case have == mail.Roles{Sent: true}:
		return "", []string{`\Sent`}
	case have.Inbox && !have.Sent:
		return "INBOX", nil
	case roles.Given() && !roles.Sound():
		return "", nil
	}
	f.Fail("add name:; only [sent], [inbox] and [inbox, drop] say themselves which mailbox is meant", `the key "name" is missing`)
	return "", nil
}

func readRoles(v strict.Value) mail.Roles {
	var r mail.Roles
	items := v.OneOrMore()
	if v.Sound() && len(items) == 0 {
		v.Fail("name inbox, drop or sent, or several", "the list is empty")
	}
	for _, item := range items {
		switch item.OneOf("inbox", "drop", "sent") {
		case "inbox":
			r.Inbox = true
		case "drop":
			r.Drop = true
		case "sent":
			r.Sent = true
		}
	}
	return r
}

// defaultRoles are those of the mailboxes whose name says what arrives there.
func defaultRoles(m Mailbox) mail.Roles {
	switch {
	case m.Name == "INBOX":
		return mail.Roles{Inbox: true, Drop: true}
	case slices.Equal(m.Use, []string{`\Sent`}):
		return mail.Roles{Sent: true}
	case len(m.Use) > 0:
		return mail.Roles{Inbox: true}
	}
	return mail.Roles{}
}

// mailboxName takes a folder's name or a special use (RFC 6154) other than drafts and trash, which are nobody's mail.
// INBOX is one mailbox in any case (RFC 3501, 5.1).
func mailboxName(text string) (string, error) {
	if strings.EqualFold(text, "INBOX") {
		return "INBOX", nil
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) || strings.ContainsAny(text, "*%") {
		return "", errors.New("not a name")
	}
	if !strings.HasPrefix(text, `\`) {
		return text, nil
	}
	for _, use := range []string{`\Sent`, `\Archive`, `\All`, `\Important`, `\Flagged`, `\Junk`} {
		if strings.EqualFold(text, use) {
			return use, nil
		}
	}
	return "", errors.New("not a special use to watch")
}
