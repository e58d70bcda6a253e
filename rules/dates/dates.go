// Package dates knows calendar distances, clock times, quiet ranges, and the closed grammar in which the owner says
// when. It is pure: the present moment and the zone are arguments.
package dates

import "time"

// Span is a distance in a calendar: 2h, 3d, 5bd (business days), 2w, 3mo, 1y, -1d. Its parts are added in the order
// years, months, days, business days, clock time.
type Span struct {
	Years    int           `cbor:"1,keyasint,omitempty"`
	Months   int           `cbor:"2,keyasint,omitempty"`
	Days     int           `cbor:"3,keyasint,omitempty"`
	Business int           `cbor:"4,keyasint,omitempty"`
	Clock    time.Duration `cbor:"5,keyasint,omitempty"`
}

// Clock is a time of day, or none.
type Clock struct {
	Hour, Minute int
	Set          bool
}

// Date is a day in no zone; Year is 0 in a range that comes every year.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Range is a run of whole days, both ends included; it may cross the year's end.
type Range struct{ First, Last Date }

// Quiet is a list of ranges in which waiting does not count.
type Quiet []Range
