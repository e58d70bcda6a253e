package letter

import (
	"slices"

	"cuppa/rules"
)

// maxNames bounds who is named as under way.
const maxNames = 3

// nothing is the digest when nothing is due: what is to do, what is under way, what comes next, how the daemon is.
func (d Digest) nothing() page {
	p := d.open(d.words.say("none.subject", nil))
	for _, s := range d.settled() {
		p.text(s)
	}
	p.text(d.words.say("none.nothing", nil))
	if d.people() == 0 {
		p.text(d.words.say("none.first", tagged(d.voice.Drop, d.voice.DropTag)))
	} else {
		p.text(d.words.say("none.way", d.underWay()))
	}
	next := ""
	if lines := d.ahead(); len(lines) > 0 {
		next = lines[0]
	}
	p.text(d.words.say("none.next", next))
	d.resting(&p)
	d.close(&p)
	return p
}

type underWay struct {
	Names  []string
	Others string
}

// underWay names those with whom something is open.
func (d Digest) underWay() underWay {
	var w underWay
	for id, stage := range d.facts.Stages {
		switch stage {
		case rules.StageAwaiting, rules.StageTalking, rules.StageScheduled, rules.StageMet:
			w.Names = append(w.Names, d.firstOf(id))
		}
	}
	slices.Sort(w.Names)
	if n := len(w.Names) - maxNames; n > 0 {
		w.Names, w.Others = w.Names[:maxNames], d.words.count(n).Words
	}
	return w
}

// prose is the digest of an account with one contact: no headings, no numbers.
func (d Digest) prose(reply string) page {
	p := d.open("")
	for _, s := range d.settled() {
		p.text(s)
	}
	if len(d.Prompts) == 1 {
		x := d.Prompts[0]
		p.Title = d.subject()
		x.speech.N = 0
		for _, text := range d.reasons(x) {
			p.text(text)
		}
		p.links(d.links(x, reply))
		p.text(d.words.say("foot.answer.one", x.Kind))
	} else {
		s := d.only()
		p.Title = capital(d.words.say("one.subject", s))
		p.text(d.words.sayOf("one", s.stage, s))
	}
	d.resting(&p)
	p.small(d.health())
	return p
}

type only struct {
	Name, First, Past string
	stage             string
}

// only is the one contact, and when the newest thing happened that the stage speaks of.
func (d Digest) only() only {
	for id, c := range d.facts.Contacts {
		o := only{Name: nameOf(c.Person), First: d.words.call(c.Person), stage: string(d.facts.Stages[id])}
		if o.Name == "" {
			o.Name = o.First
		}
		at := d.stageSince(c, d.facts.Stages[id])
		if at.At.IsZero() {
			o.stage = "any"
		}
		o.Past = d.words.near(d.voice.local(at.At), d.At)
		return o
	}
	return only{stage: "any"}
}

// stageSince is the moment that a stage speaks of.
func (d Digest) stageSince(c rules.Contact, s rules.Stage) rules.Moment {
	switch s {
	case rules.StageAwaiting:
		return lastMoment(c.Marks[rules.MarkSent])
	case rules.StageTalking:
		return lastMoment(c.Marks[rules.MarkReply])
	case rules.StageScheduled:
		return lastMoment(c.Marks[rules.MarkStart])
	case rules.StageMet:
		return lastMoment(c.Marks[rules.MarkMet])
	}
	return lastMoment(c.Marks[rules.MarkTouch])
}

func lastMoment(list []rules.Moment) rules.Moment {
	if len(list) == 0 {
		return rules.Moment{}
	}
	return list[len(list)-1]
}
