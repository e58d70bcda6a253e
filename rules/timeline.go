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
	if c := a.At.Compare(b.At); c != 0 {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
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

// standing drops every event whose source is taken back, and the taking back itself. The newest word counts: an undone
// that is undone takes nothing back.
func standing(line []Event) []Event {
	var taken []string
	isTaken := func(s Source) bool {
		return slices.ContainsFunc(taken, func(t string) bool { return covers(t, s) })
	}
	for _, e := range slices.Backward(line) {
		if e.Kind == Undone && !covers(e.Ref, e.Source) && !isTaken(e.Source) {
			taken = append(taken, e.Ref)
		}
	}
	return slices.DeleteFunc(line, func(e Event) bool { return e.Kind == Undone || isTaken(e.Source) })
}

// covers tells whether taking back the source named takes back s: the same, or a line of it ("command:k" covers
// "command:k#2").
func covers(named string, s Source) bool {
	rest, ok := strings.CutPrefix(string(s), named)
	return ok && named != "" && (rest == "" || rest[0] == '#')
}

// answerTimes gives each event's time, moved to a second after the newest of what it answers where a clock was wrong. A
// chain that bites its own tail is cut where it is met again.
func answerTimes(line []Event) []time.Time {
	at := make(map[Source]int, len(line))
	for i, e := range line {
		if _, known := at[e.Source]; !known && (e.Kind == Sent || e.Kind == Received || e.Kind == Meet) {
			at[e.Source] = i
		}
	}
	times := make([]time.Time, len(line))
	met := make([]bool, len(line))
	var visit func(i int) time.Time
	visit = func(i int) time.Time {
		if met[i] {
			return times[i]
		}
		met[i], times[i] = true, line[i].At
		for _, s := range line[i].Answers {
			j, known := at[s]
			if !known || line[j].Source == line[i].Source {
				continue
			}
			if least := visit(j).Add(time.Second); times[i].Before(least) {
				times[i] = least
			}
		}
		return times[i]
	}
	for i := range line {
		visit(i)
	}
	return times
}
