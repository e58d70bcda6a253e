package rules

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// timeline is what is left of events in the one order that Fold knows: each ID once, without what is undone, by time and
// then ID, an answer at least a second after what it answers.
func timeline(events []Event) []Event {
	line := standing(distinct(events))
	times := answerTimes(line)
	for i := range line {
		line[i].At = times[i]
	}
	slices.SortStableFunc(line, byTime)
	return line
}

func byTime(a, b Event) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

// distinct is a sorted copy of events, each ID once.
func distinct(events []Event) []Event {
	line := slices.Clone(events)
	slices.SortStableFunc(line, byTime)
	seen := make(map[EventID]bool, len(line))
	return slices.DeleteFunc(line, func(e Event) bool {
		was := seen[e.ID]
		seen[e.ID] = true
		return was
	})
}

// standing drops every event whose source is taken back, and the taking back itself.
func standing(line []Event) []Event {
	undone := slices.DeleteFunc(slices.Clone(line), func(e Event) bool { return e.Kind != Undone || covers(e.Ref, e.Source) })
	return slices.DeleteFunc(line, func(e Event) bool {
		return e.Kind == Undone || takenBack(e.Source, undone, map[Source]bool{})
	})
}

// takenBack tells whether one of undone takes back the source. One that is itself taken back takes nothing back, whatever
// the clocks say; a ring of them is cut where it is met again. Known is what was found on the way.
func takenBack(s Source, undone []Event, known map[Source]bool) bool {
	if taken, ok := known[s]; ok {
		return taken
	}
	known[s] = false
	known[s] = slices.ContainsFunc(undone, func(e Event) bool {
		return covers(e.Ref, s) && !takenBack(e.Source, undone, known)
	})
	return known[s]
}

// covers tells whether taking back the source named takes back s: the same, or a line of it ("command:k" covers
// "command:k#2").
func covers(named string, s Source) bool {
	rest, ok := strings.CutPrefix(string(s), named)
	return ok && named != "" && (rest == "" || rest[0] == '#')
}

// answerTimes gives each event's time, moved to a second after the newest of what its mail answers where a clock was
// wrong. A chain that bites its own tail is cut where it is met again.
func answerTimes(line []Event) []time.Time {
	at := mailsOf(line)
	times := make([]time.Time, len(line))
	met := make([]bool, len(line))
	var visit func(i int) time.Time
	visit = func(i int) time.Time {
		if met[i] {
			return times[i]
		}
		met[i], times[i] = true, line[i].At
		if j, known := at[line[i].Source]; known { // what else a mail says, it says when it was written
			times[i] = latest(times[i], visit(j))
		}
		for _, s := range line[i].Answers {
			if j, known := at[s]; known && line[j].Source != line[i].Source {
				times[i] = latest(times[i], visit(j).Add(time.Second))
			}
		}
		return times[i]
	}
	for i := range line {
		visit(i)
	}
	return times
}

// mailsOf is where in the line each mail stands, by every name that it has.
func mailsOf(line []Event) map[Source]int {
	at := make(map[Source]int, len(line))
	for i, e := range line {
		if e.Kind != Sent && e.Kind != Received && e.Kind != Meet {
			continue
		}
		for _, s := range append([]Source{e.Source}, e.Also...) {
			if _, known := at[s]; !known {
				at[s] = i
			}
		}
	}
	return at
}
