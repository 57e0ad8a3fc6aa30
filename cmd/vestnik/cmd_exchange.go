package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/extract/exchange"
	"vestnik/pipeline"
)

func (a *app) importPaymentsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "payments FILE…", Short: "Statements of payments, CSV or XML; matched to cases", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				return a.importEach(args, func(d exchange.Drop) (bool, error) {
					reports, err := h.office.CollectPayments(cmd.Context(), d)
					partial := false
					for _, r := range reports {
						partial = partial || len(r.Rejected) > 0
						if err := a.reportPayments(r); err != nil {
							return partial, err
						}
					}
					return partial, err
				})
			})
		},
	}
}

func (a *app) importEgrulCommand() *cobra.Command {
	return &cobra.Command{
		Use: "egrul FILE…", Short: "Extracts from the registers of organisations and entrepreneurs, CSV or XML", Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				return a.importEach(args, func(d exchange.Drop) (bool, error) {
					reports, err := h.office.CollectOrganisations(cmd.Context(), d)
					partial := false
					for _, r := range reports {
						partial = partial || len(r.Rejected) > 0
						if err := a.reportOrganisations(r); err != nil {
							return partial, err
						}
					}
					return partial, err
				})
			})
		},
	}
}

// importEach imports every file by itself: a bad one keeps no other from coming in.
func (a *app) importEach(paths []string, fn func(exchange.Drop) (partial bool, err error)) error {
	anyPartial := false
	for _, path := range paths {
		files, err := a.submissionFiles(path)
		if err != nil {
			return err
		}
		partial, err := fn(exchange.Drop{Source: filepath.Base(path), Files: files})
		if err != nil {
			if len(paths) == 1 || pipeline.KindOf(err) == pipeline.Unavailable {
				return err
			}
			a.complain(err)
		}
		anyPartial = anyPartial || partial || err != nil
	}
	if anyPartial {
		return errPartial
	}
	return nil
}

func (a *app) reportPayments(r pipeline.PaymentsReport) error {
	if a.settings.json {
		return a.printJSON(r)
	}
	fmt.Fprintf(a.out, "%s — строк: %d, новых платежей: %d, изменено: %d, повторов: %d, отнесено к делам: %d, ждут решения: %d, не принято строк: %d\n",
		r.Source, r.Rows, r.New, r.Changed, r.Repeated, r.Matched, r.Waiting, len(r.Rejected))
	a.printRows("не принята", r.Rejected)
	a.printRows("обратите внимание", r.Notes)
	return nil
}

func (a *app) reportOrganisations(r pipeline.OrganisationsReport) error {
	if a.settings.json {
		return a.printJSON(r)
	}
	fmt.Fprintf(a.out, "%s — строк: %d, новых: %d, изменено: %d, без изменений: %d, не принято строк: %d\n",
		r.Source, r.Rows, r.New, r.Changed, r.Repeated, len(r.Rejected))
	a.printRows("не принята", r.Rejected)
	return nil
}

func (a *app) printRows(what string, rows []pipeline.RejectedRow) {
	for _, row := range rows {
		fmt.Fprintf(a.out, "  строка %d, %s: %s\n", row.Line, what, row.Message)
	}
}

func (a *app) paymentsCommand() *cobra.Command {
	var query pipeline.PaymentQuery
	var standing, number string
	cmd := &cobra.Command{
		Use: "payments", Short: "Payments: which case each belongs to, and which wait for a person", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			query.Standing = pipeline.PaymentStanding(standing)
			return a.withHouse(ctx, houseOptions{}, func(h *house) error {
				list, err := h.listPayments(cmd, query, number)
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(list)
				}
				for _, p := range list {
					a.printPayment(p)
				}
				return nil
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&standing, "standing", "", "only payments that are waiting, matched or annulled")
	f.StringVar(&number, "case", "", "only payments of this case, and those that may be")
	f.BoolVar(&query.Attention, "attention", false, "only payments changed or annulled after they were matched")
	f.IntVar(&query.Limit, "limit", 0, "how many at most; 0 is all")
	cmd.AddCommand(a.matchPaymentCommand(), a.releasePaymentCommand())
	return cmd
}

// listPayments lists payments, or those of one case with those that point to it.
func (h *house) listPayments(cmd *cobra.Command, query pipeline.PaymentQuery, number string) ([]pipeline.PaymentRow, error) {
	if number == "" {
		list, _, err := h.office.Payments(cmd.Context(), query)
		return list, err
	}
	c, err := h.office.CaseByNumber(cmd.Context(), number)
	if err != nil {
		return nil, err
	}
	return h.office.PaymentsFor(cmd.Context(), c.ID)
}

func (a *app) printPayment(p pipeline.PaymentRow) {
	standing := map[pipeline.PaymentStanding]string{
		pipeline.PaymentWaiting: "ждёт", pipeline.PaymentMatched: "дело " + string(p.Case), pipeline.PaymentWithdrawn: "аннулирован",
	}[p.Standing]
	fmt.Fprintf(a.out, "%s  %s  %12s руб.  %s  %s\n", p.ID, p.PaidOn, p.Amount, standing, strings.TrimSpace(p.Payer.Name+" "+p.Payer.INN))
	if p.Attention != "" {
		fmt.Fprintf(a.out, "  ! %s\n", p.Attention)
	}
	for _, m := range p.Proposals {
		fmt.Fprintf(a.out, "  ? дело %s «%s» — %s\n", m.Case, m.Title, m.Reason)
	}
}

func (a *app) matchPaymentCommand() *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use: "match PAYMENT CASE", Short: "Say that a payment belongs to a case", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withPerson(ctx, as, houseOptions{}, func(h *house, person pipeline.Person) error {
				c, err := h.office.CaseByNumber(ctx, args[1])
				if err != nil {
					return err
				}
				row, err := h.office.MatchPayment(ctx, pipeline.PaymentID(args[0]), c.ID, person)
				if err != nil {
					return err
				}
				return a.showPayment(row)
			})
		},
	}
	cmd.Flags().StringVar(&as, "as", "fee-officer", "account or role that decides")
	return cmd
}

func (a *app) releasePaymentCommand() *cobra.Command {
	var as, reason string
	cmd := &cobra.Command{
		Use: "release PAYMENT", Short: "Take back that a payment belongs to a case", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withPerson(ctx, as, houseOptions{}, func(h *house, person pipeline.Person) error {
				row, err := h.office.ReleasePayment(ctx, pipeline.PaymentID(args[0]), person, reason)
				if err != nil {
					return err
				}
				return a.showPayment(row)
			})
		},
	}
	cmd.Flags().StringVar(&as, "as", "fee-officer", "account or role that decides")
	cmd.Flags().StringVar(&reason, "reason", "", "why it does not belong to the case, in Russian")
	return cmd
}

func (a *app) showPayment(p pipeline.PaymentRow) error {
	if a.settings.json {
		return a.printJSON(p)
	}
	a.printPayment(p)
	return nil
}
