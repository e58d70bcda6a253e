package desk

import (
	"time"

	"slices"

	"cuppa/mail/letter"
)

// trouble is what is wrong with a login or server, and since when.
type trouble struct {
	what  string
	since time.Time
}

// Trouble notes what is wrong with a login or server, in words for the owner; "" that all is well again. It tells whether
// that is news.
func (d *Desk) Trouble(now time.Time, where, what string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.down[where].what == what {
		return false
	}
	if what == "" {
		delete(d.down, where)
	} else {
		d.down[where] = trouble{what: what, since: now}
	}
	return true
}

// Health is how the account is served.
func (d *Desk) Health() letter.Health {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.health()
}

func (d *Desk) health() letter.Health {
	var h letter.Health
	for _, t := range d.down {
		h.Troubles = append(h.Troubles, t.what+" since "+t.since.In(d.s.Zone).Format("Mon 15:04"))
	}
	slices.Sort(h.Troubles)
	for place, at := range d.reads {
		watched := len(d.places) == 0 || slices.ContainsFunc(d.places, func(w Watched) bool { return w.Key() == place })
		if !watched {
			continue
		}
		if h.ReadUpTo.IsZero() || at.Before(h.ReadUpTo) {
			h.ReadUpTo = at
		}
	}
	return h
}
