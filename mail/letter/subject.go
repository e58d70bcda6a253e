package letter

import "strings"

// maxPhrases is how many prompts a subject names: the first two carry the sense on a phone's screen.
const maxPhrases = 2

// subject names the first prompts by first name alone, for it stands on a lock screen.
func (d Digest) subject() string {
	var phrases []string
	for _, x := range d.Prompts[:min(len(d.Prompts), maxPhrases)] {
		phrases = append(phrases, d.words.sayFor(x.Kind, "subject", x.speech))
	}
	if len(phrases) == 0 {
		return d.words.say("none.subject", nil)
	}
	return clean(capital(strings.Join(phrases, "; ")), maxSubject)
}
