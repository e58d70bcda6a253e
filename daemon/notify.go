package daemon

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	systemd "github.com/coreos/go-systemd/v22/daemon"
	"golang.org/x/sys/unix"

	"cuppa/daemon/control"
)

// notify tells systemd how the service is (sd_notify(3)); without systemd it does nothing.
func notify(state string) { systemd.SdNotify(false, state) }

// notifyReloading begins a reload; Type=notify-reload wants the moment of it on the monotonic clock.
func notifyReloading() {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &t); err != nil {
		return
	}
	notify(fmt.Sprintf("RELOADING=1\nMONOTONIC_USEC=%d", t.Nano()/int64(time.Microsecond)))
}

// extendEvery is how often systemd is asked for patience; each time for three times as long.
const extendEvery = 10 * time.Second

// patience asks systemd to wait for READY while a first read advances (EXTEND_TIMEOUT_USEC), until done is closed. Pages
// counts what was read so far.
func patience(ctx context.Context, pages *atomic.Int64, done <-chan struct{}) {
	tick := time.NewTicker(extendEvery)
	defer tick.Stop()
	for before := int64(-1); ; {
		select {
		case <-ctx.Done():
			return
		case <-done:
			return
		case <-tick.C:
		}
		if now := pages.Load(); now > before {
			before = now
			notify(fmt.Sprintf("EXTEND_TIMEOUT_USEC=%d", (3 * extendEvery).Microseconds()))
		}
	}
}

// keepAlive feeds systemd's watchdog, where there is one, while every desk answers. The function it returns ends it.
func keepAlive(hub *control.Hub) func() {
	every, err := systemd.SdWatchdogEnabled(false)
	if err != nil || every == 0 {
		return func() {}
	}
	done := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		tick := time.NewTicker(every / 3)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			hub.Wait()
			notify("WATCHDOG=1")
		}
	})
	return func() { close(done); wait.Wait() }
}
