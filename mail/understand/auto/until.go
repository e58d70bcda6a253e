package auto

import (
	"strings"
	"time"

	"cuppa/mail/understand/times"
)

// window is how much of the text around a day is looked at, in bytes.
const window = 60

// until is the day of return that a text names, as seen from the day it was written; zero if it names none, or one that
// is past or absurdly far ahead. A day said with "back" is preferred to one said with "until".
func until(text string, written time.Time) time.Time {
	if written.IsZero() {
		return time.Time{}
	}
	low := strings.ToLower(text)
	if len(low) != len(text) {
		low = text // lower case of other length would move the days
	}
	days := times.Days(low)
	var best time.Time
	weight := 0
	for i, d := range days {
		at, ok := d.On(written)
		if !ok {
			continue
		}
		before, after := around(low, days, i)
		if w := weigh(before, after); w > weight || w == weight && w > 0 && at.After(best) {
			best, weight = at, w
			if w == lastDay && contains(before+after, throughWords) {
				best = at.AddDate(0, 0, 1)
			}
		}
	}
	return best
}

// The weights of what is said of a day.
const (
	lastDay   = 1
	returnDay = 2
)

// weigh says what the words before and after a day make of it, 0 for nothing.
func weigh(before, after string) int {
	switch {
	case contains(before, backWords), contains(after, backAfter):
		return returnDay
	case contains(before, untilWords), endsRange(before):
		return lastDay
	}
	return 0
}

// backAfter stands after the day, in German: "ab dem 13. Mai wieder", "am 13. Mai zurück".
var backAfter = []string{"wieder", "zurück", "zurueck"}

// endsRange tells whether a day comes right after a sign of a range: 3 to 14 August, 3.8. - 14.8.
func endsRange(before string) bool {
	before = strings.TrimRight(before, " \n")
	return strings.HasSuffix(before, " to") || strings.HasSuffix(before, "-") || strings.HasSuffix(before, "–")
}

// around is the text before and after a day, up to the days beside it, the end of the sentence and the window.
func around(text string, days []times.Day, i int) (before, after string) {
	d := days[i]
	from, to := max(0, d.Start-window), min(len(text), d.End+window)
	if i > 0 {
		from = max(from, days[i-1].End)
	}
	if i+1 < len(days) {
		to = min(to, days[i+1].Start)
	}
	before, after = text[from:d.Start], text[d.End:to]
	for _, stop := range []string{". ", ".\n", "\n\n", "! ", "? "} {
		if at := strings.LastIndex(before, stop); at >= 0 {
			before = before[at+len(stop):]
		}
		if at := strings.Index(after, stop); at >= 0 {
			after = after[:at]
		}
	}
	return before, after
}

func contains(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
