package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// streams are the process's standard streams, injected for tests.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// app is what every command shares: the settings and where to write.
type app struct {
	streams
	settings settings
	env      func(string) string
	log      *slog.Logger
	config   *officeConfig // read by office()

	engine *regulation.Engine // loaded by newEngine() on days
	days   *workday.Calendar
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, s streams, env func(string) string, args []string) int {
	return (&app{streams: s, env: env}).run(ctx, args)
}

func (a *app) run(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.streams.err)
	err := root.ExecuteContext(ctx)
	if err != nil && !errors.Is(err, errPartial) && !errors.Is(err, context.Canceled) {
		a.complain(err)
	}
	return exitCode(err)
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "vestnik",
		Short:         "Takes filings from the scanner to the official bulletin",
		Long:          "Vestnik reads filings, checks them against the regulations, keeps the registers and publishes the bulletin.\n\n" + exitHelp,
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.prepare() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w (a file name that begins with a dash goes after --)", err)}
	})
	a.settings.flags(root.PersistentFlags(), a.env)
	root.AddCommand(
		a.serveCommand(), a.workCommand(), a.siteCommand(),
		a.ingestCommand(), a.extractCommand(), a.readCommand(), a.checkCommand(),
		a.caseCommand(), a.dueCommand(), a.searchCommand(), a.issueCommand(), a.entryCommand(), a.publishCommand(),
		a.importCommand(), a.paymentsCommand(), a.reportCommand(), a.correctionsCommand(), a.regulationsCommand(), a.verifyCommand(), a.verifyIssueCommand(), a.reindexCommand(),
		a.backupCommand(), a.restoreCommand(), a.userCommand(), a.subscriptionCommand(),
	)
	markUsageErrors(root)
	return root
}

// markUsageErrors makes wrong arguments end with the code of usage errors.
func markUsageErrors(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usageError{err}
			}
			return nil
		}
	}
	for _, sub := range cmd.Commands() {
		markUsageErrors(sub)
	}
}

// prepare checks the settings once the flags are read.
func (a *app) prepare() error {
	level := slog.LevelWarn
	if a.settings.verbose {
		level = slog.LevelInfo
	}
	a.log = slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
	return a.settings.validate()
}

// complain tells a person what went wrong: the Russian advice where there is
// one, the English cause always.
func (a *app) complain(err error) {
	var e *pipeline.Error
	if errors.As(err, &e) && e.Advice != "" {
		fmt.Fprintln(a.err, pipeline.AdviceOf(err))
	}
	fmt.Fprintln(a.err, "vestnik:", err)
}

// printJSON writes one JSON document on a line of its own.
func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// clock returns the wall clock, or the fixed instant of --now.
func (a *app) clock() pipeline.Clock {
	if a.settings.now.IsZero() {
		return time.Now
	}
	return func() time.Time { return a.settings.now }
}
