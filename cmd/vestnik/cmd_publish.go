package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/publish"
)

// defaultBaseURL is where the public site is reached unless told otherwise.
const defaultBaseURL = "http://127.0.0.1:8080/"

func (a *app) publishCommand() *cobra.Command {
	var out, baseURL string
	var precompress bool
	cmd := &cobra.Command{
		Use: "publish", Short: "Write the whole public site as static files", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.withHouse(ctx, houseOptions{baseURL: baseURL}, func(h *house) error {
				var options []publish.WriteOption
				if precompress {
					options = append(options, publish.Precompressed)
				}
				stats, err := h.press.WriteSite(ctx, h.office.Public(), h.public, out, options...)
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(map[string]any{"files": stats.Files, "bytes": stats.Bytes, "issues": stats.Issues})
				}
				fmt.Fprintf(a.out, "Записано файлов: %d, байт: %d, выпусков: %d\n", stats.Files, stats.Bytes, stats.Issues)
				return nil
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "the folder to write")
	cmd.Flags().StringVar(&baseURL, "base-url", defaultBaseURL, "where the site will be reached")
	cmd.Flags().BoolVar(&precompress, "precompress", false, "lay NAME.gz and NAME.br beside each file, for a web server that sends them as they are")
	if err := cmd.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag is defined above
	}
	return cmd
}

func (a *app) issueCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "issue", Short: "The bulletin's issues: open, add, message, explain, close, list, show"}
	var as, baseURL, approved string
	var empty bool
	editing := func(use, short string, args cobra.PositionalArgs, fn func(ctx context.Context, h *house, p pipeline.Person, args []string) (pipeline.IssueFile, error)) *cobra.Command {
		sub := &cobra.Command{Use: use, Short: short, Args: args, RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withPerson(ctx, as, houseOptions{baseURL: baseURL}, func(h *house, person pipeline.Person) error {
				f, err := fn(ctx, h, person, args)
				if err != nil {
					return err
				}
				return a.printIssue(f)
			})
		}}
		sub.Flags().StringVar(&as, "as", "editor", "account or role")
		sub.Flags().StringVar(&baseURL, "base-url", defaultBaseURL, "where the site will be reached")
		return sub
	}
	closing := editing("close ISSUE", "Make an issue immutable, sign and publish it; ISSUE is SERIES/YEAR/NUMBER or SERIES", cobra.ExactArgs(1),
		func(ctx context.Context, h *house, p pipeline.Person, args []string) (pipeline.IssueFile, error) {
			ref, err := h.issueRef(ctx, args[0])
			if err != nil {
				return pipeline.IssueFile{}, err
			}
			if empty {
				return h.office.CloseEmptyIssue(ctx, p, ref, pipeline.Digest(approved))
			}
			return h.office.CloseIssue(ctx, p, ref, pipeline.Digest(approved))
		})
	closing.Flags().StringVar(&approved, "approve", "", "SHA-256 of the manifest that was looked at; refused if the issue differs")
	closing.Flags().BoolVar(&empty, "empty", false, "close it though there is nothing in it")
	cmd.AddCommand(
		a.issueMessageCommand(editing), a.issueExplainCommand(editing),
		editing("open SERIES", "Open the next issue of a series", cobra.ExactArgs(1),
			func(ctx context.Context, h *house, p pipeline.Person, args []string) (pipeline.IssueFile, error) {
				return h.office.OpenIssue(ctx, p, args[0])
			}),
		editing("add ISSUE [REGISTER/NUMBER…]", "Put entries, and records as REGISTER/NUMBER#ORDINAL, into an open issue; all that wait, if none is named", cobra.MinimumNArgs(1),
			func(ctx context.Context, h *house, p pipeline.Person, args []string) (pipeline.IssueFile, error) {
				ref, err := h.issueRef(ctx, args[0])
				if err != nil {
					return pipeline.IssueFile{}, err
				}
				return h.office.FillIssue(ctx, p, ref, args[1:]...)
			}),
		closing,
		editing("show ISSUE", "One issue with its entries and records", cobra.ExactArgs(1),
			func(ctx context.Context, h *house, _ pipeline.Person, args []string) (pipeline.IssueFile, error) {
				ref, err := h.issueRef(ctx, args[0])
				if err != nil {
					return pipeline.IssueFile{}, err
				}
				return h.office.IssueFile(ctx, ref)
			}),
		a.issueListCommand(),
	)
	return cmd
}

func (a *app) issueListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list [SERIES]", Short: "The issues, oldest first", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withHouse(ctx, houseOptions{}, func(h *house) error {
				issues, err := h.office.Issues(ctx, strings.Join(args, ""))
				if err != nil {
					return err
				}
				if a.settings.json {
					list := make([]shownIssue, len(issues))
					for i, f := range issues {
						list[i] = shownIssueOf(f)
					}
					return a.printJSON(list)
				}
				for _, f := range issues {
					fmt.Fprintln(a.out, issueLine(f))
				}
				return nil
			})
		},
	}
}

// issueRef reads SERIES/YEAR/NUMBER; SERIES alone is its open issue.
func (h *house) issueRef(ctx context.Context, arg string) (pipeline.IssueRef, error) {
	parts := strings.Split(strings.Trim(arg, "/"), "/")
	if len(parts) == 3 {
		year, err1 := strconv.Atoi(parts[1])
		number, err2 := strconv.Atoi(parts[2])
		if err1 == nil && err2 == nil {
			return pipeline.IssueRef{Series: parts[0], Year: year, Number: number}, nil
		}
	}
	if len(parts) == 1 {
		issues, err := h.office.Issues(ctx, parts[0])
		if err != nil {
			return pipeline.IssueRef{}, err
		}
		for _, f := range issues {
			if !f.Closed {
				return f.IssueRef, nil
			}
		}
		return pipeline.IssueRef{}, &pipeline.Error{Op: "find issue", Doc: arg, Kind: pipeline.NotExist, Advice: "В серии «" + arg + "» нет открытого выпуска."}
	}
	return pipeline.IssueRef{}, usageError{fmt.Errorf("%q is not SERIES/YEAR/NUMBER", arg)}
}

// shownIssue is an issue in JSON.
type shownIssue struct {
	Series   string                `json:"series"`
	Year     int                   `json:"year"`
	Number   int                   `json:"number"`
	Date     string                `json:"date"`
	Closed   bool                  `json:"closed"`
	Imported bool                  `json:"imported,omitempty"`
	Entries  []string              `json:"entries"`
	Records  []string              `json:"records,omitempty"` // made about entries later: REGISTER/NUMBER#ORDINAL
	Manifest *pipeline.ManifestRef `json:"manifest"`
	pipeline.IssueWords
}

func shownIssueOf(f pipeline.IssueFile) shownIssue {
	s := shownIssue{Series: f.Series, Year: f.Year, Number: f.Number, Date: f.Date.String(), Closed: f.Closed,
		Imported: f.Imported, Manifest: f.Manifest, Entries: []string{}, IssueWords: f.IssueWords}
	for _, e := range f.Entries {
		s.Entries = append(s.Entries, e.Key())
	}
	for _, r := range f.Records {
		s.Records = append(s.Records, r.Key())
	}
	return s
}

func issueLine(f pipeline.IssueFile) string {
	state := "открыт"
	if f.Closed {
		state = "от " + f.Date.String()
	}
	return fmt.Sprintf("%s/%d/%d  %s", f.Series, f.Year, f.Number, state)
}

func (a *app) printIssue(f pipeline.IssueFile) error {
	if a.settings.json {
		return a.printJSON(shownIssueOf(f))
	}
	fmt.Fprintln(a.out, issueLine(f))
	for _, e := range f.Entries {
		fmt.Fprintf(a.out, "  %s  %s\n", e.Number, e.Title)
	}
	for _, r := range f.Records {
		fmt.Fprintf(a.out, "  %s  %s: %s\n", r.Number, r.Record.Title, r.Title)
	}
	for i, m := range f.Messages {
		fmt.Fprintf(a.out, "  сообщение %d: %s\n", i+1, m.Title)
	}
	for i, n := range f.Numbers {
		fmt.Fprintf(a.out, "  пояснение %d: %s/%s–%s %s: %s\n", i+1, n.Register, n.From, n.To, n.Reason.Title(), n.Words)
	}
	if f.Manifest != nil {
		fmt.Fprintf(a.out, "  манифест SHA-256 %s\n", f.Manifest.SHA256)
	}
	return nil
}
