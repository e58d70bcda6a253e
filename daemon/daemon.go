// Package daemon brings a desk its mail, wakes it at its hours and sends its letters: goroutines, clock and network are
// here, and no decisions. Run is the daemon, Once one round of it.
package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"cuppa/daemon/config"
	"cuppa/daemon/control"
	"cuppa/daemon/store"
)

// Options say what the daemon works with.
type Options struct {
	Config *config.Config
	Log    *slog.Logger
	// Store is the open store; whoever opened it closes it.
	Store *store.Store
	// Load reads the configuration again; called when Reload fires.
	Load   func() (*config.Config, error)
	Reload <-chan struct{}
	// Socket is the path of the control socket; "" for none.
	Socket string
	// Account is the only account that Once serves; "" for all.
	Account string
	// Ready is called when all mailboxes are read and watched, after a reload once more; nil for nothing.
	Ready func()
	// At is the moment that Once takes for now; zero for the clock's.
	At time.Time
	// DialIMAP and DialSMTP open connections; nil dials the network.
	DialIMAP, DialSMTP Dialer
}

func (o Options) now() func() time.Time {
	if o.At.IsZero() {
		return time.Now
	}
	return func() time.Time { return o.At }
}

// Run serves all accounts until ctx ends, and then stops within seconds. It never ends for a server's sake: the errors are
// those of the store, of the control socket and of the configuration it began with.
func Run(ctx context.Context, o Options) error {
	hub := &control.Hub{Data: o.Config.DataDir}
	accounts, err := openAccounts(o, hub)
	if err != nil {
		return err
	}
	// After the accounts: whoever asks while they are opened is told that the store is in use, and not that there are none.
	stop, err := control.Listen(o.Socket, hub, o.Log)
	if err != nil {
		return err
	}
	defer stop()
	watchdog := keepAlive(hub)
	defer watchdog()
	for next := serve(ctx, accounts, o); next != nil; next = serve(ctx, accounts, o) {
		o.Config = next
		if accounts, err = openAccounts(o, hub); err != nil {
			return err
		}
	}
	notify("STOPPING=1")
	o.Log.Info("stopped")
	return nil
}

// openAccounts opens the accounts of the configuration, and puts them in place of those that were asked so far.
func openAccounts(o Options, hub *control.Hub) ([]*account, error) {
	accounts, err := openAll(o)
	if err == nil {
		hub.Set(desks(accounts))
	}
	return accounts, err
}

func openAll(o Options) ([]*account, error) {
	var accounts []*account
	pages := &atomic.Int64{}
	for _, c := range o.Config.Accounts {
		a, err := openAccount(c, o, pages)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, a)
	}
	return accounts, nil
}

func desks(accounts []*account) []control.Account {
	var list []control.Account
	for _, a := range accounts {
		list = append(list, control.Account{Name: a.name, Desk: a.desk, Now: a.now, Changed: a.poke})
	}
	return list
}

// serve works until ctx ends or a good new configuration comes, which it returns.
func serve(ctx context.Context, accounts []*account, o Options) *config.Config {
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	tried := make(chan struct{})
	ready := newReadiness(func() {
		close(tried)
		notify(fmt.Sprintf("READY=1\nSTATUS=serving %d accounts", len(accounts)))
	}, func() {
		o.Log.Info("ready")
		if o.Ready != nil {
			o.Ready()
		}
	})
	all.Go(func() { patience(ctx, accounts[0].pages, tried) })
	for _, a := range accounts {
		for _, l := range a.logins {
			ready.expect(l.server.Login())
		}
	}
	for _, a := range accounts {
		a.desk.Resume(a.now())
		for _, l := range a.logins {
			all.Go(func() { a.watchLogin(ctx, l, ready) })
		}
		all.Go(func() { a.deliver(ctx, tried) })
		all.Go(func() { a.alarm(ctx, o.Config.Alert) })
	}
	next := awaitReload(ctx, o)
	cancel()
	all.Wait()
	return next
}

// awaitReload waits for a new configuration that is good; a bad one changes nothing.
func awaitReload(ctx context.Context, o Options) *config.Config {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-o.Reload:
		}
		notifyReloading()
		c, err := o.Load()
		switch {
		case err != nil:
			o.Log.Error("configuration not taken", "err", err)
		case c.DataDir != o.Config.DataDir:
			o.Log.Error("configuration not taken", "err", "data_dir has changed; hint: restart the daemon")
		default:
			o.Log.Info("configuration reloaded")
			return c
		}
		notify("READY=1")
	}
}

// Once reads every mailbox up to now, answers what is searched for, sends what is due, and tells what did not work; the
// rest is done all the same.
func Once(ctx context.Context, o Options) error {
	accounts, err := openAll(o)
	if err != nil {
		return err
	}
	var failed error
	for _, a := range accounts {
		if o.Account != "" && o.Account != a.name {
			continue
		}
		if err := a.once(ctx); err != nil {
			failed = errors.Join(failed, fmt.Errorf("account %s: %w", a.name, err))
		}
	}
	return failed
}
