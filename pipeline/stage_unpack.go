package pipeline

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
)

// unpack seals the members of an archive as documents of the case.
func (o *Office) unpack(ctx context.Context, c *CaseFile, d *Document, src SourceFile, mediaType string) error {
	dir, err := os.MkdirTemp(o.rules.TempDir, "vestnik-unpack-")
	if err != nil {
		return &Error{Op: "unpack", Doc: d.Name, Stage: StageExtract, Kind: Transient, Err: err}
	}
	defer os.RemoveAll(dir)
	members, err := o.extractor.Unpack(ctx, src, dir)
	switch {
	case err == nil:
	case ctx.Err() != nil, KindOf(err).Retryable(), KindOf(err) == Internal:
		return err
	default: // the archive is at fault, and the case goes on without it
		lost := Problem{Code: problemDamaged, Message: AdviceOf(err), Detail: err.Error(), Fatal: true}.In(d.Name)
		return o.rejectArchive(ctx, c, d, mediaType, &lost, nil)
	}
	if n := len(c.Documents) + len(members); n > o.rules.MaxFiles { // archives in archives grow without end
		tooMany := Problem{Code: "too-large", Fatal: true, Message: fmt.Sprintf(
			"Вместе с этим архивом в деле стало бы %d файлов, а принимается не больше %d. Попросите заявителя прислать документы без лишних вложений.", n, o.rules.MaxFiles)}.In(d.Name)
		return o.rejectArchive(ctx, c, d, mediaType, &tooMany, nil)
	}
	result := Unpacked{Archive: d.Digest, Type: mediaType}
	for _, m := range members {
		if m.Problem != nil {
			result.Problems = append(result.Problems, m.Problem.In(m.Name))
			if m.Path == "" {
				continue
			}
		}
		original, err := o.seal(ctx, SubmittedFile{Name: m.Name, Size: m.Size, Open: func() (io.ReadCloser, error) { return os.Open(m.Path) }})
		if err != nil {
			return err
		}
		original.From = d.Digest
		result.Members = append(result.Members, original)
	}
	if len(result.Members) == 0 {
		return o.rejectArchive(ctx, c, d, mediaType, EmptyArchive(d.Name, result.Problems), result.Problems)
	}
	return o.append(ctx, c, Job{Stage: StageExtract, Case: c.ID, Lane: c.Lane}, o.byMachine(EvUnpacked, result))
}

func (o *Office) rejectArchive(ctx context.Context, c *CaseFile, d *Document, mediaType string, problem *Problem, members []Problem) error {
	return o.append(ctx, c, nextJob(c, d), o.byMachine(EvExtracted, Extracted{
		Document: d.Digest, Type: mediaType, Engine: o.extractor.Engine(), Problem: problem,
		PageProblems: members[:min(len(members), maxPageProblems)],
	}))
}

// EmptyArchive is the problem of an archive out of which nothing came; members
// says why, named by file.
func EmptyArchive(archive string, members []Problem) *Problem {
	p := Problem{Code: problemEmpty, Fatal: true, Message: "В архиве нет ни одного файла. Попросите заявителя прислать документы ещё раз."}
	if len(members) > 0 {
		p.Code, p.Message = members[0].Code, "Ни один файл архива не распакован. "+listed(members)
	}
	p = p.In(archive)
	return &p
}

// membersLost is the problem of an archive of which not all could be unpacked,
// nil when all could.
func membersLost(archive string, members []Problem) *Problem {
	if len(members) == 0 {
		return nil
	}
	p := Problem{Code: members[0].Code, Message: "Из архива распаковано не всё. " + listed(members)}.In(archive)
	return &p
}

// listed tells the first few problems, and how many more there are.
func listed(members []Problem) string {
	const most = 3
	var b strings.Builder
	for i, m := range members[:min(len(members), most)] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(m.Message)
	}
	if more := len(members) - most; more > 0 {
		fmt.Fprintf(&b, " И ещё файлов: %d.", more)
	}
	return b.String()
}
