package dates

import (
	"fmt"
	"strings"
)

// ParseRange reads a run of days: "20 Dec - 6 Jan" or "20 Dec to 6 Jan", which comes every year and may cross its end,
// or "2027-02-01 - 2027-02-14", which comes once. One day alone is a range too. Dates may be written in all ways that When
// knows. A range that leaves no day of the year out, or ends before it begins, is an error.
func ParseRange(text string) (Range, error) {
	first, last := halves(Plain(text))
	a, ok := dateSaid(wordsOf(first))
	b, good := dateSaid(wordsOf(last))
	if !ok || !good {
		return Range{}, fmt.Errorf("cannot read %q as a range of days; "+
			"hint: write 20 Dec - 6 Jan, or 2027-02-01 - 2027-02-14", text)
	}
	r := Range{First: a, Last: b}
	switch {
	case (a.Year == 0) != (b.Year == 0):
		return Range{}, fmt.Errorf("cannot use the range %q; hint: give a year on both sides, or on neither", text)
	case a.Year != 0 && b.number() < a.number():
		return Range{}, fmt.Errorf("cannot use the range %q: it ends before it begins", text)
	case r.isEndless():
		return Range{}, fmt.Errorf("cannot use the range %q: it leaves no day out", text)
	}
	return r, nil
}

// isEndless reports whether the range is quiet for ever, or as good as that.
func (r Range) isEndless() bool {
	if r.First.Year != 0 {
		return r.Last.number()-r.First.number() > maxQuietDays
	}
	// In the shortest of years.
	d := r.in(2001)
	return d.last-d.first+1 >= 365
}

// halves cuts a range in two; a single day is both.
func halves(plain string) (first, last string) {
	for _, between := range []string{" - ", " to ", " until ", " till ", " bis "} {
		if first, last, ok := strings.Cut(plain, between); ok {
			return first, last
		}
	}
	if strings.Count(plain, "-") == 1 {
		first, last, _ = strings.Cut(plain, "-")
		return first, last
	}
	return plain, plain
}

// String is a text that ParseRange reads as r.
func (r Range) String() string {
	if r.First == r.Last {
		return r.First.String()
	}
	return r.First.String() + " - " + r.Last.String()
}

// String is the day as ISO 8601 writes it, or "20 Dec" where the year is not said.
func (d Date) String() string {
	if d.Year == 0 {
		return fmt.Sprintf("%d %s", d.Day, d.Month.String()[:3])
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}
