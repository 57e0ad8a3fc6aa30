package exchange_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/extract/exchange"
	"vestnik/pipeline"
)

// small keeps a fuzzed file cheap.
var small = exchange.Limits{MaxBytes: 1 << 20, MaxRow: 16 << 10, MaxRows: 5000}

// seed adds every sample, and what has once been hard.
func seed(f *testing.F) {
	names, err := filepath.Glob(filepath.Join(samples, "*"))
	if err != nil || len(names) < 5 {
		f.Fatalf("only %d samples: %v", len(names), err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range []string{
		"Дата;Сумма\n27.03.2026;\"1\n", "\xff\xfeД\x04", "<r><PaymentInfo><PaymentInfo/></PaymentInfo></r>",
		"<СвЮЛ ОГРН='1'/>", "<?xml version='1.0' encoding='windows-1251'?><r>\xc0</r>", "Дата;Сумма\n;;;;\n\"\"\"\n",
	} {
		f.Add([]byte(s))
	}
}

// holds fails unless the rows of a file add up and every rejected one says where
// and why.
func holds(t *testing.T, sum exchange.Summary, handed int, err error) {
	t.Helper()
	if sum.Accepted != handed || sum.Rows != sum.Accepted+len(sum.Rejected) {
		t.Fatalf("rows do not add up: %+v, %d handed over, %v", sum, handed, err)
	}
	for _, r := range sum.Rejected {
		if r.Line < 1 || r.Reason == "" || !strings.HasSuffix(r.Message, ".") {
			t.Fatalf("a row is rejected without saying where and why: %+v", r)
		}
	}
	if err != nil && pipeline.KindOf(err) == pipeline.Internal {
		t.Fatalf("a bad file is no defect of ours: %v", err)
	}
}

func FuzzPayments(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		handed := 0
		sum, err := small.Payments(context.Background(), bytes.NewReader(file), func(p pipeline.Payment) error {
			handed++
			if p.Amount <= 0 || p.PaidOn.IsZero() || p.Line < 1 || p.ID() == "" {
				t.Fatalf("not a payment: %+v", p)
			}
			return nil
		})
		holds(t, sum, handed, err)
	})
}

func FuzzOrganisations(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		handed := 0
		sum, err := small.Organisations(context.Background(), bytes.NewReader(file), func(o pipeline.Organisation) error {
			handed++
			if o.Name == "" || o.OGRN+o.INN == "" || o.Line < 1 {
				t.Fatalf("not an organisation: %+v", o)
			}
			return nil
		})
		holds(t, sum, handed, err)
	})
}
