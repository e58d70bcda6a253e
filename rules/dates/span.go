package dates

import "time"

// ParseSpan reads 30m, 2h, 3d, 5bd, 2w, 3mo, 1y, -1d, or several in this order of size: 1y6mo.
func ParseSpan(text string) (Span, error) { return Span{}, nil }

// String is what ParseSpan reads.
func (s Span) String() string { return "" }

// IsZero reports whether it is no distance at all.
func (s Span) IsZero() bool { return s == Span{} }

// Negative reports whether it goes back in time.
func (s Span) Negative() bool { return false }

// From is the moment this far after t on the wall clock of the zone; days in quiet do not count.
func (s Span) From(t time.Time, zone *time.Location, quiet Quiet) time.Time { return t }

// ParseClock reads 17:00.
func ParseClock(text string) (Clock, error) { return Clock{}, nil }

// String is what ParseClock reads, or "".
func (c Clock) String() string { return "" }

// On is this time of day on the zone's day of the moment.
func (c Clock) On(day time.Time, zone *time.Location) time.Time { return day }

// ParseRange reads "20 Dec - 6 Jan" or "2027-02-01 - 2027-02-14".
func ParseRange(text string) (Range, error) { return Range{}, nil }

// Contains reports whether the zone's day of t is a quiet one.
func (q Quiet) Contains(t time.Time, zone *time.Location) bool { return false }

// Next is the first quiet interval that ends after t: from local midnight to the midnight after its last day.
func (q Quiet) Next(t time.Time, zone *time.Location) (start, end time.Time, ok bool) { return }

// When reads a day or a time, the future one where there are two.
func When(text string, now time.Time, zone *time.Location) (start, end time.Time, err error) { return }

// WhenPast reads a day or a time, the past one where there are two.
func WhenPast(text string, now time.Time, zone *time.Location) (start, end time.Time, err error) {
	return
}
