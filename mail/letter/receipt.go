package letter

import (
	"strings"
	"time"

	"cuppa/rules/command"
)

// NewReceipt is the answer to the owner's answer: what was done, and what was not clear. It goes into the thread of the
// owner's mail.
func NewReceipt(v Voice, r command.Receipt, key string, at time.Time, t Thread) (Letter, error) {
	words := english()
	subject := clean(t.Subject, maxSubject)
	if len(subject) < 3 || !strings.EqualFold(subject[:3], "re:") {
		subject = words.say("receipt.subject", subject)
	}
	p := v.receipt(r, at)
	p.Title = subject
	return v.letter(sheet{kind: KindReceipt, key: key, at: at, page: p, points: t.Points, thread: &t})
}

// ReceiptText is a receipt as plain text, for the command line.
func ReceiptText(v Voice, r command.Receipt, at time.Time) string { return v.receipt(r, at).plain() }

func (v Voice) receipt(r command.Receipt, at time.Time) page {
	words := english()
	p := page{Lang: words.tag}
	done, help := splitHelp(r.Lines)
	if len(done) > 0 {
		p.Greeting = words.say("receipt.done", firstName(v.Owner))
		p.rows(v.done(done, at))
	}
	if help {
		v.help(&p)
	}
	if len(r.Unclear) > 0 {
		p.heading(words.say("receipt.unclear", nil))
		p.rows(unclear(words, r.Unclear))
	}
	if len(done)+len(r.Unclear) > 0 {
		p.text(closing(words, done))
	}
	return p
}

// splitHelp parts what changed something from the wish for help.
func splitHelp(lines []command.Line) (done []command.Line, help bool) {
	for _, l := range lines {
		if l.Outcome == command.OutcomeHelp {
			help = true
			continue
		}
		done = append(done, l)
	}
	return done, help
}

// closing says what did not happen, and how to take back what did.
func closing(words language, done []command.Line) string {
	if len(done) == 0 {
		return words.say("receipt.none", nil) + " " + words.say("receipt.nobody", nil)
	}
	undo, one := true, ""
	for _, l := range done {
		if l.Outcome == command.OutcomeUndone {
			undo = false
		}
		if l.Number > 0 && len(done) > 1 {
			one = decimal(l.Number)
		}
	}
	if !undo {
		return words.say("receipt.nobody", nil)
	}
	return words.say("receipt.nobody", nil) + " " + words.say("receipt.undo", one)
}

type outcome struct {
	Name, Kind, Until, At, Address string
}

func (v Voice) done(lines []command.Line, at time.Time) []row {
	words, now := english(), v.local(at)
	var all []row
	for _, l := range lines {
		o := outcome{Name: called(words, l.Name), Kind: l.Kind, Address: clean(l.Address, maxAddress)}
		if !l.Until.IsZero() {
			o.Until = words.say("date.weekday", words.day(v.local(l.Until), now))
		}
		if !l.At.IsZero() {
			o.At = words.say("date", words.day(v.local(l.At), now))
		}
		mark := clean(l.Name, maxName)
		if l.Number > 0 {
			mark = strings.TrimSpace(decimal(l.Number) + " " + mark)
		}
		all = append(all, row{Mark: mark, Text: words.sayOf("outcome", string(l.Outcome), o)})
	}
	return all
}

func called(words language, name string) string {
	if name = clean(name, maxName); name != "" {
		return name
	}
	return words.say("somebody", nil)
}

func unclear(words language, list []command.Unclear) []row {
	var all []row
	for _, u := range list {
		text := words.sayOf("reason", string(u.Reason), struct {
			Text, Nearest, Points string
			N                     int
		}{clean(u.Text, maxSubject), clean(u.Nearest, maxName), words.count(u.Points).Words, u.Points})
		all = append(all, row{Mark: `"` + clean(u.Text, maxSubject) + `"`, Text: text})
	}
	return all
}

// help lists the words that are understood.
func (v Voice) help(p *page) {
	words := english()
	p.heading(words.say("help.heading", nil))
	p.text(words.say("help.how", nil))
	var rows []row
	for _, e := range command.Table() {
		rows = append(rows, row{Mark: e.Example, Text: words.sayOf("help", string(e.Verb), nil)})
	}
	p.rows(rows)
}
