package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cuppa/daemon/control"
	"cuppa/rules/command"
	"cuppa/rules/dates"
)

// verb is one thing the owner can say, as the command line has it.
type verb struct {
	verb  command.Verb
	use   string
	short string
	when  bool // a time may follow
	past  bool // which lies behind
}

// verbCommands are the owner's words as commands: the same as in an answer to a letter.
func verbCommands(o *options) []*cobra.Command {
	var list []*cobra.Command
	for _, v := range []verb{
		{command.Done, "done WHOM", "What is due about somebody is done", false, false},
		{command.Answered, "answered WHOM", "It was answered by another route", false, false},
		{command.Later, "later WHOM [WHEN]", "What is due about somebody can wait, a week if no time is said", true, false},
		{command.Rest, "rest WHOM", "No more prompts about somebody, until they write", false, false},
		{command.Never, "never WHOM", "No more prompts of the kinds that are due about somebody", false, false},
		{command.Met, "met WHOM [WHEN]", "The meeting took place", true, true},
		{command.Missed, "missed WHOM", "The meeting did not take place", false, false},
		{command.Yes, "yes WHOM", "Yes, to a question about somebody", false, false},
		{command.No, "no WHOM", "No, to a question about somebody", false, false},
	} {
		list = append(list, verbCommand(o, v))
	}
	return append(list, undoCommand(o))
}

func verbCommand(o *options, v verb) *cobra.Command {
	c := &cobra.Command{
		Use:     v.use,
		Short:   v.short,
		Long:    v.short + ". WHOM is an address, an ID, or a name that is one contact's.",
		Example: "  cuppa " + string(v.verb) + " mei@rivers.example",
		Args:    cobra.ExactArgs(1),
	}
	if v.when {
		c.Args = cobra.MinimumNArgs(1)
	}
	asJSON := c.Flags().Bool("json", false, "print JSON")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		say := command.Command{Verb: v.verb, Whom: args[0], Text: string(v.verb) + " " + strings.Join(args, " ")}
		if text := strings.Join(args[1:], " "); text != "" {
			if err := readWhen(o, &say, text, v.past); err != nil {
				return err
			}
		}
		return show(cmd, o, control.Request{Name: "do", Command: &say, Format: format(*asJSON)})
	}
	return c
}

// readWhen reads a time in the owner's zone.
func readWhen(o *options, say *command.Command, text string, past bool) error {
	c, err := load(o)
	if err != nil {
		return err
	}
	read := dates.When
	if past {
		read = dates.WhenPast
	}
	zone := c.Accounts[0].Owner.Zone
	for _, a := range c.Accounts {
		if a.Name == o.account {
			zone = a.Owner.Zone
		}
	}
	if say.Start, say.End, err = read(text, time.Now(), zone); err != nil {
		return usage("%w", err)
	}
	return nil
}

func undoCommand(o *options) *cobra.Command {
	c := &cobra.Command{
		Use:     "undo",
		Short:   "Take the newest command back, whatever its origin",
		Example: "  cuppa undo",
		Args:    cobra.NoArgs,
	}
	asJSON := c.Flags().Bool("json", false, "print JSON")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		say := command.Command{Verb: command.Undo, Text: "undo"}
		return show(cmd, o, control.Request{Name: "do", Command: &say, Format: format(*asJSON)})
	}
	return c
}
