package message

import (
	"testing"
	"time"
)

func TestParseDateReadsWhatProgramsWrite(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"as it should be", "Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T10:52:37+02:00"},
		{"trailing comment", "Tue, 1 Jul 2003 10:52:37 +0200 (CEST)", "2003-07-01T10:52:37+02:00"},
		{"comment not closed", "Tue, 1 Jul 2003 10:52:37 +0200 (CES", "2003-07-01T10:52:37+02:00"},
		{"comments everywhere", "Tue(a), 1 (b) Jul 2003 10:52:37 (c) -0130", "2003-07-01T10:52:37-01:30"},
		{"no weekday", "1 Jul 2003 10:52:37 +0200", "2003-07-01T10:52:37+02:00"},
		{"no space after the weekday", "Tue,01 Jul 2003 10:52:37 +0200", "2003-07-01T10:52:37+02:00"},
		{"no seconds", "Tue, 1 Jul 2003 10:52 +0200", "2003-07-01T10:52:00+02:00"},
		{"one-digit hour", "Tue, 1 Jul 2003 9:05:07 GMT", "2003-07-01T09:05:07Z"},
		{"fractions", "Tue, 1 Jul 2003 10:52:37.25 +0200", "2003-07-01T10:52:37+02:00"},
		{"two-digit year", "1 Jul 03 10:52:37 GMT", "2003-07-01T10:52:37Z"},
		{"two-digit year of the last century", "1 Jul 97 10:52:37 GMT", "1997-07-01T10:52:37Z"},
		{"three-digit year", "1 Jul 103 10:52:37 GMT", "2003-07-01T10:52:37Z"},
		{"GMT and offset", "Tue, 1 Jul 2003 10:52:37 GMT+0100", "2003-07-01T10:52:37+01:00"},
		{"UTC and hours", "Tue, 1 Jul 2003 10:52:37 UTC-5", "2003-07-01T10:52:37-05:00"},
		{"offset with colon", "Tue, 1 Jul 2003 10:52:37 +05:30", "2003-07-01T10:52:37+05:30"},
		{"offset without sign", "Tue, 1 Jul 2003 10:52:37 0200", "2003-07-01T10:52:37+02:00"},
		{"zone joined to the time", "Tue, 1 Jul 2003 10:52:37+0200", "2003-07-01T10:52:37+02:00"},
		{"named zone", "Tue, 1 Jul 2003 10:52:37 EDT", "2003-07-01T10:52:37-04:00"},
		{"European zone", "Tue, 1 Jul 2003 10:52:37 CEST", "2003-07-01T10:52:37+02:00"},
		{"unknown zone", "Tue, 1 Jul 2003 10:52:37 XYZ", "2003-07-01T10:52:37Z"},
		{"military zone says nothing", "Tue, 1 Jul 2003 10:52:37 A", "2003-07-01T10:52:37Z"},
		{"impossible offset", "Tue, 1 Jul 2003 10:52:37 +9999", "2003-07-01T10:52:37Z"},
		{"no zone", "Tue, 1 Jul 2003 10:52:37", "2003-07-01T10:52:37Z"},
		{"unknown place", "Tue, 1 Jul 2003 10:52:37 -0000", "2003-07-01T10:52:37Z"},
		{"asctime", "Tue Jul  1 10:52:37 2003", "2003-07-01T10:52:37Z"},
		{"asctime with zone", "Tue Jul  1 10:52:37 MEST 2003", "2003-07-01T10:52:37+02:00"},
		{"American", "July 1, 2003 10:52:37 PM -0400", "2003-07-01T22:52:37-04:00"},
		{"midnight as 12 AM", "Jul 1 2003 12:05 AM", "2003-07-01T00:05:00Z"},
		{"noon as 12 PM", "Jul 1 2003 12:05 PM", "2003-07-01T12:05:00Z"},
		{"hyphens", "01-Jul-2003 10:52:37 +0200", "2003-07-01T10:52:37+02:00"},
		{"ISO 8601", "2003-07-01T10:52:37Z", "2003-07-01T10:52:37Z"},
		{"ISO 8601 with offset", "2003-07-01T10:52:37+02:00", "2003-07-01T10:52:37+02:00"},
		{"ISO with a space", "2003-07-01 10:52:37 +0200", "2003-07-01T10:52:37+02:00"},
		{"slashes, year first", "2003/07/01 10:52", "2003-07-01T10:52:00Z"},
		{"day alone", "1 Jul 2003", "2003-07-01T00:00:00Z"},
		{"leap second", "Tue, 30 Jun 2015 23:59:60 +0000", "2015-07-01T00:00:00Z"},
		{"long month name with dot", "1 Sept. 2003 10:52 GMT", "2003-09-01T10:52:00Z"},
		{"non-breaking space", "Tue,\u00a01 Jul 2003 10:52:37 +0200", "2003-07-01T10:52:37+02:00"},
		{"wrong weekday does not matter", "Mon, 1 Jul 2003 10:52:37 +0200", "2003-07-01T10:52:37+02:00"},

		{"nobody knows which month", "07/01/2003 10:52", ""},
		{"no such day", "31 Feb 2003 10:52:37 GMT", ""},
		{"no such hour", "1 Jul 2003 25:52:37 GMT", ""},
		{"no such minute", "1 Jul 2003 10:61:37 GMT", ""},
		{"no year", "Tue, 1 Jul 10:52:37", ""},
		{"no month", "Tue, 1 2003 10:52:37", ""},
		{"year zero", "1 Jul 0000 10:52:37 GMT", ""},
		{"colons alone", ":::", ""},
		{"no minutes before the colon", "1 Jul 2003 10h:52", ""},
		{"markup", "<HR>", ""},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := parseDate(tt.in)
			if tt.want == "" {
				if ok || !got.IsZero() {
					t.Errorf("parseDate(%q) = %v; want none", tt.in, got)
				}
				return
			}
			if s := got.Format(time.RFC3339); !ok || s != tt.want {
				t.Errorf("parseDate(%q) = %s, %v; want %s", tt.in, s, ok, tt.want)
			}
		})
	}
}

func TestNamedZonesAreWhereTheyAre(t *testing.T) {
	for name, want := range map[string]string{
		"UT": "+0000", "WET": "+0000", "BST": "+0100", "MEZ": "+0100", "MESZ": "+0200", "SAST": "+0200", "EEST": "+0300",
		"IST": "+0530", "SGT": "+0800", "JST": "+0900", "AEST": "+1000", "AEDT": "+1100", "NZST": "+1200", "BRT": "-0300",
		"AST": "-0400", "EST": "-0500", "CST": "-0600", "MST": "-0700", "pst": "-0800",
	} {
		got, _ := parseDate("1 Jul 2003 10:52 " + name)
		if zone := got.Format("-0700"); zone != want {
			t.Errorf("%s: %s, want %s", name, zone, want)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"Tue, 1 Jul 2003 10:52:37 +0200 (CEST)", "2003-07-01T10:52:37Z", "Jul 1 12:05 AM 03", "T:", "+:", "1-Jul-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := parseDate(toString([]byte(s)))
		if !ok {
			if !got.IsZero() {
				t.Errorf("%q cannot be read, but is %v", s, got)
			}
			return
		}
		again, ok := parseDate(got.Format(time.RFC1123Z))
		if !ok || !again.Equal(got) {
			t.Errorf("%q reads as %v, written again as %v", s, got, again)
		}
	})
}
