package exchange_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"vestnik/extract/exchange"
	"vestnik/extract/exchange/exchangetest"
	"vestnik/pipeline"
)

// drop is an arrival of samples.
func drop(t *testing.T, names ...string) exchange.Drop {
	t.Helper()
	d := exchange.Drop{Source: "inbox/part"}
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(samples, name))
		if err != nil {
			t.Fatal(err)
		}
		d.Files = append(d.Files, pipeline.BytesFile(name, b))
	}
	return d
}

func TestADropKeepsTheContractOfPaymentSources(t *testing.T) {
	exchangetest.Payments(t, func(t *testing.T) pipeline.PaymentSource {
		return drop(t, "statement-bank.csv", "statement-treasury.csv", "payments-gisgmp.xml")
	})
}

func TestADropKeepsTheContractOfOrganisationSources(t *testing.T) {
	exchangetest.Organisations(t, func(t *testing.T) pipeline.OrganisationSource { return drop(t, "egrul.csv", "egrul.xml", "egrip.xml") })
}

func TestADropNamesStatementsByTheirBytes(t *testing.T) {
	digests := map[pipeline.Digest]bool{}
	for _, names := range [][]string{{"statement-bank.csv"}, {"statement-bank.csv"}, {"statement-treasury.csv"}} {
		err := drop(t, names...).CollectPayments(t.Context(), func(_ context.Context, s pipeline.PaymentStatement) error {
			if s.Source != "inbox/part" || len(s.SHA256) != 64 {
				t.Errorf("%q, %q", s.Source, s.SHA256)
			}
			digests[s.SHA256] = true
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(digests) != 2 {
		t.Errorf("%d digests of two files", len(digests))
	}
}

func TestAFileThatCannotBeOpenedIsTold(t *testing.T) {
	gone := errors.New("gone")
	d := exchange.Drop{Source: "x", Files: []pipeline.SubmittedFile{{Name: "a.csv", Open: func() (io.ReadCloser, error) { return nil, gone }}}}
	if err := d.CollectPayments(t.Context(), nil); !errors.Is(err, gone) {
		t.Errorf("error %v", err)
	}
}
