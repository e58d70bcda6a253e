package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"cuppa/daemon/config"
	"cuppa/daemon/control"
	"cuppa/mail/message"
	"cuppa/mail/understand"
)

// manyBytes is how much of a file is read; the daemon reads less of a mail.
const manyBytes = 16 << 20

func classifyCommand(o *options) *cobra.Command {
	c := &cobra.Command{
		Use:   "classify FILE.eml…",
		Short: "Show what mails are, and on what evidence",
		Long: "Show what mails are, and on what evidence. With a configuration that is what they are to the owner of the account, by\n" +
			"contacts and letters. Without one there are no contacts: a person's mail in answer to another is reply, other personal\n" +
			"mail is message. A broken mail still gets a line; the exit code is 0 unless a file cannot be opened.",
		Example: "  cuppa classify --json mail.eml",
		Args:    cobra.MinimumNArgs(1),
	}
	asJSON := c.Flags().Bool("json", false, "print JSON, an object a line")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		print, done, err := classifier(cmd, o, *asJSON)
		if err != nil {
			return err
		}
		defer done()
		return classifyAll(cmd, args, print)
	}
	return c
}

// classifyAll reads file after file; one that cannot be read is told, and the others are classified all the same.
func classifyAll(cmd *cobra.Command, paths []string, print func(path string, raw []byte) error) error {
	failed := false
	for _, path := range paths {
		raw, err := readFile(path)
		if err != nil {
			fmt.Fprintln(cmd.ErrOrStderr(), "cuppa:", err)
			failed = true
			continue
		}
		if err := print(path, raw); err != nil {
			return err
		}
	}
	if failed {
		return &exit{code: control.Failed}
	}
	return nil
}

// classifier prints what a mail is: to an account, where there is a configuration, else by itself. Call done at the end.
func classifier(cmd *cobra.Command, o *options, asJSON bool) (print func(path string, raw []byte) error, done func(), err error) {
	a, err := newAsker(o)
	if errors.Is(err, config.ErrNotFound) {
		return func(path string, raw []byte) error { return classify(cmd.OutOrStdout(), path, raw, asJSON) }, func() {}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	return func(path string, raw []byte) error {
		return a.print(cmd, control.Request{Name: "classify", File: path, Mail: raw, Format: format(asJSON)})
	}, a.close, nil
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, manyBytes))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return raw, nil
}

func classify(w io.Writer, path string, raw []byte, asJSON bool) error {
	m := message.Read(raw)
	line := control.Classify(path, m, understand.Read(&m))
	if !asJSON {
		_, err := io.WriteString(w, line.String())
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(line)
}
