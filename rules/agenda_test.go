package rules

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"cuppa/rules/dates"
)

func span(t interface{ Fatal(...any) }, s string) dates.Span {
	d, err := dates.ParseSpan(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func spans(t interface{ Fatal(...any) }, list ...string) []dates.Span {
	var out []dates.Span
	for _, s := range list {
		out = append(out, span(t, s))
	}
	return out
}

// someRules are rules of every shape: business days, quiet, by repeat, ahead of their anchor, by rhythm, endless.
func someRules(t interface{ Fatal(...any) }) []Rule {
	day, week := span(t, "1d"), span(t, "1w")
	return []Rule{
		{Name: "answer", Prompt: KindAnswer, Since: MarkReply, After: spans(t, "2bd"), Until: []Mark{MarkSent}, Every: week,
			Times: 2, Expires: span(t, "3w"), Urgent: true, When: func(c Contact) bool { return c.Intent == Asks }},
		{Name: "nudge", Prompt: KindNudge, Since: MarkOutreach, After: spans(t, "7d"), Until: []Mark{MarkReply}, Every: week,
			Times: 3, Quiet: true, Back: true},
		{Name: "resume", Prompt: KindResume, Since: MarkAnswer, After: spans(t, "5bd"), Until: []Mark{MarkReply}, Every: week,
			Times: 1, Quiet: true, Expires: span(t, "4w")},
		{Name: "prepare", Prompt: KindPrepare, Since: MarkStart, After: spans(t, "-1d"), At: dates.Clock{Hour: 17, Set: true},
			Every: day, Times: 1, Urgent: true},
		{Name: "thank", Prompt: KindThank, Since: MarkEnd, After: spans(t, "2h", "1d"), Until: []Mark{MarkThanked}, Every: day,
			Times: 2, Expires: span(t, "14d"), Urgent: true},
		{Name: "check-in", Prompt: KindCheckIn, Since: MarkTouch, Rhythm: true, Every: week, Times: 3, Quiet: true},
		{Name: "follow-up", Prompt: KindFollowUp, Since: MarkRemind, After: spans(t, "2h"), Until: []Mark{MarkReply},
			Every: week, Times: 2, Urgent: true},
		{Name: "find-address", Prompt: KindFindAddress, Since: MarkBounced, After: spans(t, "1h"), Until: []Mark{MarkAddress},
			Every: week, Times: 2},
		{Name: "confirm", Prompt: KindConfirm, Since: MarkQuestion, After: spans(t, "1h"), Every: week, Times: 2},
	}
}

func someQuiet(t interface{ Fatal(...any) }) dates.Quiet {
	var q dates.Quiet
	for _, s := range []string{"20 Dec - 6 Jan", "2026-04-03 - 2026-04-06", "2026-08-01 - 2026-08-01"} {
		r, err := dates.ParseRange(s)
		if err != nil {
			t.Fatal(err)
		}
		q = append(q, r)
	}
	return q
}

func zone(t interface{ Fatal(...any) }, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// kinds are what is due on a day of a story, in Berlin, all history being the account's own.
func kinds(t *testing.T, c Contact, now time.Time) []string {
	al := Almanac{Zone: zone(t, "Europe/Berlin"), Quiet: someQuiet(t), Began: at(-30)}
	var out []string
	for _, p := range Due(Agenda(c, someRules(t), al, now), now) {
		out = append(out, p.Kind)
	}
	slices.Sort(out)
	return out
}

func TestDueFollowsTheStory(t *testing.T) {
	asked := func(days float64, c Contact, rule string, m Mark) Event {
		return Event{Kind: Asked, At: at(days), Rule: rule, Ref: string(promptID(c.ID, rule, c.Marks[m][0].Event))}
	}
	nudged := story(sent(0, "coffee"))
	nudged = story(sent(0, "coffee"), asked(8, Fold(nudged), "nudge", MarkOutreach))
	snoozed := story(sent(0, "coffee"), asked(8, Fold(story(sent(0, "coffee"))), "nudge", MarkOutreach))
	snoozed = story(append(snoozed, Event{Kind: Snoozed, At: at(8.1), Until: at(29), Rule: "nudge", Ref: snoozed[1].Ref})...)
	thanked := story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"))
	prepare := string(promptID("mei", "prepare", "e001"))
	toPrivate := Event{Kind: Sent, At: at(-1), Subject: "a", Person: &Person{Address: "mei@private"}}
	once := story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), asked(5.4, Fold(thanked), "thank", MarkEnd))
	for _, c := range []struct {
		name   string
		events []Event
		days   float64
		want   []string
	}{
		{"six days of silence", story(sent(0, "coffee")), 6.9, nil},
		{"seven days of silence", story(sent(0, "coffee")), 7.1, []string{"nudge"}},
		{"asked yesterday", nudged, 9, nil},
		{"asked a week ago", nudged, 15, []string{"nudge"}},
		{"answered with a question", story(sent(0, "coffee"), got(3, Asks)), 4, nil},
		{"the question is two business days old", story(sent(0, "coffee"), got(3, Asks)), 7.1, []string{"answer"}},
		{"the owner answered", story(sent(0, "coffee"), got(3, Asks), sent(4, "coffee")), 7.1, nil},
		{"the answer of the owner's found no echo", story(sent(0, "coffee"), got(3, Asks), sent(4, "coffee")), 11.1, []string{"resume"}},
		{"the evening before", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")), 4.3, []string{"prepare"}},
		{"the meeting has begun", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")), 5.01, nil},
		{"two hours after its end", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")), 5.13, []string{"thank"}},
		{"asked for thanks in the evening", once, 5.9, nil},
		{"a day after the end", once, 6.1, []string{"thank"}},
		{"thanked", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), sent(5.2, "thanks")), 5.5, nil},
		{"three months in touch, and the four quiet days among them", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), sent(5.2, "thanks")), 102, []string{"check-in"}},
		{"not yet three months", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), sent(5.2, "thanks")), 99, nil},
		{"away until day 20, back for a day", story(sent(0, "coffee"), Event{Kind: Away, At: at(1), Until: at(20)}), 21, nil},
		{"away until day 20, back for three business days", story(sent(0, "coffee"), Event{Kind: Away, At: at(1), Until: at(20)}), 25, []string{"nudge"}},
		{"put off for three weeks", snoozed, 20, nil},
		{"put off for three weeks, and they are over", snoozed, 30, []string{"nudge"}},
		{"to be reminded first", story(sent(0, "coffee"), Event{Kind: Remind, At: at(0), Until: at(12)}), 9, nil},
		{"reminded", story(sent(0, "coffee"), Event{Kind: Remind, At: at(0), Until: at(12)}), 12.2, []string{"follow-up", "nudge"}},
		{"asked to come back to it", story(sent(0, "coffee"), Event{Kind: Remind, At: at(0), Until: at(3)}), 3.1, []string{"follow-up"}},
		{"an answer came first", story(sent(0, "coffee"), Event{Kind: Remind, At: at(0), Until: at(3)}, got(2, Unsure)), 3.1, nil},
		{"let rest, then to be reminded", story(sent(0, "coffee"), Event{Kind: Rested, At: at(1)}, Event{Kind: Remind, At: at(2), Until: at(3)}), 3.1, []string{"follow-up"}},
		{"to be reminded, then let rest", story(sent(0, "coffee"), Event{Kind: Remind, At: at(1), Until: at(3)}, Event{Kind: Rested, At: at(2)}), 3.1, nil},
		{"said no, then to be reminded", story(sent(0, "coffee"), got(1, Declines), Event{Kind: Remind, At: at(2), Until: at(3)}), 3.1, []string{"follow-up"}},
		{"to be reminded, then said no", story(sent(0, "coffee"), Event{Kind: Remind, At: at(0.5), Until: at(3)}, got(1, Declines)), 3.1, nil},
		{"done, then put off after all", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), Event{Kind: Done, At: at(2), Ref: prepare},
			Event{Kind: Snoozed, At: at(2.1), Until: at(4), Ref: prepare}), 4.4, []string{"prepare"}},
		{"bounced, and wrote to an address known before", story(toPrivate, sent(0, "coffee"), Event{Kind: Bounced, At: at(0.1), Person: &Person{Address: "mei@x"}},
			Event{Kind: Sent, At: at(1), Subject: "b", Person: &Person{Address: "mei@private"}}), 7, nil},
		{"bounced", story(sent(0, "coffee"), Event{Kind: Bounced, At: at(0.1), Person: &Person{Address: "mei@x"}}), 8, []string{"find-address"}},
		{"declined", story(sent(0, "coffee"), got(1, Declines)), 100, nil},
		{"let rest", story(sent(0, "coffee"), Event{Kind: Rested, At: at(2)}), 8, nil},
		{"the rule is off", story(sent(0, "coffee"), Event{Kind: Never, At: at(2), Ref: "nudge"}), 8, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := kinds(t, Fold(c.events), at(c.days)); !slices.Equal(got, c.want) {
				t.Errorf("on day %v: due %v, want %v", c.days, got, c.want)
			}
		})
	}
}

func TestQuietDaysDoNotCount(t *testing.T) {
	december := func(d, h int) time.Time { return time.Date(2026, 12, d, h, 0, 0, 0, time.UTC) }
	wrote := Event{Kind: Sent, At: december(18, 12), Subject: "coffee", Person: &Person{Address: "mei@x"}}
	c := Fold(story(wrote))
	al := Almanac{Zone: zone(t, "Europe/Berlin"), Quiet: someQuiet(t), Began: at(0)}
	due := Agenda(c, someRules(t), al, at(0))[0].From
	if want := time.Date(2027, 1, 12, 12, 0, 0, 0, time.UTC); !due.Equal(want) {
		t.Errorf("nudge is due at %s, want %s: one day counts before the quiet range, six after it", due, want)
	}
	early := Event{Kind: Sent, At: december(10, 12), Subject: "coffee", Person: &Person{Address: "mei@x"}}
	c = Fold(story(early))
	for _, day := range []struct {
		at   time.Time
		want int
	}{{december(18, 12), 1}, {december(24, 12), 0}, {time.Date(2027, 1, 8, 12, 0, 0, 0, time.UTC), 1}} {
		if got := len(Due(Agenda(c, someRules(t), al, at(0)), day.at)); got != day.want {
			t.Errorf("at %s: %d prompts are due, want %d", day.at, got, day.want)
		}
	}
}

func TestQuietHoldsHoweverManyRangesCameBefore(t *testing.T) {
	var al Almanac
	for month := range time.Month(12) {
		al.Quiet = append(al.Quiet, dates.Range{First: dates.Date{Month: month + 1, Day: 20}, Last: dates.Date{Month: month + 1, Day: 25}})
	}
	al.Zone = time.UTC
	for _, day := range []int{22, 27} {
		now := time.Date(2027, 6, day, 12, 0, 0, 0, time.UTC)
		if got := len(Due(Agenda(Fold(story(sent(0, "coffee"))), someRules(t)[1:2], al, now), now)); got != day/27 {
			t.Errorf("on the %dth: %d prompts are due", day, got)
		}
	}
}

func TestWhatWasPutOffDoesNotExpireBefore(t *testing.T) {
	ref := string(promptID("mei", "resume", "e002")) // expires four weeks after it is due, on day 38
	talk := []Event{sent(0, "coffee"), got(1, Asks), sent(3, "coffee")}
	for _, c := range []struct {
		name string
		then Event
		days float64
		want []string
	}{
		{"put off beyond it", Event{Kind: Snoozed, At: at(20), Until: at(50), Ref: ref, Rule: "resume"}, 50.1, []string{"resume"}},
		{"put off beyond it, and four weeks more", Event{Kind: Snoozed, At: at(20), Until: at(50), Ref: ref, Rule: "resume"}, 80, nil},
		{"put off, and back within it", Event{Kind: Snoozed, At: at(20), Until: at(21), Ref: ref, Rule: "resume"}, 40, []string{"resume"}},
	} {
		if got := kinds(t, Fold(story(append(slices.Clone(talk), c.then)...)), at(c.days)); !slices.Equal(got, c.want) {
			t.Errorf("%s: on day %v due %v, want %v", c.name, c.days, got, c.want)
		}
	}
}

func TestNudgeDoesNotExpireWhileTheyAreAway(t *testing.T) {
	nudge := someRules(t)[1]
	nudge.Expires = span(t, "6w")
	c := Fold(story(sent(0, "coffee"), Event{Kind: Away, At: at(1), Until: at(60)}))
	agenda := Agenda(c, []Rule{nudge}, Almanac{Zone: time.UTC, Began: at(-30)}, at(50))
	if len(Due(agenda, at(59))) != 0 || len(Due(agenda, at(66))) != 1 || len(Due(agenda, at(110))) != 0 {
		t.Errorf("a nudge waits for the return on day 60, and then six weeks at most: %+v", agenda)
	}
}

func TestWhatWasPastAtTheBeginningIsNoDebt(t *testing.T) {
	for _, c := range []struct {
		name  string
		began float64
		want  int
	}{{"began before", -1, 1}, {"began within 21 days", 20, 1}, {"began later", 22, 0}} {
		al := Almanac{Zone: time.UTC, Began: at(c.began)}
		agenda := Agenda(Fold(story(sent(0, "coffee"))), someRules(t), al, at(0))
		if len(agenda) != c.want {
			t.Errorf("%s: %d prompts, want %d", c.name, len(agenda), c.want)
		}
	}
}

func TestRepeatedInvitationAsksNothingAnew(t *testing.T) {
	one := Fold(story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")))
	two := Fold(story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), invite(2, 5, 1, "REQUEST")))
	moved := Fold(story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST"), invite(2, 6, 1, "REQUEST")))
	id := func(c Contact) PromptID { return promptID(c.ID, "prepare", c.Marks[MarkStart][0].Event) }
	if id(one) != id(two) {
		t.Error("the same meeting has another prompt after a repeated invitation")
	}
	if id(one) == id(moved) {
		t.Error("a moved meeting has the prompt of the old one")
	}
}

// TestDueAndStageHoldUntilNext is the promise that everything else rests on: between two moments that next names, nothing
// comes due, ends or changes stage.
func TestDueAndStageHoldUntilNext(t *testing.T) {
	rs, quiet := someRules(t), someQuiet(t)
	for _, name := range []string{"Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu"} {
		t.Run(name, func(t *testing.T) {
			al := Almanac{Zone: zone(t, name), Quiet: quiet, Began: at(0)}
			rapid.Check(t, func(t *rapid.T) {
				c := Fold(anyEvents(t))
				now := at(rapid.Float64Range(-10, 450).Draw(t, "now"))
				then := next(c, Agenda(c, rs, al, now), now)
				if then.IsZero() {
					then = now.Add(1000 * day)
				}
				within := now.Add(time.Duration(rapid.Float64Range(0, 0.999999).Draw(t, "part") * float64(then.Sub(now))))
				same(t, c, rs, al, now, within)
				same(t, c, rs, al, now, then.Add(-time.Nanosecond))
			})
		})
	}
}

// next is the first moment after now at which what is due or the stage may change without an event; zero if there is none.
func next(c Contact, agenda []Prompt, now time.Time) time.Time {
	moments := []time.Time{c.hope()}
	for _, h := range c.Meetings {
		moments = append(moments, h.End, h.End.Add(thanksDue))
	}
	for _, p := range agenda {
		moments = append(moments, p.From, p.Until)
	}
	return earliest(slices.DeleteFunc(moments, func(m time.Time) bool { return !m.After(now) })...)
}

func same(t *rapid.T, c Contact, rs []Rule, al Almanac, now, later time.Time) {
	a, b := Due(Agenda(c, rs, al, now), now), Due(Agenda(c, rs, al, later), later)
	if !reflect.DeepEqual(ids(a), ids(b)) {
		t.Fatalf("due at %s: %v, at %s: %v, and next named nothing between", now, ids(a), later, ids(b))
	}
	if c.Stage(now) != c.Stage(later) {
		t.Fatalf("%s at %s, %s at %s, and next named nothing between", c.Stage(now), now, c.Stage(later), later)
	}
}

func ids(ps []Prompt) []string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprint(p.Rule, p.ID))
	}
	slices.Sort(out)
	return out
}

func TestAgendaOfAnEarlierMomentFiltersToTheSame(t *testing.T) {
	rs, al := someRules(t), Almanac{Zone: zone(t, "Europe/Berlin"), Quiet: someQuiet(t), Began: at(0)}
	rapid.Check(t, func(t *rapid.T) {
		c := Fold(anyEvents(t))
		early := at(rapid.Float64Range(0, 300).Draw(t, "early"))
		now := early.Add(time.Duration(rapid.Float64Range(0, 200).Draw(t, "days") * float64(day)))
		a, b := Due(Agenda(c, rs, al, early), now), Due(Agenda(c, rs, al, now), now)
		if !reflect.DeepEqual(ids(a), ids(b)) {
			t.Fatalf("by the agenda of %s: %v; by that of %s: %v", early, ids(a), now, ids(b))
		}
	})
}

func BenchmarkFoldAndAgenda(b *testing.B) {
	var events []Event
	for i := range 25 {
		events = append(events, sent(float64(i*9), fmt.Sprint("coffee", i)), got(float64(i*9+2), Asks))
	}
	events = story(events...)
	rs, al := someRules(b), Almanac{Zone: zone(b, "Europe/Berlin"), Quiet: someQuiet(b), Began: at(0)}
	for b.Loop() {
		Agenda(Fold(events), rs, al, at(230))
	}
}
