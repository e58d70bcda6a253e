package dates

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAWallTimeInAGapIsTheFirstInstantAfterItAndADoubleOneTheFirst(t *testing.T) {
	for _, c := range []struct{ zone, wall, want string }{
		{"Europe/Berlin", "2026-03-29 01:59", "2026-03-29 01:59 +0100"},
		{"Europe/Berlin", "2026-03-29 02:30", "2026-03-29 03:00 +0200"},
		{"Europe/Berlin", "2026-10-25 02:30", "2026-10-25 02:30 +0200"},
		{"Europe/Berlin", "2026-10-25 03:00", "2026-10-25 03:00 +0100"},
		{"Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-04 02:30 +1100"},
		{"Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-05 01:45 +1100"},
		{"America/Santiago", "2026-09-06 00:00", "2026-09-06 01:00 -0300"},
		{"America/Santiago", "2026-04-04 23:30", "2026-04-04 23:30 -0300"},
		{"Africa/Cairo", "2026-04-24 00:20", "2026-04-24 01:00 +0300"},
		{"Africa/Cairo", "2026-10-29 23:20", "2026-10-29 23:20 +0300"},
		{"Asia/Kathmandu", "2026-06-01 12:00", "2026-06-01 12:00 +0545"},
		{"America/New_York", "2026-03-08 02:00", "2026-03-08 03:00 -0400"},
		{"America/New_York", "2026-11-01 01:00", "2026-11-01 01:00 -0400"},
		{"Pacific/Apia", "2011-12-30 10:00", "2011-12-31 00:00 +1400"}, // a day that never was
	} {
		zone := zoneNamed(t, c.zone)
		wall := at(t, time.UTC, c.wall)
		got := Resolve(DateOf(wall, time.UTC), wall.Hour(), wall.Minute(), zone)
		if want := at(t, zone, c.want); !got.Equal(want) {
			t.Errorf("%s in %s is %s, want %s", c.wall, c.zone, show(got, zone), show(want, zone))
		}
	}
}

// The earliest instant whose wall time is not before the one asked for is the rule for gaps and for double times in one.
func TestResolveIsTheFirstInstantThatShowsTheWallTimeOrLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := anyZone(t)
		near := anyTime(t, "near").In(zone)
		if _, end := near.ZoneBounds(); !end.IsZero() && rapid.Bool().Draw(t, "at a change") {
			near = end.Add(time.Duration(rapid.IntRange(-120, 120).Draw(t, "minutes")) * time.Minute)
		}
		wall := wallOf(near.In(zone)).Truncate(time.Minute)
		got := Resolve(DateOf(wall, time.UTC), wall.Hour(), wall.Minute(), zone)
		if wallOf(got).Before(wall) {
			t.Fatalf("%s shows less than %s", show(got, zone), wall)
		}
		for back := time.Minute; back <= 3*time.Hour; back += time.Minute {
			if earlier := got.Add(-back); !wallOf(earlier).Before(wall) {
				t.Fatalf("%s already shows %s", show(earlier, zone), wall)
			}
		}
	})
}

func TestADayStartsAtItsFirstInstantAndDaysAreNumberedInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := anyZone(t)
		d := DateOf(anyTime(t, "day"), zone)
		start := d.Start(zone)
		if DateOf(start, zone) != d || DateOf(start.Add(-1), zone) != d.Add(-1) {
			t.Fatalf("%v does not start at %s", d, show(start, zone))
		}
		if d.Weekday() != start.Weekday() || dateOfNumber(d.number()) != d {
			t.Fatalf("%v is no %v", d, d.Weekday())
		}
	})
}

func TestClocksShowTheHourOfTheLocalDay(t *testing.T) {
	berlin := zoneNamed(t, "Europe/Berlin")
	late := at(t, time.UTC, "2026-06-09 23:00") // the 10th in Berlin
	for _, c := range []struct{ clock, want string }{
		{"17:00", "2026-06-10 17:00 +0200"},
		{"7:05", "2026-06-10 07:05 +0200"},
		{" 00:00 ", "2026-06-10 00:00 +0200"},
	} {
		clock, err := ParseClock(c.clock)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := clock.On(late, berlin), at(t, berlin, c.want); !got.Equal(want) {
			t.Errorf("%s is %s, want %s", c.clock, show(got, berlin), show(want, berlin))
		}
		if again, err := ParseClock(clock.String()); err != nil || again != clock {
			t.Errorf("%q is read as %v, %v", clock.String(), again, err)
		}
	}
	if got := (Clock{}).On(late, berlin); !got.Equal(late) || (Clock{}).String() != "" {
		t.Errorf("no clock time changes %s to %s", late, got)
	}
	for _, bad := range []string{"", "17", "24:00", "17:60", "17:5", "5pm", "-1:00", "17:00:00", "١٧:00", "007:00"} {
		if c, err := ParseClock(bad); err == nil {
			t.Errorf("%q was read as %v", bad, c)
		}
	}
}
