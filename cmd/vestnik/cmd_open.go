package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
)

func (a *app) caseOpeningsCommand() *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use: "openings", Short: "The cases that a person may begin without a filing: planned checks, calls", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.withPerson(ctx, as, houseOptions{}, func(h *house, person pipeline.Person) error {
				list := h.office.Openings(person)
				if a.settings.json {
					return a.printJSON(orEmpty(list))
				}
				for _, o := range list {
					mark, why := "+", ""
					if !o.Command.Open {
						mark, why = " ", " — "+o.Command.ClosedReason
					}
					fmt.Fprintf(a.out, "%s %-22s %-24s %s (п. %s; %s)%s\n", mark, o.Pack, o.Command.Name, o.Command.Title, o.Command.Point, strings.Join(o.Command.Who, ", "), why)
				}
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&as, "as", "", "account or role whose view is shown; every role by default")
	return cmd
}

// opened is "case open --json": what was done, and the case that it began.
type opened struct {
	Case pipeline.CaseID `json:"case"`
	pipeline.Done
}

func (a *app) caseOpenCommand() *cobra.Command {
	var o orderFlags
	var key string
	cmd := &cobra.Command{
		Use: "open PACK COMMAND", Short: "Begin a case without a filing", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			at, given, err := o.parse()
			if err != nil {
				return err
			}
			return a.withPerson(ctx, o.as, houseOptions{}, func(h *house, person pipeline.Person) error {
				done, err := h.office.Open(ctx, pipeline.OpenOrder{Pack: args[0], Command: args[1], Person: person, At: at, Args: given, Key: key})
				if err != nil {
					return err
				}
				id, _ := pipeline.CaseOfStream(done.Event.Stream)
				if a.settings.json {
					return a.printJSON(opened{id, done})
				}
				return a.reportDone(id, done)
			})
		},
	}
	o.addTo(cmd)
	cmd.Flags().StringVar(&key, "key", "", "a mark of the order: given again with the same mark it opens nothing more")
	return cmd
}

func (a *app) caseRouteCommand() *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use: "route ID PACK", Short: "Put a case under another regulation, as long as nobody has acted on it", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withPerson(ctx, as, houseOptions{}, func(h *house, person pipeline.Person) error {
				c, err := h.office.CaseByNumber(ctx, args[0])
				if err != nil {
					return err
				}
				if c, err = h.office.Route(ctx, c.ID, person, args[1]); err != nil {
					return err
				}
				if a.settings.json {
					shown, err := show(ctx, h.office, c)
					if err != nil {
						return err
					}
					return a.printJSON(shown)
				}
				fmt.Fprintf(a.out, "Дело %s: %s, %s\n", c.ID, c.Pack.ID, c.State)
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&as, "as", "registrar", "account or role that routes it")
	return cmd
}
