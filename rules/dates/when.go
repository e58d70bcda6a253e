package dates

import (
	"fmt"
	"time"
)

// When reads a day or a time, as a person says it to a machine:
//
//	a distance     2w, in 2 weeks, a week, 3 business days, 3 days ago, in 2 Wochen, vor 3 Tagen
//	a day          today, tomorrow, yesterday, day after tomorrow, heute, morgen, übermorgen, gestern
//	               tue, this tue, next tue, last friday, tue next week, montag, nächsten montag
//	               3 June, June 3, 3rd of June 2026, 3.6., 3.6.2026, 2026-06-03, 10th, the 10, 3. Juni
//	a clock time   10:00, 9am, 9:30 pm, 9 Uhr, noon; after or before a day, or alone
//	a part of day  morning (6 to 12), afternoon (12 to 18), evening (18 to 24), früh, vormittag, nachmittag, abend: after
//	               a day, or after "this"; tonight
//	a period       next week, last week, next month, next year, the weekend, end of week (Friday), end of month,
//	               end of June, nächste Woche, Ende des Monats
//
// A day or a longer period is from its first instant in the zone to the first after it; a clock time has start == end.
// Where two days are meant by the same words it is the one to come: a weekday is the first after today, today's own
// only with a clock time to come; a date is today or later; "next tue" is Tuesday of the next week, weeks beginning on
// Monday, and "last tue" the newest Tuesday before today. Case, commas, more spaces and smart punctuation do not matter.
//
// The grammar is closed. What it does not know is an error; nothing is guessed.
func When(text string, now time.Time, zone *time.Location) (start, end time.Time, err error) {
	return phrase{now: now.In(zone), zone: zone}.read(text)
}

// WhenPast is When for what has happened: where two days are meant by the same words it is the one that has begun, and a
// distance must be said with "ago".
func WhenPast(text string, now time.Time, zone *time.Location) (start, end time.Time, err error) {
	return phrase{now: now.In(zone), zone: zone, past: true}.read(text)
}

// phrase is what words are read against.
type phrase struct {
	now  time.Time // in zone
	zone *time.Location
	past bool
}

// interval is a stretch of time, or an instant if both are equal.
type interval struct{ start, end time.Time }

// Bounds of what is looked at: no phrase of the grammar is longer.
const (
	maxPhrase = 100
	maxWords  = 8
)

func (p phrase) read(text string) (start, end time.Time, err error) {
	if len(text) <= maxPhrase {
		words := withoutT(wordsOf(text))
		for _, form := range []func([]string) (interval, bool){p.distance, p.period, p.dayAndTime} {
			if len(words) == 0 || len(words) > maxWords {
				break
			}
			if i, ok := form(words); ok {
				return i.start, i.end, nil
			}
		}
	}
	return time.Time{}, time.Time{}, fmt.Errorf("cannot read %.100q as a day or a time; "+
		"hint: say 2w, next tue, tomorrow 9am, 3 June or 2026-06-03", text)
}

// withoutT makes two words of 2026-06-03T14:30 (RFC 3339, 5.6, as far as it has no offset).
func withoutT(words []string) []string {
	if len(words) != 1 || len(words[0]) != len("2026-06-03t14:30") || words[0][10] != 't' {
		return words
	}
	return []string{words[0][:10], words[0][11:]}
}

// distance reads 2w, in 2 weeks, 3 days ago.
func (p phrase) distance(w []string) (interval, bool) {
	back := false
	switch last := len(w) - 1; {
	case w[0] == "in":
		w = w[1:]
	case w[0] == "vor":
		w, back = w[1:], true
	case w[last] == "ago":
		w, back = w[:last], true
	}
	span, ok := lengthOf(w)
	if !ok || p.past && !back {
		return interval{}, false
	}
	if back {
		span = span.negated()
	}
	at := span.From(p.now, p.zone, nil)
	if span.Clock != 0 {
		return interval{at, at}, true
	}
	return p.wholeDay(DateOf(at, p.zone)), true
}

// lengthOf reads 2w, 2 weeks, a week.
func lengthOf(w []string) (Span, bool) {
	switch len(w) {
	case 1:
		span, err := ParseSpan(w[0])
		return span, err == nil && !span.Negative()
	case 2, 3:
		n, ok := countOf(w[0])
		unit := w[1]
		if len(w) == 3 {
			unit += " " + w[2]
		}
		span, good := spanOf(n, unit)
		return span, ok && good
	}
	return Span{}, false
}

func (p phrase) wholeDay(d Date) interval { return p.days(d, 1) }

func (p phrase) days(first Date, n int) interval {
	return interval{first.Start(p.zone), first.Add(n).Start(p.zone)}
}

func (p phrase) today() Date { return DateOf(p.now, p.zone) }

// monday is the first day of the week, so many weeks on.
func (p phrase) monday(weeks int) Date {
	today := p.today()
	return today.Add(7*weeks - daysSinceMonday(today.Weekday()))
}

func daysSinceMonday(wd time.Weekday) int { return (int(wd) + 6) % 7 }
