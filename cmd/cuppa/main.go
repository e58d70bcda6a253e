// Command cuppa keeps a professional network warm by e-mail alone. This package is flags, signals and exit codes, one file
// a command; what the commands do is the daemon's.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata" // zones on machines that have none

	"github.com/spf13/cobra"

	"cuppa/daemon/config"
	"cuppa/daemon/control"
	"cuppa/daemon/store"
	"cuppa/rules/strict"
)

// version is set by the release's build.
var version = "devel"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the program: its arguments in, its exit code out. A first SIGINT or SIGTERM ends it in order, a second one at once.
func run(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return control.OK
	}
	var told *exit
	if !errors.As(err, &told) || told.err != nil {
		complain(errs, err)
	}
	return codeOf(err)
}

// complain writes an error to a person; the lines of a list of errors stand as they are.
func complain(w io.Writer, err error) {
	var list strict.Errors
	if errors.As(err, &list) {
		fmt.Fprintln(w, list)
		return
	}
	fmt.Fprintln(w, "cuppa:", strings.TrimSpace(err.Error()))
}

// exit is an error that knows its exit code; err is nil where all has been said already.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

func usage(format string, a ...any) error {
	return &exit{code: control.Usage, err: fmt.Errorf(format, a...)}
}

// codeOf is the one table of errors and exit codes; README.md and the unit file agree with it.
func codeOf(err error) int {
	var known *exit
	var list strict.Errors
	switch {
	case errors.As(err, &known):
		return known.code
	case errors.As(err, &list), errors.Is(err, config.ErrNotFound):
		return control.Config
	case errors.Is(err, store.ErrInUse), errors.Is(err, store.ErrFull):
		return control.TryLate
	}
	return control.Failed
}

// options are the flags that every command takes.
type options struct {
	config  string
	account string
}

func newRoot() *cobra.Command {
	o := &options{}
	root := &cobra.Command{
		Use:   "cuppa",
		Short: "Keep a professional network warm by e-mail alone",
		Long: "cuppa watches a mailbox for the people you ask for advice, and mails you once a week whom to answer, prepare for,\n" +
			"thank, and check in with.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage("%w; hint: see %s --help", err, c.CommandPath())
	})
	flags := root.PersistentFlags()
	flags.StringVar(&o.config, "config", "", "configuration `file` (default $CUPPA_CONFIG, $XDG_CONFIG_HOME/cuppa/config.yaml, /etc/cuppa/config.yaml)")
	flags.StringVar(&o.account, "account", "", "`name` of the account, where there are several")
	root.AddCommand(runCommand(o), onceCommand(o), digestCommand(o), contactsCommand(o), explainCommand(o), classifyCommand(o),
		whenCommand(o), checkCommand(o), rebuildCommand(o), versionCommand(), demoCommand())
	root.AddCommand(verbCommands(o)...)
	usageErrors(root)
	return root
}

// usageErrors makes wrong arguments of every command an error of usage, with its exit code.
func usageErrors(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usage("%w; hint: see %s --help", err, c.CommandPath())
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		usageErrors(sub)
	}
}
