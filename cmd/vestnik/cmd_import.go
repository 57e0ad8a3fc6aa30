package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"vestnik/extract/opendata"
	"vestnik/pipeline"
)

func (a *app) importCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "import", Short: "Bring in registers and answers of other offices"}
	cmd.AddCommand(a.importOpenDataCommand(), a.importPaymentsCommand(), a.importEgrulCommand())
	return cmd
}

// importReport is "import open-data --json".
type importReport struct {
	opendata.Summary
	Issues   int      `json:"issues"`
	Existing []string `json:"existing,omitempty"` // in the register before; left as they were
}

func (a *app) importOpenDataCommand() *cobra.Command {
	var register string
	cmd := &cobra.Command{
		Use: "open-data FILE.csv", Short: "Historical register from the office's open-data CSV", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			entries, summary, err := readOpenData(args[0], pipeline.RegisterID(register))
			if err != nil {
				return err
			}
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				done, err := h.office.ImportHistory(cmd.Context(), filepath.Base(args[0]), pipeline.RegisterID(register), entries)
				if err != nil {
					return err
				}
				report := importReport{Summary: summary, Issues: done.Issues, Existing: done.Existing}
				report.Imported = done.Entries
				return a.reportImported(report)
			})
		},
	}
	cmd.Flags().StringVar(&register, "register", "programs", "the register that the rows belong to")
	return cmd
}

// readOpenData reads the office's open data of a register from a file.
func readOpenData(path string, register pipeline.RegisterID) ([]pipeline.Entry, opendata.Summary, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, opendata.Summary{}, usageError{err}
	}
	defer f.Close()
	var entries []pipeline.Entry
	summary, err := opendata.Options{Register: register}.Read(f, func(row opendata.Row) error {
		entries = append(entries, row.Entry)
		return nil
	})
	return entries, summary, err
}

func (a *app) reportImported(r importReport) error {
	if a.settings.json {
		return a.printJSON(r)
	}
	fmt.Fprintf(a.out, "Строк: %d, внесено записей: %d, выпусков: %d, с сомнениями: %d, пропущено: %d, были раньше: %d\n",
		r.Rows, r.Imported, r.Issues, r.Doubtful, len(r.Skipped), len(r.Existing))
	for _, s := range r.Skipped {
		fmt.Fprintf(a.out, "  строка %d: %s\n", s.Line, s.Message)
	}
	return nil
}
