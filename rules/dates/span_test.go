package dates

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestSpansAreReadAndWritten(t *testing.T) {
	for _, c := range []struct {
		text string
		want Span
		back string
	}{
		{"30m", Span{Clock: 30 * time.Minute}, "30m"},
		{"90m", Span{Clock: 90 * time.Minute}, "1h30m"},
		{"2h", Span{Clock: 2 * time.Hour}, "2h"},
		{"3d", Span{Days: 3}, "3d"},
		{"5bd", Span{Business: 5}, "5bd"},
		{"2w", Span{Days: 14}, "2w"},
		{"14d", Span{Days: 14}, "2w"},
		{"1w1d", Span{Days: 8}, "8d"},
		{"3mo", Span{Months: 3}, "3mo"},
		{"1y", Span{Years: 1}, "1y"},
		{"1y6mo", Span{Years: 1, Months: 6}, "1y6mo"},
		{"-1d", Span{Days: -1}, "-1d"},
		{"-1d2h", Span{Days: -1, Clock: -2 * time.Hour}, "-1d2h"},
		{" 2W ", Span{Days: 14}, "2w"},
		{"0d", Span{}, "0d"},
	} {
		got, err := ParseSpan(c.text)
		if err != nil || got != c.want || got.String() != c.back {
			t.Errorf("%q is %+v (%s), %v; want %+v (%s)", c.text, got, got, err, c.want, c.back)
		}
		if got.Negative() != strings.HasPrefix(c.back, "-") || got.IsZero() != (c.back == "0d") {
			t.Errorf("%q: negative %v, zero %v", c.text, got.Negative(), got.IsZero())
		}
	}
}

func TestWhatIsNoSpanIsAnErrorWithAHint(t *testing.T) {
	for _, bad := range []string{"", "-", "d", "3", "3x", "3 d", "--1d", "1d-2h", "1mo1y", "1d1d", "1d3", "1.5d", "٣d", "d3", "2weeks"} {
		if got, err := ParseSpan(bad); err == nil || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%q is %+v, %v", bad, got, err)
		}
	}
	for _, far := range []string{"101y", "99999d", "999999999999999999999y", "100y12mo", "9999999999m"} {
		if got, err := ParseSpan(far); err == nil {
			t.Errorf("%q is %+v", far, got)
		}
	}
}

func anySpan(t *rapid.T) Span {
	s := Span{
		Years:    rapid.IntRange(0, 3).Draw(t, "years"),
		Months:   rapid.IntRange(0, 20).Draw(t, "months"),
		Days:     rapid.IntRange(0, 100).Draw(t, "days"),
		Business: rapid.IntRange(0, 30).Draw(t, "business"),
		Clock:    time.Duration(rapid.IntRange(0, 6000).Draw(t, "minutes")) * time.Minute,
	}
	if rapid.Bool().Draw(t, "negative") {
		return s.negated()
	}
	return s
}

func TestASpanIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySpan(t)
		if got, err := ParseSpan(s.String()); err != nil || got != s {
			t.Fatalf("%+v is written %q and read as %+v, %v", s, s, got, err)
		}
	})
}

func FuzzParseSpan(f *testing.F) {
	for _, s := range []string{"30m", "-1d", "1y6mo", "5bd", "2W", "", "1d1d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSpan(text)
		if err != nil {
			return
		}
		again, err := ParseSpan(s.String())
		if err != nil || again != s {
			t.Fatalf("%q is %+v, written %q, read as %+v, %v", text, s, s, again, err)
		}
		year := s.From(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.UTC, nil).Year()
		if year < 1900 || year > 2300 {
			t.Fatalf("%q leads to the year %d", text, year)
		}
	})
}
