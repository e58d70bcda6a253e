package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cuppa/daemon/demo"
)

func demoCommand() *cobra.Command {
	var path string
	c := &cobra.Command{
		Use:   "demo",
		Short: "Show four months of sample mail at work, without any set-up",
		Long: "Play four months of sample mail to the real daemon, on mail servers inside this process, and print the story and the\n" +
			"last letter. Nothing is read or sent elsewhere; only the letter's HTML is written, to a file for a browser.",
		Example: "  cuppa demo\n  cuppa demo --out letter.html",
		Args:    cobra.NoArgs,
	}
	c.Flags().StringVar(&path, "out", "", "the `file` to write the HTML to (default a new one in the temporary folder)")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		r, err := demo.Run(cmd.Context())
		if err != nil {
			return err
		}
		if path, err = writeWhole(path, r.HTML); err != nil {
			return err
		}
		return tellDemo(cmd.OutOrStdout(), r, path)
	}
	return c
}

// tellDemo prints what came of the demo.
func tellDemo(w io.Writer, r demo.Result, path string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Four months of %s's mail. A line with > is a letter of cuppa's, in brackets\n", r.Owner)
	fmt.Fprintf(&b, "stands what cuppa made of a mail. %d letters said that there was nothing to do,\nand are left out.\n\n", r.Quiet)
	for _, line := range r.Story {
		b.WriteString(line + "\n")
	}
	b.WriteString("\nThe last letter:\n\n" + setOff(r.Digest) + "\n")
	fmt.Fprintf(&b, "Mails read      %d, %d of them newsletters\n", r.Mails, r.Noise)
	fmt.Fprintf(&b, "Contacts        %d\n", len(r.Contacts))
	fmt.Fprintf(&b, "Letters sent    %d, all to %s\n", r.Letters, r.Owner)
	fmt.Fprintf(&b, "Letter as HTML  %s\n", path)
	_, err := io.WriteString(w, b.String())
	return err
}

// setOff indents a letter, to set it off from what stands around it.
func setOff(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight("  | "+line, " \n") + "\n")
	}
	return b.String()
}

// writeWhole writes a file, at once or not at all, and says where: a new one in the temporary folder where no path is
// given.
func writeWhole(path, text string) (string, error) {
	dir := os.TempDir()
	if path != "" {
		dir = filepath.Dir(path)
	}
	f, err := os.CreateTemp(dir, "cuppa-demo-*.html")
	if err != nil {
		return "", fmt.Errorf("write the HTML: %w", err)
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Close())
	if err == nil && path != "" {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return "", fmt.Errorf("write the HTML: %w", err)
	}
	if path == "" {
		path = f.Name()
	}
	return path, nil
}
