package daemon

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"cuppa/daemon/control"
	"cuppa/daemon/store"
)

func TestNobodyIsAnsweredBeforeTheAccountsAreOpen(t *testing.T) {
	w := newTown(t)
	w.o.Socket = filepath.Join(t.TempDir(), "s")
	var begun, early atomic.Bool
	st, err := store.Open(filepath.Join(t.TempDir(), "data"), store.Options{Free: func(string) (uint64, error) {
		if begun.Swap(false) { // the first write opens the account
			_, err := os.Stat(w.o.Socket)
			early.Store(err == nil)
		}
		return 1 << 40, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	w.o.Store = st
	begun.Store(true)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, w.o) }()
	for {
		_, err := control.Call(ctx, w.o.Socket, control.Request{Name: "digest", Data: w.o.Config.DataDir})
		if err == nil {
			break
		}
		if !errors.Is(err, control.ErrNotRunning) {
			t.Fatal(err)
		}
		<-time.After(time.Millisecond)
	}
	cancel()
	if err := <-ended; err != nil || early.Load() {
		t.Errorf("the socket is there before the account: %v, %v", early.Load(), err)
	}
}
