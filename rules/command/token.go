package command

import (
	"slices"
	"strconv"
	"strings"

	"cuppa/rules/dates"
)

// token is one word of a line, or what stands between two commands.
type token struct {
	raw   string // as given
	plain string // as compared
	sep   separator
}

// separator says what a token can part.
type separator int

const (
	word separator = iota
	soft           // , and . and "and": between the numbers of a command, or between commands
	hard           // ; between commands alone
)

// Bounds of what is looked at: no command is longer.
const (
	maxLine    = 300
	maxTokens  = 40
	maxNumbers = 50
)

// tokensOf cuts a line. A bullet in front, quotes around words and a full stop at the end are dropped.
func tokensOf(line string) []token {
	line = strings.NewReplacer(",", " , ", ";", " ; ").Replace(line)
	var tokens []token
	for i, raw := range strings.Fields(line) {
		plain := dates.Plain(raw)
		if i == 0 && isBullet(plain) {
			continue
		}
		tokens = append(tokens, tokensOfWord(raw, plain)...)
	}
	for len(tokens) > 0 && tokens[len(tokens)-1].sep != word {
		tokens = tokens[:len(tokens)-1]
	}
	if last := len(tokens) - 1; last >= 0 {
		tokens[last].plain = strings.TrimRight(tokens[last].plain, ".")
	}
	return tokens
}

func isBullet(plain string) bool {
	return plain == "-" || plain == "*" || plain == "•" || plain == "·" || plain == "+"
}

// tokensOfWord makes a full stop that ends a word, but not one after a number or within a word (10. and a.m.), a token of
// its own.
func tokensOfWord(raw, plain string) []token {
	switch plain {
	case ";":
		return []token{{raw, plain, hard}}
	case ",", "and", "und", "&", ".":
		return []token{{raw, plain, soft}}
	}
	plain = strings.Trim(plain, `"'!`)
	if plain = strings.TrimSuffix(plain, ":"); plain == "" {
		return nil
	}
	bare, stopped := strings.CutSuffix(plain, ".")
	if !stopped || bare == "" || strings.Contains(bare, ".") || bare[len(bare)-1] <= '9' {
		return []token{{raw, plain, word}}
	}
	return []token{{raw, bare, word}, {"", "", soft}}
}

// number reads 4, 4. 4) (4) and #4.
func (t token) number() (int, bool) {
	s := strings.TrimPrefix(strings.TrimPrefix(t.plain, "#"), "(")
	s = strings.TrimSuffix(strings.TrimSuffix(s, "."), ")")
	if t.sep != word || s == "" || len(s) > 3 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0
}

func (t token) isAll() bool {
	return t.plain == "all" || t.plain == "alle" || t.plain == "alles" || t.plain == "everything"
}

// joined puts tokens together again, as given or as compared.
func joined(tokens []token, part func(token) string) string {
	var words []string
	for _, t := range tokens {
		if w := part(t); w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

func rawOf(t token) string   { return t.raw }
func plainOf(t token) string { return t.plain }

// targets are the points a command names.
type targets struct {
	numbers []int
	all     bool
}

// targetsOf reads numbers, with or without soft separators between them, or "all", and nothing else.
func targetsOf(tokens []token) (targets, bool) {
	if len(tokens) == 1 && tokens[0].isAll() {
		return targets{all: true}, true
	}
	var t targets
	for _, tok := range tokens {
		if tok.sep == soft {
			continue
		}
		n, ok := tok.number()
		if !ok || len(t.numbers) == maxNumbers {
			return targets{}, false
		}
		if !slices.Contains(t.numbers, n) {
			t.numbers = append(t.numbers, n)
		}
	}
	last := len(tokens) - 1
	return t, last >= 0 && tokens[last].sep == word
}

// trimSoft drops soft separators from the front.
func trimSoft(tokens []token) []token {
	for len(tokens) > 0 && tokens[0].sep == soft {
		tokens = tokens[1:]
	}
	return tokens
}
