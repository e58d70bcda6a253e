package letter

import (
	"time"

	"cuppa/rules"
)

// Digest is the view of one digest: what `cuppa digest --json` prints, and what the letter is rendered from. Times are
// RFC 3339 in the owner's zone, lists are never null.
type Digest struct {
	Account  string    `json:"account"`
	At       time.Time `json:"at"`
	Prompts  []Prompt  `json:"prompts"`
	More     int       `json:"more"` // due, and beyond the budget
	Settled  []Became  `json:"settled"`
	Resting  []Became  `json:"resting"`
	NextWeek []Ahead   `json:"next_week"`
	Held     []Unheard `json:"held"`
	Health   Condition `json:"health"`

	voice Voice
	facts Facts
	words language
}

// Prompt is one thing that a digest asks for.
type Prompt struct {
	ID       rules.PromptID `json:"id"`
	Kind     string         `json:"kind"`
	Rule     string         `json:"rule"`
	Contact  Person         `json:"contact"`
	Stage    rules.Stage    `json:"stage"`
	Urgent   bool           `json:"urgent"`
	Due      time.Time      `json:"due"`
	Why      string         `json:"why"`      // one or two sentences
	Evidence string         `json:"evidence"` // the contact's words, a subject, or the owner's note
	Draft    Draft          `json:"draft"`

	choice rules.Choice
	speech speech
}

// Person is a contact as a digest names them.
type Person struct {
	ID      rules.ContactID `json:"id"`
	Name    string          `json:"name"`
	Address string          `json:"address"`
}

// Draft is a mail that the owner may send: fit to send as it stands, or empty below the greeting. Mailto is "" where
// there is nobody to write to.
type Draft struct {
	To      string `json:"to"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
	Mailto  string `json:"mailto"` // RFC 6068, under 1,800 characters

	core string // the body's text between greeting and ending, one line
}

// Became says what became of a person since the last digest.
type Became struct {
	Contact Person    `json:"contact"`
	What    string    `json:"what"`
	When    time.Time `json:"when"`
}

// Ahead is a prompt that begins within the next week.
type Ahead struct {
	ID      rules.PromptID `json:"id"`
	Kind    string         `json:"kind"`
	Contact Person         `json:"contact"`
	Due     time.Time      `json:"due"`

	prompt rules.Prompt
}

// Unheard is a held mail.
type Unheard struct {
	N       int    `json:"n"`
	From    string `json:"from"`
	Subject string `json:"subject"`
	Why     string `json:"why"`
}

// Condition is how the daemon itself is. Times that are not known are null.
type Condition struct {
	ReadUpTo *time.Time `json:"read_up_to"`
	Troubles []string   `json:"troubles"`
	OffFrom  *time.Time `json:"off_from"`
	OffUntil *time.Time `json:"off_until"`
	Next     *time.Time `json:"next"` // when the next weekly letter comes
}

// NewDigest makes the view from the facts.
func NewDigest(v Voice, f Facts) Digest {
	d := Digest{
		Account:  v.Account,
		At:       v.local(f.At),
		Prompts:  []Prompt{},
		Settled:  []Became{},
		Resting:  []Became{},
		NextWeek: []Ahead{},
		Held:     []Unheard{},
		Health:   v.condition(f),
		voice:    v,
		facts:    f,
		words:    english(),
	}
	for _, c := range f.Plan.In {
		d.Prompts = append(d.Prompts, d.prompt(c))
	}
	for _, c := range f.Plan.Out {
		if c.Reason != rules.ReasonSilence {
			d.More++
		}
	}
	for _, p := range f.Plan.Next {
		d.NextWeek = append(d.NextWeek, Ahead{
			ID: p.ID, Kind: p.Kind, Contact: d.person(p.Contact), Due: v.local(p.From), prompt: p,
		})
	}
	for _, h := range f.Held {
		d.Held = append(d.Held, unheard(h))
	}
	d.Settled = d.became(f.Settled)
	d.Resting = d.became(f.Resting)
	return d
}

func (d Digest) became(list []Happening) []Became {
	all := []Became{}
	for _, h := range list {
		all = append(all, Became{Contact: d.person(h.Contact), What: h.What, When: d.voice.local(h.When)})
	}
	return all
}

func (d Digest) person(id rules.ContactID) Person {
	p := d.facts.Contacts[id].Person
	return Person{ID: id, Name: nameOf(p), Address: clean(p.Address, maxAddress)}
}

// firstOf is what a person is called in a sentence.
func (d Digest) firstOf(id rules.ContactID) string {
	return d.words.call(d.facts.Contacts[id].Person)
}

func unheard(h HeldMail) Unheard {
	return Unheard{
		N: h.N, From: clean(h.From, maxAddress), Subject: clean(h.Subject, maxSubject), Why: clean(h.Why, maxTrouble),
	}
}

func (v Voice) condition(f Facts) Condition {
	c := Condition{
		ReadUpTo: v.known(f.Health.ReadUpTo), Troubles: []string{},
		OffFrom: v.known(f.Health.OffFrom), OffUntil: v.known(f.Health.OffUntil), Next: v.known(f.Next),
	}
	for _, t := range f.Health.Troubles {
		c.Troubles = append(c.Troubles, clean(t, maxTrouble))
	}
	return c
}

// local is the moment on the owner's clock, in whole seconds.
func (v Voice) local(t time.Time) time.Time { return t.In(v.zone()).Truncate(time.Second) }

func (v Voice) known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = v.local(t)
	return &t
}
