package letter

import (
	"cuppa/rules"
	"cuppa/rules/command"
)

// action is one prepared mail to the daemon.
type action struct {
	verb  command.Verb
	label string // the sentence that names it
}

// actions are what a prompt of this kind offers beside writing: two at most, for three links are enough on a phone.
func actions(kind string) []action {
	done, later := action{command.Done, "action.done"}, action{command.Later, "action.later"}
	switch kind {
	case rules.KindConfirm:
		return []action{{command.Yes, "action.yes"}, {command.No, "action.no"}}
	case rules.KindPrepare: // a meeting does not wait
		return []action{done}
	case rules.KindThank:
		return []action{done, {command.Missed, "action.missed"}}
	case rules.KindCongratulate:
		return []action{done, {command.No, "action.not-so"}}
	case rules.KindAnswer, rules.KindNudge, rules.KindResume:
		return []action{{command.Answered, "action.answered"}, later}
	}
	return []action{done, later}
}

// links are a prompt's prepared mails: the draft, unless the contact waits for an answer in a thread of their own, and
// the actions, where there is an address to send them to.
func (d Digest) links(p Prompt, reply string) []link {
	var all []link
	about := p.speech.whom()
	if p.Draft.Mailto != "" && p.Kind != rules.KindAnswer {
		all = append(all, link{Label: d.words.say("action.write", nil), About: about.name, URL: p.Draft.Mailto})
	}
	for _, a := range actions(p.Kind) {
		if url := d.actionURL(p, a.verb, about, reply); url != "" {
			all = append(all, link{Label: d.words.say(a.label, nil), About: about.name, URL: url})
		}
	}
	return all
}

// actionURL is the mail that tells the daemon: the command stands in the subject, the body says what it does.
func (d Digest) actionURL(p Prompt, verb command.Verb, to whom, reply string) string {
	if reply == "" {
		return ""
	}
	number := p.choice.Number
	matter := d.words.sayOf("about", p.Kind, nil)
	subject := command.Subject(verb, number, to.name+": "+matter)
	what := d.words.say("told."+string(verb), struct {
		N    int
		Name string
	}{number, to.name})
	body := d.words.say("action.body", struct{ What, First string }{what, to.first})
	return mailtoURL(reply, subject, body, "")
}
