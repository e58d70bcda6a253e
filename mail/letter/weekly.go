package letter

import (
	"strings"

	"cuppa/rules"
	"cuppa/rules/command"
)

// Letter renders the digest as one mail. The key names it in the outbox and makes its token; the same view under the
// same key gives the same bytes.
func (d Digest) Letter(key string) (Letter, error) {
	kind := d.Kind()
	reply := TokenAddress(d.voice.Drop, Token(d.voice.Key, key))
	return d.voice.letter(sheet{kind: kind, key: key, at: d.At, page: d.page(kind, reply), points: d.points()})
}

// Kind is what the letter is for: an urgent plan that holds nothing but one meeting has a form of its own.
func (d Digest) Kind() Kind {
	if d.facts.Schedule == Urgent && len(d.Prompts) == 1 {
		switch d.Prompts[0].Kind {
		case rules.KindPrepare:
			return KindBrief
		case rules.KindThank:
			return KindThanks
		}
	}
	return KindDigest
}

// Text is the digest as plain text.
func (d Digest) Text() string { return d.page(d.Kind(), "").plain() }

// HTML is the digest as one HTML document, without the links that only a letter that left can have.
func (d Digest) HTML() (string, error) { return d.page(d.Kind(), "").html() }

func (d Digest) page(kind Kind, reply string) page {
	switch kind {
	case KindBrief:
		return d.brief(d.Prompts[0], reply)
	case KindThanks:
		return d.thanks(d.Prompts[0], reply)
	}
	switch {
	case d.facts.Schedule == Urgent:
		return d.urgent(reply)
	case d.people() == 1 && len(d.Prompts) <= 1 && len(d.facts.Contacts) == 1:
		return d.prose(reply)
	case len(d.Prompts) == 0:
		return d.nothing()
	}
	return d.weekly(reply)
}

func (d Digest) people() int {
	if d.facts.People > 0 {
		return d.facts.People
	}
	return len(d.facts.Contacts)
}

// weekly is the digest with sections.
func (d Digest) weekly(reply string) page {
	p := d.open(d.subject())
	p.text(strings.Join(append(d.settled(), d.words.say("opening.week", d.amount())), " "))
	d.sections(&p, reply)
	d.resting(&p)
	d.nextWeek(&p)
	d.close(&p)
	return p
}

// urgent is the shorter digest of what does not wait.
func (d Digest) urgent(reply string) page {
	p := d.open(d.subject())
	if len(d.Prompts) > 0 {
		p.text(capital(d.words.say("opening.urgent", d.amount())))
	}
	d.sections(&p, reply)
	d.close(&p)
	return p
}

// open begins a page: the greeting, and what is wrong before all else.
func (d Digest) open(title string) page {
	p := page{Lang: d.words.tag, Title: title, Greeting: d.greeting()}
	if from, to := d.Health.OffFrom, d.Health.OffUntil; from != nil && to != nil {
		p.text(d.words.say("opening.off", struct{ From, To string }{
			d.words.say("date.weekday", d.words.day(*from, d.At)), d.words.say("date.weekday", d.words.day(*to, d.At)),
		}))
	}
	for _, t := range d.Health.Troubles {
		p.text(d.words.say("opening.trouble", t))
	}
	return p
}

func (d Digest) greeting() string {
	first := firstName(d.voice.Owner)
	switch h := d.At.Hour(); {
	case h < 12:
		return d.words.say("greet.morning", first)
	case h < 18:
		return d.words.say("greet.afternoon", first)
	}
	return d.words.say("greet.evening", first)
}

// minutesEach is how long one prompt takes, roughly.
const minutesEach = 4

type amount struct {
	count
	Time string
	More bool
}

func (d Digest) amount() amount {
	n := len(d.Prompts)
	return amount{count: d.words.count(n), Time: d.words.say("time", n*minutesEach), More: d.More > 0}
}

// sections puts the prompts under their headings, in the order of the plan.
func (d Digest) sections(p *page, reply string) {
	var section rules.Section
	for _, x := range d.Prompts {
		if s := x.choice.Section; s != section {
			section = s
			p.heading(d.words.Sections[string(s)])
		}
		p.point(d.pointOf(x, reply))
	}
}

// pointOf is one prompt on paper.
func (d Digest) pointOf(x Prompt, reply string) point {
	return point{
		Number: x.choice.Number, Head: d.words.sayFor(x.Kind, "head", x.speech), Texts: d.reasons(x), Links: d.links(x, reply),
	}
}

// reasons are the paragraphs about one prompt: why it is asked and on what ground, then each thing that helps.
func (d Digest) reasons(x Prompt) []string {
	why, help := []string{x.Why}, []string{}
	if e := evidence(x.Kind, x.speech); e.text != "" && e.sentence != "" {
		why = append(why, d.words.say(e.sentence, struct{ First, Text string }{x.speech.First, e.text}))
	}
	if x.Draft.core != "" {
		help = append(help, d.words.say("evidence.draft", x.Draft.core))
	}
	if hint := d.words.sayFor(x.Kind, "hint", x.speech); hint != "" {
		help = append(help, hint)
	}
	if x.Kind == rules.KindPrepare {
		why = append(why, d.until(x)...)
		help = append(help, d.words.say("brief.ask", d.questions(x)))
	}
	return append([]string{strings.Join(why, " ")}, help...)
}

// points are what the numbers stand for.
func (d Digest) points() []command.Point {
	var all []command.Point
	for _, x := range d.Prompts {
		p := x.choice.Prompt
		pt := command.Point{
			Number: x.choice.Number, Prompt: p.ID, Contact: p.Contact, Rule: p.Rule, Kind: p.Kind, Anchor: p.Anchor,
			Name: x.speech.whom().first,
		}
		if p.Kind == rules.KindConfirm {
			q := question(p, d.facts.Contacts[p.Contact])
			pt.Question, pt.Person = q.Event, q.Person
		}
		all = append(all, pt)
	}
	return all
}
