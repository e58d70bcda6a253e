package dates

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests' zones, wherever they run

	"pgregory.net/rapid"
)

// zoneNames are zones whose clocks do odd things: a change of half an hour, at midnight, on a Friday, or none but an odd
// offset.
func zoneNames() []string {
	return []string{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu",
		"Africa/Cairo", "Asia/Beirut"}
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func zoneNamed(t fataler, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return zone
}

func anyZone(t *rapid.T) *time.Location {
	return zoneNamed(t, rapid.SampledFrom(zoneNames()).Draw(t, "zone"))
}

func anyTime(t *rapid.T, label string) time.Time {
	return time.Unix(rapid.Int64Range(1735689600, 1893456000).Draw(t, label), 0).UTC() // 2025 to 2030
}

func at(t fataler, zone *time.Location, text string) time.Time {
	t.Helper()
	for _, layout := range []string{"2006-01-02 15:04 -0700", "2006-01-02 15:04"} {
		if got, err := time.ParseInLocation(layout, text, zone); err == nil {
			return got
		}
	}
	t.Fatalf("bad test time %q", text)
	return time.Time{}
}

func show(t time.Time, zone *time.Location) string {
	return t.In(zone).Format("Mon 2006-01-02 15:04 -0700")
}

func quietOf(t testing.TB, ranges ...string) Quiet {
	t.Helper()
	var q Quiet
	for _, text := range ranges {
		r, err := ParseRange(text)
		if err != nil {
			t.Fatal(err)
		}
		q = append(q, r)
	}
	return q
}
