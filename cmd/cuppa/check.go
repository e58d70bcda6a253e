package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"cuppa/daemon"
	"cuppa/daemon/control"
)

// checkTimeout bounds the whole try of one server.
const checkTimeout = time.Minute

func checkCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Find all that is wrong with the configuration, and try the servers",
		Long: "Find all that is wrong with the configuration at once, then try each server and tell each step. It reads nobody's mail\n" +
			"and sends nothing. It exits with 78 for the configuration, with 75 where a server does not serve.",
		Example: "  cuppa check --config /etc/cuppa/config.yaml",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := load(o)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "%s is right.\n", c.Path)
			failed := false
			for step := range daemon.Check(cmd.Context(), daemon.Options{Config: c, Account: o.account}, checkTimeout) {
				fmt.Fprintln(out, step)
				failed = failed || !step.OK
			}
			if failed {
				return &exit{code: control.TryLate}
			}
			return nil
		},
	}
}
