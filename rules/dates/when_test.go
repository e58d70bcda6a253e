package dates

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// said is a phrase, and what it means on Wednesday 10 June 2026, 14:30 in Berlin: a day, an instant, or first and last day.
type said struct{ text, want string }

func checkSaid(t *testing.T, read func(string, time.Time, *time.Location) (time.Time, time.Time, error), table []said) {
	t.Helper()
	berlin := zoneNamed(t, "Europe/Berlin")
	now := at(t, berlin, "2026-06-10 14:30")
	for _, c := range table {
		for _, text := range []string{c.text, strings.ToUpper(c.text), "  " + strings.ReplaceAll(c.text, " ", "  ") + " "} {
			start, end, err := read(text, now.UTC(), berlin)
			if err != nil {
				t.Errorf("%q: %v", text, err)
				continue
			}
			if got := showInterval(start, end, berlin); got != c.want {
				t.Errorf("%q is %s, want %s", text, got, c.want)
			}
		}
	}
}

func showInterval(start, end time.Time, zone *time.Location) string {
	start, end = start.In(zone), end.In(zone)
	if start.Equal(end) {
		return start.Format("2006-01-02 15:04")
	}
	if DateOf(start, zone).Start(zone).Equal(start) && DateOf(end, zone).Start(zone).Equal(end) {
		first, last := DateOf(start, zone), DateOf(end, zone).Add(-1)
		if first == last {
			return first.String()
		}
		return first.String() + " to " + last.String()
	}
	return start.Format("2006-01-02 15:04") + " to " + end.Format("15:04")
}

func TestWhatIsToComeIsRead(t *testing.T) {
	checkSaid(t, When, []said{
		{"2w", "2026-06-24"}, {"3d", "2026-06-13"}, {"in 3d", "2026-06-13"}, {"5bd", "2026-06-17"},
		{"1y6mo", "2027-12-10"}, {"2h", "2026-06-10 16:30"}, {"in 2 weeks", "2026-06-24"}, {"2 weeks", "2026-06-24"},
		{"a week", "2026-06-17"}, {"in a week", "2026-06-17"}, {"one month", "2026-07-10"}, {"three days", "2026-06-13"},
		{"2 business days", "2026-06-12"}, {"a fortnight", "2026-06-24"}, {"in an hour", "2026-06-10 15:30"},
		{"90 minutes", "2026-06-10 16:00"}, {"in 2 wochen", "2026-06-24"}, {"in einer woche", "2026-06-17"},
		{"in 3 tagen", "2026-06-13"}, {"in zwei Monaten", "2026-08-10"}, {"in einem Jahr", "2027-06-10"},
		{"3 days ago", "2026-06-07"},

		{"today", "2026-06-10"}, {"tomorrow", "2026-06-11"}, {"the day after tomorrow", "2026-06-12"},
		{"yesterday", "2026-06-09"}, {"day before yesterday", "2026-06-08"}, {"heute", "2026-06-10"}, {"morgen", "2026-06-11"},
		{"übermorgen", "2026-06-12"}, {"gestern", "2026-06-09"}, {"vorgestern", "2026-06-08"},
		{"tue", "2026-06-16"}, {"Tuesday", "2026-06-16"}, {"on Tuesday", "2026-06-16"}, {"wed", "2026-06-17"},
		{"thu", "2026-06-11"}, {"this friday", "2026-06-12"}, {"this wed", "2026-06-10"}, {"next tue", "2026-06-16"},
		{"next fri", "2026-06-19"}, {"next wednesday", "2026-06-17"}, {"last friday", "2026-06-05"}, {"last wed", "2026-06-03"},
		{"friday next week", "2026-06-19"}, {"next week friday", "2026-06-19"}, {"montag", "2026-06-15"}, {"Mo.", "2026-06-15"},
		{"nächsten Montag", "2026-06-15"}, {"kommenden Freitag", "2026-06-12"}, {"letzten Freitag", "2026-06-05"},
		{"Freitag nächste Woche", "2026-06-19"},

		{"3 June", "2027-06-03"}, {"June 3", "2027-06-03"}, {"3rd of June", "2027-06-03"}, {"June 3rd, 2027", "2027-06-03"},
		{"the 3rd of july", "2026-07-03"}, {"10 June", "2026-06-10"}, {"11 Jun", "2026-06-11"}, {"3.6.", "2027-06-03"},
		{"3.6.2026", "2026-06-03"}, {"3.7.26", "2026-07-03"}, {"2026-06-03", "2026-06-03"}, {"2026/06/03", "2026-06-03"},
		{"29 Feb", "2028-02-29"}, {"3. Juli", "2026-07-03"}, {"am 3. Juli 2027", "2027-07-03"}, {"1. März", "2027-03-01"},
		{"tue 16 june", "2026-06-16"}, {"Tuesday, the 16th of June", "2026-06-16"}, {"Di, 16. Juni", "2026-06-16"},
		{"may 5", "2027-05-05"}, {"10th", "2026-06-10"}, {"the 9th", "2026-07-09"}, {"on the 31st", "2026-07-31"},
		{"am 15.", "2026-06-15"}, {"am 15", "2026-06-15"}, {"on the 9", "2026-07-09"}, {"Nov. 2", "2026-11-02"}, {"15.", "2026-06-15"}, {"by 2026-12-24.", "2026-12-24"},

		{"17:00", "2026-06-10 17:00"}, {"at 9am", "2026-06-11 09:00"}, {"14:30", "2026-06-11 14:30"}, {"noon", "2026-06-11 12:00"},
		{"tuesday 10:00", "2026-06-16 10:00"}, {"wed 17:00", "2026-06-10 17:00"}, {"wed 14:00", "2026-06-17 14:00"},
		{"tomorrow 9am", "2026-06-11 09:00"}, {"tomorrow at 9 a.m.", "2026-06-11 09:00"}, {"9am tomorrow", "2026-06-11 09:00"},
		{"tomorrow, 9:30 pm", "2026-06-11 21:30"}, {"12am tomorrow", "2026-06-11 00:00"}, {"12pm tomorrow", "2026-06-11 12:00"},
		{"2026-06-03 14:30", "2026-06-03 14:30"}, {"2026-06-03T14:30", "2026-06-03 14:30"}, {"3 July 8:15", "2026-07-03 08:15"},
		{"montag um 9 uhr", "2026-06-15 09:00"}, {"morgen 9.30 Uhr", "2026-06-11 09:30"}, {"tonight at 8pm", "2026-06-10 20:00"},
		{"10 June 9:00", "2027-06-10 09:00"}, {"10 June 15:00", "2026-06-10 15:00"}, {"at 10:00 on tuesday", "2026-06-16 10:00"},

		{"tonight", "2026-06-10 18:00 to 00:00"}, {"this evening", "2026-06-10 18:00 to 00:00"},
		{"monday morning", "2026-06-15 06:00 to 12:00"}, {"tomorrow afternoon", "2026-06-11 12:00 to 18:00"},
		{"friday in the evening", "2026-06-12 18:00 to 00:00"}, {"morgen früh", "2026-06-11 06:00 to 12:00"},
		{"Montag Morgen", "2026-06-15 06:00 to 12:00"}, {"Freitag am Abend", "2026-06-12 18:00 to 00:00"},
		{"heute Nachmittag", "2026-06-10 12:00 to 18:00"}, {"next tue morning", "2026-06-16 06:00 to 12:00"},

		{"next week", "2026-06-15 to 2026-06-21"}, {"nächste Woche", "2026-06-15 to 2026-06-21"},
		{"next month", "2026-07-01 to 2026-07-31"}, {"nächsten Monat", "2026-07-01 to 2026-07-31"},
		{"next year", "2027-01-01 to 2027-12-31"}, {"end of month", "2026-06-30"}, {"by the end of the month", "2026-06-30"},
		{"end of week", "2026-06-12"}, {"end of year", "2026-12-31"}, {"end of June", "2026-06-30"}, {"end of may", "2027-05-31"},
		{"Ende des Monats", "2026-06-30"}, {"Ende der Woche", "2026-06-12"}, {"Ende Juli", "2026-07-31"},
		{"the weekend", "2026-06-13 to 2026-06-14"}, {"next weekend", "2026-06-20 to 2026-06-21"},
		{"am Wochenende", "2026-06-13 to 2026-06-14"}, {"last month", "2026-05-01 to 2026-05-31"},
	})
}

func TestWhatHasBeenIsRead(t *testing.T) {
	checkSaid(t, WhenPast, []said{
		{"tuesday", "2026-06-09"}, {"wed", "2026-06-10"}, {"thu", "2026-06-04"}, {"last tuesday", "2026-06-09"},
		{"tuesday 10:00", "2026-06-09 10:00"}, {"wed 10:00", "2026-06-10 10:00"}, {"wed 17:00", "2026-06-03 17:00"},
		{"yesterday", "2026-06-09"}, {"today", "2026-06-10"}, {"gestern 10 Uhr", "2026-06-09 10:00"},
		{"3 days ago", "2026-06-07"}, {"a week ago", "2026-06-03"}, {"vor 3 Tagen", "2026-06-07"}, {"2h ago", "2026-06-10 12:30"},
		{"3 June", "2026-06-03"}, {"10 June", "2026-06-10"}, {"11 June", "2025-06-11"}, {"29 Feb", "2024-02-29"},
		{"the 10th", "2026-06-10"}, {"the 11th", "2026-05-11"}, {"31st", "2026-05-31"}, {"9:00", "2026-06-10 09:00"},
		{"17:00", "2026-06-09 17:00"}, {"monday morning", "2026-06-08 06:00 to 12:00"}, {"last week", "2026-06-01 to 2026-06-07"},
		{"at the weekend", "2026-06-06 to 2026-06-07"}, {"last weekend", "2026-06-06 to 2026-06-07"},
		{"end of month", "2026-05-31"}, {"end of week", "2026-06-05"}, {"Montag", "2026-06-08"},
		{"2026-06-03 14:30", "2026-06-03 14:30"}, {"tomorrow", "2026-06-11"},
	})
}

func TestWhatTheGrammarDoesNotKnowIsAnError(t *testing.T) {
	berlin := zoneNamed(t, "Europe/Berlin")
	now := at(t, berlin, "2026-06-10 14:30")
	for _, bad := range []string{
		"", " ", ".", "I may be late", "march on", "may", "march", "june", "sun is shining", "soon", "later", "in", "in 2", "2",
		"tue 10", "at 8", "on 8", "the 0", "the 32", "8 o'clock", "6/3", "03/06/2026", "3.6", "31 June", "30 Feb", "29 Feb 2027", "0th", "32nd", "2026-13-01",
		"2026-02-30", "tomorrow tomorrow", "tue wed", "sun 16 june", "13pm", "0am", "25:00", "10:60", "next", "next 2 weeks", "a",
		"week", "a blue moon", "tomorrow 9am sharp", "the", "on", "of june", "june june", "3 3 june", "-2w", "- 2w", "2w ago ago",
		"1 June 1200", "3 June 99", "end of", "end of tue", "this week", "this morning tomorrow", "morning", "10:00 10:00",
		"next june", "last", "ago", "vor", "in 3 days ago", "1000 weeks", "second of june", "tomorrow?", "9am 10pm tue",
		strings.Repeat("tue ", 60), "２w",
	} {
		start, end, err := When(bad, now, berlin)
		if err == nil {
			t.Errorf("%q is read as %s", bad, showInterval(start, end, berlin))
		} else if !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%q has no hint: %v", bad, err)
		}
		if _, _, err := WhenPast(bad, now, berlin); err == nil {
			t.Errorf("%q is read as past", bad)
		}
	}
	if _, _, err := WhenPast("2w", now, berlin); err == nil {
		t.Error("a distance without ago is read as past")
	}
}

func TestSmartPunctuationIsPlain(t *testing.T) {
	for text, want := range map[string]string{
		"It’s “fine”":          `it's "fine"`,
		"20\u00a0Dec – 6 Jan":  "20 dec - 6 jan",
		"spa\u0308ter":         "später",
		"\u200btomorrow\ufeff": "tomorrow",
		"  a \t b\n":           "a b",
	} {
		if got := Plain(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestDaysBeginAtTheZonesMidnightEvenWhereThereIsNone(t *testing.T) {
	santiago := zoneNamed(t, "America/Santiago")
	now := at(t, santiago, "2026-09-05 12:00")
	start, end, err := When("tomorrow", now, santiago)
	if err != nil || !start.Equal(at(t, santiago, "2026-09-06 01:00")) || !end.Equal(at(t, santiago, "2026-09-07 00:00")) {
		t.Errorf("tomorrow is %s to %s, %v", start, end, err)
	}
	start, end, err = When("tomorrow 00:30", now, santiago)
	if err != nil || !start.Equal(at(t, santiago, "2026-09-06 01:00")) || !end.Equal(start) {
		t.Errorf("half past midnight is %s to %s, %v", start, end, err)
	}
}

func phrases() []string {
	return []string{"tue", "wednesday", "sun", "next mon", "last fri", "3 June", "29 Feb", "31 Jan", "10th", "31st", "17:00",
		"mon 0:30", "sat 2:30", "end of month", "end of week", "end of feb", "weekend", "1 Jan 12am", "sunday morning"}
}

func TestTheFutureIsToComeAndThePastHasBegun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, now := anyZone(t), anyTime(t, "now")
		text := rapid.SampledFrom(phrases()).Draw(t, "text")
		start, end, err := When(text, now, zone)
		if err != nil || end.Before(start) || !strings.HasPrefix(text, "last") && end.Before(now) {
			t.Fatalf("%q at %s is %s to %s, %v", text, show(now, zone), start, end, err)
		}
		start, end, err = WhenPast(text, now, zone)
		if err != nil || end.Before(start) || !strings.HasPrefix(text, "next") && start.After(now) {
			t.Fatalf("%q before %s is %s to %s, %v", text, show(now, zone), start, end, err)
		}
	})
}

func TestADateIsReadInAllItsForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, now := anyZone(t), anyTime(t, "now")
		d := DateOf(anyTime(t, "day"), zone)
		noon := Resolve(d, 12, 0, zone)
		layout := rapid.SampledFrom([]string{"2006-01-02", "2 January 2006", "January 2, 2006", "2 Jan 2006", "2.1.2006", "Mon 2 Jan 2006",
			"Monday, 2.1.2006", "2006/01/02"}).Draw(t, "layout")
		start, end, err := When(noon.Format(layout), now, zone)
		if err != nil || !start.Equal(d.Start(zone)) || !end.Equal(d.Add(1).Start(zone)) {
			t.Fatalf("%q is %s to %s, %v", noon.Format(layout), start, end, err)
		}
		start, end, err = When(noon.Format(layout+" 15:04"), now, zone)
		if err != nil || !start.Equal(noon) || !end.Equal(noon) {
			t.Fatalf("%q is %s to %s, %v", noon.Format(layout+" 15:04"), start, end, err)
		}
	})
}

func FuzzWhen(f *testing.F) {
	for _, s := range append(phrases(), "in 2 weeks", "tomorrow 9am", "am 3. Juni um 9 Uhr", "vor 3 tagen", "2026-06-03T14:30", "I may be late") {
		f.Add(s, int64(1781094600))
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		now := time.Unix(unix%4102444800, 0)
		start, end, err := When(text, now, berlin)
		if err != nil {
			if !start.IsZero() || !end.IsZero() {
				t.Fatalf("%q is an error and %s to %s", text, start, end)
			}
			return
		}
		if end.Before(start) || start.Year() < 1800 || end.Year() > 2400 {
			t.Fatalf("%q at %s is %s to %s", text, now, start, end)
		}
		again, _, err := When(Plain(text), now, berlin)
		if err != nil || !again.Equal(start) {
			t.Fatalf("%q is %s, and plain %s, %v", text, start, again, err)
		}
	})
}

func BenchmarkWhen(b *testing.B) {
	berlin := zoneNamed(b, "Europe/Berlin")
	now := at(b, berlin, "2026-06-10 14:30")
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := When("tuesday 16 june at 10:00", now, berlin); err != nil {
			b.Fatal(err)
		}
	}
}
