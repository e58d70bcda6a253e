package rules

import (
	"slices"
	"time"
)

// person takes over what a mail shows of the contact: the newest word on each line of a signature counts.
func (f *folder) person(p *Person) {
	if p == nil {
		return
	}
	for _, line := range []struct{ to, from *string }{
		{&f.c.Person.Name, &p.Name}, {&f.c.Person.Title, &p.Title}, {&f.c.Person.Organisation, &p.Organisation},
	} {
		if *line.from != "" {
			*line.to = *line.from
		}
	}
}

// addressed notes where the owner wrote to. A new address after one that failed is what find-address asks for.
func (f *folder) addressed(e Event) {
	before := len(f.c.Addresses)
	f.address(e.Person)
	if len(f.c.Addresses) > before && !f.bounced.IsZero() {
		f.mark(MarkAddress, e.At, e.ID)
	}
}

// address is the place of an address in the contact's list, put there where it is new; nil without an address.
func (f *folder) address(p *Person) *Address {
	if p == nil || p.Address == "" {
		return nil
	}
	i := slices.IndexFunc(f.c.Addresses, func(a Address) bool { return a.Addr == p.Address })
	if i < 0 {
		f.c.Addresses = append(f.c.Addresses, Address{Addr: p.Address})
		i = len(f.c.Addresses) - 1
	}
	return &f.c.Addresses[i]
}

// works notes that mail came from an address of the contact's: it is alive. An answer from another address makes it the
// contact's only when the owner says so.
func (f *folder) works(e Event) {
	if e.Person == nil || !f.has(e.Person.Address) {
		return
	}
	a := f.address(e.Person)
	if !a.Dead.IsZero() {
		a.Dead = time.Time{}
		f.mark(MarkAddress, e.At, e.ID)
	}
	f.toFront(a.Addr)
}

func (f *folder) has(addr string) bool {
	return slices.ContainsFunc(f.c.Addresses, func(a Address) bool { return a.Addr == addr })
}

// failed notes that an address does not reach the contact any more.
func (f *folder) failed(e Event) {
	a := f.address(e.Person)
	if a == nil {
		return
	}
	a.Dead = e.At
	f.bounced = e.At
	f.mark(MarkBounced, e.At, e.ID)
}

// alias settles whose an address is.
func (f *folder) alias(e Event) {
	if e.Kind == Alias {
		f.address(e.Person)
		f.mark(MarkAddress, e.At, e.ID)
	}
	if e.Person == nil {
		return
	}
	f.settled = append(f.settled, e.Person.Address)
	if e.Kind == NotAlias {
		f.c.Strangers = append(f.c.Strangers, e.Person.Address)
	}
}

// toFront keeps addresses in the order of their last use by the contact.
func (f *folder) toFront(addr string) {
	i := slices.IndexFunc(f.c.Addresses, func(a Address) bool { return a.Addr == addr })
	a := f.c.Addresses[i]
	f.c.Addresses = slices.Insert(slices.Delete(f.c.Addresses, i, i+1), 0, a)
}

// best is the address to write to: the one last used that is not known to fail, or else the first.
func (f *folder) best() string {
	for _, a := range f.c.Addresses {
		if a.Dead.IsZero() {
			return a.Addr
		}
	}
	if len(f.c.Addresses) > 0 {
		return f.c.Addresses[0].Addr
	}
	return ""
}

// gone tells whether every address failed and the contact is silent since.
func (f *folder) gone() bool {
	dead := !slices.ContainsFunc(f.c.Addresses, func(a Address) bool { return a.Dead.IsZero() })
	return len(f.c.Addresses) > 0 && dead && f.lastReply.Before(f.bounced)
}

// closeQuestions drops what the owner has answered, wherever in the order the answer stands.
func (f *folder) closeQuestions() {
	open := f.c.Questions[:0]
	for _, q := range f.c.Questions {
		if q.Person == nil || !slices.Contains(f.settled, q.Person.Address) {
			open = append(open, q)
		}
	}
	f.c.Questions = open
	f.c.Marks[MarkQuestion] = slices.DeleteFunc(f.c.Marks[MarkQuestion], func(m Moment) bool {
		return !slices.ContainsFunc(open, func(q Asking) bool { return q.Event == m.Event })
	})
}
