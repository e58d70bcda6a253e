package daemon

import (
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cuppa/daemon/control"
	"cuppa/daemon/store"
)

func TestMailThatComesWhileTheDiskIsFullIsReadAfterwards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var full atomic.Bool
		free := func(string) (uint64, error) {
			if full.Load() {
				return 0, nil
			}
			return 1 << 40, nil
		}
		r := start(t, func(o *Options) {
			st, err := store.Open(filepath.Join(t.TempDir(), "data"), store.Options{Free: free})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { st.Close() })
			o.Store = st
		})
		pass(time.Minute)
		full.Store(true)
		r.outreach()
		pass(6 * time.Hour)
		if r.log.has("cannot be reached") || !r.log.has("disk is almost full") {
			t.Error("the server is blamed for the disk")
		}
		full.Store(false)
		pass(time.Hour)
		r.known()
	})
}

// known ends the daemon, and fails unless the outreach has made its contact.
func (r *running) known() {
	r.t.Helper()
	if list := r.ask(control.Request{Name: "contacts", Format: "json"}); strings.Count(list, "mei@rivers.example") != 1 {
		r.t.Errorf("contacts: %s\n%s", list, strings.Join(r.log.lines, ""))
	}
}
