package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"cuppa/daemon/control"
	"cuppa/mail/message"
	"cuppa/mail/understand"
)

// manyBytes is how much of a file is read; the daemon reads less of a mail.
const manyBytes = 64 << 20

func classifyCommand(o *options) *cobra.Command {
	c := &cobra.Command{
		Use:   "classify FILE.eml…",
		Short: "Show what mails are, and on what evidence",
		Long: "Show what mails are, and on what evidence. There are no contacts here: a person's mail in answer to another is reply,\n" +
			"other personal mail is message. A broken mail still gets a line; the exit code is 0 unless a file cannot be opened.",
		Example: "  cuppa classify --json mail.eml",
		Args:    cobra.MinimumNArgs(1),
	}
	asJSON := c.Flags().Bool("json", false, "print JSON, an object a line")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		failed := false
		for _, path := range args {
			if err := classify(cmd.OutOrStdout(), path, *asJSON); err != nil {
				fmt.Fprintln(cmd.ErrOrStderr(), "cuppa:", err)
				failed = true
			}
		}
		if failed {
			return &exit{code: control.Failed}
		}
		return nil
	}
	return c
}

func classify(w io.Writer, path string, asJSON bool) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, manyBytes))
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	m := message.Read(raw)
	line := control.Classify(path, m, understand.Read(&m))
	if !asJSON {
		_, err = io.WriteString(w, line.String())
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(line)
}
