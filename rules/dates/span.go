package dates

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// units are the units of a span, the largest first, each with about how many days it has.
func units() []unit {
	return []unit{
		{"y", 366, func(s *Span, n int) { s.Years += n }},
		{"mo", 31, func(s *Span, n int) { s.Months += n }},
		{"w", 7, func(s *Span, n int) { s.Days += 7 * n }},
		{"d", 1, func(s *Span, n int) { s.Days += n }},
		{"bd", 2, func(s *Span, n int) { s.Business += n }},
		{"h", 1.0 / 24, func(s *Span, n int) { s.Clock += time.Duration(n) * time.Hour }},
		{"m", 1.0 / 24 / 60, func(s *Span, n int) { s.Clock += time.Duration(n) * time.Minute }},
	}
}

type unit struct {
	name string
	days float64
	add  func(s *Span, n int)
}

// maxSpanDays bounds a span, so that no addition leaves the years that a time can be written in.
const maxSpanDays = 100 * 366

const spanHint = "hint: write a number and a unit: 30m, 2h, 3d, 5bd (business days), 2w, 3mo or 1y"

// ParseSpan reads 30m, 2h, 3d, 5bd, 2w, 3mo or 1y, or several of them from the largest unit down, such as 1y6mo. A minus
// in front turns the whole span back in time. Case and white space around it do not matter; a span over a hundred years
// is an error.
func ParseSpan(text string) (Span, error) {
	rest, back := strings.CutPrefix(strings.ToLower(strings.TrimSpace(text)), "-")
	span, days, next := Span{}, 0.0, 0
	for first := true; rest != "" || first; first = false {
		number, name, tail := cutPart(rest)
		n, err := strconv.Atoi(number)
		at := unitFrom(next, name)
		if err != nil || at < 0 {
			return Span{}, fmt.Errorf("cannot read %q as a span of time; %s", text, spanHint)
		}
		u := units()[at]
		if days += float64(n) * u.days; len(number) > 9 || days > maxSpanDays {
			return Span{}, fmt.Errorf("cannot use the span %q: it is longer than a hundred years", text)
		}
		u.add(&span, n)
		rest, next = tail, at+1
	}
	if back {
		span = span.negated()
	}
	return span, nil
}

// cutPart cuts the leading digits and the letters after them.
func cutPart(s string) (number, name, rest string) {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	j := i
	for j < len(s) && !isDigit(s[j]) {
		j++
	}
	return s[:i], s[i:j], s[j:]
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// unitFrom finds a unit among those at or after a place, or gives -1.
func unitFrom(place int, name string) int {
	for i, u := range units() {
		if i >= place && u.name == name {
			return i
		}
	}
	return -1
}

// String is the shortest text that ParseSpan reads as s, "0d" for none. Parts of a minute are left out.
func (s Span) String() string {
	sign := ""
	if s.Negative() {
		sign, s = "-", s.negated()
	}
	var b strings.Builder
	part := func(n int, unit string) {
		if n != 0 {
			b.WriteString(strconv.Itoa(n) + unit)
		}
	}
	part(s.Years, "y")
	part(s.Months, "mo")
	if s.Days%7 == 0 {
		part(s.Days/7, "w")
	} else {
		part(s.Days, "d")
	}
	part(s.Business, "bd")
	part(int(s.Clock/time.Hour), "h")
	part(int(s.Clock%time.Hour/time.Minute), "m")
	if b.Len() == 0 {
		return "0d"
	}
	return sign + b.String()
}

// IsZero reports whether s is no distance at all.
func (s Span) IsZero() bool { return s == Span{} }

// Negative reports whether s goes back in time: whether its largest part does.
func (s Span) Negative() bool {
	for _, n := range []int64{int64(s.Years), int64(s.Months), int64(s.Days), int64(s.Business), int64(s.Clock)} {
		if n != 0 {
			return n < 0
		}
	}
	return false
}

func (s Span) negated() Span {
	return Span{Years: -s.Years, Months: -s.Months, Days: -s.Days, Business: -s.Business, Clock: -s.Clock}
}
