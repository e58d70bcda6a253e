package command

import (
	"slices"
	"time"

	"cuppa/rules"
)

// Context is what a command is applied to.
type Context struct {
	Key      string    // of the answer or the run that said it; LineSource makes the events' Source of it
	Points   []Point   // what the numbers stand for; for a command with Whom, all of that contact
	Previous []Earlier // what undo takes back: the lines of the newest answer before
	Now      time.Time
}

// Apply is what a command means: events, to which the caller gives ID and Learned, and what to tell the owner. Without
// a number it is about the only point there is. A command that does not fit one of its points is obeyed for none.
func Apply(c Command, ctx Context) ([]rules.Event, Receipt) {
	switch c.Verb {
	case Help:
		return nil, Receipt{Lines: []Line{{Verb: Help, Outcome: OutcomeHelp}}}
	case Undo:
		return undo(c, ctx)
	}
	points, unclear := chosen(c, ctx.Points)
	if unclear != nil {
		return nil, refuse(c, ctx, *unclear)
	}
	var events []rules.Event
	var r Receipt
	for _, p := range points {
		e, ok := meaning(c, p, ctx.Now)
		if !ok {
			return nil, refuse(c, ctx, Unclear{Reason: e.reason, Number: p.Number})
		}
		events = addNew(events, sealed(e.events, p, ctx))
		line := e.line
		line.Number, line.Name, line.Verb, line.Kind = p.Number, p.Name, c.Verb, p.Kind
		r.Lines = append(r.Lines, line)
	}
	return events, r
}

func refuse(c Command, ctx Context, u Unclear) Receipt {
	u.Text, u.Points = c.Text, len(ctx.Points)
	return Receipt{Unclear: []Unclear{u}}
}

// chosen are the points that a command is for.
func chosen(c Command, points []Point) ([]Point, *Unclear) {
	switch {
	case len(points) == 0:
		return nil, &Unclear{Reason: ReasonWhich}
	case len(c.Numbers) == 0 && !c.All && c.Whom == "" && len(points) > 1:
		return nil, &Unclear{Reason: ReasonWhich}
	case len(c.Numbers) == 0:
		return points, nil
	}
	var found []Point
	for _, n := range c.Numbers {
		i := slices.IndexFunc(points, func(p Point) bool { return p.Number == n })
		if i < 0 {
			return nil, &Unclear{Reason: ReasonNumber, Number: n}
		}
		found = append(found, points[i])
	}
	return found, nil
}

// sealed fills in what all events of a line have in common.
func sealed(events []rules.Event, p Point, ctx Context) []rules.Event {
	for i := range events {
		e := &events[i]
		e.Contact, e.Source = p.Contact, LineSource(ctx.Key, p.Number)
		if e.At.IsZero() {
			e.At = ctx.Now
		}
	}
	return events
}

// addNew adds the events that say something new: several points may be about one contact, who was spoken to once.
func addNew(events, more []rules.Event) []rules.Event {
	for _, e := range more {
		if !slices.ContainsFunc(events, func(o rules.Event) bool {
			return o.Kind == e.Kind && o.Contact == e.Contact && o.Ref == e.Ref
		}) {
			events = append(events, e)
		}
	}
	return events
}
