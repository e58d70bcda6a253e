package command

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// berlin is summer time without a time zone database.
func berlin() *time.Location { return time.FixedZone("Berlin", 2*60*60) }

// wednesday is the present of these tests: 10 June 2026, 14:30.
func wednesday() time.Time { return time.Date(2026, 6, 10, 14, 30, 0, 0, berlin()) }

// shown is commands in one fixed form: "done [1 4]; later all 2026-06-17".
func shown(commands []Command) string {
	var parts []string
	for _, c := range commands {
		s := string(c.Verb)
		if len(c.Numbers) > 0 {
			s += " " + fmt.Sprint(c.Numbers)
		}
		if c.All {
			s += " all"
		}
		if !c.Start.IsZero() {
			layout := "2006-01-02"
			if c.Start.Equal(c.End) {
				layout += " 15:04"
			}
			s += " " + c.Start.Format(layout)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "; ")
}

func TestLinesOfCommandsAreRead(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"done", "done"},
		{"Done.", "done"},
		{"4 done", "done [4]"},
		{"done 4", "done [4]"},
		{"1 4 done, 6 later", "done [1 4]; later [6] 2026-06-17"},
		{"done 1, 4", "done [1 4]"},
		{"1, 4 done", "done [1 4]"},
		{"1,4 done", "done [1 4]"},
		{"1 and 4 done", "done [1 4]"},
		{"1, 2, and 4 done.", "done [1 2 4]"},
		{"done 1 4; rest 7", "done [1 4]; rest [7]"},
		{"done 1 4, rest 7", "done [1 4]; rest [7]"},
		{"1 done. 6 later.", "done [1]; later [6] 2026-06-17"},
		{"1 done and 6 rest", "done [1]; rest [6]"},
		{"1 done; 6 later 2w, 7 rest", "done [1]; later [6] 2026-06-24; rest [7]"},
		{"1. done", "done [1]"},
		{"1) done", "done [1]"},
		{"#1 done", "done [1]"},
		{"done: 1", "done [1]"},
		{"- 1 done", "done [1]"},
		{"• 1 done", "done [1]"},
		{"* done 1!", "done [1]"},
		{"“1 done”", "done [1]"},
		{"  1\u00a0 4   DONE  ", "done [1 4]"},
		{"4 4 done", "done [4]"},
		{"all later", "later all 2026-06-17"},
		{"later all", "later all 2026-06-17"},
		{"all done", "done all"},
		{"later", "later 2026-06-17"},
		{"6 later 2w", "later [6] 2026-06-24"},
		{"later 6 2w", "later [6] 2026-06-24"},
		{"later 2w 6", "later [6] 2026-06-24"},
		{"later 6, 7 next week", "later [6 7] 2026-06-15"},
		{"later next tue 3", "later [3] 2026-06-16"},
		{"later next tue, 3", "later [3] 2026-06-16"},
		{"later 3 June", "later 2027-06-03"},
		{"later 2 weeks", "later 2026-06-24"},
		{"later 2 2 weeks", "later [2] 2026-06-24"},
		{"6 later 3 July", "later [6] 2026-07-03"},
		{"6 later tue 9am", "later [6] 2026-06-16 09:00"},
		{"6 later monday, 15 june", "later [6] 2026-06-15"},
		{"6 later nov. 2", "later [6] 2026-11-02"},
		{"6 later on the 15th", "later [6] 2026-06-15"},
		{"6 later am 15.", "later [6] 2026-06-15"},
		{"not now 2", "later [2] 2026-06-17"},
		{"6 snooze until 2026-07-01", "later [6] 2026-07-01"},
		{"met", "met"},
		{"3 met tuesday", "met [3] 2026-06-09"},
		{"3 met tuesday 10:00", "met [3] 2026-06-09 10:00"},
		{"we met yesterday", "met 2026-06-09"},
		{"it took place", "met"},
		{"did not happen", "missed"},
		{"3 didn’t happen", "missed [3]"},
		{"3 called off", "missed [3]"},
		{"1 answered", "answered [1]"},
		{"1 answered elsewhere", "answered [1]"},
		{"7 rest", "rest [7]"},
		{"let 7 rest", ""},
		{"let rest 7", "rest [7]"},
		{"5 never", "never [5]"},
		{"5 not so", "no [5]"},
		{"undo", "undo"},
		{"undo 5", "undo [5]"},
		{"undo 5.", "undo [5]"},
		{"help", "help"},
		{"?", "help"},
		{"yes", "yes"},
		{"8 yes", "yes [8]"},
		{"No.", "no"},

		{"1 4 erledigt, 6 später", "done [1 4]; later [6] 2026-06-17"},
		{"6 SPÄTER in 2 Wochen", "later [6] 2026-06-24"},
		{"6 spa\u0308ter na\u0308chsten Montag", "later [6] 2026-06-15"},
		{"alle später", "later all 2026-06-17"},
		{"3 nicht stattgefunden", "missed [3]"},
		{"3 hat stattgefunden", "met [3]"},
		{"3 getroffen gestern", "met [3] 2026-06-09"},
		{"hilfe", "help"},
		{"ja", "yes"},
		{"8 nein", "no [8]"},
		{"rückgängig 5", "undo [5]"},
		{"1 und 2 erledigt und 3 ruhen", "done [1 2]; rest [3]"},
	} {
		got, err := Parse(c.line, wednesday(), berlin())
		if shown(got) != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q is %q, %v; want %q", c.line, shown(got), err, c.want)
		}
	}
}

func TestWhatIsNotWhollyACommandIsObeyedInNoPart(t *testing.T) {
	for _, c := range []struct {
		line    string
		reason  Reason
		nearest string
	}{
		{"", ReasonUnknown, ""},
		{"   ", ReasonUnknown, ""},
		{"4", ReasonUnknown, ""},
		{"1 4", ReasonUnknown, ""},
		{"all", ReasonUnknown, ""},
		{"danke", ReasonUnknown, ""},
		{"doen", ReasonUnknown, "done"},
		{"4 dome", ReasonUnknown, "done"},
		{"6 latter", ReasonUnknown, "later"},
		{"6 spter", ReasonUnknown, "später"},
		{"1 anwsered", ReasonUnknown, "answered"},
		{"I met her mother", ReasonUnknown, "met"},
		{"Met her mother", ReasonUnknown, "met"},
		{"done that, thanks for asking everybody", ReasonUnknown, "done"},
		{"I am done", ReasonUnknown, "done"},
		{"1 done thanks", ReasonUnknown, "done"},
		{"1 done, 6 bananas", ReasonUnknown, "done"},
		{"1 done, 6", ReasonUnknown, "done"},
		{"1 done; 6 later some day", ReasonUnknown, "done"},
		{"done 1; ; hm", ReasonUnknown, "done"},
		{"later than usual", ReasonUnknown, "later"},
		{"6 later may", ReasonUnknown, "later"},
		{"no idea", ReasonUnknown, "no"},
		{"yes we can", ReasonUnknown, "yes"},
		{"never mind", ReasonUnknown, "never"},
		{"the rest is silence", ReasonUnknown, "rest"},
		{"help me with 3", ReasonUnknown, "help"},
		{"help 3", ReasonUnknown, "help"},
		{"4 done 6", ReasonUnknown, "done"},
		{"4, done", ReasonUnknown, "done"},
		{"1 done, 4, later", ReasonUnknown, "done"},
		{"done, when I have found the time for it", ReasonUnknown, ""},
		{"all 4 done", ReasonUnknown, "done"},
		{"done all 4", ReasonUnknown, "done"},
		{"0 done", ReasonUnknown, "done"},
		{"1000 done", ReasonUnknown, "done"},
		{"-4 done", ReasonUnknown, "done"},
		{"4.5 done", ReasonUnknown, "done"},
		{"> 4 done", ReasonUnknown, "done"},
		{"4 done 2w", ReasonUnknown, "done"},
		{"done done", ReasonUnknown, "done"},
		{"did not", ReasonUnknown, ""},
		{"3 stattgefunden nicht", ReasonUnknown, "stattgefunden"},
		{"met 2w", ReasonUnknown, "met"},
		{"done 1, 4, 6 later", ReasonAmbiguous, ""},
		{strings.Repeat("1 ", 200) + "done", ReasonUnknown, ""},
		{strings.Repeat("1 ", 60) + "done", ReasonUnknown, ""},
	} {
		got, err := Parse(c.line, wednesday(), berlin())
		var unclear *Unclear
		if !errors.As(err, &unclear) || got != nil {
			t.Errorf("%q is %q, %v", c.line, shown(got), err)
			continue
		}
		if unclear.Reason != c.reason || unclear.Nearest != c.nearest {
			t.Errorf("%q is unclear as %s, nearest %q; want %s, %q", c.line, unclear.Reason, unclear.Nearest, c.reason, c.nearest)
		}
		if !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%q has no hint: %v", c.line, err)
		}
	}
}

func TestACommandKeepsTheWordsAsGiven(t *testing.T) {
	got, err := Parse("1 4 Done, 6 LATER next Tue.", wednesday(), berlin())
	if err != nil || len(got) != 2 || got[0].Text != "1 4 Done" || got[1].Text != "6 LATER next Tue." {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestSubjectsOfPreparedMailsAreRead(t *testing.T) {
	for _, e := range Table() {
		if e.Verb == Help {
			continue
		}
		subject := Subject(e.Verb, 4, "Tom (Tommy) Brandt: done 5, rest all")
		got, err := ParseSubject(subject, wednesday(), berlin())
		if err != nil || got.Verb != e.Verb || !slices.Equal(got.Numbers, []int{4}) || got.All {
			t.Errorf("%q is %+v, %v", subject, got, err)
		}
		cutShort, err := ParseSubject(subject[:len(subject)-30], wednesday(), berlin())
		if err != nil || shown([]Command{cutShort}) != shown([]Command{got}) {
			t.Errorf("%q is %+v, %v", subject[:len(subject)-30], cutShort, err)
		}
	}
	for _, bad := range []string{"", "(done 4)", "Re: done 4 (Tom)", "done 4, rest 5 (Tom)", "coffee? (done 4)", "hello"} {
		if got, err := ParseSubject(bad, wednesday(), berlin()); err == nil {
			t.Errorf("%q is %+v", bad, got)
		}
	}
}

func TestHelpShowsWhatIsUnderstood(t *testing.T) {
	verbs := map[Verb]bool{}
	for _, e := range Table() {
		verbs[e.Verb] = true
		for _, example := range strings.Split(e.Example, ", ") {
			got, err := Parse(example, wednesday(), berlin())
			if err != nil || got[0].Verb != e.Verb {
				t.Errorf("the example %q of %s is %q, %v", example, e.Verb, shown(got), err)
			}
		}
		for _, w := range e.Words {
			if got, err := Parse(w, wednesday(), berlin()); err != nil || len(got) != 1 || got[0].Verb != e.Verb {
				t.Errorf("%q for %s is %q, %v", w, e.Verb, shown(got), err)
			}
		}
		if e.Words[0] != string(e.Verb) && e.Verb != Missed {
			t.Errorf("%s is not called %s first", e.Verb, e.Words[0])
		}
	}
	for _, v := range []Verb{Done, Answered, Later, Rest, Never, Met, Missed, Undo, Help, Yes, No} {
		if !verbs[v] {
			t.Errorf("help does not know %s", v)
		}
	}
}

// anyCommand draws a command and a way to say it.
func anyCommand(t *rapid.T) (Command, string) {
	entry := rapid.SampledFrom(Table()).Draw(t, "entry")
	c := Command{Verb: entry.Verb}
	name := rapid.SampledFrom(entry.Words).Draw(t, "word")
	when := ""
	if c.Verb == Later {
		c.Start = time.Date(2026, 6, rapid.IntRange(11, 30).Draw(t, "day"), 0, 0, 0, 0, berlin())
		c.End = c.Start.AddDate(0, 0, 1)
		when = " " + c.Start.Format(rapid.SampledFrom([]string{"2006-01-02", "2 January 2006", "Mon, 2.1.2006"}).Draw(t, "layout"))
	}
	if c.Verb == Help {
		return c, name
	}
	whom := ""
	switch rapid.IntRange(0, 3).Draw(t, "whom") {
	case 0:
	case 1:
		c.All, whom = true, "all"
	default:
		c.Numbers = rapid.SliceOfNDistinct(rapid.IntRange(1, 999), 1, 5, rapid.ID[int]).Draw(t, "numbers")
		whom = written(t, c.Numbers)
	}
	switch {
	case whom == "":
		return c, name + when
	case rapid.Bool().Draw(t, "verb first"):
		return c, name + " " + whom + when
	}
	return c, whom + " " + name + when
}

func written(t *rapid.T, numbers []int) string {
	var words []string
	for _, n := range numbers {
		words = append(words, rapid.SampledFrom([]string{"", "#"}).Draw(t, "mark")+strconv.Itoa(n))
	}
	return strings.Join(words, rapid.SampledFrom([]string{" ", ", ", ",", " and "}).Draw(t, "between"))
}

func TestACommandIsReadAsItWasSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want []Command
		var said []string
		for range rapid.IntRange(1, 3).Draw(t, "commands") {
			c, text := anyCommand(t)
			want, said = append(want, c), append(said, text)
		}
		line := strings.Join(said, "; ")
		line = rapid.SampledFrom([]string{"", "- ", "• ", "  "}).Draw(t, "bullet") + line
		line += rapid.SampledFrom([]string{"", ".", " !", " "}).Draw(t, "end")
		if rapid.Bool().Draw(t, "upper") {
			line = strings.ToUpper(line)
		}
		got, err := Parse(line, wednesday().UTC(), berlin())
		if len(line) > maxLine || len(tokensOf(line)) > maxTokens {
			return
		}
		if err != nil || !slices.EqualFunc(got, want, same) {
			t.Fatalf("%q is %q, %v; want %q", line, shown(got), err, shown(want))
		}
	})
}

// An ordinary word anywhere makes the whole line unclear.
func TestOneForeignWordMakesALineUnclear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, line := anyCommand(t)
		words := strings.Fields(line)
		foreign := rapid.SampledFrom([]string{"mother", "thanks", "i", "because", "that", "ok", "4.5", "done?", "über", "(maybe)"}).Draw(t, "foreign")
		words = slices.Insert(words, rapid.IntRange(0, len(words)).Draw(t, "place"), foreign)
		if got, err := Parse(strings.Join(words, " "), wednesday(), berlin()); err == nil {
			t.Fatalf("%q is %q", strings.Join(words, " "), shown(got))
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, line := range []string{
		"1 4 done, 6 later", "done 1 4; rest 7", "later next tue 3", "I met her mother", "- 1. done", "“undo 5”", "6 later 3 June",
		"nicht stattgefunden", "done 1, 4, 6 later", "6 later a.m.",
	} {
		f.Add(line)
	}
	// Every word of an accepted line must be one that the grammar knows.
	known := map[string]bool{}
	for _, e := range Table() {
		for _, w := range e.Words {
			for _, part := range strings.Fields(w) {
				known[part] = true
			}
		}
	}
	f.Fuzz(func(t *testing.T, line string) {
		commands, err := Parse(line, wednesday(), berlin())
		if err != nil {
			if commands != nil {
				t.Fatalf("%q is an error and %q", line, shown(commands))
			}
			return
		}
		if len(commands) == 0 {
			t.Fatalf("%q is no error and nothing", line)
		}
		timed := false
		for _, c := range commands {
			timed = timed || c.Verb.takesTime()
		}
		for _, tok := range tokensOf(line) {
			_, isNumber := tok.number()
			if tok.sep == word && !known[tok.plain] && !isNumber && !tok.isAll() && !timed {
				t.Fatalf("%q is %q, with %q left over", line, shown(commands), tok.plain)
			}
		}
		again, err := Parse(strings.ToUpper(line), wednesday(), berlin())
		if err == nil && !slices.EqualFunc(again, commands, same) {
			t.Fatalf("%q is %q, in capitals %q", line, shown(commands), shown(again))
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for _, line := range []string{"1 4 done, 6 later next tue", "Thanks, that was a lovely letter and I shall write to Samuel tomorrow"} {
		b.Run(line[:6], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Parse(line, wednesday(), berlin())
			}
		})
	}
}
