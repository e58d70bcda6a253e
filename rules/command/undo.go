package command

import (
	"strconv"
	"strings"

	"cuppa/rules"
)

// Earlier is one line of an answer, as undo finds it: the point's number and person, and the Source of its events.
type Earlier struct {
	Number  int
	Name    string
	Contact rules.ContactID
	Source  rules.Source
}

// LineSource is the source of the events that one line of an answer makes: "command:", the answer's key, and after "#"
// the point's number, so that undo can take back one line. Without a number it is the whole answer's, which covers its
// lines. A "#" in the key is written "%23".
func LineSource(key string, number int) rules.Source {
	source := "command:" + strings.ReplaceAll(key, "#", "%23")
	if number > 0 {
		source += "#" + strconv.Itoa(number)
	}
	return rules.Source(source)
}

// undo takes back the whole answer before, or the lines of it that are named.
func undo(c Command, ctx Context) ([]rules.Event, Receipt) {
	lines := ctx.Previous
	if len(c.Numbers) > 0 {
		lines = nil
	}
	for _, n := range c.Numbers {
		found := linesOf(ctx.Previous, n)
		if len(found) == 0 {
			return nil, refuse(c, ctx, Unclear{Reason: ReasonNothing, Number: n})
		}
		lines = append(lines, found...)
	}
	if len(lines) == 0 {
		return nil, refuse(c, ctx, Unclear{Reason: ReasonNothing})
	}
	var events []rules.Event
	var r Receipt
	for _, l := range lines {
		n := len(events)
		events = addNew(events, []rules.Event{{
			Kind: rules.Undone, Contact: l.Contact, At: ctx.Now, Source: LineSource(ctx.Key, l.Number), Ref: string(l.Source),
		}})
		if len(events) == n {
			continue
		}
		r.Lines = append(r.Lines, Line{Number: l.Number, Name: l.Name, Verb: Undo, Outcome: OutcomeUndone})
	}
	return events, r
}

func linesOf(lines []Earlier, number int) []Earlier {
	var found []Earlier
	for _, l := range lines {
		if l.Number == number {
			found = append(found, l)
		}
	}
	return found
}
