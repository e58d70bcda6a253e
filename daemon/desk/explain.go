package desk

import (
	"time"

	"cuppa/rules"
)

// Explain is Show, and what each rule has to say of the contact. Errors: ErrNobody, ErrSeveral.
func (d *Desk) Explain(now time.Time, whom string) (Listed, []rules.Verdict, error) {
	l, err := d.Show(now, whom)
	if err != nil {
		return Listed{}, nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return l, rules.Explain(l.Contact, d.s.Rules, d.almanac(), now), nil
}
