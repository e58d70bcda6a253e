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
	told  bool // an alarm told it
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

// longOff is how long nobody must have read the mail for the owner to be told.
const longOff = 24 * time.Hour

// Resume begins a watch that should have been without a gap: the next weekly letter tells of a long one.
func (d *Desk) Resume(now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var last time.Time
	for _, at := range d.reads {
		if at.After(last) {
			last = at
		}
	}
	if !last.IsZero() && now.Sub(last) >= longOff {
		d.offFrom, d.offUntil = last, now
	}
}

// Lasting gives the troubles that last longer than a while and were not given before, in words.
func (d *Desk) Lasting(now time.Time, while time.Duration) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []string
	for where, t := range d.down {
		if t.told || now.Sub(t.since) < while {
			continue
		}
		t.told = true
		d.down[where] = t
		list = append(list, d.words(t))
	}
	slices.Sort(list)
	return list
}

func (d *Desk) words(t trouble) string {
	return t.what + " since " + t.since.In(d.s.Zone).Format("Mon 15:04")
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
		h.Troubles = append(h.Troubles, d.words(t))
	}
	slices.Sort(h.Troubles)
	h.OffFrom, h.OffUntil = d.offFrom, d.offUntil
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
