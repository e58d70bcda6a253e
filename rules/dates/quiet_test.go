package dates

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRangesAreReadAndWritten(t *testing.T) {
	for text, want := range map[string]string{
		"20 Dec - 6 Jan":           "20 Dec - 6 Jan",
		"20 Dec to 6 Jan":          "20 Dec - 6 Jan",
		"20 December – 6 january":  "20 Dec - 6 Jan",
		"20 Dec-6 Jan":             "20 Dec - 6 Jan",
		"Dec 20 until Jan 6":       "20 Dec - 6 Jan",
		"20. Dez. bis 6. Jan.":     "20 Dec - 6 Jan",
		"20.12. - 6.1.":            "20 Dec - 6 Jan",
		"2027-02-01 - 2027-02-14":  "2027-02-01 - 2027-02-14",
		"1 Feb 2027 - 14 Feb 2027": "2027-02-01 - 2027-02-14",
		"2026-12-20 to 2027-01-06": "2026-12-20 - 2027-01-06",
		"24 Dec":                   "24 Dec",
		"2027-02-01":               "2027-02-01",
		"29 Feb - 1 Mar":           "29 Feb - 1 Mar",
		" 1\u00a0Jun  -  30 Jun ":  "1 Jun - 30 Jun",
	} {
		r, err := ParseRange(text)
		if err != nil || r.String() != want {
			t.Errorf("%q is %s, %v; want %s", text, r, err, want)
		}
		if again, err := ParseRange(r.String()); err != nil || again != r {
			t.Errorf("%s is read as %s, %v", r, again, err)
		}
	}
}

func TestWhatIsNoRangeIsAnError(t *testing.T) {
	for _, bad := range []string{
		"", "-", "Dec", "20 Dec -", "- 6 Jan", "20 Dec - ", "20 - 6", "31 Feb - 6 Mar", "0 Dec - 6 Jan", "20 Dec - 6 Jan - 8 Jan",
		"20 Dec 2026 - 6 Jan", "2027-02-14 - 2027-02-01", "1 Jan - 31 Dec", "2 Mar - 1 Mar", "2000-01-01 - 2100-01-01",
		"20 Dec - 6 Jan and more", "12/20 - 1/6", "tue - fri",
	} {
		if r, err := ParseRange(bad); err == nil || !strings.Contains(err.Error(), "cannot") {
			t.Errorf("%q is %s, %v", bad, r, err)
		}
	}
}

func TestTheNextQuietIntervalGoesFromMidnightToMidnight(t *testing.T) {
	for _, c := range []struct {
		name, zone string
		ranges     []string
		now, want  string
	}{
		{"before it", "Europe/Berlin", []string{"20 Dec - 6 Jan"}, "2026-11-02 07:00", "2026-12-20 00:00/2027-01-07 00:00"},
		{"within it", "Europe/Berlin", []string{"20 Dec - 6 Jan"}, "2027-01-02 07:00", "2026-12-20 00:00/2027-01-07 00:00"},
		{"its last instant", "Europe/Berlin", []string{"20 Dec - 6 Jan"}, "2027-01-06 23:59", "2026-12-20 00:00/2027-01-07 00:00"},
		{"its end is no part of it", "Europe/Berlin", []string{"20 Dec - 6 Jan"}, "2027-01-07 00:00", "2027-12-20 00:00/2028-01-07 00:00"},
		{"ranges that touch are one", "Europe/Berlin", []string{"20 Dec - 31 Dec", "1 Jan - 6 Jan"}, "2026-12-25 07:00", "2026-12-20 00:00/2027-01-07 00:00"},
		{"ranges that overlap are one, from the later's middle", "Europe/Berlin", []string{"1 Aug - 10 Aug", "2026-08-05 - 2026-08-20"}, "2026-08-15 07:00", "2026-08-01 00:00/2026-08-21 00:00"},
		{"one within another", "Europe/Berlin", []string{"5 Aug - 6 Aug", "1 Aug - 20 Aug"}, "2026-08-01 07:00", "2026-08-01 00:00/2026-08-21 00:00"},
		{"one that came once is over", "Europe/Berlin", []string{"2025-08-01 - 2025-08-20"}, "2026-08-01 07:00", "none"},
		{"a midnight that is left out", "America/Santiago", []string{"6 Sep - 8 Sep"}, "2026-09-01 07:00", "2026-09-06 01:00/2026-09-09 00:00"},
		{"29 February in a year without", "Europe/Berlin", []string{"29 Feb"}, "2026-01-01 07:00", "2026-02-28 00:00/2026-03-01 00:00"},
		{"none", "Europe/Berlin", nil, "2026-01-01 07:00", "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			zone := zoneNamed(t, c.zone)
			start, end, ok := quietOf(t, c.ranges...).Next(at(t, zone, c.now), zone)
			got := "none"
			if ok {
				got = start.In(zone).Format("2006-01-02 15:04/") + end.In(zone).Format("2006-01-02 15:04")
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestContainsAgreesWithNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, quiet, now := anyZone(t), anyQuiet(t), anyTime(t, "now")
		start, end, ok := quiet.Next(now, zone)
		if ok && !end.After(now) {
			t.Fatalf("the interval %s to %s is over at %s", start, end, now)
		}
		if inside := ok && !start.After(now); inside != quiet.Contains(now, zone) {
			t.Fatalf("at %s: contains %v, interval %s to %s", now, quiet.Contains(now, zone), start, end)
		}
		if ok && (quiet.Contains(start.Add(-1), zone) || quiet.Contains(end, zone) || !quiet.Contains(end.Add(-1), zone)) {
			t.Fatalf("%s to %s is not the whole interval", start, end)
		}
		if day := DateOf(now, zone); quiet.Contains(now, zone) != quietByModel(quiet, day) {
			t.Fatalf("%v in %v: contains %v", day, quiet, quiet.Contains(now, zone))
		}
	})
}

// quietByModel compares months and days alone.
func quietByModel(q Quiet, d Date) bool {
	for _, r := range q {
		first, last, day := key(r.First), key(r.Last), key(d)
		if r.First.Year == 0 {
			day %= 10000
			if first <= last && first <= day && day <= last || first > last && (day >= first || day <= last) {
				return true
			}
		} else if first <= day && day <= last {
			return true
		}
	}
	return false
}

func key(d Date) int { return d.Year*10000 + int(d.Month)*100 + d.Day }

func FuzzParseRange(f *testing.F) {
	for _, s := range []string{"20 Dec - 6 Jan", "2027-02-01 - 2027-02-14", "20.12. bis 6.1.", "24 Dec", "29 Feb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRange(text)
		if err != nil {
			return
		}
		if again, err := ParseRange(r.String()); err != nil || again != r {
			t.Fatalf("%q is %s, read again as %s, %v", text, r, again, err)
		}
		now := time.Date(2026, 2, 28, 12, 0, 0, 0, time.UTC)
		if got := (Span{Days: 7}).From(now, time.UTC, Quiet{r}); got.Before(now.AddDate(0, 0, 7)) {
			t.Fatalf("%q makes seven days shorter: %s", text, got)
		}
	})
}
