package dates

import "time"

// Contains reports whether the zone's day of t is a quiet one.
func (q Quiet) Contains(t time.Time, zone *time.Location) bool {
	if len(q) == 0 {
		return false
	}
	day := DateOf(t, zone).number()
	run, ok := q.run(day)
	return ok && run.first <= day
}

// Next is the first quiet interval that ends after t, which may have begun before t: from the first instant of its first
// day to the first instant after its last one, in the zone. Ranges that touch or overlap are one interval. ok is false
// where none is to come.
func (q Quiet) Next(t time.Time, zone *time.Location) (start, end time.Time, ok bool) {
	if len(q) == 0 {
		return time.Time{}, time.Time{}, false
	}
	run, ok := q.run(DateOf(t, zone).number())
	if !ok {
		return time.Time{}, time.Time{}, false
	}
	return dateOfNumber(run.first).Start(zone), dateOfNumber(run.last + 1).Start(zone), true
}

// days is a run of days by number, both ends included.
type days struct{ first, last int }

// maxQuietDays bounds a run of quiet days. Ranges that together leave no day out would be quiet without end; such a run is
// cut here, and what is quiet for ever does not count as quiet: waiting must come to an end.
const maxQuietDays = 3660

// run is the first run of quiet days that ends on or after a day.
func (q Quiet) run(day int) (days, bool) {
	found, ok := days{}, false
	for _, r := range q {
		if d, some := r.endingFrom(day); some && (!ok || d.first < found.first) {
			found, ok = d, true
		}
	}
	for grown := ok; grown; {
		if found.last-found.first > maxQuietDays {
			return days{}, false
		}
		found, grown = q.grow(found)
	}
	return found, ok
}

// grow joins a run with a range that touches or overlaps it.
func (q Quiet) grow(run days) (days, bool) {
	for _, r := range q {
		if d, ok := r.endingFrom(run.last + 1); ok && d.first <= run.last+1 {
			return days{run.first, d.last}, true
		}
		if d, ok := r.endingFrom(run.first - 1); ok && d.first < run.first {
			return days{d.first, max(run.last, d.last)}, true
		}
	}
	return run, false
}

// endingFrom is the range's first occurrence that ends on or after a day.
func (r Range) endingFrom(day int) (days, bool) {
	if r.First.Year != 0 {
		d := days{r.First.number(), r.Last.number()}
		return d, d.first <= d.last && d.last >= day
	}
	year := dateOfNumber(day).Year
	for y := year - 1; ; y++ {
		if d := r.in(y); d.last >= day {
			return d, true
		}
	}
}

// in is the occurrence that begins in a year.
func (r Range) in(year int) days {
	first, last := r.First, r.Last
	first.Year, last.Year = year, year
	if last.Month < first.Month || last.Month == first.Month && last.Day < first.Day {
		last.Year++
	}
	return days{first.number(), last.number()}
}
