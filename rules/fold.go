package rules

import (
	"slices"
	"time"
)

const (
	day = 24 * time.Hour
	// sameMail is how far apart two copies of one mail may be whose Message-ID a server rewrote.
	sameMail = 10 * time.Minute
	// sameTry is how long after writing by another route a mail counts as the same try, and the other way round.
	sameTry = 3 * day
	// openTalk is how long after the contact's mail a conversation is open: within it the owner answers, later he writes
	// anew.
	openTalk = 30 * day
	// thanksDue is how long after a meeting the owner's first mail counts as thanks, and the contact as freshly met.
	thanksDue = 14 * day
	// manyMarks is how many marks of a kind are kept of what is past, to bound a contact's record: older ones are ended by
	// newer ones. What lies ahead is kept, for the next of many meetings comes first.
	manyMarks = 16
)

// Fold concludes a contact from its events, in any order and with any repetition, without what is undone.
func Fold(events []Event) Contact {
	line := timeline(events)
	f := folder{c: Contact{Marks: map[Mark][]Moment{}, Asks: map[PromptID]Ask{}, Counts: map[string]int{},
		Meetings: standingMeetings(line)}, subjects: map[string]time.Time{}}
	for _, e := range line {
		f.fold(e)
	}
	f.markMeetings()
	f.finish()
	return f.c
}

// folder is a contact in the making, and what only the making needs to know.
type folder struct {
	c        Contact
	told     bool                 // the owner's last word went by another route than mail
	subjects map[string]time.Time // when the owner wrote last, by base subject
}

func (f *folder) fold(e Event) {
	if f.c.ID == "" {
		f.c.ID = e.Contact
	}
	f.c.Latest = e.At
	switch e.Kind {
	case Sent:
		f.sent(e)
	case Told:
		f.wrote(e, true)
	case Received, Heard:
		f.received(e)
	case Met, Meet:
		f.meeting(e)
	case Away:
		f.c.Away, f.c.Back = e.At, e.Until
	case Left, Bounced:
		f.failed(e)
	case Seen:
		f.person(e.Person)
	case Question:
		f.question(e)
	case Alias, NotAlias:
		f.alias(e)
	case Remind:
		f.mark(MarkRemind, e.Until, e.ID)
	case Rested:
		f.c.Rested = e.At
		delete(f.c.Marks, MarkRemind)
	case Merge:
		f.c.ID = e.Contact
	default:
		f.ownersWord(e)
	}
}

// ownersWord folds what the owner says about prompts and about the person, and the daemon's own asking.
func (f *folder) ownersWord(e Event) {
	switch e.Kind {
	case Asked:
		f.ask(e, func(a *Ask) { a.Times++; a.Last = e.At })
		f.c.Counts[e.Rule]++
	case Done:
		f.ask(e, func(a *Ask) { a.Done = e.At })
	case Snoozed:
		f.snooze(e)
	case Never:
		f.c.Off = append(withOut(f.c.Off, e.Ref), e.Ref)
	case Noted:
		f.c.Notes = append(f.c.Notes, Note{At: e.At, Text: e.Text})
	case Tagged:
		f.tag(e.Ref)
	case Added:
		f.person(e.Person)
		f.address(e.Person)
	}
}

func (f *folder) ask(e Event, change func(*Ask)) {
	a := f.c.Asks[PromptID(e.Ref)]
	change(&a)
	f.c.Asks[PromptID(e.Ref)] = a
}

// snooze folds that the owner put a prompt off: it was not asked in vain, and comes again when the time is over.
func (f *folder) snooze(e Event) {
	f.ask(e, func(a *Ask) {
		if a.Times > 0 {
			a.Times--
			f.c.Counts[e.Rule] = max(0, f.c.Counts[e.Rule]-1)
		}
		a.Last, a.Until, a.Done = time.Time{}, e.Until, time.Time{}
	})
}

// sent folds a mail of the owner's; its copy under another Message-ID counts once.
func (f *folder) sent(e Event) {
	last := f.subjects[e.Subject]
	f.subjects[e.Subject] = e.At
	if f.c.Person.Name == "" && e.Person != nil {
		f.c.Person.Name = e.Person.Name
	}
	f.addressed(e)
	if e.At.Sub(last) <= sameMail && !f.last(MarkReply).After(last) {
		return // a copy: nobody writes a second mail so soon but to answer
	}
	f.c.Subject = e.Subject
	f.wrote(e, false)
}

// wrote folds the owner's turning to the contact, by mail or (told) by another route: thanks after a meeting, an answer
// in an open conversation, or outreach.
func (f *folder) wrote(e Event, told bool) {
	last, reply := f.last(MarkSent), f.last(MarkReply)
	same := (told || f.told) && e.At.Sub(last) <= sameTry && last.After(reply)
	f.told = told
	f.touch(e, false)
	f.mark(MarkSent, e.At, e.ID)
	switch {
	case f.thanks(e.At, last):
		f.mark(MarkThanked, e.At, e.ID)
		return
	case e.At.Sub(reply) <= openTalk:
		f.mark(MarkAnswer, e.At, e.ID)
	default:
		f.mark(MarkOutreach, e.At, e.ID)
	}
	if !same {
		f.c.Tries++
	}
}

// thanks tells whether the owner's turning to the contact at this moment is the first since a meeting that ended lately.
func (f *folder) thanks(at, last time.Time) bool {
	return slices.ContainsFunc(f.c.Meetings, func(m Held) bool {
		return m.End.Before(at) && at.Sub(m.End) <= thanksDue && !last.After(m.End)
	})
}

// touch folds that one of the two turned to the other, and notes who began, for the first time or after a long silence. It
// ends a rest, but not one that the owner ordered in the same breath: "1 done, 1 rest".
func (f *folder) touch(e Event, theirs bool) {
	if e.At.Sub(f.last(MarkTouch)) > longSilent {
		f.c.AskedUs = theirs
	}
	f.mark(MarkTouch, e.At, e.ID)
	f.c.Theirs = theirs
	if e.At.After(f.c.Rested) {
		f.c.Rested = time.Time{}
	}
}

// meeting folds a calendar message or the owner's word of a meeting; what stands of it all standingMeetings has said
// already.
func (f *folder) meeting(e Event) {
	clear(f.c.Counts)
	if e.Meeting != nil && e.Meeting.Theirs {
		f.received(e)
	}
}

// received folds the contact's word, by mail, calendar or (heard) another route: the turn is the owner's, asking begins
// anew, and what the owner wanted to come back to later has come by itself.
func (f *folder) received(e Event) {
	f.touch(e, true)
	f.mark(MarkReply, e.At, e.ID)
	f.c.Marks[MarkRemind] = slices.DeleteFunc(f.c.Marks[MarkRemind], func(m Moment) bool { return m.At.After(e.At) })
	f.c.Answered, f.c.Tries = true, 0
	f.c.Away, f.c.Back, f.c.Declined = time.Time{}, time.Time{}, time.Time{}
	clear(f.c.Counts)
	f.c.Intent, f.c.Quote = e.Intent, e.Quote
	if e.Intent == Declines || e.Intent == NoMoreMail {
		f.c.Declined = e.At
		delete(f.c.Marks, MarkRemind)
	}
	if e.Kind == Received {
		f.c.Subject = e.Subject
		f.person(e.Person)
	}
	f.works(e)
}

// question opens a question, once for each address it is about.
func (f *folder) question(e Event) {
	known := func(q Asking) bool { return q.Person != nil && e.Person != nil && q.Person.Address == e.Person.Address }
	if slices.ContainsFunc(f.c.Questions, known) {
		return
	}
	f.c.Questions = append(f.c.Questions, Asking{Event: e.ID, About: e.Ref, Person: e.Person})
	f.mark(MarkQuestion, e.At, e.ID)
}

func (f *folder) tag(ref string) {
	if len(ref) > 1 && ref[0] == '-' {
		f.c.Tags = withOut(f.c.Tags, ref[1:])
		return
	}
	f.c.Tags = append(withOut(f.c.Tags, ref), ref)
	slices.Sort(f.c.Tags)
}

func (f *folder) mark(m Mark, at time.Time, id EventID) {
	f.c.Marks[m] = append(f.c.Marks[m], Moment{At: at, Event: id})
}

// last is the newest moment of a mark so far; where there is none it is so long ago that every span since is too long.
func (f *folder) last(m Mark) time.Time { return newest(f.c.Marks[m]).At }

// finish puts marks in order and cuts what no rule can need.
func (f *folder) finish() {
	f.closeQuestions()
	for m, list := range f.c.Marks {
		slices.SortStableFunc(list, func(a, b Moment) int { return a.At.Compare(b.At) })
		_, past := lastAtOrBefore(list, f.c.Latest)
		f.c.Marks[m] = list[max(0, past+1-manyMarks):]
	}
	slices.Sort(f.c.Off)
	f.reach()
}

func withOut(list []string, s string) []string {
	return slices.DeleteFunc(list, func(x string) bool { return x == s })
}
