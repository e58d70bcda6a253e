package letter

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"cuppa/rules"
	"cuppa/rules/command"
)

// object is a JSON object as a reader of another program sees it.
type object map[string]any

func asJSON(t *testing.T, d Digest) object {
	t.Helper()
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var o object
	if err := json.Unmarshal(data, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

func keysOf(o map[string]any) []string {
	var keys []string
	for k := range o {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func TestTheJSONHoldsWhatIsPromised(t *testing.T) {
	v, f := week(t)
	o := asJSON(t, NewDigest(v, f))
	if got, want := keysOf(o), []string{"account", "at", "health", "held", "more", "next_week", "prompts", "resting", "settled"}; !slices.Equal(got, want) {
		t.Errorf("a digest has %v", got)
	}
	prompt := o["prompts"].([]any)[0].(map[string]any)
	if got, want := keysOf(prompt), []string{"contact", "draft", "due", "evidence", "id", "kind", "rule", "stage", "urgent", "why"}; !slices.Equal(got, want) {
		t.Errorf("a prompt has %v", got)
	}
	if got := keysOf(prompt["contact"].(map[string]any)); !slices.Equal(got, []string{"address", "id", "name"}) {
		t.Errorf("a contact has %v", got)
	}
	if got := keysOf(prompt["draft"].(map[string]any)); !slices.Equal(got, []string{"body", "mailto", "subject", "to"}) {
		t.Errorf("a draft has %v", got)
	}
	if prompt["due"] != "2027-03-08T07:00:00+01:00" || o["more"] != 1.0 || prompt["urgent"] != true {
		t.Errorf("due %v, more %v, urgent %v", prompt["due"], o["more"], prompt["urgent"])
	}
}

func TestListsAreNeverNull(t *testing.T) {
	o := asJSON(t, NewDigest(Voice{}, Facts{}))
	for _, list := range []string{"prompts", "settled", "resting", "next_week", "held"} {
		if _, ok := o[list].([]any); !ok {
			t.Errorf("%s is %v", list, o[list])
		}
	}
	if _, ok := o["health"].(map[string]any)["troubles"].([]any); !ok {
		t.Error("troubles are null")
	}
}

func TestAnUrgentPlanOfOneMeetingHasAFormOfItsOwn(t *testing.T) {
	for name, want := range map[string]Kind{
		"brief": KindBrief, "thanks": KindThanks, "urgent": KindDigest, "week": KindDigest, "empty": KindDigest,
	} {
		l := letters(t)[name]
		if l.Kind != want {
			t.Errorf("%s is a %s", name, l.Kind)
		}
	}
	v, f := brief(t)
	f.Schedule = Weekly
	if kind := NewDigest(v, f).Kind(); kind != KindDigest {
		t.Errorf("a weekly letter is a %s", kind)
	}
}

func TestSectionsStandInTheOrderOfThePlan(t *testing.T) {
	text := letters(t)["week"].Text
	at := -1
	for _, heading := range []string{
		"A LINE FROM YOU", "THANK YOU", "MEETINGS AHEAD", "TELL SOMEBODY HOW IT WENT", "GOOD NEWS, PERHAPS", "ONE MORE TRY",
		"KEEPING IN TOUCH", "A QUESTION OF MINE", "RESTING", "THE DAYS AHEAD", "Answer in your own words", "I have read your mail",
	} {
		i := strings.Index(text, "\n"+heading)
		if i <= at {
			t.Errorf("%q does not come next", heading)
		}
		at = i
	}
}

func TestNumbersInTheLetterAreThoseOfItsPoints(t *testing.T) {
	l := letters(t)["week"]
	for i, p := range l.Points {
		if p.Number != i+1 || p.Prompt == "" || p.Contact == "" || p.Kind == "" || p.Rule == "" || p.Name == "" || p.Anchor.At.IsZero() {
			t.Errorf("point %d is %+v", i+1, p)
		}
		if !strings.Contains(l.Text, "\n"+decimal(p.Number)+"  ") {
			t.Errorf("the text has no number %d", p.Number)
		}
	}
	if q := l.Points[7]; q.Question != "q-mei" || q.Person == nil || q.Person.Address != "mei@home.example" {
		t.Errorf("the question is %+v", q)
	}
	if l.Points[3].Name != "Tova" {
		t.Errorf("who hears how it went is %q", l.Points[3].Name)
	}
}

func TestOnePersonIsSpokenOfInProse(t *testing.T) {
	for _, name := range []string{"alone", "alone-nudge"} {
		text := letters(t)[name].Text
		for line := range strings.SplitSeq(text, "\n") {
			if line != "" && (line == strings.ToUpper(line) || line[0] >= '0' && line[0] <= '9' || line[0] == ' ') {
				t.Errorf("%s: %q is no prose", name, line)
			}
		}
	}
}

func TestNothingDueIsFourLines(t *testing.T) {
	text := letters(t)["empty"].Text
	if n := strings.Count(strings.TrimSpace(text), "\n\n"); n != 4 { // the greeting, and four
		t.Errorf("%d paragraphs:\n%s", n, text)
	}
}

func TestAnAccountWithoutPeopleIsToldHowToBegin(t *testing.T) {
	v := voice(t)
	text := NewDigest(v, Facts{At: clock{v.Zone}.at(3, 8, 7, 0), Schedule: Weekly}).Text()
	if !strings.Contains(text, "cuppa+7hq2@example.org") || !strings.Contains(text, "have not read any mail") {
		t.Errorf("the first letter says\n%s", text)
	}
}

func TestWhatIsWrongIsSaidFirst(t *testing.T) {
	text := letters(t)["trouble"].Text
	off, ill, week := strings.Index(text, "I was off"), strings.Index(text, "needs a hand"), strings.Index(text, "This week")
	if off < 0 || ill < off || week < ill {
		t.Errorf("off at %d, trouble at %d, the week at %d", off, ill, week)
	}
	if strings.Contains(text, "all is well") {
		t.Error("all is well, it says")
	}
	if !strings.Contains(text, "so I wait") {
		t.Error("the letter does not say that silence waits")
	}
}

func TestPromptsThatWaitForUnreadMailAreNotCountedAsMore(t *testing.T) {
	if more := samples(t)["trouble"].More; more != 0 {
		t.Errorf("%d more", more)
	}
}

func TestAnUrgentDigestLeavesOutWhatCanWait(t *testing.T) {
	text := letters(t)["urgent"].Text
	for _, heading := range []string{"RESTING", "THE DAYS AHEAD"} {
		if strings.Contains(text, heading) {
			t.Errorf("an urgent letter holds %s", heading)
		}
	}
}

// Whatever a letter tells the owner to say must be understood.
func TestWordsThatLettersSuggestAreUnderstood(t *testing.T) {
	v := voice(t)
	now := clock{v.Zone}.at(3, 8, 9, 0)
	for name, d := range samples(t) {
		for _, words := range d.answers() {
			understood(t, name, words, now, v)
		}
	}
	for _, words := range []string{
		"1 answered", "answered", "2 did not happen", "did not happen", "5 no", "no", "8 yes", "yes", "done", "later", "rest",
		"undo", "undo 6", "help", "1 done",
	} {
		understood(t, "a hint", words, now, v)
	}
}

func understood(t *testing.T, where, words string, now time.Time, v Voice) {
	t.Helper()
	if list, err := command.Parse(words, now, v.zone()); err != nil || len(list) != 1 {
		t.Errorf("%s: %q gives %d commands: %v", where, words, len(list), err)
	}
}

func TestPreparedMailsAreUnderstood(t *testing.T) {
	v, f := week(t)
	now := f.At
	d := NewDigest(v, f)
	for _, p := range d.Prompts {
		for _, a := range actions(p.Kind) {
			m := readMailto(t, d.actionURL(p, a.verb, p.speech.whom(), "cuppa+cx@example.org"))
			c, err := command.ParseSubject(m.subject, now, v.zone())
			if err != nil || c.Verb != a.verb || !slices.Equal(c.Numbers, []int{p.choice.Number}) {
				t.Errorf("%q is %+v: %v", m.subject, c, err)
			}
			if m.to != "cuppa+cx@example.org" || !strings.Contains(m.body, "Press Send") || !strings.Contains(m.body, p.speech.whom().name) {
				t.Errorf("the mail says %+v", m)
			}
		}
	}
}

func TestALetterThatNobodyKnowsTheKindOfIsWrittenAllTheSame(t *testing.T) {
	v, f := week(t)
	f.Plan.In = []rules.Choice{choice(1, "ruth", "sing", rules.SectionRetry, rules.Moment{At: f.At}, f.At)}
	if text := NewDigest(v, f).Text(); !strings.Contains(text, "bring Ruth back") {
		t.Errorf("it says\n%s", text)
	}
}

func BenchmarkDigest(b *testing.B) {
	v, f := week(b)
	for b.Loop() {
		if _, err := NewDigest(v, f).Letter("key"); err != nil {
			b.Fatal(err)
		}
	}
}
