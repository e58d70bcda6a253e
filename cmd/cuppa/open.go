package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"cuppa/daemon"
	"cuppa/daemon/config"
	"cuppa/daemon/control"
	"cuppa/daemon/store"
)

// load reads the configuration; whatever is wrong with it has the exit code of configuration.
func load(o *options) (*config.Config, error) {
	path, err := config.Find(o.config)
	if err != nil {
		return nil, err
	}
	c, err := config.Load(path)
	if err != nil {
		return nil, &exit{code: control.Config, err: err}
	}
	if err := knowsAccount(c, o.account); err != nil {
		return nil, err
	}
	return c, nil
}

// knowsAccount refuses an account that the configuration does not have; "" is none in particular.
func knowsAccount(c *config.Config, name string) error {
	var names []string
	for _, a := range c.Accounts {
		if name == a.Name {
			return nil
		}
		names = append(names, a.Name)
	}
	if name == "" {
		return nil
	}
	return usage("%w: %q; hint: there is %v", control.ErrAccount, name, names)
}

// socketOf is where the control socket is: in systemd's runtime directory, else beside the data.
func socketOf(c *config.Config) string {
	if dir := os.Getenv("RUNTIME_DIRECTORY"); dir != "" {
		return filepath.Join(dir, "control.sock")
	}
	return filepath.Join(c.DataDir, "control.sock")
}

// systemSocket is where the daemon's socket lies that the unit file starts; it answers for its own data alone.
const systemSocket = "/run/cuppa/control.sock"

// openStore opens the store for this process alone. A store of another user's is refused: files of ours in it would lock
// its owner out.
func openStore(c *config.Config, log *slog.Logger) (*store.Store, error) {
	if err := ownData(c.DataDir); err != nil {
		return nil, err
	}
	return store.Open(c.DataDir, store.Options{Log: log})
}

// openAny opens the store, or an empty one in memory where there is none: asking does not begin an account, for what was
// past at its beginning is history.
func openAny(c *config.Config, log *slog.Logger) (*store.Store, error) {
	files, err := os.ReadDir(c.DataDir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(files) == 0 {
		return store.Memory(), nil
	}
	return openStore(c, log)
}

// asker does requests where the accounts are: in the daemon while it runs, else over the store, which it opens when it is
// first asked and keeps open. Close it.
type asker struct {
	config  *config.Config
	account string
	store   *store.Store // nil: not opened
	hub     *control.Hub // over it
}

func newAsker(o *options) (*asker, error) {
	c, err := load(o)
	if err != nil {
		return nil, err
	}
	return &asker{config: c, account: o.account}, nil
}

func (a *asker) ask(ctx context.Context, q control.Request) (control.Response, error) {
	q.Account, q.Data = a.account, a.config.DataDir
	if a.hub != nil {
		return a.hub.Handle(q), nil
	}
	for _, socket := range []string{socketOf(a.config), systemSocket} {
		r, err := control.Call(ctx, socket, q)
		if !errors.Is(err, control.ErrNotRunning) {
			return r, err
		}
	}
	if err := a.open(); err != nil {
		return control.Response{}, err
	}
	return a.hub.Handle(q), nil
}

func (a *asker) open() (err error) {
	log := slog.New(slog.DiscardHandler)
	if a.store, err = openAny(a.config, log); err != nil {
		return err
	}
	a.hub, err = daemon.Offline(daemon.Options{Config: a.config, Store: a.store, Log: log})
	return err
}

func (a *asker) close() {
	if a.store != nil {
		a.store.Close()
	}
}

// show asks and prints.
func show(cmd *cobra.Command, o *options, q control.Request) error {
	a, err := newAsker(o)
	if err != nil {
		return err
	}
	defer a.close()
	return a.print(cmd, q)
}

// print asks, and prints the answer.
func (a *asker) print(cmd *cobra.Command, q control.Request) error {
	r, err := a.ask(cmd.Context(), q)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(cmd.OutOrStdout(), r.Out); err != nil {
		return err
	}
	if r.Code != control.OK {
		return &exit{code: r.Code, err: errors.New(r.Err)}
	}
	return nil
}

// newLog writes the log for people on a terminal, and for journald or a file as key=value lines without the time that
// journald has already.
func newLog(w io.Writer) *slog.Logger {
	level := slog.LevelInfo
	if os.Getenv("CUPPA_LOG") == "debug" {
		level = slog.LevelDebug
	}
	h := &slog.HandlerOptions{Level: level}
	if os.Getenv("JOURNAL_STREAM") != "" {
		h.ReplaceAttr = func(groups []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey && len(groups) == 0 {
				return slog.Attr{}
			}
			return a
		}
	}
	return slog.New(slog.NewTextHandler(w, h))
}
