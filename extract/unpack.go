package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"vestnik/extract/archive"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// maxNesting is how deep archives may lie in archives.
const maxNesting = 3

// Unpack writes the members of a zip file, and of zip files within it, into dir
// under names of its own. Members that cannot be had are listed with their
// Problem and without a Path. A file that is no archive is an Unsupported error.
func (x *Extractor) Unpack(ctx context.Context, f pipeline.SourceFile, dir string) ([]pipeline.Member, error) {
	u := unpacking{x: x, dir: dir, left: archive.Limits{
		Members: x.cfg.MaxMembers, Member: x.cfg.MaxBytes, Total: x.cfg.MaxUnpacked,
	}}
	members, err := u.open(ctx, f, "", 0)
	if err != nil {
		return nil, err
	}
	return members, nil
}

// unpacking is one archive with all that lies in it; nested archives share its
// bounds.
type unpacking struct {
	x    *Extractor
	dir  string
	next int
	left archive.Limits
}

// open unpacks one archive; prefix names where it lies.
func (u *unpacking) open(ctx context.Context, f pipeline.SourceFile, prefix string, depth int) ([]pipeline.Member, error) {
	s, p, err := u.x.open(ctx, f)
	if err != nil {
		return nil, err
	}
	defer s.close()
	fail := func(kind pipeline.Kind, advice string) error {
		return &pipeline.Error{Op: "unpack", Doc: f.Name, Kind: kind, Advice: advice}
	}
	switch {
	case p != nil && p.Fatal && p.Code == codeDamaged:
		return nil, fail(pipeline.Corrupt, p.Message)
	case p != nil && p.Fatal:
		return nil, fail(pipeline.Unsupported, p.Message)
	case classOf(s.info.Type) != classArchive:
		return nil, fail(pipeline.Unsupported, notAnArchive)
	}
	got, err := u.receive(ctx, s)
	if err != nil {
		return nil, err
	}
	if got == nil {
		return nil, fail(pipeline.Corrupt, archiveDamaged)
	}
	var out []pipeline.Member
	for _, m := range got {
		found, err := u.descend(ctx, memberOf(m, prefix), depth)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// receive runs the child and stores what it sends. nil means that the archive
// itself cannot be read.
func (u *unpacking) receive(ctx context.Context, s *source) ([]archive.Member, error) {
	r, w := io.Pipe()
	type result struct {
		o   sandbox.Outcome
		err error
	}
	ended := make(chan result, 1)
	limits := s.parseLimits()
	limits.CPU, limits.Wall = 12*limits.CPU, 12*limits.Wall // a gigabyte takes its time
	limits.Output = u.left.Total + u.left.Total/64 + 1<<20  // with the stream's own bytes
	go func() {
		o, err := u.x.host.Run(ctx, sandbox.Command{
			Job: archive.JobUnzip, Request: u.left, Files: []*os.File{s.file()}, Stdout: w, Limits: limits,
		})
		w.Close()
		ended <- result{o, err}
	}()
	got, rerr := archive.Receive(r, u.dir, u.next, u.left)
	r.CloseWithError(io.ErrClosedPipe) // lets a child that still writes go
	end := <-ended
	if end.err != nil {
		return nil, end.err
	}
	u.next += len(got)
	for _, m := range got {
		u.left.Members--
		u.left.Total -= m.Size
	}
	var full *os.PathError
	if errors.As(rerr, &full) {
		return nil, &pipeline.Error{Op: "unpack", Doc: s.name, Kind: pipeline.Unavailable, Err: rerr,
			Advice: "На сервере нет места для распаковки архива. Сообщите администратору."}
	}
	if !end.o.OK() && len(got) == 0 {
		return nil, nil
	}
	if !end.o.OK() || rerr != nil {
		got = append(got, archive.Member{Name: s.name, Fault: archive.Damaged})
	}
	if got == nil {
		got = []archive.Member{} // an empty archive is an archive
	}
	return got, nil
}

// descend replaces a member that is itself an archive by its members.
func (u *unpacking) descend(ctx context.Context, m pipeline.Member, depth int) ([]pipeline.Member, error) {
	if m.Path == "" || !startsLikeZip(m.Path) {
		return []pipeline.Member{m}, nil
	}
	f, err := os.Open(m.Path)
	if err != nil {
		return nil, &pipeline.Error{Op: "unpack", Doc: m.Name, Kind: pipeline.Unavailable, Err: err}
	}
	defer f.Close()
	in, err := u.x.Inspect(ctx, pipeline.SourceFile{Name: m.Name, File: f})
	if err != nil {
		return nil, err
	}
	if !in.Archive {
		return []pipeline.Member{m}, nil
	}
	defer os.Remove(m.Path) // its members stand for it
	if depth+1 >= maxNesting {
		m.Path, m.Problem = "", problem(codeBomb, nestedTooDeep)
		return []pipeline.Member{m}, nil
	}
	inner, err := u.open(ctx, pipeline.SourceFile{Name: m.Name, File: f}, m.Name+"/", depth+1)
	if err != nil && ctx.Err() == nil && !pipeline.KindOf(err).Retryable() {
		m.Path, m.Problem = "", problem(codeDamaged, pipeline.AdviceOf(err))
		return []pipeline.Member{m}, nil
	}
	return inner, err
}

func startsLikeZip(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	var b [4]byte
	_, err = io.ReadFull(f, b[:])
	return err == nil && string(b[:2]) == "PK" && (b[2] == 3 || b[2] == 5)
}

// memberOf turns a received file into what the pipeline knows.
func memberOf(m archive.Member, prefix string) pipeline.Member {
	out := pipeline.Member{Name: prefix + m.Name, Path: m.Path, Size: m.Size}
	switch m.Fault {
	case archive.Encrypted:
		out.Problem = problem(codeEncrypted, memberEncrypted)
	case archive.Bomb:
		out.Problem = problem(codeBomb, memberBomb)
	case archive.Damaged:
		out.Problem = problem(codeDamaged, memberDamaged)
	case archive.Unsupported:
		out.Problem = problem(codeUnsupported, memberUnsupport)
	case archive.TooLarge:
		out.Problem = problem(codeTooLarge, memberTooLarge)
		if m.More > 0 {
			out.Problem = problem(codeTooLarge, fmt.Sprintf(membersLeftOut, m.More))
		}
	}
	return out
}
