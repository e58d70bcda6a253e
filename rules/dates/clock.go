package dates

import (
	"fmt"
	"strings"
	"time"
)

// ParseClock reads a time of day of 24 hours: 17:00 or 7:30.
func ParseClock(text string) (Clock, error) {
	hour, minute, ok := strings.Cut(strings.TrimSpace(text), ":")
	h, good := number(hour, 1, 2)
	m, fine := number(minute, 2, 2)
	if !ok || !good || !fine || h > 23 || m > 59 {
		return Clock{}, fmt.Errorf("cannot read %q as a time of day; hint: write hours and minutes, such as 17:00", text)
	}
	return Clock{Hour: h, Minute: m, Set: true}, nil
}

// number reads a whole number of so many digits, and nothing but digits.
func number(s string, fewest, most int) (int, bool) {
	if len(s) < fewest || len(s) > most {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, true
}

// String is what ParseClock reads, "" for none.
func (c Clock) String() string {
	if !c.Set {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", c.Hour, c.Minute)
}

// On is this time of day on the zone's day of a moment, by the rules of Resolve; where there is none, the moment itself.
func (c Clock) On(day time.Time, zone *time.Location) time.Time {
	if !c.Set {
		return day
	}
	return Resolve(DateOf(day, zone), c.Hour, c.Minute, zone)
}
