package ruleset

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cuppa/rules"
	"cuppa/rules/dates"
	"cuppa/rules/strict"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with the file, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

func TestBuiltinRulesAreThoseOfTheGoldenFile(t *testing.T) {
	t.Parallel()
	golden(t, filepath.Join("testdata", "builtin.golden"), Describe(Builtin()))
}

func TestEveryBuiltinRuleIsWhole(t *testing.T) {
	t.Parallel()
	for _, r := range Builtin() {
		if r.Name == "" || r.Prompt == "" || r.Since == "" || r.Times < 1 || r.Every.IsZero() || (len(r.After) == 0) != r.Rhythm {
			t.Errorf("%s is not whole: %+v", r.Name, r)
		}
		if (r.When == nil) != (r.Condition == "") {
			t.Errorf("%s: condition %q and its program do not go together", r.Name, r.Condition)
		}
	}
}

func TestARuleOverridesItsNamesakeKeyByKey(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		says, text, rule string
		want             func(*rules.Rule)
	}{
		{"after alone", "check-in: {after: 3mo}", "check-in", func(r *rules.Rule) { r.Rhythm, r.After = false, []dates.Span{{Months: 3}} }},
		{"after by repeat", "nudge: {after: [7d, 10d], repeat: {times: 2}}", "nudge", func(r *rules.Rule) {
			r.After, r.Times = []dates.Span{{Days: 7}, {Days: 10}}, 2
		}},
		{"rhythm", "nudge: {after: rhythm}", "nudge", func(r *rules.Rule) { r.After, r.Rhythm = nil, true }},
		{"times and not every", "thank: {repeat: {times: 5}}", "thank", func(r *rules.Rule) { r.Times = 5 }},
		{"every and not times", "thank: {repeat: {every: 3bd}}", "thank", func(r *rules.Rule) { r.Every = dates.Span{Business: 3} }},
		{"expires never", "thank: {expires: never}", "thank", func(r *rules.Rule) { r.Expires = dates.Span{} }},
		{"until nothing", "thank: {until: []}", "thank", func(r *rules.Rule) { r.Until = nil }},
		{"until one", "thank: {until: sent}", "thank", func(r *rules.Rule) { r.Until = []rules.Mark{rules.MarkSent} }},
		{"at", "prepare: {at: '08:30'}", "prepare", func(r *rules.Rule) { r.At = dates.Clock{Hour: 8, Minute: 30, Set: true} }},
		{"flags", "nudge: {urgent: true, back: false, quiet: false, silence: false}", "nudge", func(r *rules.Rule) {
			r.Urgent, r.Back, r.Quiet, r.Silence = true, false, false, false
		}},
		{"prompt and since", "follow-up: {prompt: check-in, since: met}", "follow-up", func(r *rules.Rule) {
			r.Prompt, r.Since = rules.KindCheckIn, rules.MarkMet
		}},
		{"when", "thank: {when: 'tries > 1'}", "thank", func(r *rules.Rule) { r.Condition = "tries > 1" }},
	} {
		t.Run(test.says, func(t *testing.T) {
			t.Parallel()
			got, err := Parse("rules.yaml", []byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			want := Builtin()
			test.want(&want[slices.IndexFunc(want, func(r rules.Rule) bool { return r.Name == test.rule })])
			if g, w := Describe(got), Describe(want); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
			if Fingerprint(got) == Fingerprint(Builtin()) {
				t.Error("the fingerprint did not change")
			}
		})
	}
}

func TestARuleIsSwitchedOff(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"nudge: {off: true}", "nudge: {enabled: false}", "nudge: {enabled: false, after: 3d}"} {
		rs, err := Parse("rules.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(names(rs), "nudge") || len(rs) != len(Builtin())-1 {
			t.Errorf("%s leaves %v", text, names(rs))
		}
	}
	for _, text := range []string{"nudge: {off: false}", "nudge: {enabled: true}"} {
		if rs, err := Parse("rules.yaml", []byte(text)); err != nil || Fingerprint(rs) != Fingerprint(Builtin()) {
			t.Errorf("%s: %v, %v", text, names(rs), err)
		}
	}
}

func TestARuleOfOnesOwnFollowsTheBuiltinOnes(t *testing.T) {
	t.Parallel()
	const text = `
ask-mentors:
  prompt: check-in
  since: touch
  after: [1mo, 1y6mo]
  when: '"mentor" in tags and any(tags, # startsWith "m")'
`
	rs, err := Parse("rules.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r := rs[len(rs)-1]
	const want = `ask-mentors: prompt check-in, since touch, after 1mo 1y6mo, 3 times every 1w, when "\"mentor\" in tags and any(tags, # startsWith \"m\")"` + "\n"
	if got := Describe(rs[len(rs)-1:]); got != want || len(rs) != len(Builtin())+1 {
		t.Errorf("got %s, want %s", got, want)
	}
	if !r.When(rules.Contact{Tags: []string{"mentor"}}) || r.When(rules.Contact{Tags: []string{"friend"}}) {
		t.Error("the condition does not look at tags")
	}
}

func TestBuiltinConditionsHoldForWhomTheyAreMeant(t *testing.T) {
	t.Parallel()
	met := map[rules.Mark][]rules.Moment{rules.MarkMet: {{At: time.Unix(0, 0)}}}
	for _, test := range []struct {
		who   string
		c     rules.Contact
		among string // of the rules that have a condition
	}{
		{"nothing is known", rules.Contact{}, "resume thank"},
		{"stranger, written to once", rules.Contact{Tries: 1}, "nudge resume thank"},
		{"stranger, written to twice", rules.Contact{Tries: 2}, "resume thank"},
		{"answered before, written to twice", rules.Contact{Tries: 2, Answered: true}, "nudge-again resume thank"},
		{"a question is open", rules.Contact{Answered: true, Intent: rules.Asks}, "answer resume thank"},
		{"said thanks", rules.Contact{Answered: true, Intent: rules.Thanks}, "resume thank"},
		{"met", rules.Contact{Answered: true, Tries: 1, Marks: met}, "check-in thank"},
		{"met, wants no thanks", rules.Contact{Marks: met, Tags: []string{"a", "no-thanks"}}, "check-in"},
		{"met, and had asked for it", rules.Contact{Marks: met, AskedUs: true}, "check-in"},
		{"never met, with a rhythm", rules.Contact{Cadence: dates.Span{Months: 2}}, "check-in resume thank"},
	} {
		t.Run(test.who, func(t *testing.T) {
			t.Parallel()
			var held []string
			for _, r := range Builtin() {
				if r.When != nil && r.When(test.c) {
					held = append(held, r.Name)
				}
			}
			slices.Sort(held)
			if got := strings.Join(held, " "); got != test.among {
				t.Errorf("got %s, want %s", got, test.among)
			}
		})
	}
}

func TestEveryFactOfAContactCanBeAskedFor(t *testing.T) {
	t.Parallel()
	c := rules.Contact{
		Person: rules.Person{Name: "Bo", Address: "bo@x.example", Organisation: "Mill", Title: "Smith"}, Tags: []string{"a"}, Subject: "Hi", Quote: "yes",
		Intent: rules.Accepts, Tries: 2, Answered: true, AskedUs: true, Declined: time.Unix(1, 0), Referrer: "r", Cadence: dates.Span{Days: 1},
		Notes: []rules.Note{{}}, Marks: map[rules.Mark][]rules.Moment{rules.MarkMet: {{}}},
	}
	facts := []string{
		`name == "Bo"`, `address endsWith "@x.example"`, `organisation == "Mill"`, `title matches "^S"`, `"a" in tags`, `subject == "Hi"`,
		`quote contains "ye"`, `intent == "accepts"`, `tries == 2`, `answered`, `asked_us`, `declined`, `referred`, `rhythm`, `notes == 1`, `met`,
	}
	for _, fact := range facts {
		rs, err := Parse("rules.yaml", []byte("confirm:\n  when: |\n    "+fact+"\n"))
		if err != nil {
			t.Errorf("%s: %v", fact, err)
			continue
		}
		r := rs[slices.Index(names(rs), "confirm")]
		if !r.When(c) || r.When(rules.Contact{}) {
			t.Errorf("%s: it holds for the contact: %v, for nobody: %v", fact, r.When(c), r.When(rules.Contact{}))
		}
	}
	if len(facts) != len(factNames) {
		t.Errorf("%d facts are tried, there are %d", len(facts), len(factNames))
	}
}

func TestAConditionThatFailsAtRunTimeDoesNotHold(t *testing.T) {
	t.Parallel()
	for _, condition := range []string{`len(tags) == 0 or tags[1] == "b"`, `tries == 0 or all(1..1000000, # > 0)`} {
		rs, err := Parse("rules.yaml", []byte("confirm: {when: '"+condition+"'}"))
		if err != nil {
			t.Fatal(err)
		}
		r := rs[slices.Index(names(rs), "confirm")]
		if c := (rules.Contact{Tags: []string{"a"}, Tries: 1}); r.When(c) {
			t.Errorf("%s holds", condition)
		}
	}
}

func TestReadKeepsThePositionsOfTheFileAround(t *testing.T) {
	t.Parallel()
	const text = "accounts:\n  - rules:\n      nudge: {when: 'tries = 1'}\n      thank:\n        after: soon\n"
	err := strict.Read("config.yaml", []byte(text), func(root strict.Value) {
		root.Fields(func(f *strict.Fields) {
			for _, account := range f.Need("accounts").Items() {
				account.Fields(func(f *strict.Fields) { Read(f.Key("rules")) })
			}
		})
	})
	const want = "config.yaml:3:28: accounts[0].rules.nudge.when: the condition is wrong: unexpected token Operator(\"=\"); hint: write == to compare\n" +
		"config.yaml:5:16: accounts[0].rules.thank.after: \"soon\" is not a span of time; hint: write 2h, 3d, 5bd (business days), 2w, 3mo, 1y or -1d"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestWithoutRulesOfTheOwnersTheBuiltinOnesHold(t *testing.T) {
	t.Parallel()
	if got := Read(strict.Value{}); Fingerprint(got) != Fingerprint(Builtin()) {
		t.Errorf("got %v", names(got))
	}
}

func TestEqualRulesHaveEqualFingerprintsInAnyOrder(t *testing.T) {
	t.Parallel()
	rs := Builtin()
	slices.Reverse(rs)
	if Fingerprint(rs) != Fingerprint(Builtin()) {
		t.Error("the order of rules changes the fingerprint")
	}
}

// someone is a contact with tags and tries, for conditions to chew on.
func someone() rules.Contact {
	return rules.Contact{Person: rules.Person{Name: "Bo"}, Tags: []string{"a", "b"}, Tries: 3, Answered: true}
}

func BenchmarkCondition(b *testing.B) {
	rs, err := Parse("rules.yaml", []byte(`confirm: {when: 'tries == 3 and not met and not ("no-thanks" in tags)'}`))
	if err != nil {
		b.Fatal(err)
	}
	when, c := rs[len(rs)-1].When, someone()
	for b.Loop() {
		if !when(c) {
			b.Fatal("it does not hold")
		}
	}
}
