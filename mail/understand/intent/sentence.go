package intent

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is one sentence as it stands, and as its words in lower case with one blank around each.
type sentence struct {
	text     string
	words    string
	question bool
}

// sentences takes a text apart at full stops before a capital, at question and exclamation marks, and at blank lines.
func sentences(text string) []sentence {
	var all []sentence
	begin := 0
	cut := func(end int, question bool) {
		if words := normal(text[begin:end]); words != " " {
			all = append(all, sentence{text: text[begin:end], words: words, question: question})
		}
		begin = end
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c == '?':
			cut(i+1, true)
		case c == '!', c == '.' && endsSentence(text[i+1:]), c == '\n' && strings.HasPrefix(text[i+1:], "\n"):
			cut(i+1, false)
		}
	}
	cut(len(text), false)
	return all
}

// endsSentence tells whether a full stop before this text ends a sentence: a capital follows, or nothing.
func endsSentence(after string) bool {
	trimmed := strings.TrimLeft(after[:min(len(after), 8)], " \n\t\r")
	if trimmed == "" {
		return len(after) < 8
	}
	r, _ := utf8.DecodeRuneInString(trimmed)
	return len(trimmed) < min(len(after), 8) && unicode.IsUpper(r)
}

// normal is a text's words in lower case, one blank around each; apostrophes stay and are made equal.
func normal(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	blank := true
	for _, r := range text {
		switch {
		case r == '’' || r == '\'' || r == '‘':
			b.WriteByte('\'')
			blank = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
			blank = false
		case !blank:
			b.WriteByte(' ')
			blank = true
		}
	}
	if !blank {
		b.WriteByte(' ')
	}
	return b.String()
}
