package letter

import "cuppa/rules"

// prompt is the view of one choice of the plan.
func (d Digest) prompt(c rules.Choice) Prompt {
	p := c.Prompt
	s := d.speech(c)
	return Prompt{
		ID:       p.ID,
		Kind:     p.Kind,
		Rule:     p.Rule,
		Contact:  d.person(p.Contact),
		Stage:    d.facts.Stages[p.Contact],
		Urgent:   p.Urgent,
		Due:      d.voice.local(p.From),
		Why:      capital(d.words.sayFor(p.Kind, "why", s)),
		Evidence: evidence(p.Kind, s).text,
		Draft:    d.draft(p, s),
		choice:   c,
		speech:   s,
	}
}

// proof is what a prompt rests on, and the name of the sentence that shows it: "" where the reason has said it.
type proof struct{ sentence, text string }

// evidence chooses what a prompt of this kind rests on: the contact's words, the owner's note, or a subject.
func evidence(kind string, s speech) proof {
	quote, said := proof{"evidence.quote", s.Quote}, proof{"evidence.said", s.Quote}
	note := proof{"evidence.note", s.Note}
	subject := proof{"", s.Subject}
	var order []proof
	switch kind {
	case rules.KindAnswer:
		order = []proof{quote, subject}
	case rules.KindNudge, rules.KindResume, rules.KindFindAddress:
		order = []proof{subject}
	case rules.KindPrepare:
		order = []proof{{"", s.Quote}, {"", s.Summary}, subject}
	case rules.KindThank:
		order = []proof{{"", s.Summary}, subject}
	case rules.KindCheckIn, rules.KindPromise, rules.KindReportBack:
		order = []proof{note, said, subject}
	case rules.KindCongratulate:
		order = []proof{{"", s.Title}}
	case rules.KindConfirm:
		order = []proof{{"", s.Other}}
	default:
		order = []proof{note, subject}
	}
	for _, p := range order {
		if p.text != "" {
			return p
		}
	}
	return proof{}
}
