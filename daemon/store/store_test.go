package store

import (
	"testing"
	"time"

	"cuppa/rules"
)

func TestAppendHappensOnce(t *testing.T) {
	for name, s := range both(t) {
		t.Run(name, func(t *testing.T) {
			a, err := s.Account("ada")
			if err != nil {
				t.Fatal(err)
			}
			e := rules.Event{ID: "e1", Contact: "c1", Kind: rules.Sent, At: time.Unix(1, 5).UTC(), Source: "mail:x@y"}
			for i := range 2 {
				err = a.Update(func(tx *Tx) error {
					added, err := tx.Append(e)
					if added != (i == 0) {
						t.Errorf("added %v the %d. time", added, i)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			err = a.View(func(tx *Tx) error {
				h, err := tx.History("c1")
				if err != nil || len(h) != 1 || !h[0].At.Equal(e.At) {
					t.Errorf("%v %v", h, err)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// both is an empty store on each engine.
func both(t *testing.T) map[string]*Store {
	t.Helper()
	disk, err := Open(t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := disk.Close(); err != nil {
			t.Error(err)
		}
	})
	return map[string]*Store{"badger": disk, "memory": Memory()}
}
