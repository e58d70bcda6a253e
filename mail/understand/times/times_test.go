package times

import (
	"testing"
	"time"
)

// written is a Tuesday.
var berlin = time.FixedZone("CET", 3600)

func written() time.Time { return time.Date(2026, 11, 3, 15, 4, 0, 0, berlin) }

func TestDaysAreFoundInProse(t *testing.T) {
	tests := []struct {
		text string
		want string // days in order, "past" for one that is refused
	}{
		{"back on 5 December", "2026-12-05"},
		{"back on 5th of December 2026.", "2026-12-05"},
		{"back on Dec. 5, please", "2026-12-05"},
		{"on Saturday, December 5th, 2026", "2026-12-05"},
		{"until January 4", "2027-01-04"},
		{"am 5. Dezember zurück", "2026-12-05"},
		{"bis zum 05.12.2026", "2026-12-05"},
		{"bis 5.12.", "2026-12-05"},
		{"bis Freitag, den 13. November", "2026-11-13"},
		{"2026-12-05", "2026-12-05"},
		{"12/25/2026", "2026-12-25"},
		{"25/12/2026", "2026-12-25"},
		{"11/12/2026", "2026-11-12"},
		{"12/11/26", "2026-11-12"},
		{"from 3 to 14 November", "2026-11-14"},
		{"3. bis 14. November 2026", "2026-11-14"},
		{"on Monday", "2026-11-09"},
		{"on Tuesday", "2026-11-10"},
		{"am Mittwoch", "2026-11-04"},
		{"tomorrow", "2026-11-04"},
		{"übermorgen", "2026-11-05"},
		{"on 5 and on 7 December, or 2026-12-09", "2026-12-07 2026-12-09"},
		{"wrapped on 5\nDecember", "2026-12-05"},
		{"5 October 2026", "past"},
		{"5 December 2096", "past"},
		{"31 February", "past"},
		{"I may be late, march on", ""},
		{"version 1.2.3 of 10.20.30.40", ""},
		{"99/99/2026", ""},
		{"", ""},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			got := ""
			for _, d := range Days(tt.text) {
				word := "past"
				if day, ok := d.On(written()); ok {
					word = day.Format("2006-01-02")
				}
				if got != "" {
					got += " "
				}
				got += word
			}
			if got != tt.want {
				t.Errorf("Days(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestClockTimesAreCounted(t *testing.T) {
	for text, want := range map[string]int{
		"at 10:30":                 1,
		"at 10 or at 3pm":          1,
		"um 15 Uhr oder 16.30 Uhr": 2,
		"at noon":                  1,
		"10 people":                0,
		"":                         0,
	} {
		if got := Clocks(text); got != want {
			t.Errorf("Clocks(%q) = %d, want %d", text, got, want)
		}
	}
}

func FuzzDays(f *testing.F) {
	f.Add("bis Freitag, den 13. November 2026 (11/12/26), May 5")
	f.Add("1.1.1.1. 31. Feb")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, d := range Days(text) {
			if d.Start < end || d.End > len(text) || d.Start >= d.End {
				t.Fatalf("a day stands at %d to %d, after %d, of %d bytes", d.Start, d.End, end, len(text))
			}
			end = d.End
			if day, ok := d.On(written()); ok && day.Before(written().AddDate(0, 0, -1)) {
				t.Errorf("%v is past", day)
			}
		}
	})
}
