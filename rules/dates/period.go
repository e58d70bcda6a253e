package dates

import "time"

// period reads next week, last month, the weekend, end of month.
func (p phrase) period(w []string) (interval, bool) {
	w = trimLeading(w, isDayPreposition)
	if len(w) >= 2 && (w[0] == "end" && w[1] == "of" || w[0] == "ende") {
		return p.endOf(trimLeading(w[1:], func(s string) bool {
			return s == "of" || s == "the" || s == "der" || s == "des" || s == "this"
		}))
	}
	switch {
	case len(w) == 1:
		return p.weekend(w[0], 0)
	case len(w) != 2:
		return interval{}, false
	case isNext(w[0]):
		return p.periodFromNow(w[1], 1)
	case isLast(w[0]):
		return p.periodFromNow(w[1], -1)
	case isThis(w[0]):
		return p.weekend(w[1], 0)
	}
	return interval{}, false
}

// periodFromNow is the week, month, year or weekend so many after the present one.
func (p phrase) periodFromNow(unit string, n int) (interval, bool) {
	today := p.today()
	switch unit {
	case "week", "woche":
		return p.days(p.monday(n), 7), true
	case "month", "monat":
		first := firstOfMonth(today, n)
		return p.days(first, daysIn(first.Year, first.Month)), true
	case "year", "jahr":
		first := Date{Year: today.Year + n, Month: time.January, Day: 1}
		return interval{first.Start(p.zone), Date{Year: first.Year + 1, Month: time.January, Day: 1}.Start(p.zone)}, true
	}
	return p.weekend(unit, n)
}

// weekend is Saturday and Sunday. The present one is the first after today, in the past the newest that has begun.
func (p phrase) weekend(word string, n int) (interval, bool) {
	if word != "weekend" && word != "wochenende" {
		return interval{}, false
	}
	saturday := p.monday(n).Add(5)
	if n == 0 {
		candidates := []Date{saturday, saturday.Add(7)}
		if p.past {
			candidates = []Date{saturday, saturday.Add(-7)}
		}
		return p.pick(candidates, true, func(d Date) interval { return p.days(d, 2) })
	}
	return p.days(saturday, 2), true
}

// endOf is the last day of a week (Friday), month or year: the first such day that is not over, in the past the newest
// that has begun.
func (p phrase) endOf(w []string) (interval, bool) {
	if len(w) != 1 {
		return interval{}, false
	}
	today := p.today()
	var ends []Date
	for n := -1; n <= 1; n++ {
		switch m, named := monthNamed(w[0]); {
		case named:
			ends = append(ends, Date{Year: today.Year + n, Month: m, Day: daysIn(today.Year+n, m)})
		case w[0] == "week" || w[0] == "woche":
			ends = append(ends, p.monday(n).Add(4))
		case w[0] == "month" || w[0] == "monats":
			ends = append(ends, firstOfMonth(today, n+1).Add(-1))
		case w[0] == "year" || w[0] == "jahres":
			ends = append(ends, Date{Year: today.Year + n, Month: time.December, Day: 31})
		default:
			return interval{}, false
		}
	}
	if p.past {
		ends[0], ends[2] = ends[2], ends[0]
	}
	return p.pick(ends, false, p.wholeDay)
}

func firstOfMonth(d Date, months int) Date {
	return DateOf(time.Date(d.Year, d.Month+time.Month(months), 1, 0, 0, 0, 0, time.UTC), time.UTC)
}

// pick is the first of the candidates that lies on the right side of now. In the future, a strict one must begin after
// now, another must only not be over; in the past it must have begun.
func (p phrase) pick(candidates []Date, strict bool, of func(Date) interval) (interval, bool) {
	for _, d := range candidates {
		i := of(d)
		fits := i.start.After(p.now) || !strict && i.end.After(p.now)
		if p.past {
			fits = !i.start.After(p.now)
		}
		if fits {
			return i, true
		}
	}
	return interval{}, false
}

func trimLeading(w []string, drop func(string) bool) []string {
	for len(w) > 1 && drop(w[0]) {
		w = w[1:]
	}
	return w
}

func isDayPreposition(w string) bool {
	switch w {
	case "on", "at", "by", "until", "till", "the", "am", "bis", "den", "zum":
		return true
	}
	return false
}

// isArticle tells words that make a bare number a day: the 10, am 10.
func isArticle(w string) bool { return w == "the" || w == "am" || w == "den" || w == "zum" }
