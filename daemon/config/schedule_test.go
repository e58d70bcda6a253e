package config

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestSchedulesThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"TZ=", "the time zone is the owner's"},
		{"TZ=UTC", "the time zone is the owner's"},
		{"CRON_TZ=UTC 0 7 * * *", "the time zone is the owner's"},
		{"@every 1h", "an interval has no hour of the day"},
		{"0 0 30 2 *", "this day never comes"},
		{"0 7 * *", "expected exactly 5 fields, found 4: [0 7 * *]"},
		{"0 7 * * 7", "end of range (7) above maximum (6): 7"},
		{"0 25 * * *", "end of range (25) above maximum (23): 25"},
		{"@reboot", "unrecognized descriptor: @reboot"},
	} {
		if s, err := parseSchedule(test.text); err == nil || err.Error() != test.want || s.Spec != "" {
			t.Errorf("%s: got %v, %v, want %s", test.text, s, err, test.want)
		}
	}
}

func TestAScheduleGivesTheNextWallTime(t *testing.T) {
	t.Parallel()
	at := func(text string) time.Time {
		when, err := time.Parse("2006-01-02 15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, test := range []struct{ spec, after, want string }{
		{"0 7 * * MON", "2026-06-10 14:30", "2026-06-15 07:00"},
		{"0 7 * * MON", "2026-06-15 07:00", "2026-06-22 07:00"},
		{"0 7,18 * * *", "2026-06-10 14:30", "2026-06-10 18:00"},
		{"30 2 * * *", "2026-03-28 12:00", "2026-03-29 02:30"}, // a wall time that Berlin does not have; not the schedule's concern
		{"@daily", "2026-12-31 14:30", "2027-01-01 00:00"},
		{"0 0 29 2 *", "2026-01-01 00:00", "2028-02-29 00:00"},
	} {
		s, err := parseSchedule(test.spec)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Next(at(test.after)); !got.Equal(at(test.want)) {
			t.Errorf("%s after %s: got %s, want %s", test.spec, test.after, got, test.want)
		}
	}
}

func TestWhateverIsWrittenAScheduleComesOrIsRefused(t *testing.T) {
	t.Parallel()
	field := rapid.SampledFrom([]string{"*", "0", "7", "1-5", "*/15", "7,18", "31", "FEB", "MON", "?", "TZ=", "-1", "1-", "*/0", "@daily", "@every", ""})
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for range rapid.IntRange(1, 6).Draw(t, "fields") {
			text += field.Draw(t, "field") + " "
		}
		s, err := parseSchedule(text)
		if err != nil {
			return
		}
		if now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); !s.Next(now).After(now) {
			t.Fatalf("%q comes at %s", text, s.Next(now))
		}
	})
}
