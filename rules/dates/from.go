package dates

import "time"

// From is the moment this far after t, in the zone.
//
// Years, months and days are added on the zone's wall clock: a day is a local day, whatever the clocks do in it, and a day
// that a month does not have is the month's last. Business days skip Saturdays and Sundays. The clock part is elapsed time.
// Days and hours in quiet do not count, and the result does not lie in quiet; a negative span knows no quiet.
//
// A later day never gives an earlier day. Within one day the wall clock is kept, so that 30 January 15:00 and
// 31 January 10:00 are both a month before 28 February, each at its own hour.
func (s Span) From(t time.Time, zone *time.Location, quiet Quiet) time.Time {
	t = t.In(zone)
	if s.Negative() {
		quiet = nil
	}
	start := DateOf(t, zone).number()
	day := start
	if s.Years != 0 || s.Months != 0 || s.Days != 0 {
		day = quiet.walk(start, addMonths(start, 12*s.Years+s.Months)+s.Days-start)
	}
	if s.Business != 0 {
		day = quiet.walkBusiness(day, s.Business)
	}
	if day != start {
		t = resolve(wallOf(t).AddDate(0, 0, day-start), zone)
		if s.Clock == 0 {
			return t
		}
	}
	return quiet.elapse(t, s.Clock, zone)
}

// addMonths is the day so many months on, or that month's last.
func addMonths(day, months int) int {
	d := dateOfNumber(day)
	first := time.Date(d.Year, d.Month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return Date{Year: first.Year(), Month: first.Month(), Day: d.Day}.number()
}

// walk goes on by n days that are not quiet.
func (q Quiet) walk(day, n int) int {
	for {
		run, ok := q.run(day + 1)
		if !ok || day+n < run.first {
			return day + n
		}
		n -= max(run.first-1-day, 0)
		day = run.last
	}
}

// walkBusiness goes on, or back, by n business days that are not quiet.
func (q Quiet) walkBusiness(day, n int) int {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	run, ok := q.run(day + 1)
	for n > 0 {
		day += step
		if ok && day >= run.first {
			day = run.last
			run, ok = q.run(day + 1)
			continue
		}
		if wd := weekdayOf(day); wd != time.Saturday && wd != time.Sunday {
			n--
		}
	}
	return day
}

// elapse lets d pass outside quiet.
func (q Quiet) elapse(t time.Time, d time.Duration, zone *time.Location) time.Time {
	for {
		start, end, ok := q.Next(t, zone)
		if !ok || t.Add(d).Before(start) {
			return t.Add(d)
		}
		d -= max(start.Sub(t), 0)
		t = end
	}
}
