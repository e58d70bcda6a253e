package inbox

import (
	"math"
	"slices"
	"testing"

	"github.com/emersion/go-imap/v2"
	"pgregory.net/rapid"

	"cuppa/mail"
)

// Paged through, a set gives each of its UIDs above the cursor once and in order, however a server wrote it.
func TestTakeGivesEachUIDOnceAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var set imap.UIDSet
		var want []mail.UID
		after := mail.UID(rapid.Uint32Range(0, 50).Draw(t, "after"))
		for range rapid.IntRange(0, 6).Draw(t, "ranges") {
			start := rapid.Uint32Range(1, 60).Draw(t, "start")
			stop := start + rapid.Uint32Range(0, 20).Draw(t, "length")
			set = append(set, imap.UIDRange{Start: imap.UID(start), Stop: imap.UID(stop)})
			for uid := max(mail.UID(start), after+1); uid <= mail.UID(stop); uid++ {
				want = append(want, uid)
			}
		}
		slices.Sort(want)
		want = slices.Compact(want)
		n := rapid.IntRange(1, 7).Draw(t, "n")
		var got []mail.UID
		for more := true; more; {
			var page []mail.UID
			page, more = take(set, after, n)
			if len(page) > n || more && len(page) != n {
				t.Fatalf("a page of %d, more: %v", len(page), more)
			}
			got = append(got, page...)
			if len(page) > 0 {
				after = page[len(page)-1]
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v gives %v, want %v", set, got, want)
		}
	})
}

func TestTakeReachesTheHighestUID(t *testing.T) {
	set := imap.UIDSet{{Start: math.MaxUint32 - 2, Stop: math.MaxUint32}}
	got, more := take(set, 0, 10)
	if len(got) != 3 || more || got[2] != math.MaxUint32 {
		t.Errorf("%v, %v", got, more)
	}
	if got, more := take(set, math.MaxUint32, 10); len(got) != 0 || more {
		t.Errorf("%v, %v", got, more)
	}
}
