package desk

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"cuppa/daemon/store"
	"cuppa/mail/letter"
	"cuppa/rules"
)

const (
	toldUpTo = "told"      // the setting that names the last event a weekly letter knew of
	toldHeld = "told-held" // the day on which the owner was told of held mail, and the newest of it
	week     = 7 * 24 * time.Hour
)

// Digest is what a letter planned at this moment would hold: all that is due, urgent or not. It changes nothing, and
// takes it that all mailboxes are read by then.
func (d *Desk) Digest(at time.Time) (v letter.Digest, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	err = d.account.View(func(tx *store.Tx) error {
		f, err := d.facts(tx, at, letter.Weekly, true)
		if err != nil {
			return err
		}
		v = letter.NewDigest(d.voice(), f)
		return nil
	})
	return v, err
}

// facts are what a letter is made from.
func (d *Desk) facts(tx *store.Tx, now time.Time, name string, preview bool) (letter.Facts, error) {
	f := letter.Facts{At: now, Schedule: name, Contacts: map[rules.ContactID]rules.Contact{},
		Stages: map[rules.ContactID]rules.Stage{}, History: map[rules.ContactID][]rules.Event{}}
	due, ahead, err := d.agendas(tx, now, &f)
	if err != nil {
		return f, err
	}
	if name == letter.Urgent {
		due, ahead = slices.DeleteFunc(due, func(p rules.Prompt) bool { return !p.Urgent }), nil
	}
	f.Plan = rules.NewPlan(due, ahead, rules.BudgetOf(d.owner, d.s.Budget, now), !preview && d.unsure(now))
	if name == letter.Weekly {
		if err := d.happenings(tx, now, &f); err != nil {
			return f, err
		}
	}
	if f.Held, err = d.held(tx); err != nil {
		return f, err
	}
	f.Health = d.health()
	f.Next = earliest(d.weekly.next(now, d.s.Zone), time.Time{})
	return f, d.backgrounds(tx, now, &f)
}

// agendas gathers what is due, and what begins within a week, of all contacts whose time has come.
func (d *Desk) agendas(tx *store.Tx, now time.Time, f *letter.Facts) (due, ahead []rules.Prompt, err error) {
	open, err := unsettled(tx)
	if err != nil {
		return nil, nil, err
	}
	for c, err := range candidates(tx, now, now.Add(week)) {
		if err != nil {
			return nil, nil, err
		}
		if c, err = d.asOf(tx, c, now); err != nil {
			return nil, nil, err
		}
		agenda := rules.Agenda(c, d.s.Rules, d.almanac(), now)
		mine := slices.DeleteFunc(rules.Due(agenda, now), func(p rules.Prompt) bool { return open[p.ID] })
		soon := within(agenda, now)
		if len(mine)+len(soon) > 0 {
			f.Contacts[c.ID], f.Stages[c.ID] = c, c.Stage(now)
		}
		due, ahead = append(due, mine...), append(ahead, soon...)
		d.letRest(c, now, f)
	}
	slices.SortStableFunc(ahead, func(a, b rules.Prompt) int { return a.From.Compare(b.From) })
	return due, ahead, nil
}

// candidates are the contacts of whom something may begin before until: as the views say, or all where a moment lies before
// what the views were made for, for then what was settled since may be due at it.
func candidates(tx *store.Tx, now, until time.Time) iter.Seq2[rules.Contact, error] {
	if before(tx, now) {
		return tx.Contacts()
	}
	return tx.Due(until)
}

// before tells whether something was learnt after a moment.
func before(tx *store.Tx, now time.Time) bool {
	last, err := tx.Last()
	if err != nil || last == 0 {
		return false
	}
	for e, err := range tx.Events(last - 1) {
		return err != nil || now.Before(e.Learned)
	}
	return false
}

// within are the prompts that begin in the week after now, each once.
func within(agenda []rules.Prompt, now time.Time) []rules.Prompt {
	var soon []rules.Prompt
	for _, p := range agenda {
		if p.From.After(now) && p.From.Before(now.Add(week)) {
			soon = append(soon, p)
		}
	}
	return soon
}

// letRest notes who has come to rest within the last week, by silence alone.
func (d *Desk) letRest(c rules.Contact, now time.Time, f *letter.Facts) {
	quiet := c.Stage(now) == rules.StageResting && c.Rested.IsZero()
	if quiet && c.Stage(now.Add(-week)) != rules.StageResting {
		f.Contacts[c.ID], f.Stages[c.ID] = c, rules.StageResting
		f.Resting = append(f.Resting, letter.Happening{Contact: c.ID, What: letter.Tries, When: now})
	}
}

// happenings are what became of people since the last weekly letter.
func (d *Desk) happenings(tx *store.Tx, now time.Time, f *letter.Facts) error {
	text, _, err := tx.Slot(toldUpTo)
	if err != nil {
		return err
	}
	after, _ := strconv.ParseUint(text, 10, 64)
	seen := map[rules.ContactID]bool{}
	for e, err := range tx.Events(after) {
		if err != nil {
			return err
		}
		if e.Contact == "" || seen[e.Contact] || e.At.After(now) || e.At.Before(d.owner.Began) {
			continue
		}
		seen[e.Contact] = true
		c, found, err := tx.Contact(e.Contact)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if c, err = d.asOf(tx, c, now); err != nil {
			return err
		}
		d.happened(c, now, f)
	}
	return nil
}

// happened notes the newest thing that became of one person within the last week.
func (d *Desk) happened(c rules.Contact, now time.Time, f *letter.Facts) {
	since := now.Add(-week)
	var settled, resting letter.Happening
	switch {
	case c.Declined.After(since):
		resting = letter.Happening{Contact: c.ID, What: letter.Declined, When: c.Declined}
	case c.Rested.After(since):
		resting = letter.Happening{Contact: c.ID, What: letter.ByOwner, When: c.Rested}
	case lastWithin(c.Marks[rules.MarkThanked], since, now, &settled.When):
		settled.Contact, settled.What = c.ID, rules.KindThank
	case lastWithin(c.Marks[rules.MarkReply], since, now, &settled.When):
		settled.Contact, settled.What = c.ID, letter.Answered
	default:
		return
	}
	f.Contacts[c.ID], f.Stages[c.ID] = c, c.Stage(now)
	if settled.What != "" {
		f.Settled = append(f.Settled, settled)
		return
	}
	f.Resting = append(f.Resting, resting)
}

func lastWithin(list []rules.Moment, since, now time.Time, at *time.Time) bool {
	for _, m := range slices.Backward(list) {
		if m.At.After(since) && !m.At.After(now) {
			*at = m.At
			return true
		}
	}
	return false
}

// backgrounds adds what some letters need beside the contact: the history of people whose meeting is ahead, how many
// people the owner has met, and whether there is more than one contact.
func (d *Desk) backgrounds(tx *store.Tx, now time.Time, f *letter.Facts) error {
	for _, choice := range f.Plan.In {
		if choice.Prompt.Kind != rules.KindPrepare {
			continue
		}
		events, err := tx.History(choice.Prompt.Contact)
		if err != nil {
			return err
		}
		events = slices.DeleteFunc(events, func(e rules.Event) bool { return e.At.After(now) })
		slices.SortFunc(events, byTime)
		f.History[choice.Prompt.Contact] = events
	}
	return d.people(tx, now, f)
}

// manyUnderWay is how many people a letter with nothing to do names.
const manyUnderWay = 20

// people counts contacts as far as a letter depends on it: one alone is spoken of in prose, a letter with nothing to do
// names who is under way, and a brief fades with the number of people met.
func (d *Desk) people(tx *store.Tx, now time.Time, f *letter.Facts) error {
	for c, err := range tx.Contacts() {
		if err != nil {
			return err
		}
		if c, err = d.asOf(tx, c, now); err != nil {
			return err
		}
		if c.Latest.IsZero() {
			continue // not known at that moment
		}
		f.People++
		stage := c.Stage(now)
		if stage == rules.StageInTouch || stage == rules.StageMet {
			f.Met++
		}
		named := len(f.Plan.In) > 0 || len(f.Contacts) >= manyUnderWay
		if f.People == 1 || !named && underWay(stage) {
			f.Contacts[c.ID], f.Stages[c.ID] = c, stage
		}
		if len(f.History) == 0 && named && f.People > 1 {
			return nil
		}
	}
	return nil
}

func underWay(s rules.Stage) bool {
	return s == rules.StageAwaiting || s == rules.StageTalking || s == rules.StageScheduled || s == rules.StageMet
}

// held is the mail that was not believed, numbered.
func (d *Desk) held(tx *store.Tx) ([]letter.HeldMail, error) {
	all, err := tx.HeldMail()
	if err != nil {
		return nil, err
	}
	var list []letter.HeldMail
	for i, h := range all {
		list = append(list, letter.HeldMail{N: i + 1, From: h.From, Subject: h.Subject, Why: h.Why})
	}
	return list, nil
}

// cutTold parts what the setting toldHeld says.
func cutTold(s string) (day, newest string, ok bool) { return strings.Cut(s, " ") }
