package dates

import (
	"strings"
	"time"
	"unicode"
)

// Plain is text as the grammars compare it: lower case, plain quotes and dashes, single spaces, umlauts as one character,
// and without characters that cannot be seen.
func Plain(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case strings.ContainsRune("‘’‚‛′`´", r):
			r = '\''
		case strings.ContainsRune("“”„‟«»", r):
			r = '"'
		case strings.ContainsRune("‐‑‒–—―−", r):
			r = '-'
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			continue
		}
		b.WriteRune(r)
	}
	composed := strings.NewReplacer("a\u0308", "ä", "o\u0308", "ö", "u\u0308", "ü").Replace(b.String())
	return strings.Join(strings.Fields(composed), " ")
}

// wordsOf cuts a phrase into words. Commas separate like spaces, and a full stop is kept only where it makes a number a
// German ordinal: 3. or 3.6.
func wordsOf(text string) []string {
	words := strings.Fields(strings.ReplaceAll(Plain(text), ",", " "))
	for i, w := range words {
		w = strings.TrimRight(w, "!")
		switch bare := strings.TrimRight(w, "."); {
		case bare == "a.m" || bare == "p.m":
			w = bare[:1] + "m"
		case w == bare+"." && (isNumber(bare, 1, 2) || isDayAndMonth(bare)):
		default:
			w = bare
		}
		words[i] = w
	}
	return words
}

func isNumber(s string, fewest, most int) bool {
	_, ok := number(s, fewest, most)
	return ok
}

func isDayAndMonth(s string) bool {
	day, month, ok := strings.Cut(s, ".")
	return ok && isNumber(day, 1, 2) && isNumber(month, 1, 2)
}

// weekdayNamed knows the days of the week in English and German, also cut short.
func weekdayNamed(w string) (time.Weekday, bool) {
	switch w {
	case "monday", "mon", "montag", "mo":
		return time.Monday, true
	case "tuesday", "tue", "tues", "dienstag", "di":
		return time.Tuesday, true
	case "wednesday", "wed", "weds", "mittwoch", "mi":
		return time.Wednesday, true
	case "thursday", "thu", "thur", "thurs", "donnerstag", "do":
		return time.Thursday, true
	case "friday", "fri", "freitag", "fr":
		return time.Friday, true
	case "saturday", "sat", "samstag", "sonnabend", "sa":
		return time.Saturday, true
	case "sunday", "sun", "sonntag", "so":
		return time.Sunday, true
	}
	return 0, false
}

// monthNamed knows the months in English and German, also cut short.
func monthNamed(w string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		english := strings.ToLower(m.String())
		if w == english || w == english[:3] {
			return m, true
		}
	}
	switch w {
	case "januar", "jänner", "jaenner":
		return time.January, true
	case "februar", "feber":
		return time.February, true
	case "märz", "maerz", "mär", "mrz":
		return time.March, true
	case "mai":
		return time.May, true
	case "juni":
		return time.June, true
	case "juli":
		return time.July, true
	case "sept":
		return time.September, true
	case "oktober", "okt":
		return time.October, true
	case "dezember", "dez":
		return time.December, true
	}
	return 0, false
}

// spanOf is so many of a unit named by a word in English or German.
func spanOf(n int, unit string) (Span, bool) {
	switch unit {
	case "minute", "minutes", "min", "mins", "minuten":
		return Span{Clock: time.Duration(n) * time.Minute}, true
	case "hour", "hours", "hr", "hrs", "stunde", "stunden":
		return Span{Clock: time.Duration(n) * time.Hour}, true
	case "day", "days", "tag", "tage", "tagen":
		return Span{Days: n}, true
	case "business day", "business days", "working day", "working days",
		"werktag", "werktage", "werktagen", "arbeitstag", "arbeitstage", "arbeitstagen":
		return Span{Business: n}, true
	case "week", "weeks", "wk", "wks", "woche", "wochen":
		return Span{Days: 7 * n}, true
	case "fortnight", "fortnights":
		return Span{Days: 14 * n}, true
	case "month", "months", "monat", "monate", "monaten":
		return Span{Months: n}, true
	case "year", "years", "yr", "yrs", "jahr", "jahre", "jahren":
		return Span{Years: n}, true
	}
	return Span{}, false
}

// countOf reads a small number, in digits or in words of English or German.
func countOf(w string) (int, bool) {
	if n, ok := number(w, 1, 3); ok {
		return n, true
	}
	switch w {
	case "a", "an", "one", "ein", "eine", "einer", "einem", "einen":
		return 1, true
	case "two", "zwei":
		return 2, true
	case "three", "drei":
		return 3, true
	case "four", "vier":
		return 4, true
	case "five", "fünf":
		return 5, true
	case "six", "sechs":
		return 6, true
	case "seven", "sieben":
		return 7, true
	case "eight", "acht":
		return 8, true
	case "nine", "neun":
		return 9, true
	case "ten", "zehn":
		return 10, true
	case "eleven", "elf":
		return 11, true
	case "twelve", "zwölf":
		return 12, true
	}
	return 0, false
}

// The words that point to the following, the present and the past one of a kind.
func isNext(w string) bool {
	return w == "next" || w == "nächste" || w == "nächsten" || w == "nächster" || w == "nächstes"
}

func isThis(w string) bool {
	return w == "this" || w == "coming" || w == "diesen" || w == "diese" || w == "kommenden" || w == "kommende"
}

func isLast(w string) bool {
	return w == "last" || w == "letzte" || w == "letzten" || w == "letzter" || w == "letztes"
}
