package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cuppa/rules/dates"
)

func whenCommand(o *options) *cobra.Command {
	var at, zoneName string
	var asJSON bool
	c := &cobra.Command{
		Use:   "when TEXT…",
		Short: "Show what a text means as a day or a time, as in \"later 2w\"",
		Long: "Show what a text means as a day or a time, as in \"later 2w\". A day or a longer span is from its first instant to the\n" +
			"first after it; a clock time has one instant. It is read in the zone of --at, or with --zone in that one, else in the\n" +
			"zone of the machine.",
		Example: "  cuppa when next tue\n  cuppa when tomorrow 9am --at 2026-11-02T07:00:00+01:00 --json",
		Args:    cobra.MinimumNArgs(1),
	}
	c.Flags().StringVar(&at, "at", "", "the `moment` to count from, RFC 3339 (default now)")
	c.Flags().StringVar(&zoneName, "zone", "", "the time `zone` to read in, as Europe/Berlin")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON: start and end")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		now, err := momentOf(at)
		if err != nil {
			return err
		}
		if now.IsZero() {
			now = time.Now()
		}
		zone := now.Location()
		if zoneName != "" {
			if zone, err = time.LoadLocation(zoneName); err != nil {
				return usage("--zone: %w", err)
			}
		}
		start, end, err := dates.When(strings.Join(args, " "), now, zone)
		if err != nil {
			return usage("%w", err)
		}
		if asJSON {
			return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]time.Time{"start": start.In(zone), "end": end.In(zone)})
		}
		text := start.In(zone).Format("Mon 2 Jan 2006 15:04")
		if !end.Equal(start) {
			text += " to " + end.In(zone).Format("Mon 2 Jan 2006 15:04")
		}
		_, err = fmt.Fprintln(cmd.OutOrStdout(), text)
		return err
	}
	return c
}
