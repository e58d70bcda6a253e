package store

import (
	"fmt"
	"testing"
	"time"

	"cuppa/rules"
)

const benchPeople = 100_000

// sentMail is the i-th mail of the benchmarks, to one of 200 people a batch.
func sentMail(a *Account, i int) rules.Event {
	person := fmt.Sprintf("p%d@example.net", i%200)
	return rules.Event{
		ID: rules.EventID(a.Hash("event", fmt.Sprint(i))), Contact: rules.ContactID(a.Hash("contact", person)),
		Kind: rules.Sent, At: at(0).Add(time.Duration(i) * time.Minute), Learned: at(9), Subject: "A coffee and a question?",
		Source: rules.MailSource(fmt.Sprintf("%d@example.org", i)),
		Person: &rules.Person{Name: "Somebody Else", Address: person},
	}
}

// BenchmarkAppend is one transaction of 500 events, with the mark of the journal's end.
func BenchmarkAppend(b *testing.B) {
	for name, s := range map[string]*Store{"badger": open(b, b.TempDir()), "memory": Memory()} {
		b.Run(name, func(b *testing.B) {
			a, n := account(b, s, b.Name()), 0
			for b.Loop() {
				update(b, a, func(tx *Tx) error {
					for range 500 {
						if _, err := tx.Append(sentMail(a, n)); err != nil {
							return err
						}
						n++
					}
					return nil
				})
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "µs/event")
		})
	}
}

// BenchmarkUpdate is the smallest transaction that changes the journal: a commit and the mark, both on the disk.
func BenchmarkUpdate(b *testing.B) {
	s, n := open(b, b.TempDir()), 0
	a := account(b, s, "ada")
	b.Run("with the mark", func(b *testing.B) {
		for b.Loop() {
			update(b, a, func(tx *Tx) error {
				n++
				_, err := tx.Append(sentMail(a, n))
				return err
			})
		}
	})
	b.Run("without", func(b *testing.B) {
		for b.Loop() {
			n++
			update(b, a, func(tx *Tx) error { return tx.SetCursor("p", 1, uint32(n)) })
		}
	})
}

// crowd fills a store with people of whom 100 are due.
func crowd(b *testing.B, dir string) *Store {
	s := open(b, dir)
	a := account(b, s, "ada")
	for i := 0; i < benchPeople; i += 500 {
		update(b, a, func(tx *Tx) error {
			for j := i; j < i+500; j++ {
				e := sentMail(a, j)
				e.Person.Address = fmt.Sprintf("person%d@example.net", j)
				c := rules.Fold([]rules.Event{e})
				c.ID = rules.ContactID(a.Hash("contact", e.Person.Address))
				first := at(12).Add(time.Duration(j) * time.Hour)
				if j%(benchPeople/100) == 0 {
					first = at(8)
				}
				if err := tx.Put(c, first); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return s
}

// BenchmarkCrowd has 100,000 contacts.
func BenchmarkCrowd(b *testing.B) {
	dir := b.TempDir()
	s := crowd(b, dir)
	a := account(b, s, "ada")
	b.Run("due", func(b *testing.B) {
		for b.Loop() {
			n := 0
			view(b, a, func(tx *Tx) error {
				for _, err := range tx.Due(at(9)) {
					if err != nil {
						return err
					}
					n++
				}
				return nil
			})
			if n != 100 {
				b.Fatalf("%d are due", n)
			}
		}
	})
	b.Run("by address", func(b *testing.B) {
		n := 0
		for b.Loop() {
			n++
			wantAddress(b, a, fmt.Sprintf("nobody%d@example.net", n), "")
		}
	})
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			s, err := Open(dir, Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			if err := s.Close(); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
}

// BenchmarkHistory is what a contact of 300 mails costs to fold again.
func BenchmarkHistory(b *testing.B) {
	a := account(b, open(b, b.TempDir()), "ada")
	update(b, a, func(tx *Tx) error {
		for i := range 300 {
			e := sentMail(a, i)
			e.Contact = "c1"
			if _, err := tx.Append(e); err != nil {
				return err
			}
		}
		return nil
	})
	for b.Loop() {
		if n := len(historyOf(b, a, "c1")); n != 300 {
			b.Fatalf("%d events", n)
		}
	}
}
