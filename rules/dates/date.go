package dates

import (
	"strings"
	"time"
)

// dateSaid reads the words of a date: 2026-06-03, 3.6., 3.6.2026, 3 June, 3rd of June 2026, June 3, 3. Juni. Its Year is 0
// where none is said. 6/3 is none: it is March to some and June to others.
func dateSaid(words []string) (Date, bool) {
	switch len(words) {
	case 0:
		return Date{}, false
	case 1:
		return dateInDigits(words[0])
	}
	if words[1] == "of" {
		words = append([]string{words[0]}, words[2:]...)
	}
	year := 0
	if len(words) == 3 {
		y, ok := number(words[2], 4, 4)
		if !ok {
			return Date{}, false
		}
		year, words = y, words[:2]
	}
	if len(words) != 2 {
		return Date{}, false
	}
	day, month := words[0], words[1]
	if _, ok := monthNamed(day); ok {
		day, month = month, day
	}
	m, ok := monthNamed(month)
	d, good := dayOfMonth(day)
	return checked(Date{Year: year, Month: m, Day: d}, ok && good)
}

// dateInDigits reads 2026-06-03, 2026/06/03, 3.6., 3.6.26 and 3.6.2026.
func dateInDigits(w string) (Date, bool) {
	parts := strings.Split(strings.ReplaceAll(w, "/", "-"), "-")
	if len(parts) == 3 {
		y, ok1 := number(parts[0], 4, 4)
		m, ok2 := number(parts[1], 1, 2)
		d, ok3 := number(parts[2], 1, 2)
		return checked(Date{Year: y, Month: time.Month(m), Day: d}, ok1 && ok2 && ok3 && y > 0)
	}
	parts = strings.Split(w, ".")
	if len(parts) != 3 {
		return Date{}, false
	}
	d, ok1 := number(parts[0], 1, 2)
	m, ok2 := number(parts[1], 1, 2)
	y, ok3 := 0, true
	switch len(parts[2]) {
	case 0:
	case 2:
		y, ok3 = number(parts[2], 2, 2)
		y += 2000
	default:
		y, ok3 = number(parts[2], 4, 4)
	}
	return checked(Date{Year: y, Month: time.Month(m), Day: d}, ok1 && ok2 && ok3)
}

// dayOfMonth reads 3, 3. or 3rd.
func dayOfMonth(w string) (int, bool) {
	if n, ok := number(w, 1, 2); ok {
		return n, true
	}
	return ordinal(w)
}

// ordinal reads 3. or 3rd.
func ordinal(w string) (int, bool) {
	for _, suffix := range []string{"st", "nd", "rd", "th", "."} {
		if digits, ok := strings.CutSuffix(w, suffix); ok {
			return number(digits, 1, 2)
		}
	}
	return 0, false
}

// checked refuses a date that no calendar has, or that lies centuries away.
func checked(d Date, ok bool) (Date, bool) {
	year := d.Year
	if year == 0 {
		year = 2000 // a leap year: 29 Feb is a date where no year is said
	}
	if !ok || year < 1900 || year > 2199 || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > daysIn(year, d.Month) {
		return Date{}, false
	}
	return d, true
}
