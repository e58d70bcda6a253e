package letter

import "time"

// NewHeld tells of mail in the owner's name that was not believed: what came, from where, and that nothing changed.
func NewHeld(v Voice, list []HeldMail, key string, at time.Time) (Letter, error) {
	words := english()
	p := page{Lang: words.tag, Title: words.say("held.subject.many", nil)}
	if len(list) == 1 {
		p.Title = words.say("held.subject", clean(list[0].Subject, maxName))
	}
	d := Digest{At: v.local(at), voice: v, words: words}
	p.Greeting = d.greeting()
	var lines []string
	for _, h := range list {
		lines = append(lines, words.say("held.mail", unheard(h)))
	}
	d.list(&p, lines)
	p.text(words.say("held.why", nil) + " " + words.say("held.own", len(list)))
	return v.letter(sheet{kind: KindHeld, key: key, at: at, page: p})
}
