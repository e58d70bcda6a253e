package rules

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func prompt(kind string, n int) Prompt {
	return Prompt{ID: PromptID(fmt.Sprintf("%s%02d", kind, n)), Contact: ContactID(fmt.Sprint("c", kind, n)), Rule: kind,
		Kind: kind, From: at(float64(n)), Urgent: kind == KindAnswer || kind == KindThank || kind == KindPrepare}
}

func TestPlanKeepsTheOrderOfALetter(t *testing.T) {
	var due []Prompt
	for _, kind := range []string{KindConfirm, KindCheckIn, KindNudge, KindThank, KindPrepare, KindAnswer, KindFindAddress} {
		due = append(due, prompt(kind, 1))
	}
	var got []string
	for i, c := range NewPlan(due, nil, 7, false).In {
		got = append(got, c.Prompt.Kind)
		if c.Number != i+1 {
			t.Errorf("%s has number %d at place %d", c.Prompt.Kind, c.Number, i+1)
		}
	}
	want := []string{KindAnswer, KindThank, KindPrepare, KindFindAddress, KindNudge, KindCheckIn, KindConfirm}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPlanSaysWhyEachPromptIsInOrNot(t *testing.T) {
	silent := prompt(KindNudge, 1)
	silent.Silence = true
	twice := prompt(KindCheckIn, 9)
	twice.Contact = prompt(KindThank, 1).Contact
	due := []Prompt{silent, prompt(KindThank, 1), twice}
	for n := range 5 {
		due = append(due, prompt(KindCheckIn, n), prompt(KindResume, n), prompt(KindConfirm, n))
	}
	reasons := map[PromptID]Reason{}
	plan := NewPlan(due, nil, 7, true)
	for _, c := range append(plan.In, plan.Out...) {
		reasons[c.Prompt.ID] = c.Reason
	}
	for id, want := range map[PromptID]Reason{"nudge01": ReasonSilence, "thank01": ReasonFits, "check-in09": ReasonOne,
		"resume00": ReasonFits, "check-in00": ReasonFits, "check-in01": ReasonBudget, "confirm04": ReasonBudget} {
		if reasons[id] != want {
			t.Errorf("%s: %q, want %q", id, reasons[id], want)
		}
	}
	if len(plan.In)+len(plan.Out) != len(due) {
		t.Errorf("%d in, %d out of %d", len(plan.In), len(plan.Out), len(due))
	}
}

func TestPlanHoldsItsBudgetAndLosesNothing(t *testing.T) {
	kinds := []string{KindAnswer, KindNudge, KindThank, KindCheckIn, KindConfirm, KindReachOut, KindFollowUp}
	rapid.Check(t, func(t *rapid.T) {
		var due []Prompt
		for n := range rapid.IntRange(0, 30).Draw(t, "n") {
			due = append(due, prompt(rapid.SampledFrom(kinds).Draw(t, "kind"), n))
		}
		b := rapid.IntRange(1, 12).Draw(t, "budget")
		plan := NewPlan(due, nil, b, false)
		count := map[string]int{}
		for _, c := range plan.In {
			count[c.Prompt.Kind]++
		}
		if len(plan.In) > b || count[KindCheckIn] > 3 || count[KindReachOut] > 1 || count[KindConfirm] > 2 {
			t.Fatalf("over the budget of %d: %v", b, count)
		}
		if len(plan.In)+len(plan.Out) != len(due) {
			t.Fatalf("%d in and %d out of %d", len(plan.In), len(plan.Out), len(due))
		}
		for _, out := range plan.Out {
			if out.Prompt.Urgent && len(plan.In) < b {
				t.Fatalf("%s is out, and there is room", out.Prompt.ID)
			}
		}
	})
}

// TestEveryCheckInHasItsTurn: with more people due than fit, each is asked about before anybody is asked about twice.
func TestEveryCheckInHasItsTurn(t *testing.T) {
	last := map[int]time.Time{}
	for week := range 4 {
		var due []Prompt
		for n := range 10 {
			p := prompt(KindCheckIn, n)
			p.Last = last[n]
			due = append(due, p)
		}
		for _, c := range NewPlan(due, nil, 7, false).In {
			var n int
			fmt.Sscanf(string(c.Prompt.ID), "check-in%d", &n)
			if week < 3 && !last[n].IsZero() {
				t.Errorf("week %d: %d is asked about again before others", week, n)
			}
			last[n] = at(float64(100 + 7*week))
		}
	}
	if len(last) != 10 {
		t.Errorf("%d of 10 had a turn in four weeks", len(last))
	}
}

func TestBudgetGrowsWithTheAccount(t *testing.T) {
	o := Owner{Began: at(0)}
	for _, c := range []struct {
		set  int
		days float64
		want int
	}{{0, 1, 3}, {0, 27, 3}, {0, 29, 7}, {12, 1, 12}} {
		if got := BudgetOf(o, c.set, at(c.days)); got != c.want {
			t.Errorf("set %d, day %v: %d, want %d", c.set, c.days, got, c.want)
		}
	}
}

func TestOwnerIsFoldedFromTheFacts(t *testing.T) {
	facts := []Event{{ID: "b", Kind: Paused, At: at(3), Until: at(9), Source: "command:p"}, {ID: "a", Kind: Began, At: at(0)},
		{ID: "c", Kind: Began, At: at(5)}}
	if o := FoldOwner(facts); !o.Began.Equal(at(0)) || !o.Paused.Equal(at(9)) {
		t.Errorf("got %+v", o)
	}
	undone := append(facts, Event{ID: "d", Kind: Undone, At: at(4), Source: "command:q", Ref: "command:p"})
	if o := FoldOwner(undone); !o.Paused.IsZero() {
		t.Errorf("the pause was taken back, and stands: %+v", o)
	}
}
