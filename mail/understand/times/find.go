package times

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// months and weekdays are the names as they are written, in lower case, without the dot of an abbreviation.
var months = map[string]time.Month{
	"january": 1, "jan": 1, "januar": 1, "jänner": 1, "february": 2, "feb": 2, "februar": 2, "march": 3, "mar": 3, "märz": 3, "mär": 3,
	"maerz": 3, "april": 4, "apr": 4, "may": 5, "mai": 5, "june": 6, "jun": 6, "juni": 6, "july": 7, "jul": 7, "juli": 7,
	"august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10, "oktober": 10, "okt": 10,
	"november": 11, "nov": 11, "december": 12, "dec": 12, "dezember": 12, "dez": 12,
}

var weekdays = map[string]int{
	"sunday": 0, "sonntag": 0, "monday": 1, "montag": 1, "tuesday": 2, "dienstag": 2, "wednesday": 3, "mittwoch": 3,
	"thursday": 4, "donnerstag": 4, "friday": 5, "freitag": 5, "saturday": 6, "samstag": 6, "sonnabend": 6,
}

const (
	monthNames = `(jan(?:uary|uar)?|jänner|feb(?:ruary|ruar)?|mar(?:ch)?|märz|mär|maerz|apr(?:il)?|may|mai|june?|juni|july?|juli|` +
		`aug(?:ust)?|sept(?:ember)?|sep|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?)`
	weekdayNames = `(sunday|sonntag|monday|montag|tuesday|dienstag|wednesday|mittwoch|thursday|donnerstag|friday|freitag|saturday|samstag|sonnabend)`
)

// The forms in which a day is written. RE2 takes linear time.
var (
	iso      = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	dotted   = regexp.MustCompile(`(?:^|[^\d.])(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d{2})\b)?`)
	slashed  = regexp.MustCompile(`\b(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b`)
	dayMonth = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)?[ -]` + monthNames + `\b\.?,?(?:[ -](\d{4})\b)?`)
	monthDay = regexp.MustCompile(`(?i)\b` + monthNames + `\b\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4})\b)?`)
	weekday  = regexp.MustCompile(`(?i)\b` + weekdayNames + `\b`)
	tomorrow = regexp.MustCompile(`(?i)(?:^|[^\pL])(tomorrow|morgen|übermorgen)\b`)
	clock    = regexp.MustCompile(`(?i)\b(\d{1,2}[:.]\d{2}(?: ?(?:am|pm|uhr|h))?|\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.|uhr|o'clock)|noon|midday|mittags)(?:\b|$)`)
)

// limit bounds how much of a text is looked at, in bytes.
const limit = 64 << 10

// Days finds the days that a text names, in the order in which they stand there.
func Days(text string) []Day {
	text = fold(text)
	var all []Day
	all = append(all, find(text, iso, func(g []string) Day { return date(g[3], monthOf(g[2]), g[1]) })...)
	all = append(all, find(text, dotted, func(g []string) Day { return date(g[1], monthOf(g[2]), g[3]) })...)
	all = append(all, find(text, slashed, func(g []string) Day { return swappable(g[1], g[2], g[3]) })...)
	all = append(all, find(text, dayMonth, func(g []string) Day { return date(g[1], monthOf(g[2]), g[3]) })...)
	all = append(all, find(text, monthDay, func(g []string) Day { return date(g[2], monthOf(g[1]), g[3]) })...)
	all = append(all, find(text, weekday, func(g []string) Day { return Day{weekday: weekdays[strings.ToLower(g[1])]} })...)
	all = append(all, find(text, tomorrow, nextDays)...)
	return apart(all)
}

// Clocks counts the clock times that a text names.
func Clocks(text string) int {
	return len(clock.FindAllStringIndex(fold(text), -1))
}

// fold makes one blank of each white space, byte by byte, so that places stay; it cuts what is too long.
func fold(text string) string {
	folded := []byte(text[:min(len(text), limit)])
	for i, c := range folded {
		if c == '\n' || c == '\r' || c == '\t' {
			folded[i] = ' '
		}
	}
	return string(folded)
}

// find applies one form to the text, a day beginning with the form's first group; days that cannot be, and numbers that go
// on, are left out.
func find(text string, form *regexp.Regexp, read func(groups []string) Day) []Day {
	var all []Day
	for _, at := range form.FindAllStringSubmatchIndex(text, -1) {
		groups := make([]string, len(at)/2)
		for i := range groups {
			if at[2*i] >= 0 {
				groups[i] = text[at[2*i]:at[2*i+1]]
			}
		}
		d := read(groups)
		d.Start, d.End = at[2], at[1]
		goesOn := d.End < len(text) && '0' <= text[d.End] && text[d.End] <= '9'
		if goesOn {
			continue
		}
		if d.weekday >= 0 || d.relative > 0 || 1 <= d.day && d.day <= 31 && 1 <= d.month && d.month <= 12 {
			all = append(all, d)
		}
	}
	return all
}

// apart orders the days and drops those that overlap an earlier or longer one, and a weekday just before its date.
func apart(all []Day) []Day {
	slices.SortFunc(all, func(a, b Day) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	var kept []Day
	for i, d := range all {
		if len(kept) > 0 && d.Start < kept[len(kept)-1].End {
			continue
		}
		const between = len(", the ")
		if d.weekday >= 0 && i+1 < len(all) && all[i+1].weekday < 0 && all[i+1].Start-d.End <= between {
			continue
		}
		kept = append(kept, d)
	}
	return kept
}

func date(day string, month time.Month, year string) Day {
	return Day{year: yearOf(year), month: month, day: number(day), weekday: -1}
}

// swappable reads 5/6/2026 as day and month, and 12/25/2026 as month and day.
func swappable(first, second, year string) Day {
	d := date(first, monthOf(second), year)
	if number(second) > 12 {
		d = date(second, monthOf(first), year)
	}
	d.swapped = number(first) <= 12 && number(second) <= 12
	return d
}

func nextDays(groups []string) Day {
	if strings.EqualFold(groups[1], "übermorgen") {
		return Day{weekday: -1, relative: 2}
	}
	return Day{weekday: -1, relative: 1}
}

// monthOf reads a name or a number.
func monthOf(s string) time.Month {
	if m, ok := months[strings.ToLower(s)]; ok {
		return m
	}
	return time.Month(number(s))
}

// yearOf reads a year of four digits, or of two: of this century.
func yearOf(s string) int {
	n := number(s)
	if len(s) == 2 {
		n += 2000
	}
	return n
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
