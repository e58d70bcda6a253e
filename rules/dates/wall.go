package dates

import "time"

// Resolve is the instant at which the zone's clocks show a wall time. A wall time that a change of the clocks leaves out
// is the first instant after the gap; one that comes twice is the first of the two. Values out of range are carried over
// as time.Date does it.
func Resolve(date Date, hour, minute int, zone *time.Location) time.Time {
	return resolve(time.Date(date.Year, date.Month, date.Day, hour, minute, 0, 0, time.UTC), zone)
}

// resolve takes the wall time as a time in UTC. time.Date promises no more than an answer that is right by one of the two
// offsets around a change, so both sides of it are looked at.
func resolve(wall time.Time, zone *time.Location) time.Time {
	t := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), zone)
	start, end := t.ZoneBounds()
	shown := wallOf(t)
	switch {
	case shown.After(wall):
		return start
	case shown.Before(wall):
		return end
	case start.IsZero():
		return t
	}
	_, before := start.Add(-1).Zone()
	_, now := t.Zone()
	if earlier := t.Add(time.Duration(now-before) * time.Second); earlier.Before(start) {
		return earlier
	}
	return t
}

// wallOf is what t's own clock shows, as a time in UTC.
func wallOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// DateOf is the zone's day of the moment.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Date{Year: y, Month: m, Day: d}
}

// Start is the first instant of the day in the zone; it is not midnight where the clocks leave midnight out.
func (d Date) Start(zone *time.Location) time.Time { return Resolve(d, 0, 0, zone) }

// Add is the day so many days on.
func (d Date) Add(days int) Date { return dateOfNumber(d.number() + days) }

// Weekday is the day's place in the week.
func (d Date) Weekday() time.Weekday { return weekdayOf(d.number()) }

// number counts days from 1 January 1970. A day that its month does not have is the month's last.
func (d Date) number() int {
	day := min(d.Day, daysIn(d.Year, d.Month))
	return int(time.Date(d.Year, d.Month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

const secondsPerDay = 24 * 60 * 60

func dateOfNumber(n int) Date {
	return DateOf(time.Unix(int64(n)*secondsPerDay, 0), time.UTC)
}

func weekdayOf(number int) time.Weekday {
	// Day 0 was a Thursday.
	return time.Weekday(((number+int(time.Thursday))%7 + 7) % 7)
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
