package message

import (
	"strconv"
	"strings"
	"time"
)

// maxDate is how much of a Date field is read.
const maxDate = 200

// parseDate reads a date (RFC 5322, 3.3 and 4.3) and what programs write instead: any order of day, month and year in
// words, ISO 8601, two-digit years, missing weekday, seconds or zone (then UTC), zones in words, trailing comments.
func parseDate(s string) (t time.Time, ok bool) {
	s = stripComments(cutRunes(s, maxDate))
	d := dateParts{day: -1, year: -1, hour: -1}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == ',' || r == 0xa0 }) {
		d.word(word)
	}
	return d.time()
}

// dateParts is what the words of a date have said so far; -1 where nothing was.
type dateParts struct {
	day, year, hour, minute, second int
	month                           time.Month
	offset                          int // seconds east of UTC
	bad                             bool
}

// word takes one word for what it looks like.
func (d *dateParts) word(w string) {
	month := monthOf(w)
	switch {
	case strings.Contains(w, ":"):
		d.clock(w)
	case isNumber(w):
		d.number(w)
	case month != 0:
		d.month = month
	case d.calendar(w):
	case d.hour >= 0:
		d.zone(w)
	}
}

// number takes a bare number for the day, the year, or a zone that lacks its sign.
func (d *dateParts) number(w string) {
	n, err := strconv.Atoi(w)
	switch {
	case err != nil:
		d.bad = true
	case d.day < 0 && len(w) <= 2:
		d.day = n
	case d.year < 0 && len(w) >= 2:
		d.year = fullYear(n, len(w))
	case d.hour >= 0 && len(w) == 4:
		d.zone("+" + w)
	}
}

// fullYear completes years of two and three digits (RFC 5322, 4.3).
func fullYear(n, digits int) int {
	switch {
	case digits == 2 && n < 50:
		return 2000 + n
	case digits <= 3:
		return 1900 + n
	}
	return n
}

// calendar reads a date in one word: 2003-07-01, 2003/07/01, 01-Jul-2003.
func (d *dateParts) calendar(w string) bool {
	parts := strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	if len(parts) != 3 || d.year >= 0 || !isNumber(parts[0]) || !isNumber(parts[2]) {
		return false
	}
	if month := monthOf(parts[1]); month != 0 {
		d.month = month
		d.number(parts[0])
		d.number(parts[2])
		return true
	}
	month, err := strconv.Atoi(parts[1])
	if err != nil || len(parts[0]) != 4 || month < 1 || month > 12 {
		return false // 07/01/2003 is July or January: nobody knows
	}
	d.month = time.Month(month)
	d.number(parts[0])
	d.number(parts[2])
	return true
}

// clock reads 10:52, 10:52:37, 10:52:37.25 and what is joined to it: a date and a T in front, a zone behind.
func (d *dateParts) clock(w string) {
	if date, rest, ok := strings.Cut(w, "T"); ok && d.calendar(date) {
		w = rest
	}
	if d.hour >= 0 || w == "" || w[0] < '0' || w[0] > '9' {
		d.zone(w)
		return
	}
	end := strings.IndexFunc(w, func(r rune) bool { return r != ':' && r != '.' && (r < '0' || r > '9') })
	if end < 0 {
		end = len(w)
	}
	parts := strings.Split(w[:end], ":")
	if len(parts) < 2 || len(parts) > 3 {
		d.bad = true
		return
	}
	d.hour, d.minute = d.small(parts[0], 23), d.small(parts[1], 59)
	if len(parts) == 3 {
		whole, _, _ := strings.Cut(parts[2], ".")
		d.second = d.small(whole, 60)
	}
	if end < len(w) {
		d.zone(w[end:])
	}
}

// small reads a number of one or two digits up to limit.
func (d *dateParts) small(s string, limit int) int {
	n, err := strconv.Atoi(s)
	if err != nil || len(s) > 2 || n < 0 || n > limit {
		d.bad = true
		return 0
	}
	return n
}

// time puts the parts together, if they are a day that exists.
func (d *dateParts) time() (t time.Time, ok bool) {
	if d.bad || d.month == 0 || d.day < 1 || d.year < 1 || d.year > 9999 {
		return time.Time{}, false
	}
	zone := time.UTC
	if d.offset != 0 {
		zone = time.FixedZone("", d.offset)
	}
	t = time.Date(d.year, d.month, d.day, max(d.hour, 0), d.minute, d.second, 0, zone)
	if time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC).Day() != d.day {
		return time.Time{}, false
	}
	return t, true
}

// monthOf reads the name of a month, whole or cut to three letters, or 0.
func monthOf(w string) time.Month {
	w = strings.ToLower(strings.TrimSuffix(w, "."))
	if len(w) < 3 {
		return 0
	}
	for i, name := range [...]string{"january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december"} {
		if strings.HasPrefix(name, w) {
			return time.January + time.Month(i)
		}
	}
	return 0
}

func isNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
