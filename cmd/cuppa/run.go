package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"cuppa/daemon"
	"cuppa/daemon/config"
)

func runCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "Run the daemon",
		Long: "Run the daemon in the foreground, as systemd does. The log line with the message \"ready\" means that all mailboxes are\n" +
			"read and watched. SIGTERM stops it, SIGHUP reads the configuration again. CUPPA_LOG=debug logs more.",
		Example: "  cuppa run --config /etc/cuppa/config.yaml",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := load(o)
			if err != nil {
				return err
			}
			log := newLog(cmd.ErrOrStderr())
			st, err := openStore(c, log)
			if err != nil {
				return err
			}
			defer st.Close()
			beFrugal()
			reload, stop := onHangup()
			defer stop()
			return daemon.Run(cmd.Context(), daemon.Options{Config: c, Store: st, Log: log, Socket: socketOf(c), Reload: reload,
				Load: func() (*config.Config, error) { return config.Load(c.Path) }, Ready: debug.FreeOSMemory})
		},
	}
}

// beFrugal trades processor time for memory, unless the environment says how: the daemon waits most of its life. What a
// first read needed is given back by Ready.
func beFrugal() {
	const percent = 50
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// onHangup tells of each SIGHUP. The function it returns ends it.
func onHangup() (<-chan struct{}, func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP)
	reload, done := make(chan struct{}, 1), make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case <-signals:
				select {
				case reload <- struct{}{}:
				default: // one is waiting already
				}
			}
		}
	}()
	return reload, func() { signal.Stop(signals); close(done); <-ended }
}
