package command

import (
	"slices"
	"strings"
	"time"

	"cuppa/rules/dates"
)

// Parse reads one line of the owner's new text: numbers and a verb in either order, a time where the verb takes one, and
// several such commands with a comma, semicolon or "and" between them:
//
//	1 4 done, 6 later        done 1, 4; rest 7       all later
//	6 later 2w               later next tue 3        3 met tuesday 10:00
//
// Case, a bullet in front, quotes, full stops and "1." for 1 do not matter. A line that is not wholly made of commands,
// or can be read in two ways, gives an *Unclear error and no command.
func Parse(line string, now time.Time, zone *time.Location) ([]Command, error) {
	text := strings.TrimSpace(line)
	if len(text) > maxLine {
		return nil, &Unclear{Text: cut(text), Reason: ReasonUnknown}
	}
	tokens := tokensOf(text)
	if len(tokens) > maxTokens {
		return nil, &Unclear{Text: cut(text), Reason: ReasonUnknown}
	}
	p := parser{tokens: tokens, now: now, zone: zone}
	switch found := p.readings(); len(found) {
	case 0:
		return nil, &Unclear{Text: cut(text), Reason: ReasonUnknown, Nearest: nearest(wordsOf(tokens))}
	case 1:
		return found[0], nil
	}
	return nil, &Unclear{Text: text, Reason: ReasonAmbiguous}
}

// ParseSubject reads the subject of a prepared mail, as Subject writes it: one command, then in brackets whom and what it
// is about. A subject that was cut short on the way is read as long as the command is whole.
func ParseSubject(subject string, now time.Time, zone *time.Location) (Command, error) {
	text, _, _ := strings.Cut(subject, " (")
	commands, err := Parse(text, now, zone)
	if err != nil {
		return Command{}, err
	}
	if len(commands) != 1 {
		return Command{}, &Unclear{Text: cut(subject), Reason: ReasonAmbiguous}
	}
	return commands[0], nil
}

// cut shortens what is shown of a long line.
func cut(text string) string {
	runes := []rune(text)
	if len(runes) <= maxLine/3 {
		return text
	}
	return string(runes[:maxLine/3]) + "…"
}

func wordsOf(tokens []token) []string {
	var words []string
	for _, t := range tokens {
		if t.sep == word {
			words = append(words, t.plain)
		}
	}
	return words
}

// parser finds all readings of a line: only a line with exactly one is understood.
type parser struct {
	tokens []token
	now    time.Time
	zone   *time.Location
}

// readings are the different ways to read the whole line, at most two of them. From the end to the front, each is a
// command up to a separator or the end, then a reading of what follows.
func (p parser) readings() [][]Command {
	n := len(p.tokens)
	from := make([][][]Command, n+1)
	for i := n - 1; i >= 0; i-- {
		if i > 0 && p.tokens[i-1].sep == word {
			continue // no command begins in the middle of words
		}
		if p.tokens[i].sep != word {
			from[i] = from[i+1] // two separators are as good as one: ", and"
			continue
		}
		for j := i + 1; j <= n; j++ {
			if j < n && p.tokens[j].sep == word {
				continue
			}
			from[i] = p.join(from[i], p.clause(p.tokens[i:j]), from[min(j+1, n)], j == n)
		}
	}
	return from[0]
}

// join adds every new reading made of a first command and a rest, up to two.
func (p parser) join(found [][]Command, firsts []Command, rests [][]Command, last bool) [][]Command {
	if last {
		rests = [][]Command{nil}
	}
	for _, first := range firsts {
		for _, rest := range rests {
			reading := append([]Command{first}, rest...)
			if len(found) < 2 && !slices.ContainsFunc(found, func(f []Command) bool { return slices.EqualFunc(f, reading, same) }) {
				found = append(found, reading)
			}
		}
	}
	return found
}

// same reports whether two commands ask for the same.
func same(a, b Command) bool {
	return a.Verb == b.Verb && a.All == b.All && slices.Equal(a.Numbers, b.Numbers) && a.Start.Equal(b.Start) && a.End.Equal(b.End)
}

// clause gives all readings of some tokens as one command: targets, then a verb, or a verb, then targets; a time after
// the verb, before or after its targets.
func (p parser) clause(tokens []token) []Command {
	front := 0
	for front < len(tokens) && isTarget(tokens[front]) {
		front++
	}
	before, named := targetsOf(tokens[:front])
	if front > 0 && !named {
		return nil
	}
	var found []Command
	for _, v := range verbsAt(tokens[front:]) {
		c := Command{Verb: v.verb, Numbers: before.numbers, All: before.all, Text: joined(tokens, rawOf)}
		found = append(found, p.complete(c, trimSoft(tokens[front+v.length:]), named)...)
	}
	return found
}

func isTarget(t token) bool {
	_, ok := t.number()
	return ok || t.isAll() || t.sep == soft
}

// verbAt is a verb, and how many tokens name it.
type verbAt struct {
	verb   Verb
	length int
}

// verbsAt are the verbs that the tokens begin with.
func verbsAt(tokens []token) []verbAt {
	var found []verbAt
	for _, e := range Table() {
		for _, name := range e.Words {
			n := strings.Count(name, " ") + 1
			if n <= len(tokens) && joined(tokens[:n], plainOf) == name {
				found = append(found, verbAt{e.Verb, n})
			}
		}
	}
	return found
}

// complete reads what follows the verb.
func (p parser) complete(c Command, rest []token, named bool) []Command {
	var found []Command
	for k := 0; k <= len(rest); k++ {
		found = append(found, p.withParts(c, rest[:k], rest[k:], named)...)
		if k > 0 && k < len(rest) {
			found = append(found, p.withParts(c, rest[k:], rest[:k], named)...)
		}
	}
	return found
}

// withParts gives the command these targets and this time, if that is what the words are.
func (p parser) withParts(c Command, whom, when []token, named bool) []Command {
	if len(whom) > 0 {
		t, ok := targetsOf(trimEnds(whom))
		if !ok || named {
			return nil
		}
		c.Numbers, c.All = t.numbers, t.all
	}
	if c.Verb == Help && (c.All || len(c.Numbers) > 0) {
		return nil
	}
	words := joined(trimEnds(when), plainOf)
	if words == "" && c.Verb == Later {
		words = "1w"
	}
	if words == "" {
		return []Command{c}
	}
	read := dates.When
	if c.Verb == Met {
		read = dates.WhenPast
	}
	start, end, err := read(words, p.now, p.zone)
	if err != nil || !c.Verb.takesTime() {
		return nil
	}
	c.Start, c.End = start, end
	return []Command{c}
}

// trimEnds drops soft separators from both ends.
func trimEnds(tokens []token) []token {
	tokens = trimSoft(tokens)
	for len(tokens) > 0 && tokens[len(tokens)-1].sep == soft {
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}
