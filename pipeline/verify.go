package pipeline

import (
	"context"
	"errors"
	"fmt"
)

// Verification counts what was looked at and lists what is wrong, in Russian.
type Verification struct {
	Originals int      `json:"originals"`
	Cases     int      `json:"cases"`
	Issues    int      `json:"issues"`
	Problems  []string `json:"problems"`
}

func (v *Verification) report(format string, args ...any) {
	v.Problems = append(v.Problems, fmt.Sprintf(format, args...))
}

// Verify walks originals and issues: what is missing, altered or orphaned. It
// asks the journal, not the views, what there has to be. What is filed while it
// runs is not looked at; a filing that was cut off before its receipt leaves an
// orphan, which the same file adopts when it is sent again.
func (o *Office) Verify(ctx context.Context) (Verification, error) {
	v := Verification{Problems: []string{}}
	var stored []string
	// Listed before the journal is read: what is sealed later is no orphan.
	err := o.objects.List(ctx, originalsPrefix, func(info ObjectInfo) error {
		stored = append(stored, info.Key)
		return nil
	})
	if err != nil {
		return v, err
	}
	known, err := o.verifyCases(ctx, &v)
	if err != nil {
		return v, err
	}
	for _, key := range stored {
		if !known[key] {
			v.report("%s: оригинал не принадлежит ни одному делу", key)
		}
	}
	if err := o.verifyIssues(ctx, &v); err != nil {
		return v, err
	}
	return v, o.verifyCorrections(ctx, &v)
}

// verifyCorrections names the published corrections that do not meet what they correct.
func (o *Office) verifyCorrections(ctx context.Context, v *Verification) error {
	return o.Public().Entries(ctx, func(e Entry) error {
		for _, c := range e.Contradictions() {
			v.report("запись %s: исправление сведения «%s» не применено: до него стояло не то, что в нём сказано", e.Key(), c.Title)
		}
		return nil
	})
}

// verifyCases reads every original that the journal names, each once, and
// returns their keys.
func (o *Office) verifyCases(ctx context.Context, v *Verification) (known map[string]bool, err error) {
	const chunk = 500
	known = map[string]bool{}
	for after := int64(0); ; {
		events, err := o.journal.Events(ctx, after, chunk)
		if err != nil {
			return nil, err
		}
		for _, e := range events {
			after = e.Position
			id, originals, err := originalsOf(e)
			if err != nil {
				return nil, err
			}
			if e.Type == EvReceived || e.Type == EvOpened {
				v.Cases++
			}
			for _, original := range originals {
				if key := originalKey(original.Digest); !known[key] {
					known[key] = true
					if err := o.verifyOriginal(ctx, v, id, original); err != nil {
						return nil, err
					}
				}
			}
		}
		if len(events) < chunk {
			return known, nil
		}
	}
}

// originalsOf returns the files that an event brought into a case.
func originalsOf(e Event) (id CaseID, originals []Original, err error) {
	id, _ = CaseOfStream(e.Stream)
	switch e.Type {
	case EvReceived:
		err = with(e, func(v Received) { originals = v.Originals })
	case EvPapersAdded:
		err = with(e, func(v PapersAdded) { originals = v.Originals })
	case EvUnpacked:
		err = with(e, func(v Unpacked) { originals = v.Members })
	}
	return id, originals, err
}

func (o *Office) verifyOriginal(ctx context.Context, v *Verification, id CaseID, original Original) error {
	v.Originals++
	got, _, err := o.digestOf(ctx, originalKey(original.Digest))
	switch {
	case errors.Is(err, NotExist):
		v.report("дело %s: пропал оригинал «%s» (%s)", id, original.Name, original.Digest)
	case errors.Is(err, Corrupt), err == nil && got != original.Digest:
		v.report("дело %s: оригинал «%s» изменён (%s)", id, original.Name, original.Digest)
	default:
		return err
	}
	return nil
}

// verifyIssues reads every file of every closed issue and follows the chain of
// their manifests.
func (o *Office) verifyIssues(ctx context.Context, v *Verification) error {
	issues, err := o.Issues(ctx, "")
	if err != nil {
		return err
	}
	prev := map[string]Digest{}
	for _, f := range issues {
		if !f.Closed || f.Imported {
			continue
		}
		v.Issues++
		if err := o.verifyFiles(ctx, v, f.IssueRef); err != nil {
			return err
		}
		if f.Manifest == nil {
			v.report("выпуск %s: нет описи файлов", f.Key())
			continue
		}
		if f.Manifest.Prev != prev[f.Series] {
			v.report("выпуск %s: цепочка выпусков прервана", f.Key())
		}
		prev[f.Series] = f.Manifest.SHA256
	}
	return nil
}

func (o *Office) verifyFiles(ctx context.Context, v *Verification, ref IssueRef) error {
	f, err := o.IssueFile(ctx, ref)
	if err != nil {
		return err
	}
	signed := false
	for _, s := range f.Files {
		signed = signed || s.Path == manifestPath && f.Manifest != nil && s.SHA256 == f.Manifest.SHA256
		if _, err := o.sealedBytes(ctx, s); errors.Is(err, Corrupt) || errors.Is(err, NotExist) {
			v.report("выпуск %s: файл %s пропал или изменён", f.Key(), s.Path)
		} else if err != nil {
			return err
		}
	}
	if !signed {
		v.report("выпуск %s: подписанная опись — не та, что в выпуске", f.Key())
	}
	return nil
}
