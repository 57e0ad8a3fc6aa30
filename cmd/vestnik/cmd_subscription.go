package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/publish/mailing"
)

func (a *app) subscriptionCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "subscription", Short: "Who follows a search by mail"}
	cmd.AddCommand(a.subscriptionListCommand(), a.subscriptionForgetCommand(), a.subscriptionEndCommand())
	return cmd
}

// listedSubscription is a subscription as the operator sees it.
type listedSubscription struct {
	ID        string    `json:"id"`
	Address   string    `json:"address"`
	Query     string    `json:"query"` // address of the search, relative to the site's root
	State     string    `json:"state"` // unconfirmed | running | paused
	AskedAt   time.Time `json:"asked_at"`
	Confirmed time.Time `json:"confirmed_at,omitzero"`
	Failures  int       `json:"failures"`
}

func listed(s pipeline.Subscription, search string) listedSubscription {
	state := "running"
	switch {
	case s.Paused:
		state = "paused"
	case s.ConfirmedAt.IsZero():
		state = "unconfirmed"
	}
	return listedSubscription{ID: s.ID, Address: s.Address, Query: search, State: state, AskedAt: s.AskedAt, Confirmed: s.ConfirmedAt, Failures: s.Failures}
}

func (a *app) subscriptionListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "Every subscription with its address: personal data, handle it so", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				all, err := h.db.Subscriptions().List(cmd.Context())
				if err != nil {
					return err
				}
				list := []listedSubscription{}
				for _, s := range all {
					list = append(list, listed(s, h.press.SearchURL(s.Query)))
				}
				if a.settings.json {
					return a.printJSON(list)
				}
				w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
				for _, s := range list {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", s.Address, s.State, s.AskedAt.Format(time.DateOnly), s.Query)
				}
				return w.Flush()
			})
		},
	}
}

func (a *app) subscriptionForgetCommand() *cobra.Command {
	return &cobra.Command{
		Use: "forget ADDRESS", Short: "Erase an address with all its subscriptions", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			address, err := mailing.ParseAddress(args[0])
			if err != nil {
				return usageError{err}
			}
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				n, err := h.db.Subscriptions().Forget(cmd.Context(), address)
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(map[string]int{"forgotten": n})
				}
				_, err = fmt.Fprintf(a.out, "Удалено подписок: %d\n", n)
				return err
			})
		},
	}
}

func (a *app) subscriptionEndCommand() *cobra.Command {
	return &cobra.Command{
		Use: "end TOKEN", Short: "End the subscription of a letter's token, for those who unsubscribe by mail", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				list := mailing.NewList(h.db.Subscriptions(), mailing.Tokens{}, nil, a.clock(), nil)
				if _, err := list.Find(cmd.Context(), args[0]); err != nil {
					return err
				}
				return list.End(cmd.Context(), args[0])
			})
		},
	}
}
