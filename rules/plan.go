package rules

// Budget bounds what one letter asks for.
type Budget struct {
	Total     int
	CheckIns  int
	ReachOuts int
	Questions int
}

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

// Reason says why a prompt is in a letter or waits.
type Reason string

// The reasons.
const (
	ReasonDated   Reason = "dated"   // in: it has a day
	ReasonFits    Reason = "fits"    // in: within the budget
	ReasonTurn    Reason = "turn"    // in: its turn has come
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
