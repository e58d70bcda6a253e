package letter

import (
	"strings"

	"cuppa/rules"
)

// draft is the mail that would settle a prompt. A question of the daemon's own and a search for an address have none.
func (d Digest) draft(p rules.Prompt, s speech) Draft {
	contact := d.facts.Contacts[p.Contact]
	if p.Kind == rules.KindConfirm || p.Kind == rules.KindFindAddress {
		return Draft{}
	}
	to := contact
	if r, ok := d.facts.Contacts[contact.Referrer]; ok && p.Kind == rules.KindReportBack && contact.Referrer != "" {
		to = r
	}
	draft := Draft{To: writable(to.Person.Address), Subject: d.draftSubject(p.Kind, to)}
	draft.core = d.words.sayFor(p.Kind, "draft", s)
	draft.Body = d.draftBody(firstName(to.Person.Name), draft.core)
	draft.Mailto = mailtoURL(draft.To, draft.Subject, draft.Body, d.draftBcc())
	return draft
}

// draftBody puts the text between a greeting and an ending; without a text there is the greeting alone.
func (d Digest) draftBody(first, core string) string {
	greeting := d.words.say("draft.greeting", first) + "\n\n"
	if core == "" {
		return greeting
	}
	return greeting + core + "\n\n" + d.words.say("draft.ending", firstName(d.voice.Owner)) + "\n"
}

// draftSubject goes on with the conversation where there is one.
func (d Digest) draftSubject(kind string, to rules.Contact) string {
	if subject := clean(to.Subject, maxSubject); subject != "" {
		return "Re: " + subject
	}
	if kind == rules.KindThank {
		return d.words.say("thank.draft.subject", nil)
	}
	return d.words.say("draft.subject", firstName(d.voice.Owner))
}

// draftBcc is where a draft's copy goes: only where the owner's Sent is not watched.
func (d Digest) draftBcc() string {
	if !d.voice.BccDrafts {
		return ""
	}
	return tagged(d.voice.Drop, d.voice.DropTag)
}

// tagged is an address with this tag in place of any it has.
func tagged(addr, tag string) string {
	local, domain, ok := cutAddress(addr)
	if !ok || tag == "" {
		return addr
	}
	base, _, _ := strings.Cut(local, "+")
	return base + "+" + tag + "@" + domain
}

// writable is an address as it can stand in a mailto URL, or "".
func writable(addr string) string {
	if addr != clean(addr, maxAddress) || strings.ContainsAny(addr, " \"<>,;") {
		return ""
	}
	return addr
}
