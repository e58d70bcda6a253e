package auto

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cuppa/mail"
	"cuppa/rules"
)

// left tells whether the text says that its author does not work there any more.
func left(text string) bool {
	text = strings.Join(strings.Fields(strings.ToLower(text)), " ")
	for _, p := range stillPhrases {
		text = strings.ReplaceAll(text, p, "")
	}
	for _, p := range leftPhrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// successor is the first person with an address that the text names, its author aside; nil if it names none.
func successor(m *mail.Message, text string) *rules.Person {
	words := strings.Fields(text)
	for i, word := range words {
		addr := bare(word)
		if addr == "" || own(m, addr) {
			continue
		}
		return &rules.Person{Name: nameBefore(words[:i]), Address: addr}
	}
	return nil
}

// own tells whether an address is one that the mail itself is from or for.
func own(m *mail.Message, addr string) bool {
	for _, list := range [][]mail.Address{m.From, m.ReplyTo, m.Sender, m.To, m.Cc} {
		for _, a := range list {
			if a.Addr == addr {
				return true
			}
		}
	}
	return false
}

// bare is the address in a word, without brackets and punctuation, lower case; "" if it holds none.
func bare(word string) string {
	word = strings.Trim(word, "<>()[]{}\"'.,;:!?*")
	if i := strings.LastIndex(strings.ToLower(word), "mailto:"); i >= 0 {
		word = word[i+len("mailto:"):]
	}
	word = strings.ToLower(word)
	local, domain, ok := strings.Cut(word, "@")
	if !ok || local == "" || !strings.Contains(domain, ".") || strings.ContainsAny(word, "<>()[],;:/\"") || len(word) > 254 {
		return ""
	}
	return word
}

// betweenWords may stand between a name and its address.
var betweenWords = map[string]bool{
	"at": true, "via": true, "on": true, "by": true, "under": true, "unter": true, "per": true, "email": true, "e-mail": true, "mail": true, "über": true, "an": true, "or": true, "oder": true,
}

// nameBefore is the run of up to four capitalised words before an address, if it is two or more.
func nameBefore(words []string) string {
	end := len(words)
	for end > 0 && len(words)-end < 3 && betweenWords[strings.ToLower(strings.Trim(words[end-1], "(,:"))] {
		end--
	}
	const most = 4
	start := end
	for start > 0 && end-start < most && nameWord(words[start-1], start == end) {
		start--
	}
	if end-start < 2 {
		return ""
	}
	return strings.Trim(strings.Join(words[start:end], " "), " ,:(")
}

// nameWord tells whether a word may be part of a name: a capital first, and no punctuation at its end, but for the last.
func nameWord(word string, last bool) bool {
	if last {
		word = strings.TrimRight(word, ",:(")
	}
	r, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(r) || strings.ContainsAny(word, ",:;!?@/()") {
		return false
	}
	return !callWords[strings.ToLower(word)]
}

// callWords begin a sentence before a name and are no part of it.
var callWords = map[string]bool{
	"please": true, "contact": true, "bitte": true, "kontaktieren": true, "write": true, "email": true, "e-mail": true, "mail": true, "sie": true, "herr": true, "herrn": true,
	"frau": true, "mr": true, "mrs": true, "ms": true, "mr.": true, "mrs.": true, "ms.": true, "my": true, "our": true, "colleague": true, "kollegin": true, "kollegen": true, "to": true, "dr.": true,
}
