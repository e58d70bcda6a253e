package intake

import (
	"slices"
	"strings"

	"cuppa/mail"
	"cuppa/mail/understand"
	"cuppa/mail/understand/person"
	"cuppa/rules"
)

// destinations are the addresses that this copy of a mail was sent and delivered to.
func destinations(m mail.Message, r understand.Reading) []string {
	all := slices.Clone(r.Delivered)
	for _, a := range slices.Concat(m.To, m.Cc, m.Bcc) {
		all = appendNew(all, a.Addr)
	}
	return all
}

// people are the recipients that are neither the owner nor the daemon, each once: those in To, and all others.
func people(m mail.Message, k Known) (to, copied []mail.Address) {
	seen := map[string]bool{"": true}
	add := func(list *[]mail.Address, a mail.Address) {
		if !seen[a.Addr] && !k.ours(a.Addr) && !k.owners(a.Addr) {
			*list = append(*list, a)
		}
		seen[a.Addr] = true
	}
	for _, a := range m.To {
		add(&to, a)
	}
	for _, a := range slices.Concat(m.Cc, m.Bcc) {
		add(&copied, a)
	}
	return to, copied
}

// ours tells whether an address is the daemon's.
func (k Known) ours(addr string) bool {
	_, drop := k.dropTags(addr)
	return drop || addr != "" && addr == k.From && !contains(k.Owner, addr)
}

// owners tells whether mail to an address reaches the owner: it is one of his, or one with a tag. From a tagged address
// he is not believed to write.
func (k Known) owners(addr string) bool {
	for _, own := range k.Owner {
		if _, ok := subaddress(addr, own); ok {
			return true
		}
	}
	return false
}

// dropTags gives the tags of an address that leads to the daemon: the drop address with any tags after it, one that has a
// secret tag in place of the drop address's own tag, or a letter's secret address, which has none. Where the drop address is
// the owner's own, only a secret tag leads to the daemon: what the owner sends to himself, or in copy, is private.
func (k Known) dropTags(addr string) (tags []string, ok bool) {
	if k.Drop == "" {
		return nil, false
	}
	if _, token := k.Token(addr); token {
		return nil, true
	}
	if tags, ok = subaddress(addr, k.Drop); ok && !contains(k.Owner, k.Drop) {
		return tags, true
	}
	local, domain := cutAddress(k.Drop)
	base, _, _ := strings.Cut(local, "+")
	tags, ok = subaddress(addr, base+"@"+domain)
	for _, t := range tags {
		if contains(k.Tags, t) {
			return tags, ok
		}
	}
	return nil, false
}

// subaddress gives the tags of an address that is the base address but for them (RFC 5233).
func subaddress(addr, base string) (tags []string, ok bool) {
	local, domain := cutAddress(strings.ToLower(addr))
	baseLocal, baseDomain := cutAddress(strings.ToLower(base))
	rest, ok := strings.CutPrefix(local, baseLocal)
	if !ok || domain == "" || domain != baseDomain || rest != "" && rest[0] != '+' {
		return nil, false
	}
	return strings.FieldsFunc(rest, func(r rune) bool { return r == '+' }), true
}

// cutAddress parts an addr-spec at its last @; domain is "" where there is none.
func cutAddress(addr string) (local, domain string) {
	i := strings.LastIndexByte(addr, '@')
	if i < 0 {
		return addr, ""
	}
	return addr[:i], addr[i+1:]
}

func domainOf(addr string) string {
	_, domain := cutAddress(addr)
	return domain
}

// named is a recipient as this mail shows the person: as the author of a mail would be read.
func named(a mail.Address) rules.Person {
	p := rules.Person{Address: a.Addr}
	if read := person.Read(&mail.Message{From: []mail.Address{a}}, ""); read != nil {
		p.Name = brief(read.Name)
	}
	return p
}

// brief is others' text as the journal keeps it: one line of bounded length, without control characters.
func brief(s string) string { return string(rules.NewQuote(s)) }
