package command

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cuppa/rules"
)

// letter is a letter with a point of each kind.
func letter() []Point {
	kinds := []string{
		rules.KindAnswer, rules.KindPrepare, rules.KindThank, rules.KindReportBack, rules.KindCongratulate, rules.KindNudge,
		rules.KindCheckIn, rules.KindConfirm, rules.KindPromise, rules.KindReachOut, rules.KindResume, rules.KindFollowUp,
		rules.KindFindAddress,
	}
	names := []string{
		"Samuel", "Priya", "Mei", "Tom", "Karim", "Ines", "Ruth", "Anna", "Dan", "Olu", "Eva", "Finn", "Gus",
	}
	var points []Point
	for i, kind := range kinds {
		name := strings.ToLower(names[i])
		points = append(points, Point{
			Number: i + 1, Prompt: rules.PromptID("prompt-" + name), Contact: rules.ContactID(name), Rule: "my-" + kind, Kind: kind,
			Anchor: rules.Moment{At: wednesday().AddDate(0, 0, -1), Event: rules.EventID("event-" + name)}, Name: names[i],
		})
	}
	points[1].Anchor.At = wednesday().AddDate(0, 0, 1)
	points[7].Question, points[7].Person = "event-question", &rules.Person{Name: "A. Berg", Address: "anna@home.example"}
	return points
}

func context(points []Point) Context {
	return Context{Key: "key", Points: points, Now: wednesday()}
}

// obeyed is what a line does.
func obeyed(line string, ctx Context) ([]rules.Event, Receipt) {
	commands, err := Parse(line, ctx.Now, berlin())
	var unclear *Unclear
	if errors.As(err, &unclear) {
		return nil, Receipt{Unclear: []Unclear{*unclear}}
	}
	var events []rules.Event
	var receipt Receipt
	for _, c := range commands {
		e, r := Apply(c, ctx)
		events = append(events, e...)
		receipt = both(receipt, r)
	}
	return events, receipt
}

func both(a, b Receipt) Receipt {
	return Receipt{Lines: append(a.Lines, b.Lines...), Unclear: append(a.Unclear, b.Unclear...)}
}

func brief(e rules.Event) string {
	s := string(e.Kind) + " " + string(e.Contact)
	if e.Ref != "" {
		s += " " + e.Ref
	}
	if !e.At.Equal(wednesday()) {
		s += " at " + e.At.Format("2006-01-02 15:04")
	}
	if !e.Until.IsZero() {
		s += " until " + e.Until.Format("2006-01-02")
	}
	if e.Person != nil {
		s += " " + e.Person.Address
	}
	return s
}

func TestEachVerbMeansWhatItsPointIsAbout(t *testing.T) {
	for _, c := range []struct {
		line    string
		outcome Outcome
		want    []string
	}{
		{"1 done", OutcomeTold, []string{"told samuel", "done samuel prompt-samuel"}},
		{"2 done", OutcomeDone, []string{"done priya prompt-priya"}},
		{"3 done", OutcomeTold, []string{"told mei", "done mei prompt-mei"}},
		{"4 done", OutcomeTold, []string{"told tom", "done tom prompt-tom"}},
		{"5 done", OutcomeTold, []string{"told karim", "done karim prompt-karim"}},
		{"6 done", OutcomeTold, []string{"told ines", "done ines prompt-ines"}},
		{"7 done", OutcomeTold, []string{"told ruth", "done ruth prompt-ruth"}},
		{"8 done", OutcomeDone, []string{"done anna prompt-anna"}},
		{"9 done", OutcomeDone, []string{"done dan prompt-dan"}},
		{"10 done", OutcomeDone, []string{"done olu prompt-olu"}},
		{"11 done", OutcomeTold, []string{"told eva", "done eva prompt-eva"}},
		{"12 done", OutcomeTold, []string{"told finn", "done finn prompt-finn"}},
		{"13 done", OutcomeDone, []string{"done gus prompt-gus"}},

		{"1 answered", OutcomeTold, []string{"told samuel", "done samuel prompt-samuel"}},
		{"3 answered", OutcomeTold, []string{"told mei", "done mei prompt-mei"}},
		{"6 answered", OutcomeHeard, []string{"heard ines", "done ines prompt-ines"}},
		{"7 answered", OutcomeTold, []string{"told ruth", "done ruth prompt-ruth"}},
		{"11 answered", OutcomeHeard, []string{"heard eva", "done eva prompt-eva"}},
		{"12 answered", OutcomeHeard, []string{"heard finn", "done finn prompt-finn"}},
		{"13 answered", OutcomeHeard, []string{"heard gus", "done gus prompt-gus"}},

		{"6 later", OutcomeLater, []string{"later ines prompt-ines until 2026-06-17"}},
		{"6 later next tue", OutcomeLater, []string{"later ines prompt-ines until 2026-06-16"}},
		{"6 rest", OutcomeRested, []string{"rest ines"}},
		{"6 never", OutcomeOff, []string{"never ines my-nudge"}},

		{"3 met", OutcomeMet, []string{"met mei at 2026-06-09 14:30"}},
		{"3 yes", OutcomeMet, []string{"met mei at 2026-06-09 14:30"}},
		{"3 met tuesday", OutcomeMet, []string{"met mei at 2026-06-09 14:30"}},
		{"3 met monday", OutcomeMet, []string{"met mei at 2026-06-08 12:00"}},
		{"3 met monday 10:00", OutcomeMet, []string{"met mei at 2026-06-08 10:00"}},
		{"6 met", OutcomeMet, []string{"met ines"}},
		{"6 met today", OutcomeMet, []string{"met ines"}},
		{"2 met", OutcomeMet, []string{"met priya"}},
		{"2 did not happen", OutcomeMissed, []string{"missed priya event-priya"}},
		{"3 did not happen", OutcomeMissed, []string{"missed mei event-mei"}},
		{"3 no", OutcomeMissed, []string{"missed mei event-mei"}},
		{"6 did not happen", OutcomeMissed, []string{"missed ines"}},

		{"8 yes", OutcomeAlias, []string{"alias anna event-question anna@home.example", "done anna prompt-anna"}},
		{"8 no", OutcomeStranger, []string{"stranger anna event-question anna@home.example", "done anna prompt-anna"}},
		{"5 not so", OutcomeNotSo, []string{"done karim prompt-karim"}},
	} {
		events, r := obeyed(c.line, context(letter()))
		var got []string
		for _, e := range events {
			got = append(got, brief(e))
		}
		if !slices.Equal(got, c.want) || len(r.Lines) != 1 || len(r.Unclear) > 0 || r.Lines[0].Outcome != c.outcome {
			t.Errorf("%q is %q, %+v; want %q, %s", c.line, got, r, c.want, c.outcome)
		}
	}
}

func TestWhatDoesNotFitIsObeyedForNoPoint(t *testing.T) {
	now := wednesday()
	for _, c := range []struct {
		line   string
		reason Reason
		number int
	}{
		{"done", ReasonWhich, 0},
		{"yes", ReasonWhich, 0},
		{"14 done", ReasonNumber, 14},
		{"1 14 done", ReasonNumber, 14},
		{"4 answered", ReasonVerb, 4},
		{"1 4 answered", ReasonVerb, 4},
		{"all answered", ReasonVerb, 2},
		{"6 yes", ReasonVerb, 6},
		{"5 yes", ReasonVerb, 5},
		{"6 later yesterday", ReasonPast, 6},
		{"6 later today", ReasonPast, 6},
		{"6 met tomorrow", ReasonAhead, 6},
		{"undo", ReasonNothing, 0},
		{"undo 5", ReasonNothing, 5},
	} {
		events, r := obeyed(c.line, Context{Key: "key", Points: letter(), Now: now})
		if len(events) > 0 || len(r.Lines) > 0 || len(r.Unclear) != 1 {
			t.Errorf("%q is %v, %+v", c.line, events, r)
			continue
		}
		if u := r.Unclear[0]; u.Reason != c.reason || u.Number != c.number || u.Text != c.line || u.Points != 13 {
			t.Errorf("%q is unclear as %+v, want %s, %d", c.line, u, c.reason, c.number)
		}
	}
	if events, r := obeyed("done", context(nil)); len(events) > 0 || r.Unclear[0].Reason != ReasonWhich {
		t.Errorf("done in a letter without points is %v, %+v", events, r)
	}
	odd := Command{Verb: "sing", Numbers: []int{1}}
	if events, r := Apply(odd, context(letter())); len(events) > 0 || r.Unclear[0].Reason != ReasonVerb {
		t.Errorf("an unknown verb is %v, %+v", events, r)
	}
}

func TestAMeetingOfTodayIsNotAhead(t *testing.T) {
	ctx := context(letter())
	ctx.Now = ctx.Now.Add(-5 * time.Hour) // 9:30
	events, _ := obeyed("3 met today", ctx)
	if len(events) != 1 || !events[0].At.Equal(ctx.Now) {
		t.Errorf("got %+v", events)
	}
}

func TestALetterWithOnePointNeedsNoNumber(t *testing.T) {
	events, r := obeyed("did not happen", context(letter()[2:3]))
	if len(events) != 1 || events[0].Contact != "mei" || r.Lines[0].Number != 3 || events[0].Source != "command:key#3" {
		t.Errorf("got %+v, %+v", events, r)
	}
}

func TestAContactAloneIsAPointOnTheCommandLine(t *testing.T) {
	alone := []Point{{Contact: "mei", Name: "Mei"}}
	for line, want := range map[string]string{
		"done":           "told mei",
		"answered":       "heard mei",
		"later 2w":       "remind mei until 2026-06-24",
		"rest":           "rest mei",
		"met":            "met mei",
		"did not happen": "missed mei",
	} {
		events, r := obeyed(line, context(alone))
		if len(events) != 1 || brief(events[0]) != want || events[0].Source != "command:key" || len(r.Unclear) > 0 {
			t.Errorf("%q is %+v, %+v", line, events, r)
		}
	}
	if events, r := obeyed("never", context(alone)); len(events) > 0 || r.Unclear[0].Reason != ReasonVerb {
		t.Errorf("never without a rule is %v, %+v", events, r)
	}
}

func TestOfSeveralPromptsAboutOneContactThePersonIsToldOnce(t *testing.T) {
	points := letter()[5:7]
	points[1].Contact = points[0].Contact
	for line, want := range map[string]int{"done": 3, "rest": 1, "missed": 1, "later": 2, "never": 2} {
		commands, err := Parse(line, wednesday(), berlin())
		if err != nil {
			t.Fatal(err)
		}
		commands[0].Whom = "ines@example.org"
		events, r := Apply(commands[0], context(points))
		if len(events) != want || len(r.Lines) != 2 {
			t.Errorf("%s gives %v, %+v", line, events, r)
		}
	}
}

func TestUndoTakesBackTheWholeAnswerOrOneLine(t *testing.T) {
	first := context(letter())
	events, _ := obeyed("1 6 done, 7 rest", first)
	ctx := Context{Key: "undoing", Points: letter(), Now: wednesday().Add(time.Hour)}
	for _, e := range events { // as they are found in the journal, several to a line
		number := map[rules.ContactID]int{"samuel": 1, "ines": 6, "ruth": 7}[e.Contact]
		ctx.Previous = append(ctx.Previous, Earlier{Number: number, Name: string(e.Contact), Contact: e.Contact, Source: e.Source})
	}
	for line, want := range map[string][]string{
		"undo":     {"command:key#1", "command:key#6", "command:key#7"},
		"undo all": {"command:key#1", "command:key#6", "command:key#7"},
		"undo 6":   {"command:key#6"},
		"undo 7 1": {"command:key#7", "command:key#1"},
		"undo 5":   nil,
		"undo 6 5": nil,
	} {
		undone, r := obeyed(line, ctx)
		var refs []string
		for i, e := range undone {
			refs = append(refs, e.Ref)
			if e.Kind != rules.Undone || string(e.Source) != strings.Replace(e.Ref, "key", "undoing", 1) || r.Lines[i].Outcome != OutcomeUndone {
				t.Errorf("%s gives %+v, %+v", line, e, r.Lines[i])
			}
		}
		if !slices.Equal(refs, want) || len(r.Lines) != len(want) {
			t.Errorf("%s takes back %q, want %q; %+v", line, refs, want, r)
		}
	}
}

// The fold is asked, not our own idea of it.
func TestWhatIsUndoneIsGoneFromTheFold(t *testing.T) {
	first, _ := obeyed("6 rest", context(letter()))
	first[0].ID = "a"
	ctx := Context{Key: "undoing", Now: wednesday().Add(time.Hour), Previous: []Earlier{{Number: 6, Contact: "ines", Source: first[0].Source}}}
	undone, _ := obeyed("undo", ctx)
	undone[0].ID = "b"
	if c := rules.Fold(first); c.Rested.IsZero() {
		t.Error("rest does not let rest")
	}
	if c := rules.Fold(append(first, undone...)); !c.Rested.IsZero() {
		t.Error("undo does not undo")
	}
}

func TestAKeyCannotPassForALineOfAnother(t *testing.T) {
	if a, b := LineSource("k#1", 0), LineSource("k", 1); a == b || strings.HasPrefix(string(a), "command:k#") {
		t.Errorf("%s and %s are one", a, b)
	}
}

func TestApplyHoldsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, _ := anyCommand(t)
		points := letter()[:rapid.IntRange(0, 13).Draw(t, "points")]
		ctx := context(points)
		events, r := Apply(c, ctx)
		if len(r.Unclear) > 0 && (len(events) > 0 || len(r.Lines) > 0) {
			t.Fatalf("half obeyed: %+v, %+v", events, r)
		}
		if len(r.Unclear) == 0 && len(r.Lines) == 0 {
			t.Fatalf("%+v vanished", c)
		}
		for _, e := range events {
			number := slices.IndexFunc(points, func(p Point) bool { return p.Contact == e.Contact }) + 1
			if e.ID != "" || !e.Learned.IsZero() || e.Source != LineSource("key", number) || e.At.IsZero() || e.At.After(ctx.Now) {
				t.Fatalf("event %+v", e)
			}
			if len(c.Numbers) > 0 && !slices.Contains(c.Numbers, number) {
				t.Fatalf("%v touched %d", c.Numbers, number)
			}
		}
	})
}

var update = flag.Bool("update", false, "write the golden files anew")

func TestReceiptsAreGolden(t *testing.T) {
	for name, lines := range map[string][]string{
		"several":   {"1 answered", "5 not so", "6 later", "14 done"},
		"unclear":   {"danke", "doen", "done", "done 1, 4, 6 later", "6 met tomorrow", "6 later today", "9 answered", "undo 5"},
		"questions": {"8 yes", "3 no", "2 met"},
		"help":      {"help"},
		"all":       {"all later next tue"},
	} {
		t.Run(name, func(t *testing.T) {
			var got struct {
				Said    []string
				Events  []string
				Receipt Receipt
			}
			got.Said = lines
			for _, line := range lines {
				events, r := obeyed(line, context(letter()))
				for _, e := range events {
					got.Events = append(got.Events, brief(e))
				}
				got.Receipt = both(got.Receipt, r)
			}
			text, err := json.MarshalIndent(got, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", name+".json"), append(text, '\n'))
		})
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs; run with -update and read the difference. got:\n%s", path, got)
	}
}
