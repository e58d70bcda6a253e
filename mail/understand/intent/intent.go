// Package intent says what a person's mail wants, as far as it is plain, from the new text alone: accepts, declines,
// asks, proposes a time and so on. It is small and transparent: phrases with weights, in English and German, added up by
// intent. Below the threshold it is unsure, and others ask the owner.
package intent

import (
	"strings"

	"cuppa/mail/understand/times"
	"cuppa/rules"
)

// Finding is an intent and the words it rests on.
type Finding struct {
	Intent rules.Intent // rules.Unsure where nothing is plain
	Why    []string     // the phrases that were found for it
}

// limit bounds how much of a text is looked at, in bytes.
const limit = 16 << 10

// threshold is the weight from which an intent is plain.
const threshold = 1

// Read weighs the sentences of a new text.
func Read(text string) Finding {
	w := weights{sum: make(map[rules.Intent]float64), why: make(map[rules.Intent][]string)}
	for _, s := range sentences(text[:min(len(text), limit)]) {
		w.phrases(s)
		w.time(s)
		w.question(s)
	}
	return w.verdict()
}

// weights adds up what speaks for each intent.
type weights struct {
	sum map[rules.Intent]float64
	why map[rules.Intent][]string
}

func (w *weights) add(i rules.Intent, weight float64, why string) {
	w.sum[i] += weight
	const most = 3
	if len(w.why[i]) < most {
		w.why[i] = append(w.why[i], string(i)+": "+why)
	}
}

func (w *weights) plain(i rules.Intent) bool { return w.sum[i] >= threshold }

// phrases weighs the known phrases of a sentence, each once.
func (w *weights) phrases(s sentence) {
	for _, p := range phrases {
		if strings.Contains(s.words, p.words) {
			w.add(p.intent, p.weight, strings.TrimSpace(p.words))
		}
	}
	for _, p := range openings {
		if strings.HasPrefix(s.words, p.words) {
			w.add(p.intent, p.weight, strings.TrimSpace(p.words))
		}
	}
}

// time weighs a day or a clock time: beside "see you" it accepts, beside "cannot make it" it is that time alone that is
// refused; with a cue or a question mark it is a proposal.
func (w *weights) time(s sentence) {
	if len(times.Days(s.text)) == 0 && times.Clocks(s.text) == 0 && !containsAny(s.words, vagueTimes) {
		return
	}
	switch {
	case containsAny(s.words, meetingGreetings):
		w.add(rules.Accepts, threshold, "until we meet, with a time")
	case containsAny(s.words, refusalCues):
		w.add(rules.Reschedules, threshold, "a time that does not suit")
	case s.question || containsAny(s.words, proposalCues):
		w.add(rules.ProposesTime, threshold, "a time that is offered")
	}
}

// question weighs a question put to the reader, small talk aside.
func (w *weights) question(s sentence) {
	if s.question && containsAny(s.words, readerWords) && !containsAny(s.words, smallTalk) {
		w.add(rules.Asks, threshold, "a question to the reader")
	}
}

// verdict chooses among the plain intents the one that matters most to what happens next. Who cannot and offers another
// time reschedules.
func (w *weights) verdict() Finding {
	if w.plain(rules.Declines) && w.plain(rules.ProposesTime) {
		w.add(rules.Reschedules, threshold, "declines and offers another time")
	}
	for _, i := range order {
		if w.plain(i) || i == rules.Thanks && w.sum[i] > 0 {
			return Finding{Intent: i, Why: w.why[i]}
		}
	}
	return Finding{Intent: rules.Unsure}
}

// order is the intents, the one with the gravest consequence first.
var order = []rules.Intent{
	rules.NoMoreMail, rules.Reschedules, rules.Introduces, rules.Declines, rules.Later, rules.ProposesTime, rules.Accepts, rules.Asks, rules.Thanks,
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
