package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"cuppa/daemon"
	"cuppa/daemon/control"
)

// manyAhead is how far ahead of the clock the moment of once may lie.
const manyAhead = time.Hour

func onceCommand(o *options) *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:   "once",
		Short: "Read every mailbox up to now, send what is due, and exit",
		Long: "Read every mailbox up to now, send what is due, and exit. It needs the store to itself, and exits with 75 while the\n" +
			"daemon runs or when a server did not serve. With --at, that moment is now: what happened later is not known yet.",
		Example: "  cuppa once\n  cuppa once --at 2026-11-02T07:00:00+01:00",
		Args:    cobra.NoArgs,
	}
	c.Flags().StringVar(&at, "at", "", "the `moment` to take for now, RFC 3339")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		moment, err := momentOf(at)
		if err != nil {
			return err
		}
		if moment.After(time.Now().Add(manyAhead)) {
			return usage("--at %s lies more than an hour ahead of the clock", at)
		}
		cfg, err := load(o)
		if err != nil {
			return err
		}
		log := newLog(cmd.ErrOrStderr())
		st, err := openStore(cfg, log)
		if err != nil {
			return err
		}
		defer st.Close()
		err = daemon.Once(cmd.Context(), daemon.Options{Config: cfg, Store: st, Log: log, At: moment, Account: o.account})
		return onceError(err)
	}
	return c
}

// momentOf reads --at; without it there is no moment.
func momentOf(at string) (time.Time, error) {
	if at == "" {
		return time.Time{}, nil
	}
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return time.Time{}, usage("--at %q is no moment; hint: write it as 2026-11-02T07:00:00+01:00", at)
	}
	return moment, nil
}

func onceError(err error) error {
	switch {
	case err == nil:
		return nil
	case daemon.IsPast(err):
		return &exit{code: control.Usage, err: err}
	case daemon.IsTemporary(err):
		return &exit{code: control.TryLate, err: fmt.Errorf("%w; hint: cuppa check tells more", err)}
	}
	return err
}
