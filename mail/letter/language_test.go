package letter

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cuppa/rules"
	"cuppa/rules/command"
)

func kinds() []string {
	return []string{
		rules.KindAnswer, rules.KindNudge, rules.KindResume, rules.KindPrepare, rules.KindThank, rules.KindReportBack,
		rules.KindPromise, rules.KindCongratulate, rules.KindCheckIn, rules.KindFollowUp, rules.KindReachOut,
		rules.KindFindAddress, rules.KindConfirm, "of the owner's own",
	}
}

func TestEveryKindOfPromptHasWordsWhateverIsKnown(t *testing.T) {
	l := english()
	for _, kind := range kinds() {
		for _, s := range []speech{
			{First: "Ola", Name: "Ola Berg", On: "4 March", Past: "on Thursday", Ahead: "tomorrow", Since: "Six weeks"},
			{N: 3, First: "Ola", Name: "Ola Berg", Other: "Tova Ek", OtherFirst: "Tova", Role: "planner", Quote: "q", Note: "n",
				Intent: "asks", On: "4 March", Past: "today", Ahead: "today", Since: "One day", Met: true, Clock: "10:00"},
		} {
			for _, part := range []string{"head", "why", "subject", "hint", "draft"} {
				text := l.sayFor(kind, part, s)
				if text == "" && part != "hint" && part != "draft" {
					t.Errorf("%s has no %s", kind, part)
				}
				if strings.Contains(text, "  ") || strings.Contains(text, "()") || strings.Contains(text, `""`) || text != strings.TrimSpace(text) {
					t.Errorf("%s.%s says %q", kind, part, text)
				}
				if part == "why" && !strings.HasSuffix(text, ".") {
					t.Errorf("%s.why is no sentence: %q", kind, text)
				}
			}
		}
	}
}

func TestEverySectionAndOutcomeAndReasonHasWords(t *testing.T) {
	l := english()
	for _, s := range []rules.Section{
		rules.SectionAnswer, rules.SectionThank, rules.SectionMeetings, rules.SectionReport, rules.SectionNews,
		rules.SectionRetry, rules.SectionTouch, rules.SectionNew, rules.SectionConfirm,
	} {
		if l.Sections[string(s)] == "" {
			t.Errorf("section %s has no heading", s)
		}
	}
	for occasion, matters := range map[string][]string{
		"outcome": {"told", "heard", "done", "later", "remind", "rested", "off", "met", "missed", "alias", "stranger", "not-so", "undone"},
		"reason":  {"unknown", "ambiguous", "which", "number", "verb", "past", "ahead", "nothing"},
		"told":    {"done", "answered", "later", "yes", "no", "missed"},
	} {
		for _, m := range matters {
			if l.sentences.Lookup(occasion+"."+m) == nil {
				t.Errorf("nothing is said of %s.%s", occasion, m)
			}
		}
	}
	for _, e := range command.Table() {
		if l.sentences.Lookup("help."+string(e.Verb)) == nil {
			t.Errorf("help does not explain %s", e.Verb)
		}
	}
}

// A sentence that no code asks for is not read by anybody.
func TestEverySentenceIsSaid(t *testing.T) {
	occasions := regexp.MustCompile(`^(any|settled|resting|next|outcome|reason|help|one|about|told|span|near|greet|action|brief|answer)\.`)
	source := sources(t)
	for _, tmpl := range english().sentences.Templates() {
		name := tmpl.Name()
		kind, part, _ := strings.Cut(name, ".")
		if strings.HasSuffix(name, ".tmpl") || occasions.MatchString(name) || name == "en" || name == "date" {
			continue
		}
		if strings.Contains(source, `"`+name+`"`) {
			continue
		}
		if !slices.Contains(kinds(), kind) || !strings.Contains(source, `"`+part+`"`) {
			t.Errorf("nobody says %s", name)
		}
	}
}

// sources is the package's own code.
func sources(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}

func TestDatesNearTheLetterAreSaidAsPeopleSayThem(t *testing.T) {
	v := voice(t)
	c := clock{v.Zone}
	now := c.at(3, 8, 7, 0)
	for want, at := range map[string]time.Time{
		"today":               c.at(3, 8, 23, 59),
		"yesterday":           c.at(3, 7, 0, 0),
		"tomorrow":            c.at(3, 9, 0, 0),
		"on Thursday":         c.at(3, 4, 23, 0),
		"on Tuesday":          c.at(3, 2, 0, 0),
		"on 1 March":          c.at(3, 1, 8, 0),
		"on Friday":           c.at(3, 12, 8, 0),
		"on 15 March":         c.at(3, 15, 8, 0),
		"on 31 December 2026": c.at(1, 0, 8, 0),
	} {
		if got := english().near(at, now); got != want {
			t.Errorf("%s is %q, want %q", at, got, want)
		}
	}
}

func TestSpansAreSaidInTheUnitThatPeopleWouldUse(t *testing.T) {
	c := clock{time.UTC}
	now := c.at(3, 8, 7, 0)
	for days, want := range map[int]string{
		0: "no days", 1: "one day", 5: "five days", 13: "13 days", 14: "two weeks", 42: "six weeks",
		62: "eight weeks", 92: "three months", 120: "four months", 365: "twelve months", 800: "two years",
	} {
		if got := english().span(now.AddDate(0, 0, -days), now); got != want {
			t.Errorf("%d days are %q, want %q", days, got, want)
		}
	}
}

func TestDatesAreThoseOfTheOwnersZone(t *testing.T) {
	v, f := week(t)
	for zone, want := range map[string]string{"Europe/Stockholm": "on Friday at 10:00", "Pacific/Auckland": "on Friday at 22:00", "America/Los_Angeles": "on Friday at 01:00"} {
		v.Zone = zoneOf(t, zone)
		d := NewDigest(v, f)
		if why := d.Prompts[1].Why; !strings.Contains(why, want) {
			t.Errorf("%s: %s", zone, why)
		}
		if _, offset := d.Prompts[1].Due.Zone(); offset != zoneOffset(t, zone, d.Prompts[1].Due) {
			t.Errorf("%s: due %s", zone, d.Prompts[1].Due)
		}
	}
}

func zoneOffset(t *testing.T, zone string, at time.Time) int {
	_, offset := at.In(zoneOf(t, zone)).Zone()
	return offset
}
