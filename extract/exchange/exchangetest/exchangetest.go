// Package exchangetest holds what every source of other offices' answers must
// keep: files in a folder today, an adapter of the exchange bus tomorrow.
//
// It tests ports of package pipeline; it reads nothing and knows no format.
package exchangetest

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"vestnik/pipeline"
)

// Payments tests a source of payments. The factory returns a source that has at
// least one statement with a payment in it, the same ones every time.
func Payments(t *testing.T, newSource func(t *testing.T) pipeline.PaymentSource) {
	keeps(t, func(t *testing.T, ctx context.Context, take func(context.Context, pipeline.PaymentStatement) error) error {
		return newSource(t).CollectPayments(ctx, take)
	}, func(s pipeline.PaymentStatement) (string, int) { return s.Source, len(s.Payments) })
}

// Organisations tests a source of organisations; see [Payments].
func Organisations(t *testing.T, newSource func(t *testing.T) pipeline.OrganisationSource) {
	keeps(t, func(t *testing.T, ctx context.Context, take func(context.Context, pipeline.RegisterExtract) error) error {
		return newSource(t).CollectOrganisations(ctx, take)
	}, func(x pipeline.RegisterExtract) (string, int) { return x.Source, len(x.Organisations) })
}

// keeps tests the contract that both ports share.
func keeps[T any](t *testing.T, collect func(*testing.T, context.Context, func(context.Context, T) error) error, describe func(T) (source string, rows int)) {
	all := func(t *testing.T) []T {
		t.Helper()
		var list []T
		err := collect(t, t.Context(), func(_ context.Context, v T) error {
			list = append(list, v)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	t.Run("what is there is handed over, under names that stay", func(t *testing.T) {
		list := all(t)
		rows := 0
		seen := map[string]bool{}
		for _, v := range list {
			source, n := describe(v)
			if source == "" || seen[source] {
				t.Errorf("source %q does not tell two statements apart", source)
			}
			seen[source] = true
			rows += n
		}
		if rows == 0 {
			t.Fatal("the source of this test has no rows: it tests nothing")
		}
		if again := all(t); !reflect.DeepEqual(list, again) {
			t.Errorf("told again, it is another:\n%+v\n%+v", list, again)
		}
	})
	t.Run("an error of the office ends the collecting", func(t *testing.T) {
		refused := errors.New("refused")
		calls := 0
		err := collect(t, t.Context(), func(context.Context, T) error { calls++; return refused })
		if !errors.Is(err, refused) || calls != 1 {
			t.Errorf("error %v after %d calls", err, calls)
		}
	})
	t.Run("a cancelled context ends it with its own error", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := collect(t, ctx, func(context.Context, T) error { return nil })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}
