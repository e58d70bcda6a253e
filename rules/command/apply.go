package command

import (
	"time"

	"cuppa/rules"
)

// Context is what a command is applied to.
type Context struct {
	Key      string    // of the answer or the run that said it; with a number it makes the events' Source
	Points   []Point   // what the numbers stand for
	Previous []Earlier // what undo takes back: the lines of the newest earlier answer
	Now      time.Time
}

// Earlier is one line of an earlier answer, as undo finds it.
type Earlier struct {
	Number  int
	Name    string
	Contact rules.ContactID
	Source  rules.Source
}

// Apply is what a command means: events, with neither ID nor Learned, and what to tell the owner. A command that does
// not fit one of its points is not obeyed for any.
func Apply(c Command, ctx Context) ([]rules.Event, Receipt) {
	return nil, Receipt{Unclear: []Unclear{{Text: c.Text, Reason: ReasonUnknown, Points: len(ctx.Points)}}}
}

// LineSource is the source of the events that one line of an answer makes: the answer's key and the point's number, so
// that undo can take back one line or all.
func LineSource(key string, number int) rules.Source {
	return rules.Source("command:" + key)
}
