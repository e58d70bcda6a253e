package dates

import (
	"strings"
	"time"
)

// part is a stretch of a day, by the hour.
type part struct{ from, to int }

// partNamed knows the parts of a day in English and German.
func partNamed(w string) (part, bool) {
	switch w {
	case "morning", "früh", "vormittag", "morgen":
		return part{6, 12}, true
	case "afternoon", "nachmittag":
		return part{12, 18}, true
	case "evening", "abend":
		return part{18, 24}, true
	}
	return part{}, false
}

// dayAndTime reads a day, a time, or both in either order.
func (p phrase) dayAndTime(w []string) (interval, bool) {
	if i, ok := p.partOfToday(w); ok {
		return i, true
	}
	if c, ok := clockSaid(w); ok {
		return p.clockAlone(c)
	}
	for k := len(w); k > 0; k-- {
		if i, ok := p.dayThenTime(w[:k], w[k:]); ok {
			return i, true
		}
		if k == len(w) {
			continue
		}
		if c, ok := clockSaid(w[:k]); ok {
			if i, ok := p.pickDay(w[k:], func(d Date) interval { return p.at(d, c) }); ok {
				return i, true
			}
		}
	}
	return interval{}, false
}

// dayThenTime reads words of a day, and words of a time that may be missing.
func (p phrase) dayThenTime(day, clock []string) (interval, bool) {
	if len(clock) == 0 {
		return p.pickDay(day, p.wholeDay)
	}
	if c, ok := clockSaid(clock); ok {
		return p.pickDay(day, func(d Date) interval { return p.at(d, c) })
	}
	clock = trimLeading(clock, func(s string) bool { return s == "in" || s == "the" || s == "am" })
	if part, ok := partNamed(clock[0]); ok && len(clock) == 1 {
		return p.pickDay(day, func(d Date) interval { return p.partOf(d, part) })
	}
	return interval{}, false
}

// partOfToday reads tonight, this morning.
func (p phrase) partOfToday(w []string) (interval, bool) {
	switch {
	case len(w) == 1 && w[0] == "tonight":
		return p.partOf(p.today(), part{18, 24}), true
	case len(w) == 2 && w[0] == "this":
		part, ok := partNamed(w[1])
		return p.partOf(p.today(), part), ok
	}
	return interval{}, false
}

// clockAlone is today's or, if that is over, tomorrow's; in the past, yesterday's if today's is to come.
func (p phrase) clockAlone(c Clock) (interval, bool) {
	other := 1
	if p.past {
		other = -1
	}
	return p.pick([]Date{p.today(), p.today().Add(other)}, true, func(d Date) interval { return p.at(d, c) })
}

func (p phrase) at(d Date, c Clock) interval {
	t := Resolve(d, c.Hour, c.Minute, p.zone)
	return interval{t, t}
}

func (p phrase) partOf(d Date, part part) interval {
	return interval{Resolve(d, part.from, 0, p.zone), Resolve(d, part.to, 0, p.zone)}
}

// clockSaid reads 10:00, 9am, 9:30 pm, 9 uhr, 9.30 uhr, noon. A bare number is none: it may be a day or an evening hour.
func clockSaid(w []string) (Clock, bool) {
	w = trimLeading(w, func(s string) bool { return s == "at" || s == "um" })
	if len(w) == 1 && (w[0] == "noon" || w[0] == "midday" || w[0] == "mittag") {
		return Clock{Hour: 12, Set: true}, true
	}
	text := strings.Join(w, " ")
	for _, half := range []string{"am", "pm"} {
		if digits, ok := strings.CutSuffix(text, half); ok {
			return clockOfHalf(strings.TrimSuffix(digits, " "), half == "pm")
		}
	}
	if digits, ok := strings.CutSuffix(text, " uhr"); ok {
		return clockInDigits(digits)
	}
	if !strings.Contains(text, ":") {
		return Clock{}, false
	}
	return clockInDigits(text)
}

// clockOfHalf reads the digits before am or pm.
func clockOfHalf(digits string, afternoon bool) (Clock, bool) {
	c, ok := clockInDigits(digits)
	if !ok || c.Hour < 1 || c.Hour > 12 {
		return Clock{}, false
	}
	c.Hour %= 12
	if afternoon {
		c.Hour += 12
	}
	return c, true
}

// clockInDigits reads 9, 9:30 or 9.30.
func clockInDigits(s string) (Clock, bool) {
	s = strings.Replace(s, ".", ":", 1)
	if !strings.Contains(s, ":") {
		s += ":00"
	}
	c, err := ParseClock(s)
	return c, err == nil
}

// pickDay reads the words of a day, and picks among those they may mean.
func (p phrase) pickDay(w []string, of func(Date) interval) (interval, bool) {
	said := w
	w = trimLeading(w, isDayPreposition)
	if len(w) == 1 && len(said) > 1 && isArticle(said[len(said)-2]) {
		if n, ok := number(w[0], 1, 2); ok {
			return p.pick(p.daysOfMonth(n), false, of)
		}
	}
	if d, ok := p.fixedDay(w); ok {
		return of(d), true
	}
	if len(w) == 1 {
		if wd, ok := weekdayNamed(w[0]); ok {
			return p.pick(p.weekdays(wd), true, of)
		}
		if n, ok := ordinal(w[0]); ok {
			return p.pick(p.daysOfMonth(n), false, of)
		}
	}
	date, wants := cutWeekday(w)
	d, ok := dateSaid(date)
	if !ok {
		return interval{}, false
	}
	i, ok := p.pickDate(d, of)
	if ok && wants != nil && i.start.Weekday() != *wants {
		return interval{}, false
	}
	return i, ok
}

// pickDate is the date, in the year that fits where none is said.
func (p phrase) pickDate(d Date, of func(Date) interval) (interval, bool) {
	if d.Year != 0 {
		return of(d), true
	}
	step, candidates := 1, []Date(nil)
	if p.past {
		step = -1
	}
	// Two leap years are at most eight years apart.
	for n := 0; n <= 8; n++ {
		d.Year = p.today().Year + step*n
		if _, ok := checked(d, true); ok {
			candidates = append(candidates, d)
		}
	}
	return p.pick(candidates, false, of)
}

// cutWeekday takes the day of the week off the front of a date: Tuesday the 3rd of June.
func cutWeekday(w []string) (rest []string, named *time.Weekday) {
	wd, ok := weekdayNamed(w[0])
	if !ok {
		return w, nil
	}
	return trimLeading(w[1:], isDayPreposition), &wd
}
