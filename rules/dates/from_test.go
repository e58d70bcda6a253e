package dates

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestSpansAreAddedOnTheWallClock(t *testing.T) {
	for _, c := range []struct{ name, zone, from, span, want string }{
		{"a day over the change in spring keeps the hour", "Europe/Berlin", "2026-03-28 10:00", "1d", "2026-03-29 10:00 +0200"},
		{"a day into the gap is just after it", "Europe/Berlin", "2026-03-28 02:30", "1d", "2026-03-29 03:00 +0200"},
		{"a day into the double hour is the first", "Europe/Berlin", "2026-10-24 02:30", "1d", "2026-10-25 02:30 +0200"},
		{"24 hours are elapsed time", "Europe/Berlin", "2026-03-28 10:00", "24h", "2026-03-29 11:00 +0200"},
		{"midnight that is left out", "America/Santiago", "2026-09-05 00:00", "1d", "2026-09-06 01:00 -0300"},
		{"half an hour left out", "Australia/Lord_Howe", "2026-10-03 02:10", "1d", "2026-10-04 02:30 +1100"},
		{"a month from the 31st is the last of February", "Europe/Berlin", "2026-01-31 09:00", "1mo", "2026-02-28 09:00 +0100"},
		{"in a leap year too", "Europe/Berlin", "2028-01-31 09:00", "1mo", "2028-02-29 09:00 +0100"},
		{"a year from 29 February", "Europe/Berlin", "2028-02-29 09:00", "1y", "2029-02-28 09:00 +0100"},
		{"years and months are one step", "Europe/Berlin", "2027-01-31 09:00", "1y1mo", "2028-02-29 09:00 +0100"},
		{"months over the end of the year", "Europe/Berlin", "2026-11-30 09:00", "3mo", "2027-02-28 09:00 +0100"},
		{"back over the end of the year", "Europe/Berlin", "2026-03-31 09:00", "-4mo", "2025-11-30 09:00 +0100"},
		{"the day before", "Europe/Berlin", "2026-06-10 10:00", "-1d", "2026-06-09 10:00 +0200"},
		{"business days over a weekend", "Europe/Berlin", "2026-06-11 10:00", "2bd", "2026-06-15 10:00 +0200"},
		{"five business days are a week", "Europe/Berlin", "2026-06-10 10:00", "5bd", "2026-06-17 10:00 +0200"},
		{"from Saturday", "Europe/Berlin", "2026-06-13 10:00", "1bd", "2026-06-15 10:00 +0200"},
		{"business days back", "Europe/Berlin", "2026-06-15 10:00", "-1bd", "2026-06-12 10:00 +0200"},
		{"days, then hours", "Europe/Berlin", "2026-06-10 23:00", "1d2h", "2026-06-12 01:00 +0200"},
		{"the zone's day, not UTC's", "Asia/Kathmandu", "2026-06-12 01:00", "1bd", "2026-06-15 01:00 +0545"},
	} {
		t.Run(c.name, func(t *testing.T) {
			zone := zoneNamed(t, c.zone)
			span, err := ParseSpan(c.span)
			if err != nil {
				t.Fatal(err)
			}
			got := span.From(at(t, zone, c.from), zone, nil)
			if want := at(t, zone, c.want); !got.Equal(want) {
				t.Errorf("%s + %s is %s, want %s", c.from, c.span, show(got, zone), show(want, zone))
			}
		})
	}
}

func TestQuietDaysDoNotCount(t *testing.T) {
	berlin := zoneNamed(t, "Europe/Berlin")
	for _, c := range []struct{ from, span, want string }{
		{"2026-12-10 10:00", "7d", "2026-12-17 10:00"},
		{"2026-12-12 10:00", "7d", "2026-12-19 10:00"},
		{"2026-12-13 10:00", "7d", "2027-01-07 10:00"},    // would be the 20th
		{"2026-12-19 15:00", "7d", "2027-01-13 15:00"},    // all of it after
		{"2026-12-25 10:00", "7d", "2027-01-13 10:00"},    // begins inside
		{"2027-01-06 10:00", "1d", "2027-01-07 10:00"},    // the last quiet day
		{"2026-12-01 10:00", "1mo", "2027-01-19 10:00"},   // 31 days, 18 of them quiet
		{"2026-12-17 10:00", "3bd", "2027-01-08 10:00"},   // Fri 18, Thu 7, Fri 8
		{"2026-12-19 22:00", "3h", "2027-01-07 01:00"},    // two hours before, one after
		{"2026-12-19 22:00", "2h", "2027-01-07 00:00"},    // the end is not inside
		{"2026-12-25 12:00", "2h", "2027-01-07 02:00"},    // begins inside
		{"2026-12-25 12:00", "0d", "2027-01-07 00:00"},    // never inside
		{"2026-12-18 12:00", "1d12h", "2027-01-07 00:00"}, // a day, then hours
		{"2026-12-25 10:00", "-7d", "2026-12-18 10:00"},   // back knows no quiet
		{"2027-01-08 10:00", "-2bd", "2027-01-06 10:00"},
		{"2026-12-25 10:00", "-3d", "2026-12-22 10:00"},
		{"2026-12-25 10:00", "-2h", "2026-12-25 08:00"},
	} {
		span, err := ParseSpan(c.span)
		if err != nil {
			t.Fatal(err)
		}
		got := span.From(at(t, berlin, c.from), berlin, quietOf(t, "20 Dec - 6 Jan"))
		if want := at(t, berlin, c.want); !got.Equal(want) {
			t.Errorf("%s + %s is %s, want %s", c.from, c.span, show(got, berlin), show(want, berlin))
		}
	}
}

func TestQuietWithoutEndDoesNotCount(t *testing.T) {
	for _, q := range []Quiet{
		quietOf(t, "1 Jan - 30 Jun", "1 Jul - 31 Dec"),
		{{First: Date{Month: time.January, Day: 1}, Last: Date{Month: time.December, Day: 31}}},
		{{First: Date{Year: 2000, Month: time.January, Day: 1}, Last: Date{Year: 2400, Month: time.January, Day: 1}}},
	} {
		now := time.Date(2026, 6, 10, 10, 0, 0, 0, time.UTC)
		for text, want := range map[string]string{"7d": "2026-06-17", "3bd": "2026-06-15", "2h": "2026-06-10", "5y": "2031-06-10"} {
			span, err := ParseSpan(text)
			if err != nil {
				t.Fatal(err)
			}
			if got := span.From(now, time.UTC, q).Format(time.DateOnly); got != want {
				t.Errorf("%s is %s, want %s", text, got, want)
			}
		}
		if q.Contains(now, time.UTC) {
			t.Errorf("%v is taken as quiet", q)
		}
	}
}

func anyQuiet(t *rapid.T) Quiet {
	var q Quiet
	for range rapid.IntRange(0, 3).Draw(t, "ranges") {
		first := Date{Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Day: rapid.IntRange(1, 28).Draw(t, "day")}
		year := rapid.SampledFrom([]int{0, 2026, 2028}).Draw(t, "year")
		first.Year = max(year, 2000)
		last := first.Add(rapid.IntRange(0, 60).Draw(t, "length"))
		if year == 0 {
			first.Year, last.Year = 0, 0
		}
		q = append(q, Range{First: first, Last: last})
	}
	return q
}

func TestFromHoldsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, quiet, span := anyZone(t), anyQuiet(t), anySpan(t)
		a, b := anyTime(t, "a"), anyTime(t, "b")
		if rapid.Bool().Draw(t, "near") {
			b = a.Add(time.Duration(rapid.IntRange(0, 100).Draw(t, "hours")) * time.Hour)
		}
		if b.Before(a) {
			a, b = b, a
		}
		fromA, fromB := span.From(a, zone, quiet), span.From(b, zone, quiet)
		if span.Clock == 0 && DateOf(fromA, zone).number() > DateOf(fromB, zone).number() {
			t.Fatalf("%s from %s is %s, from the later %s it is %s", span, a, fromA, b, fromB)
		}
		if again := span.From(a.In(zoneNamed(t, "Asia/Tokyo")), zone, quiet); !again.Equal(fromA) {
			t.Fatalf("the zone in which %s is written changes the result: %s, %s", a, fromA, again)
		}
		if span.Negative() {
			if fromA.After(a) {
				t.Fatalf("%s from %s is later: %s", span, a, fromA)
			}
			return
		}
		if fromA.Before(a) && !span.IsZero() {
			t.Fatalf("%s from %s is earlier: %s", span, a, fromA)
		}
		if quiet.Contains(fromA, zone) {
			t.Fatalf("%s from %s lies in quiet: %s", span, a, fromA)
		}
		if plain := span.From(a, zone, nil); plain.After(fromA) {
			t.Fatalf("quiet makes %s from %s earlier: %s, %s", span, a, fromA, plain)
		}
	})
}

func TestElapsedTimeIsMonotoneToTheInstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, quiet := anyZone(t), anyQuiet(t)
		span := Span{Clock: time.Duration(rapid.IntRange(0, 100000).Draw(t, "minutes")) * time.Minute}
		a := anyTime(t, "a")
		b := a.Add(time.Duration(rapid.IntRange(0, 100000).Draw(t, "later")) * time.Minute)
		if fromA, fromB := span.From(a, zone, quiet), span.From(b, zone, quiet); fromB.Before(fromA) {
			t.Fatalf("%s from %s is %s, from the later %s it is %s", span, a, fromA, b, fromB)
		}
	})
}

// The model counts one day after another.
func TestDaysAreCountedOneByOneOutsideQuiet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, quiet := anyZone(t), anyQuiet(t)
		days, business := rapid.IntRange(1, 80).Draw(t, "days"), rapid.Bool().Draw(t, "business")
		from := anyTime(t, "from")
		span := Span{Days: days}
		if business {
			span = Span{Business: days}
		}
		day := DateOf(from, zone)
		for left := days; left > 0; {
			day = day.Add(1)
			weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
			if !quiet.Contains(Resolve(day, 12, 0, zone), zone) && !(business && weekend) {
				left--
			}
		}
		if got := DateOf(span.From(from, zone, quiet), zone); got != day {
			t.Fatalf("%s from %s is %v, want %v", span, from, got, day)
		}
	})
}

func BenchmarkFrom(b *testing.B) {
	berlin := zoneNamed(b, "Europe/Berlin")
	now := time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)
	quiet := quietOf(b, "20 Dec - 6 Jan", "1 Aug - 14 Aug")
	for _, text := range []string{"7d", "5bd", "3mo", "2h"} {
		span, err := ParseSpan(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				span.From(now, berlin, quiet)
			}
		})
	}
}
