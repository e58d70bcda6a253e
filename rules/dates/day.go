package dates

import (
	"strings"
	"time"
)

// fixedDay reads the words that mean one day, whichever side of now is wanted.
func (p phrase) fixedDay(w []string) (Date, bool) {
	today := p.today()
	switch strings.Join(w, " ") {
	case "today", "tonight", "heute":
		return today, true
	case "tomorrow", "tmrw", "morgen":
		return today.Add(1), true
	case "day after tomorrow", "übermorgen":
		return today.Add(2), true
	case "yesterday", "gestern":
		return today.Add(-1), true
	case "day before yesterday", "vorgestern":
		return today.Add(-2), true
	}
	return p.pointedWeekday(w)
}

// pointedWeekday reads next tue, this tue, last tue, tue next week, next week tue.
func (p phrase) pointedWeekday(w []string) (Date, bool) {
	if len(w) == 3 && isWeek(w[1]) {
		w = []string{w[2], w[0], w[1]}
	}
	if len(w) == 3 && isWeek(w[2]) {
		wd, ok := weekdayNamed(w[0])
		switch {
		case ok && isNext(w[1]):
			return p.inWeek(1, wd), true
		case ok && isLast(w[1]):
			return p.inWeek(-1, wd), true
		}
		return Date{}, false
	}
	if len(w) != 2 {
		return Date{}, false
	}
	wd, ok := weekdayNamed(w[1])
	ahead := (int(wd) - int(p.today().Weekday()) + 7) % 7
	switch {
	case !ok:
		return Date{}, false
	case isNext(w[0]):
		return p.inWeek(1, wd), true
	case isThis(w[0]):
		return p.today().Add(ahead), true
	case isLast(w[0]):
		return p.today().Add(ahead - 7), true
	}
	return Date{}, false
}

func isWeek(w string) bool { return w == "week" || w == "woche" }

// inWeek is a day of the week so many weeks on.
func (p phrase) inWeek(weeks int, wd time.Weekday) Date {
	return p.monday(weeks).Add(daysSinceMonday(wd))
}

// weekdays are the days that the bare name of a weekday may mean, the likeliest first.
func (p phrase) weekdays(wd time.Weekday) []Date {
	ahead := (int(wd) - int(p.today().Weekday()) + 7) % 7
	day := p.today().Add(ahead)
	if p.past && ahead > 0 {
		day = day.Add(-7)
	}
	if p.past {
		return []Date{day, day.Add(-7)}
	}
	return []Date{day, day.Add(7)}
}

// daysOfMonth are the days that the bare number of a day may mean, the likeliest first; months without such a day are
// passed over.
func (p phrase) daysOfMonth(n int) []Date {
	step := 1
	if p.past {
		step = -1
	}
	var candidates []Date
	for i := 0; i <= 3; i++ {
		d := firstOfMonth(p.today(), step*i)
		d.Day = n
		if _, ok := checked(d, true); ok {
			candidates = append(candidates, d)
		}
	}
	return candidates
}
