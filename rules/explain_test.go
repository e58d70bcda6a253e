package rules

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// saying is the verdict of one of someRules on a contact on a day of its story.
func saying(t *testing.T, rule string, c Contact, days float64) Verdict {
	al := Almanac{Zone: zone(t, "Europe/Berlin"), Quiet: someQuiet(t), Began: at(-30)}
	list := Explain(c, someRules(t), al, at(days))
	return list[slices.IndexFunc(list, func(v Verdict) bool { return v.Rule == rule })]
}

func TestExplainSaysWhyARuleAsksOrIsSilent(t *testing.T) {
	prompt := func(rule string, c Contact, m Mark) string { return string(promptID(c.ID, rule, c.Marks[m][0].Event)) }
	wrote := Fold(story(sent(0, "coffee")))
	nudge := prompt("nudge", wrote, MarkOutreach)
	meeting := Fold(story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")))
	thank := prompt("thank", meeting, MarkEnd)
	asks := func(rule, ref string, days ...float64) []Event {
		events := []Event{sent(0, "coffee"), invite(1, 5, 0, "REQUEST")}
		for _, d := range days {
			events = append(events, Event{Kind: Asked, At: at(d), Rule: rule, Ref: ref})
		}
		return story(events...)
	}
	bounced := Event{Kind: Bounced, At: at(0.1), Person: &Person{Address: "mei@x"}}
	for _, c := range []struct {
		name   string
		rule   string
		events []Event
		days   float64
		want   Reason
		by     Mark
	}{
		{"seven days of silence", "nudge", story(sent(0, "coffee")), 7.1, ReasonDue, ""},
		{"six days of silence", "nudge", story(sent(0, "coffee")), 6, ReasonAhead, ""},
		{"put off by the owner", "nudge", story(sent(0, "coffee"), Event{Kind: Snoozed, At: at(8), Until: at(20), Ref: nudge, Rule: "nudge"}), 9, ReasonLater, ""},
		{"settled by the owner", "nudge", story(sent(0, "coffee"), Event{Kind: Done, At: at(8), Ref: nudge, Rule: "nudge"}), 9, ReasonDone, ""},
		{"away", "nudge", story(sent(0, "coffee"), Event{Kind: Away, At: at(1), Until: at(20)}), 9, ReasonAway, ""},
		{"answered", "nudge", story(sent(0, "coffee"), got(2, Accepts)), 9, ReasonSettled, MarkReply},
		{"switched off", "nudge", story(sent(0, "coffee"), Event{Kind: Never, At: at(2), Ref: "nudge"}), 9, ReasonOff, ""},
		{"said no", "nudge", story(sent(0, "coffee"), got(1, Declines)), 9, ReasonDeclined, ""},
		{"let rest", "nudge", story(sent(0, "coffee"), Event{Kind: Rested, At: at(2)}), 9, ReasonRested, ""},
		{"the address is dead", "nudge", story(sent(0, "coffee"), bounced), 9, ReasonGone, ""},
		{"no question was asked", "answer", story(sent(0, "coffee"), got(1, Accepts)), 9, ReasonCondition, ""},
		{"nobody ever wrote", "nudge", story(Event{Kind: Added, At: at(0), Person: &Person{Name: "Mei"}}), 9, ReasonNothing, ""},
		{"never met and no rhythm given", "check-in", story(sent(0, "coffee")), 9, ReasonRhythm, ""},
		{"past when the account began", "nudge", story(sent(-60, "coffee")), 9, ReasonHistory, ""},
		{"asked yesterday", "thank", asks("thank", thank, 5.4), 5.9, ReasonAgain, ""},
		{"asked twice", "thank", asks("thank", thank, 5.4, 6.4), 8, ReasonAsked, ""},
		{"two weeks after the meeting", "thank", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")), 25, ReasonExpired, ""},
		{"the meeting has begun", "prepare", story(sent(0, "coffee"), invite(1, 5, 0, "REQUEST")), 5.01, ReasonOver, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := saying(t, c.rule, Fold(c.events), c.days)
			if v.Reason != c.want || v.By != c.by {
				t.Errorf("%s on day %v: %q by %q, want %q by %q", c.rule, c.days, v.Reason, v.By, c.want, c.by)
			}
		})
	}
}

func TestExplainAgreesWithTheAgenda(t *testing.T) {
	rs := someRules(t)
	al := Almanac{Zone: zone(t, "Europe/Berlin"), Quiet: someQuiet(t), Began: at(-30)}
	rapid.Check(t, func(t *rapid.T) {
		c := Fold(anyEvents(t))
		now := at(rapid.Float64Range(-10, 450).Draw(t, "now"))
		agenda := Agenda(c, rs, al, now)
		for _, v := range Explain(c, rs, al, now) {
			mine := slices.DeleteFunc(slices.Clone(agenda), func(p Prompt) bool { return p.Rule != v.Rule })
			if due := len(Due(mine, now)) > 0; due != (v.Reason == ReasonDue) {
				t.Fatalf("rule %s: %s, and due is %v", v.Rule, v.Reason, due)
			}
			waits := slices.Contains([]Reason{ReasonDue, ReasonAhead, ReasonAgain, ReasonLater, ReasonAway}, v.Reason)
			if waits != (len(mine) > 0) {
				t.Fatalf("rule %s: %s, and its agenda is %v", v.Rule, v.Reason, mine)
			}
			if v.Reason == "" {
				t.Fatalf("rule %s says nothing", v.Rule)
			}
		}
	})
}
