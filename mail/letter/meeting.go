package letter

import (
	"hash/fnv"
	"strings"

	"cuppa/rules"
)

// brief is the letter of the evening before a meeting: the first five lines are enough.
func (d Digest) brief(x Prompt, reply string) page {
	s := x.speech
	contact := d.facts.Contacts[x.Contact.ID]
	p := page{Lang: d.words.tag, Title: clean(d.words.say("brief.subject", s), maxSubject)}
	p.Greeting = d.words.say("brief.where", s)
	p.rows(d.inShort(x, contact))
	d.said(&p, x, contact)
	p.heading(d.words.say("brief.questions", nil))
	var list []row
	for _, q := range d.questions(x) {
		list = append(list, row{"-", q})
	}
	p.rows(list)
	if x.Draft.core != "" {
		p.heading(d.words.say("brief.confirm", nil))
		p.draft(x.Draft.Body)
	}
	p.links(d.links(x, reply))
	p.text(d.tip(contact, x))
	d.ills(&p)
	p.small(d.health())
	return p
}

// thanks is the letter after a meeting: did it take place, and a thank-you that can go as it is.
func (d Digest) thanks(x Prompt, reply string) page {
	p := page{Lang: d.words.tag, Title: clean(d.words.say("thanks.subject", x.speech), maxSubject)}
	p.Greeting = d.words.say("thanks.met", struct{ Owner, Name, Meeting, Place string }{
		firstName(d.voice.Owner), x.speech.Name, x.speech.Meeting, x.speech.Place,
	})
	p.heading(d.words.say("thanks.heading", nil))
	p.text(d.words.say("thanks.how", nil))
	p.draft(x.Draft.Body)
	p.text(d.words.say("thanks.seen", nil))
	p.links(d.links(x, reply))
	last := "thanks.first"
	if x.choice.Prompt.Try > 1 {
		last = "thanks.last"
	}
	p.text(d.words.say("thanks.missed", nil) + " " + d.words.say(last, nil))
	d.ills(&p)
	p.small(d.health())
	return p
}

// ills says in small print what a digest says before all else.
func (d Digest) ills(p *page) {
	for _, t := range d.Health.Troubles {
		p.small(d.words.say("opening.trouble", t))
	}
}

// inShort is who it is, how long it is set for, and the owner's notes.
func (d Digest) inShort(x Prompt, c rules.Contact) []row {
	who := d.words.say("any.head", x.speech)
	all := []row{{Text: who}}
	for _, text := range d.until(x) {
		all = append(all, row{Text: text})
	}
	for _, n := range c.Notes[max(len(c.Notes)-maxNotes, 0):] {
		all = append(all, row{Text: d.words.say("brief.note", clean(n.Text, maxQuote))})
	}
	return all
}

// until says when to offer to stop, for a meeting of a usual length.
func (d Digest) until(x Prompt) []string {
	m, ok := meetingOf(x.choice.Prompt, d.facts.Contacts[x.Contact.ID])
	minutes := int(m.End.Sub(m.Start).Minutes())
	if !ok || minutes <= 0 || minutes > maxMinutes {
		return nil
	}
	return []string{d.words.say("brief.until", struct {
		Minutes int
		Clock   string
	}{minutes, d.voice.local(m.End).Format("15:04")})}
}

const (
	maxMinutes = 120 // of a talk; what is longer is another kind of day
	maxNotes   = 3   // of the owner's, in a brief
	maxSaid    = 4   // mails, in a brief
)

// said is the conversation so far, the newest last.
func (d Digest) said(p *page, x Prompt, c rules.Contact) {
	var all []row
	for _, e := range d.facts.History[x.Contact.ID] {
		switch e.Kind {
		case rules.Sent:
			all = append(all, row{d.dayOf(e), d.words.say("brief.you", clean(e.Subject, maxSubject))})
		case rules.Received:
			words := clean(string(e.Quote), maxQuote)
			if words == "" {
				words = clean(e.Subject, maxSubject)
			}
			all = append(all, row{d.dayOf(e), d.they(x, words)})
		}
	}
	if len(all) == 0 && x.speech.Quote != "" {
		all = []row{{Text: d.they(x, x.speech.Quote)}}
	}
	if len(all) == 0 {
		return
	}
	p.heading(d.words.say("brief.said", nil))
	p.rows(all[max(len(all)-maxSaid, 0):])
}

func (d Digest) they(x Prompt, words string) string {
	return d.words.say("brief.they", struct{ First, Words string }{x.speech.First, words})
}

func (d Digest) dayOf(e rules.Event) string {
	return d.words.say("date.short", d.words.day(d.voice.local(e.At), d.At))
}

// questions are three of the list, other ones for another person, and always whom else to talk to.
func (d Digest) questions(x Prompt) []string {
	list := d.words.Questions
	h := fnv.New32a()
	h.Write([]byte(x.Contact.ID))
	i := int(h.Sum32() % uint32(len(list)))
	return []string{list[i], list[(i+1)%len(list)], d.words.LastQuestion}
}

// tipsEnd is after how many people met the owner knows the manners of a coffee.
const tipsEnd = 3

// tip is a word on manners that fits the place, for the first few meetings.
func (d Digest) tip(c rules.Contact, x Prompt) string {
	if d.facts.Met >= tipsEnd || c.AskedUs {
		return ""
	}
	m, _ := meetingOf(x.choice.Prompt, c)
	where := strings.ToLower(m.Place + " " + m.Summary)
	switch {
	case containsAny(where, "://", "zoom", "teams", "meet.", "video", "online", "webex", "skype", "phone"):
		return d.words.say("brief.tip.video", nil)
	case containsAny(where, "caf", "coffee", "kaffee", "espresso"):
		return d.words.say("brief.tip.cafe", nil)
	}
	return d.words.say("brief.tip.other", nil)
}

func containsAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}
