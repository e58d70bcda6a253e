package store

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

// FuzzHigh: whatever the file holds is either refused by one of the store's errors, or means the same when it is
// written again.
func FuzzHigh(f *testing.F) {
	f.Add("schema 1\n0102030405060708 17\n")
	f.Add("schema 9\n")
	f.Add("schema 1\n01 17\nx")
	f.Fuzz(func(t *testing.T, text string) {
		h := &highMark{ends: map[scope]uint64{}}
		if err := h.parse([]byte(text)); err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer) {
				t.Fatal(err)
			}
			return
		}
		again := &highMark{ends: map[scope]uint64{}}
		if err := again.parse(h.text()); err != nil || !maps.Equal(again.ends, h.ends) {
			t.Fatalf("wrote %v, read %v: %v", h.ends, again.ends, err)
		}
	})
}

// TestCommittedEventsSurviveACrash opens a copy of a store that was never closed, as a killed daemon leaves it.
func TestCommittedEventsSurviveACrash(t *testing.T) {
	dir, left := t.TempDir(), t.TempDir()
	a := account(t, open(t, dir), "ada")
	fill(t, a, 30)
	if err := a.Update(func(tx *Tx) error {
		_, err := tx.Append(goldenEvents()[0])
		return errors.Join(err, errors.New("not committed"))
	}); err == nil {
		t.Fatal("committed")
	}
	if err := os.CopyFS(filepath.Join(left, "copy"), os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	again := account(t, open(t, filepath.Join(left, "copy")), "ada")
	if n := len(journal(t, again, 0)); n != 30 {
		t.Errorf("%d events", n)
	}
	if rest(t, again) != rest(t, a) || fingerprint(t, again) != fingerprint(t, a) {
		t.Error("something else is lost")
	}
}
