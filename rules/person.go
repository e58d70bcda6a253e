package rules

import (
	"cmp"
	"slices"
	"time"
)

// person takes over what a mail shows of the contact: the newest word on each line of a signature counts.
func (f *folder) person(p *Person) {
	if p == nil {
		return
	}
	known := &f.c.Person
	known.Name = cmp.Or(p.Name, known.Name)
	known.Title = cmp.Or(p.Title, known.Title)
	known.Organisation = cmp.Or(p.Organisation, known.Organisation)
}

// address is the place of an address in the contact's list, put there where it is new; nil without an address.
func (f *folder) address(p *Person) *Address {
	if p == nil || p.Address == "" {
		return nil
	}
	i := f.find(p)
	if i < 0 {
		f.c.Addresses = append(f.c.Addresses, Address{Addr: p.Address})
		i = len(f.c.Addresses) - 1
	}
	return &f.c.Addresses[i]
}

// find is where an address stands in the contact's list, -1 for nowhere.
func (f *folder) find(p *Person) int {
	return slices.IndexFunc(f.c.Addresses, func(a Address) bool { return p != nil && a.Addr == p.Address })
}

// addressed notes where the owner wrote to. After a failure, an address that works is what find-address asks for.
func (f *folder) addressed(e Event) {
	a := f.address(e.Person)
	if a != nil && a.Dead.IsZero() && len(f.c.Marks[MarkBounced]) > 0 {
		f.mark(MarkAddress, e.At, e.ID)
	}
}

// works notes that mail came from an address of the contact's: it is alive, and comes first in the list. An answer from
// another address makes it the contact's only when the owner says so.
func (f *folder) works(e Event) {
	i := f.find(e.Person)
	if i < 0 {
		return
	}
	a := f.c.Addresses[i]
	if !a.Dead.IsZero() {
		a.Dead = time.Time{}
		f.mark(MarkAddress, e.At, e.ID)
	}
	f.c.Addresses = slices.Insert(slices.Delete(f.c.Addresses, i, i+1), 0, a)
}

// failed notes that an address does not reach the contact any more.
func (f *folder) failed(e Event) {
	if a := f.address(e.Person); a != nil {
		a.Dead = e.At
		f.mark(MarkBounced, e.At, e.ID)
	}
}

// alias settles whose an address is; the owner's newest word counts.
func (f *folder) alias(e Event) {
	if e.Person == nil {
		return
	}
	f.c.Strangers = withOut(f.c.Strangers, e.Person.Address)
	if e.Kind == Alias {
		f.address(e.Person)
		f.mark(MarkAddress, e.At, e.ID)
		return
	}
	f.c.Strangers = append(f.c.Strangers, e.Person.Address)
	f.c.Addresses = slices.DeleteFunc(f.c.Addresses, func(a Address) bool { return a.Addr == e.Person.Address })
}

// reach says which address to write to: the one last used that is not known to fail, or else the first; and whether the
// contact is gone: every address failed, and no word came since.
func (f *folder) reach() {
	if len(f.c.Addresses) == 0 {
		return
	}
	alive := slices.IndexFunc(f.c.Addresses, func(a Address) bool { return a.Dead.IsZero() })
	f.c.Person.Address = f.c.Addresses[max(alive, 0)].Addr
	f.c.Gone = alive < 0 && f.last(MarkReply).Before(f.last(MarkBounced))
}

// closeQuestions drops what the owner has answered, wherever in the order the answer stands.
func (f *folder) closeQuestions() {
	f.c.Questions = slices.DeleteFunc(f.c.Questions, func(q Asking) bool {
		return f.find(q.Person) >= 0 || q.Person != nil && slices.Contains(f.c.Strangers, q.Person.Address)
	})
	f.c.Marks[MarkQuestion] = slices.DeleteFunc(f.c.Marks[MarkQuestion], func(m Moment) bool {
		return !slices.ContainsFunc(f.c.Questions, func(q Asking) bool { return q.Event == m.Event })
	})
}
