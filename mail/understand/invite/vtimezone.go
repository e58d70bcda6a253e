package invite

import (
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// described is the offset that a VTIMEZONE gives to a local time (RFC 5545, 3.6.5), as a fixed zone: that of the
// observance that began last, or of the first one where none had begun. nil if it describes none.
func described(zone *ical.Component, local time.Time) *time.Location {
	var begun time.Time
	var offset int
	found := false
	for _, o := range zone.Children {
		seconds, ok := utcOffset(raw(o, "TZOFFSETTO"))
		if !ok {
			continue
		}
		onset := lastOnset(o, local)
		if !found || onset.After(begun) {
			begun, offset, found = onset, seconds, true
		}
	}
	if !found {
		return nil
	}
	return time.FixedZone(raw(zone, ical.PropTimezoneID), offset)
}

// lastOnset is when an observance last began at or before a local time; zero if it had not. Only yearly rules are
// known, which are all that zones need.
func lastOnset(o *ical.Component, local time.Time) time.Time {
	first, err := time.Parse("20060102T150405", raw(o, ical.PropDateTimeStart))
	if err != nil || first.After(local) {
		return time.Time{}
	}
	rule := ruleParts(raw(o, ical.PropRecurrenceRule))
	if rule["FREQ"] != "YEARLY" {
		return first
	}
	until := local
	if u := rule["UNTIL"]; len(u) >= 8 {
		if day, err := time.Parse("20060102", u[:8]); err == nil && day.Before(until) {
			until = day.AddDate(0, 0, 1)
		}
	}
	last := first
	for _, year := range []int{until.Year() - 1, until.Year()} {
		if at := yearly(first, rule, year); !at.After(until) && at.After(last) {
			last = at
		}
	}
	return last
}

// ruleParts takes an RRULE apart.
func ruleParts(rule string) map[string]string {
	parts := make(map[string]string)
	for part := range strings.SplitSeq(strings.ToUpper(rule), ";") {
		if name, value, ok := strings.Cut(part, "="); ok {
			parts[name] = value
		}
	}
	return parts
}

// yearly is the occurrence of a rule like BYMONTH=10;BYDAY=-1SU in a year; without such parts the day of the first.
func yearly(first time.Time, rule map[string]string, year int) time.Time {
	month := first.Month()
	if n, err := strconv.Atoi(rule["BYMONTH"]); err == nil && 1 <= n && n <= 12 {
		month = time.Month(n)
	}
	day := func(d int) time.Time {
		return time.Date(year, month, d, first.Hour(), first.Minute(), first.Second(), 0, time.UTC)
	}
	by := rule["BYDAY"]
	if len(by) < 3 {
		return day(first.Day())
	}
	n, err := strconv.Atoi(by[:len(by)-2])
	weekday := strings.Index("SUMOTUWETHFRSA", by[len(by)-2:]) / 2
	if err != nil || n == 0 || n < -5 || n > 5 || weekday < 0 {
		return day(first.Day())
	}
	if n > 0 {
		start := day(1)
		return start.AddDate(0, 0, (weekday-int(start.Weekday())+7)%7+7*(n-1))
	}
	end := day(1).AddDate(0, 1, -1)
	return end.AddDate(0, 0, -(int(end.Weekday())-weekday+7)%7+7*(n+1))
}

// utcOffset reads +hhmm or +hhmmss (RFC 5545, 3.3.14), in seconds.
func utcOffset(s string) (seconds int, ok bool) {
	if len(s) != 5 && len(s) != 7 || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	n, err := strconv.Atoi(s[1:])
	if err != nil {
		return 0, false
	}
	if len(s) == 5 {
		n *= 100
	}
	seconds = n/10000*3600 + n/100%100*60 + n%100
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, seconds > -24*3600 && seconds < 24*3600
}
