package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
)

func (a *app) caseCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "case", Short: "Cases: list, show, and what may be done with them"}
	cmd.AddCommand(a.caseListCommand(), a.caseShowCommand(), a.caseCommandsCommand(), a.caseDoCommand(), a.caseCorrectCommand(),
		a.caseOpeningsCommand(), a.caseOpenCommand(), a.caseRouteCommand())
	return cmd
}

func (a *app) caseListCommand() *cobra.Command {
	var query pipeline.CaseQuery
	cmd := &cobra.Command{
		Use: "list", Short: "Cases, what falls due first on top", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				list, _, err := h.office.Cases(cmd.Context(), query)
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(list)
				}
				for _, c := range list {
					fmt.Fprintf(a.out, "%s  %-12s  %-40s  %s\n", c.ID, dueOf(c), c.StateTitle, c.Title)
				}
				return nil
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&query.State, "state", "", "only cases in this state")
	f.StringVar(&query.Pack, "pack", "", "only cases of this regulation")
	f.BoolVar(&query.Open, "open", false, "only cases not at their end")
	f.BoolVar(&query.Overdue, "overdue", false, "only cases of which a term is over")
	f.IntVar(&query.DueWithin, "due-within", 0, "only cases that fall due within so many working days; with --overdue those too")
	return cmd
}

// dueOf tells when a case falls due: "!" marks a term that is over.
func dueOf(c pipeline.CaseSummary) string {
	switch {
	case c.Overdue:
		return c.Due.String() + " !"
	case c.Due != nil:
		return c.Due.String()
	case c.Stopped:
		return "стоит"
	}
	return "—"
}

func (a *app) caseCommandsCommand() *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use: "commands ID", Short: "What may be done now, and why the rest may not", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withPerson(ctx, as, houseOptions{}, func(h *house, person pipeline.Person) error {
				c, err := h.office.CaseByNumber(ctx, args[0])
				if err != nil {
					return err
				}
				list, err := h.office.Commands(ctx, c.ID, person)
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(list)
				}
				for _, c := range list {
					mark, why := "+", ""
					if !c.Open {
						mark, why = " ", " — "+c.ClosedReason
					}
					fmt.Fprintf(a.out, "%s %-24s %s (п. %s; %s)%s\n", mark, c.Name, c.Title, c.Point, strings.Join(c.Who, ", "), why)
				}
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&as, "as", "", "account or role whose view is shown; every role by default")
	return cmd
}

func (a *app) caseDoCommand() *cobra.Command {
	var o orderFlags
	cmd := &cobra.Command{
		Use: "do ID COMMAND", Short: "Perform a command of the procedure", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			at, given, err := o.parse()
			if err != nil {
				return err
			}
			return a.withPerson(ctx, o.as, houseOptions{}, func(h *house, person pipeline.Person) error {
				c, err := h.office.CaseByNumber(ctx, args[0])
				if err != nil {
					return err
				}
				done, err := h.office.Do(ctx, pipeline.Order{Case: c.ID, Command: args[1], Person: person, At: at, Args: given})
				if err != nil {
					return err
				}
				return a.reportDone(c.ID, done)
			})
		},
	}
	o.addTo(cmd)
	return cmd
}

// orderFlags say who gives a command, when, and with which arguments.
type orderFlags struct {
	as, at string
	set    []string
}

func (o *orderFlags) addTo(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.as, "as", "", "account or role that performs it; the operator by default")
	f.StringVar(&o.at, "at", "", "when it was done, RFC 3339; now by default")
	f.StringArrayVar(&o.set, "set", nil, "an argument, name=value; repeatable")
}

func (o *orderFlags) parse() (at time.Time, args map[string]any, err error) {
	if at, err = parseAt(o.at); err != nil {
		return at, nil, err
	}
	args, err = setArgs(o.set)
	return at, args, err
}

// parseAt reads --at; empty is the zero time, which stands for now.
func parseAt(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return at, usageError{fmt.Errorf("--at %q is not RFC 3339 with an offset", text)}
	}
	return at, nil
}

func (a *app) reportDone(id pipeline.CaseID, done pipeline.Done) error {
	if a.settings.json {
		done.Notices, done.Terms = orEmpty(done.Notices), orEmpty(done.Terms)
		return a.printJSON(done)
	}
	fmt.Fprintf(a.out, "Дело %s: %s\n", id, done.State)
	for _, n := range done.Notices {
		fmt.Fprintf(a.out, "  %s — %s\n", n.ID, n.Title)
	}
	return nil
}

func setArgs(pairs []string) (map[string]any, error) {
	args := map[string]any{}
	for _, p := range pairs {
		name, value, ok := strings.Cut(p, "=")
		if !ok || name == "" {
			return nil, usageError{fmt.Errorf("--set %q is not name=value", p)}
		}
		args[name] = value
	}
	return args, nil
}

func (a *app) caseCorrectCommand() *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use: "correct ID FIELD VALUE", Short: "Put a person's value in the place of what was read", Args: cobra.ExactArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withPerson(ctx, as, houseOptions{reading: true}, func(h *house, person pipeline.Person) error {
				c, err := h.office.CaseByNumber(ctx, args[0])
				if err != nil {
					return err
				}
				c, err = h.office.Correct(ctx, c.ID, person, args[1], args[2])
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(c.Fields)
				}
				printFields(a.out, c.Fields)
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&as, "as", "registrar", "account or role that corrects")
	return cmd
}
