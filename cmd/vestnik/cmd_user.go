package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/pipeline/desk"
)

func (a *app) userCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: "Local accounts of the desk"}
	cmd.AddCommand(a.userAddCommand(), a.userListCommand())
	return cmd
}

func (a *app) userAddCommand() *cobra.Command {
	var name, holds string
	cmd := &cobra.Command{
		Use: "add LOGIN", Short: "Add an account or change it; the password is read from standard input", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			list := strings.FieldsFunc(holds, func(r rune) bool { return r == ',' || r == ' ' })
			line, err := bufio.NewReader(a.in).ReadString('\n')
			password := strings.TrimRight(line, "\r\n")
			if password == "" {
				return usageError{errors.Join(errors.New("no password on standard input"), err)}
			}
			hash, err := desk.HashPassword(rand.Reader, password)
			if err != nil {
				return usageError{err}
			}
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				known := roles(h.engine)
				for _, r := range list {
					if !slices.Contains(known, r) {
						return usageError{fmt.Errorf("--roles: %q is none of %s", r, strings.Join(known, ", "))}
					}
				}
				return h.db.Accounts().Save(cmd.Context(), pipeline.Account{Login: args[0], Name: orDefault(name, args[0]), Roles: list, PasswordHash: hash})
			})
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "name as colleagues see it")
	cmd.Flags().StringVar(&holds, "roles", "", "comma-separated roles of the packs, or admin")
	return cmd
}

func (a *app) userListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "The accounts and their roles", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				list, err := h.db.Accounts().List(cmd.Context())
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(list)
				}
				for _, account := range list {
					fmt.Fprintf(a.out, "%-16s %-30s %s\n", account.Login, account.Name, strings.Join(account.Roles, ", "))
				}
				return nil
			})
		},
	}
}
