package main

import (
	"github.com/spf13/cobra"

	"cuppa/daemon/control"
)

func digestCommand(o *options) *cobra.Command {
	var at string
	var asJSON, asText, asHTML bool
	c := &cobra.Command{
		Use:     "digest",
		Short:   "Show what a letter planned now would hold; change nothing",
		Example: "  cuppa digest\n  cuppa digest --at 2026-11-09T07:00:00+01:00 --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			moment, err := momentOf(at)
			if err != nil {
				return err
			}
			q := control.Request{Name: "digest", At: moment, Format: "text"}
			switch {
			case asJSON && asHTML, asJSON && asText, asHTML && asText:
				return usage("a letter is printed in one format; hint: choose one of --json, --text and --html")
			case asJSON:
				q.Format = "json"
			case asHTML:
				q.Format = "html"
			}
			return show(cmd, o, q)
		},
	}
	c.Flags().StringVar(&at, "at", "", "the `moment` to look at, RFC 3339")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	c.Flags().BoolVar(&asText, "text", false, "print text (the default)")
	c.Flags().BoolVar(&asHTML, "html", false, "print HTML")
	return c
}

func contactsCommand(o *options) *cobra.Command {
	c := &cobra.Command{
		Use:     "contacts",
		Short:   "List the contacts",
		Example: "  cuppa contacts\n  cuppa contacts --json --at 2026-11-09T07:00:00+01:00",
		Args:    cobra.NoArgs,
	}
	asJSON := c.PersistentFlags().Bool("json", false, "print JSON, an object a line")
	at := c.PersistentFlags().String("at", "", "the `moment` to look at, RFC 3339")
	request := func(name, whom string) (control.Request, error) {
		moment, err := momentOf(*at)
		return control.Request{Name: name, Whom: whom, At: moment, Format: format(*asJSON)}, err
	}
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		q, err := request("contacts", "")
		if err != nil {
			return err
		}
		return show(cmd, o, q)
	}
	c.AddCommand(&cobra.Command{
		Use:     "show ID|ADDRESS|NAME",
		Short:   "Show one contact with all that was observed",
		Example: "  cuppa contacts show mei@rivers.example --json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := request("show", args[0])
			if err != nil {
				return err
			}
			return show(cmd, o, q)
		},
	})
	return c
}

func explainCommand(o *options) *cobra.Command {
	c := &cobra.Command{
		Use:     "explain ID|ADDRESS|NAME",
		Short:   "Tell a contact's whole story: what was observed, and what follows",
		Example: "  cuppa explain mei@rivers.example",
		Args:    cobra.ExactArgs(1),
	}
	asJSON := c.Flags().Bool("json", false, "print JSON")
	at := c.Flags().String("at", "", "the `moment` to look at, RFC 3339")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		moment, err := momentOf(*at)
		if err != nil {
			return err
		}
		return show(cmd, o, control.Request{Name: "explain", Whom: args[0], At: moment, Format: format(*asJSON)})
	}
	return c
}

func rebuildCommand(o *options) *cobra.Command {
	return &cobra.Command{
		Use:     "rebuild",
		Short:   "Drop all views and make them again from the journal",
		Example: "  cuppa rebuild --account ada",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, o, control.Request{Name: "rebuild"})
		},
	}
}

func format(json bool) string {
	if json {
		return "json"
	}
	return "text"
}
