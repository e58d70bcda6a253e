package letter

import (
	"slices"
	"strings"

	"cuppa/rules"
)

// maxSettled bounds what went well in the opening: a sentence or two, no ledger.
const maxSettled = 2

// maxList bounds what a letter lists beside its prompts.
const maxList = 5

type became struct {
	count
	Name, First, Past string
}

func (d Digest) told(b Became) became {
	c := d.facts.Contacts[b.Contact.ID]
	w := became{Name: b.Contact.Name, First: d.firstOf(b.Contact.ID), count: d.words.count(c.Tries)}
	if w.Name == "" {
		w.Name = w.First
	}
	w.Past = d.words.near(b.When, d.At)
	return w
}

// settled says what went well since the last digest: what the owner did before what others did. That somebody answered is
// no news where the letter asks something about the person.
func (d Digest) settled() []string {
	list := slices.DeleteFunc(slices.Clone(d.Settled), func(b Became) bool {
		return b.What == Answered && d.speaksOf(b.Contact.ID)
	})
	slices.SortStableFunc(list, func(a, b Became) int { return answeredLast(a) - answeredLast(b) })
	var all []string
	for _, b := range list[:min(len(list), maxSettled)] {
		all = append(all, d.words.sayOf("settled", b.What, d.told(b)))
	}
	return all
}

func answeredLast(b Became) int {
	if b.What == Answered {
		return 1
	}
	return 0
}

func (d Digest) speaksOf(id rules.ContactID) bool {
	return slices.ContainsFunc(d.Prompts, func(x Prompt) bool { return x.Contact.ID == id })
}

// resting names those whom the daemon lets rest.
func (d Digest) resting(p *page) {
	if len(d.Resting) == 0 {
		return
	}
	p.heading(d.words.say("resting.heading", nil))
	var lines []string
	for _, b := range d.Resting {
		lines = append(lines, d.words.sayOf("resting", b.What, d.told(b)))
	}
	d.list(p, lines)
}

// list is lines under a heading, the first few of them and how many more there are.
func (d Digest) list(p *page, lines []string) {
	for _, l := range lines[:min(len(lines), maxList)] {
		p.point(point{Texts: []string{l}})
	}
	if n := len(lines) - maxList; n > 0 {
		p.point(point{Texts: []string{capital(d.words.say("list.more", d.words.count(n)))}})
	}
}

// nextWeek names what is fixed for the days ahead.
func (d Digest) nextWeek(p *page) {
	p.heading(d.words.say("next.heading", nil))
	lines := d.ahead()
	if len(lines) == 0 {
		lines = []string{d.words.say("next.none", nil)}
	}
	d.list(p, lines)
}

// ahead is the meetings of the next seven days, and what else begins in them. That thanks will follow a meeting goes
// without saying.
func (d Digest) ahead() []string {
	var all []string
	for _, a := range d.NextWeek {
		if d.holds(a.ID) || a.Kind == rules.KindThank && a.prompt.Anchor.At.After(d.At) {
			continue
		}
		s := d.speech(rules.Choice{Prompt: a.prompt})
		part := "any"
		if a.Kind == rules.KindPrepare && s.Meeting != "" {
			part = rules.KindPrepare
		}
		all = append(all, d.words.say("next."+part, struct{ Meeting, Due, Name, Place, About string }{
			s.Meeting, d.words.say("date.weekday", d.words.day(a.Due, d.At)), s.Name, s.Place,
			d.words.sayOf("about", a.Kind, nil),
		}))
	}
	return all
}

// holds says whether a prompt is in this letter already.
func (d Digest) holds(id rules.PromptID) bool {
	return slices.ContainsFunc(d.Prompts, func(x Prompt) bool { return x.ID == id })
}

// close ends a digest: mail that was not taken as the owner's, how to answer, and one line of health.
func (d Digest) close(p *page) {
	if len(d.Held) > 0 {
		p.heading(d.words.say("held.heading", nil))
	}
	var held []string
	for _, h := range d.Held {
		held = append(held, d.words.say("held.mail", h))
	}
	d.list(p, held)
	if answers := d.answers(); len(answers) > 0 {
		p.text(d.words.say("foot.answer", answers))
	}
	p.small(d.sender())
	p.small(d.health())
}

// sender names the address to write from, to an owner who has several.
func (d Digest) sender() string {
	if len(d.voice.Addresses) < 2 {
		return ""
	}
	for _, x := range d.Prompts {
		if x.Draft.Mailto != "" {
			return d.words.say("foot.from", d.voice.Addresses[0])
		}
	}
	return ""
}

// answers are words that would be understood in answer to this letter: one of each kind.
func (d Digest) answers() []string {
	var all, said []string
	for _, x := range d.Prompts {
		verb := exampleVerb(x.Kind)
		if slices.Contains(said, verb) {
			continue
		}
		said = append(said, verb)
		all = append(all, decimal(x.choice.Number)+" "+verb)
	}
	return all
}

// exampleVerb is a word that fits a kind of prompt.
func exampleVerb(kind string) string {
	switch kind {
	case rules.KindAnswer:
		return "answered"
	case rules.KindNudge, rules.KindResume, rules.KindFollowUp:
		return "later"
	case rules.KindCheckIn, rules.KindReachOut:
		return "rest"
	case rules.KindConfirm:
		return "yes"
	}
	return "done"
}

// health is how the daemon is, and when the next letter comes.
func (d Digest) health() string {
	h := struct {
		ReadUpTo, Next string
		Well           bool
	}{Well: len(d.Health.Troubles) == 0}
	if t := d.Health.ReadUpTo; t != nil {
		name := "foot.time.other"
		if daysBetween(*t, d.At) == 0 {
			name = "foot.time.today"
		}
		h.ReadUpTo = d.words.say(name, d.words.day(*t, d.At))
	}
	if t := d.Health.Next; t != nil {
		h.Next = d.words.say("date.minute", d.words.day(*t, d.At))
	}
	text := d.words.say("foot.health", h)
	if d.waitsForMail() {
		text = d.words.say("foot.silence", nil) + " " + text
	}
	return strings.TrimSpace(text)
}

// waitsForMail says whether a prompt waits because a mailbox was not read lately.
func (d Digest) waitsForMail() bool {
	for _, c := range d.facts.Plan.Out {
		if c.Reason == rules.ReasonSilence {
			return true
		}
	}
	return false
}
