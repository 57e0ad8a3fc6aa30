package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func (a *app) entryCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "entry", Short: "Entries of the registers: show one as of any day, correct what was published"}
	cmd.AddCommand(a.entryShowCommand(), a.entryCorrectCommand(), a.entryDraftsCommand(), a.entrySignCommand(), a.entryDropCommand())
	return cmd
}

// shownEntry is "entry show --json".
type shownEntry struct {
	pipeline.Entry
	Digest      pipeline.Digest           `json:"digest"`     // what --seen takes
	Changeable  []string                  `json:"changeable"` // fields that a correction may state anew
	Changes     []workday.Date            `json:"changed_on"` // days on which the bulletin told something new of it
	Corrections *pipeline.CorrectionDraft `json:"correction"` // that waits for a signature
	Draft       pipeline.Digest           `json:"draft_digest,omitempty"`
}

func (a *app) entryShowCommand() *cobra.Command {
	var asOf string
	cmd := &cobra.Command{
		Use: "show REGISTER/NUMBER", Short: "A published entry as it stands, or as the bulletin had told it by a day", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			day, err := parseDay("--as-of", asOf)
			if err != nil {
				return err
			}
			return a.withHouse(ctx, houseOptions{}, func(h *house) error {
				register, number, _ := strings.Cut(args[0], "/")
				e, err := h.office.Public().Entry(ctx, pipeline.RegisterID(register), number)
				if err != nil {
					return err
				}
				told := e.AsOf(day)
				if !day.IsZero() && (len(e.DaysOfChange()) == 0 || day.Before(e.DaysOfChange()[0])) {
					return &pipeline.Error{Op: "show entry", Doc: args[0], Kind: pipeline.NotExist, Advice: "В этот день запись ещё не была опубликована."}
				}
				shown := shownEntry{Entry: told, Digest: pipeline.EntryDigest(e), Changeable: pipeline.ChangeableFields(told), Changes: e.DaysOfChange()}
				if draft, err := h.office.CorrectionDraft(ctx, e.Key()); err == nil {
					shown.Corrections, shown.Draft = &draft, draft.Digest()
				} else if pipeline.KindOf(err) != pipeline.NotExist {
					return err
				}
				if a.settings.json {
					return a.printJSON(shown)
				}
				return a.printEntry(shown)
			})
		},
	}
	cmd.Flags().StringVar(&asOf, "as-of", "", "a day, YYYY-MM-DD; as it stands by default")
	return cmd
}

// parseDay reads a day given to a flag; empty is no day.
func parseDay(flag, text string) (workday.Date, error) {
	if text == "" {
		return workday.Date{}, nil
	}
	day, err := workday.ParseDate(text)
	if err != nil {
		return day, usageError{fmt.Errorf("%s: %w", flag, err)}
	}
	return day, nil
}

func (a *app) printEntry(e shownEntry) error {
	fmt.Fprintf(a.out, "%s\n", e.Key())
	for _, field := range e.Changeable {
		if value := pipeline.ValueOf(e.Entry, field); value != "" {
			fmt.Fprintf(a.out, "  %-18s %s\n", field, strings.ReplaceAll(value, "\n", "\n"+strings.Repeat(" ", 21)))
		}
	}
	for _, r := range e.Records {
		fmt.Fprintf(a.out, "  %s  %s\n", r.PublishedOn, r.Title)
		printChanges(a.out, r.Changes)
	}
	if e.Corrections != nil {
		return a.printDraft(*e.Corrections)
	}
	return nil
}

func printChanges(w io.Writer, changes []pipeline.FieldChange) {
	for _, c := range changes {
		fmt.Fprintf(w, "    %s: «%s» → «%s»\n", c.Title, strings.ReplaceAll(c.Before, "\n", "; "), strings.ReplaceAll(c.After, "\n", "; "))
	}
}

func (a *app) entryCorrectCommand() *cobra.Command {
	var as, nature, basis, seen string
	var set []string
	cmd := &cobra.Command{
		Use: "correct REGISTER/NUMBER", Short: "Draft a correction of a published entry; another person signs it", Args: cobra.ExactArgs(1),
		Long: "Drafts a notice that says which fields of the entry become what, and why. Nothing printed\n" +
			"changes: signed by another person (entry sign), the notice waits for the next issue.\n" +
			"A field of several names (authors, holders) is set once a name: --set holders='ООО «Улей» (RU)'.\n" +
			"\"entry show --json\" lists the fields under \"changeable\".",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			values, err := fieldValues(set)
			if err != nil {
				return err
			}
			return a.withPerson(ctx, as, houseOptions{}, func(h *house, person pipeline.Person) error {
				draft, err := h.office.DraftCorrection(ctx, person, args[0], pipeline.EntryCorrection{
					Nature: pipeline.Nature(nature), Basis: basis, Values: values, Seen: pipeline.Digest(seen),
				})
				if err != nil {
					return err
				}
				return a.showDraft(draft)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&as, "as", "registrar", "account or role that drafts it")
	f.StringVar(&nature, "nature", "", "office-error, applicant or court")
	f.StringVar(&basis, "basis", "", "the ground, in words for the public")
	f.StringVar(&seen, "seen", "", "digest of the entry that was looked at; refused if it has changed")
	f.StringArrayVar(&set, "set", nil, "a field and its new value, name=value; repeatable")
	return cmd
}

// fieldValues gathers name=value pairs; further values of a name are its next lines.
func fieldValues(pairs []string) (map[string]string, error) {
	values := map[string]string{}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if !ok || name == "" {
			return nil, usageError{fmt.Errorf("--set %q is not name=value", pair)}
		}
		if before, again := values[name]; again {
			value = before + "\n" + value
		}
		values[name] = value
	}
	return values, nil
}

func (a *app) entryDraftsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "drafts", Short: "The corrections that wait for a signature", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				drafts, err := h.office.CorrectionDrafts(cmd.Context())
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(orEmpty(drafts))
				}
				for _, d := range drafts {
					if err := a.printDraft(d); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

// shownDraft is a draft in JSON, with what --draft takes.
type shownDraft struct {
	pipeline.CorrectionDraft
	Digest pipeline.Digest `json:"digest"`
}

func (a *app) showDraft(d pipeline.CorrectionDraft) error {
	if a.settings.json {
		return a.printJSON(shownDraft{d, d.Digest()})
	}
	return a.printDraft(d)
}

func (a *app) printDraft(d pipeline.CorrectionDraft) error {
	fmt.Fprintf(a.out, "  ждёт подписи: %s, %s — %s (подготовил %s)\n", d.Entry, d.Nature.Title(), d.Basis, d.By)
	printChanges(a.out, d.Changes)
	_, err := fmt.Fprintf(a.out, "    проект SHA-256 %s\n", d.Digest())
	return err
}

func (a *app) entrySignCommand() *cobra.Command {
	var digest string
	cmd := a.settling("sign REGISTER/NUMBER", "Sign the correction that another person drafted: it waits for the next issue", "approver",
		func(ctx context.Context, h *house, p pipeline.Person, key string) error {
			record, err := h.office.SignCorrection(ctx, p, key, pipeline.Digest(digest))
			if err != nil {
				return err
			}
			if a.settings.json {
				return a.printJSON(record)
			}
			fmt.Fprintf(a.out, "%s  %s: ждёт выпуска серии %s\n", record.Key(), record.Record.Title, record.Record.Series)
			return nil
		})
	cmd.Flags().StringVar(&digest, "draft", "", "SHA-256 of the draft that was looked at; refused if it differs")
	return cmd
}

func (a *app) entryDropCommand() *cobra.Command {
	var reason string
	cmd := a.settling("drop REGISTER/NUMBER", "Throw an unsigned correction away", "registrar",
		func(ctx context.Context, h *house, p pipeline.Person, key string) error {
			return h.office.DropCorrection(ctx, p, key, "", reason)
		})
	cmd.Flags().StringVar(&reason, "reason", "", "why, for the staff")
	return cmd
}

// settling is a command that ends the draft of an entry.
func (a *app) settling(use, short, role string, fn func(context.Context, *house, pipeline.Person, string) error) *cobra.Command {
	var as string
	cmd := &cobra.Command{Use: use, Short: short, Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
		return a.withPerson(cmd.Context(), as, houseOptions{}, func(h *house, person pipeline.Person) error {
			return fn(cmd.Context(), h, person, args[0])
		})
	}}
	cmd.Flags().StringVar(&as, "as", role, "account or role")
	return cmd
}
