// Package times finds days and clock times in people's prose, in English and German. It finds what stands there; whether
// a day is meant for a meeting or a return is its caller's to judge. It takes time linear in the text.
package times

import "time"

// Day is a day as a text names it.
type Day struct {
	Start, End int // where it stands in the text, in bytes

	year     int // 0 if it was not said
	month    time.Month
	day      int
	swapped  bool // 5/6/2026: day and month may stand the other way round
	weekday  int  // -1 if that is not all that was said
	relative int  // days from today, where that is all that was said; 0: it is not
}

// farthest is how far ahead a day may lie that people write of; what lies farther is a slip.
const farthest = 2 * 366

// On is the day as a date at midnight in the zone of the moment at which the text was written: the nearest that is not
// before that moment's own day. ok is false for a day that is past, that does not exist, or that is absurdly far ahead.
func (d Day) On(written time.Time) (day time.Time, ok bool) {
	today := time.Date(written.Year(), written.Month(), written.Day(), 0, 0, 0, 0, written.Location())
	switch {
	case d.relative > 0:
		return today.AddDate(0, 0, d.relative), true
	case d.weekday >= 0:
		ahead := (d.weekday-int(today.Weekday())+6)%7 + 1
		return today.AddDate(0, 0, ahead), true
	}
	day, ok = d.nearest(today, d.month, d.day)
	if !d.swapped || d.day > 12 {
		return day, ok
	}
	other, otherOK := d.nearest(today, time.Month(d.day), int(d.month))
	if otherOK && (!ok || other.Before(day)) {
		return other, true
	}
	return day, ok
}

// nearest is a day of a month, in the year that was said, else in this or the next one.
func (d Day) nearest(today time.Time, month time.Month, dayOfMonth int) (time.Time, bool) {
	years := []int{d.year}
	if d.year == 0 {
		years = []int{today.Year(), today.Year() + 1}
	}
	for _, year := range years {
		at := time.Date(year, month, dayOfMonth, 0, 0, 0, 0, today.Location())
		if at.Month() == month && !at.Before(today) && at.Before(today.AddDate(0, 0, farthest)) {
			return at, true
		}
	}
	return time.Time{}, false
}
