package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"vestnik/pipeline"
)

// Drop is one arrival of files: what lay in a folder, or was named on a command
// line. It is a source of payments and of organisations.
type Drop struct {
	Source string // stable name: "inbox/payments/2026-03-27.csv"
	Files  []pipeline.SubmittedFile
	Limits Limits
}

var (
	_ pipeline.PaymentSource      = Drop{}
	_ pipeline.OrganisationSource = Drop{}
)

// CollectPayments implements [pipeline.PaymentSource]: every file is a statement.
func (d Drop) CollectPayments(ctx context.Context, take func(context.Context, pipeline.PaymentStatement) error) error {
	for _, f := range d.Files {
		s := pipeline.PaymentStatement{Source: d.name(f)}
		sum, digest, err := readFile(ctx, f, d.Limits, d.Limits.Payments, func(p pipeline.Payment) error {
			s.Payments = append(s.Payments, p)
			return nil
		})
		if err != nil {
			return err
		}
		s.Rejected, s.SHA256 = sum.Rejected, digest
		if err := take(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// CollectOrganisations implements [pipeline.OrganisationSource]: every file is an
// extract.
func (d Drop) CollectOrganisations(ctx context.Context, take func(context.Context, pipeline.RegisterExtract) error) error {
	for _, f := range d.Files {
		x := pipeline.RegisterExtract{Source: d.name(f)}
		sum, digest, err := readFile(ctx, f, d.Limits, d.Limits.Organisations, func(o pipeline.Organisation) error {
			x.Organisations = append(x.Organisations, o)
			return nil
		})
		if err != nil {
			return err
		}
		x.Rejected, x.SHA256 = sum.Rejected, digest
		if err := take(ctx, x); err != nil {
			return err
		}
	}
	return nil
}

// name tells the files of a folder apart.
func (d Drop) name(f pipeline.SubmittedFile) string {
	if len(d.Files) == 1 {
		return d.Source
	}
	return d.Source + "/" + f.Name
}

// readFile reads one file and its digest.
func readFile[T any](ctx context.Context, f pipeline.SubmittedFile, l Limits, read func(context.Context, io.Reader, func(T) error) (Summary, error), fn func(T) error) (Summary, pipeline.Digest, error) {
	r, err := f.Open()
	if err != nil {
		return Summary{}, "", err
	}
	defer r.Close()
	h := sha256.New()
	tee := io.TeeReader(r, h)
	sum, err := read(ctx, tee, fn)
	if err != nil {
		return sum, "", err
	}
	// What stands after broken XML is of the file too.
	if _, err := io.Copy(io.Discard, &bounded{ctx, tee, l.orDefault().MaxBytes, l.orDefault().MaxBytes}); err != nil {
		return sum, "", readFault(err)
	}
	return sum, pipeline.Digest(hex.EncodeToString(h.Sum(nil))), nil
}
