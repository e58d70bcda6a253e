package rules

import (
	"cmp"
	"slices"
	"time"
)

// Section is a part of a letter. Sections come in the order of these constants.
type Section string

// The sections, in the order of a letter.
const (
	SectionAnswer   Section = "answer" // a line from you: answers and promises
	SectionThank    Section = "thank"
	SectionMeetings Section = "meetings" // meetings ahead
	SectionReport   Section = "report"   // tell somebody how it went
	SectionNews     Section = "news"     // good news, perhaps
	SectionRetry    Section = "retry"    // one more try: nudge, resume, follow-up, find-address
	SectionTouch    Section = "touch"    // keeping in touch
	SectionNew      Section = "new"      // somebody new
	SectionConfirm  Section = "confirm"  // the daemon's own questions
)

// Choice is one prompt of a plan, and why it is in or not in.
type Choice struct {
	Prompt  Prompt
	Section Section
	Number  int // 1, 2, … in the letter; 0 for what is left out
	Reason  Reason
}

// Reason says why a prompt is in a letter or waits, and why a rule asks or is silent.
type Reason string

// Why a prompt is in a letter, or not in it.
const (
	ReasonFits    Reason = "fits"    // in: within the budget
	ReasonBudget  Reason = "budget"  // out: the letter is full
	ReasonPart    Reason = "part"    // out: enough of its kind, others come first in turn
	ReasonOne     Reason = "one"     // out: another prompt about the same person is in
	ReasonSilence Reason = "silence" // out: it rests on silence and a mailbox was not read lately
)

// Plan is what one letter holds.
type Plan struct {
	In   []Choice // numbered, in the order of the letter
	Out  []Choice // due, and not in this letter
	Next []Prompt // what begins within the next week, by From
}

// sections says under which heading a kind of prompt stands.
var sections = map[string]Section{
	KindAnswer: SectionAnswer, KindPromise: SectionAnswer, KindThank: SectionThank, KindPrepare: SectionMeetings,
	KindReportBack: SectionReport, KindCongratulate: SectionNews, KindNudge: SectionRetry, KindResume: SectionRetry,
	KindFollowUp: SectionRetry, KindFindAddress: SectionRetry, KindCheckIn: SectionTouch, KindReachOut: SectionNew,
	KindConfirm: SectionConfirm,
}

// order is the order of sections in a letter.
var order = []Section{SectionAnswer, SectionThank, SectionMeetings, SectionReport, SectionNews, SectionRetry,
	SectionTouch, SectionNew, SectionConfirm}

// atMost is how many prompts of a kind stand in one letter.
var atMost = map[string]int{KindCheckIn: 3, KindReachOut: 1, KindConfirm: 2}

// BudgetOf is how many prompts a letter at this moment holds: as the owner set it; where he set nothing, three in the first
// four weeks and seven later.
func BudgetOf(o Owner, set int, now time.Time) int {
	switch {
	case set != 0:
		return set
	case now.Before(o.Began.Add(28 * day)):
		return 3
	}
	return 7
}

// NewPlan chooses what a letter holds among the prompts that are due, and says of each why it is in or not. What cannot
// wait comes first, then what came due first; check-ins come in turn, those asked about longest ago first. With unread,
// what rests on silence waits. Ahead are the prompts that begin within the next week.
func NewPlan(due, ahead []Prompt, budget int, unread bool) Plan {
	p := planner{plan: Plan{Next: ahead}, budget: budget, unread: unread, kinds: map[string]int{}, people: map[ContactID]bool{}}
	for _, c := range slices.SortedFunc(slices.Values(due), byTurn) {
		p.choose(c)
	}
	slices.SortStableFunc(p.plan.In, func(a, b Choice) int {
		return slices.Index(order, a.Section) - slices.Index(order, b.Section)
	})
	for i := range p.plan.In {
		p.plan.In[i].Number = i + 1
	}
	return p.plan
}

// byTurn is the order in which prompts get into a letter.
func byTurn(a, b Prompt) int {
	return cmp.Or(rank(a)-rank(b), a.Last.Compare(b.Last), a.From.Compare(b.From), cmp.Compare(a.ID, b.ID))
}

// rank puts what cannot wait before what has a day, and that before what comes in turn.
func rank(p Prompt) int {
	switch {
	case p.Urgent:
		return 0
	case p.Kind == KindCheckIn:
		return 2
	case p.Kind == KindReachOut, p.Kind == KindConfirm:
		return 3
	}
	return 1
}

// planner is a plan in the making.
type planner struct {
	plan   Plan
	budget int
	unread bool
	kinds  map[string]int     // how many are in
	people map[ContactID]bool // those asked about
}

func (p *planner) choose(c Prompt) {
	choice := Choice{Prompt: c, Section: sections[c.Kind], Reason: p.judge(c)}
	if choice.Reason != ReasonFits {
		p.plan.Out = append(p.plan.Out, choice)
		return
	}
	p.plan.In = append(p.plan.In, choice)
	p.kinds[c.Kind]++
	if c.Kind != KindConfirm {
		p.people[c.Contact] = true
	}
}

// judge says why a prompt is in or not.
func (p *planner) judge(c Prompt) Reason {
	most, limited := atMost[c.Kind]
	switch {
	case c.Silence && p.unread:
		return ReasonSilence
	case p.people[c.Contact] && rank(c) > 0 && c.Kind != KindConfirm:
		return ReasonOne
	case limited && p.kinds[c.Kind] >= most:
		return ReasonPart
	case len(p.plan.In) >= p.budget:
		return ReasonBudget
	}
	return ReasonFits
}
