package publish

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"os"
	"slices"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// snapshot is the catalogue as one walk found it: its public entries lie in a
// file, so that everything made of them agrees though the office goes on working,
// and so that a register larger than memory is walked at the cost of reading.
// With it stand digests by which a run knows what has not changed since the last.
type snapshot struct {
	pipeline.Catalogue // issues are read from where they lie
	file               *os.File
	lines              []spooled // in the order of the walk
	stretches          []stretch // of these lines

	years     digests[yearKey]
	days      digests[dayKey]
	changed   digests[workday.Date] // of the entries of which something was published that day
	registers digests[pipeline.RegisterID]
	issues    digests[pipeline.IssueRef] // of the entries that an issue published something of
	whole     digests[struct{}]
}

// spooled is where an entry lies in the file.
type spooled struct {
	yearKey
	number string
	day    workday.Date   // of first publication
	days   []workday.Date // of all publications
	last   workday.Date   // of these
	offset int64
	length int
}

// yearKey names the entries of one register registered in one year.
type yearKey struct {
	register pipeline.RegisterID
	year     int
}

// dayKey names the entries of one register, or of all of them (""), that were
// first published on one day.
type dayKey struct {
	register pipeline.RegisterID
	day      workday.Date
}

// takeSnapshot walks the catalogue once. Each entry is told to saw as it passes,
// with a digest of all that is public of it.
func takeSnapshot(ctx context.Context, catalogue pipeline.Catalogue, file *os.File, saw func(e pipeline.Entry, r Record, digest string) error) (*snapshot, error) {
	s := &snapshot{
		Catalogue: catalogue, file: file, years: make(digests[yearKey]), days: make(digests[dayKey]), changed: make(digests[workday.Date]), registers: make(digests[pipeline.RegisterID]),
		issues: make(digests[pipeline.IssueRef]), whole: make(digests[struct{}]),
	}
	buffered := bufio.NewWriterSize(file, 256<<10)
	offset := int64(0)
	err := catalogue.Entries(ctx, func(e pipeline.Entry) error {
		if !e.Public() {
			return ctx.Err()
		}
		e = e.ForPublic()
		r := RecordOf(e)
		line, err := json.Marshal(e)
		if err != nil {
			return &pipeline.Error{Op: "take snapshot", Doc: e.Key(), Kind: pipeline.Internal, Err: err}
		}
		key := yearKey{e.Register, r.year()}
		s.lines = append(s.lines, spooled{key, r.Number, r.firstPublished(), r.days(), r.lastPublished(), offset, len(line)})
		offset += int64(len(line))
		if _, err := buffered.Write(line); err != nil {
			return unwritable(file.Name(), err)
		}
		sum := sha256.Sum256(line)
		s.count(e, s.lines[len(s.lines)-1], sum[:])
		return errors.Join(saw(e, r, hex.EncodeToString(sum[:])), ctx.Err())
	})
	if err == nil {
		err = buffered.Flush()
	}
	return s, err
}

func (s *snapshot) count(e pipeline.Entry, key spooled, sum []byte) {
	s.stretch(key.yearKey, sum)
	s.years.add(key.yearKey, sum)
	s.days.add(dayKey{key.register, key.day}, sum)
	s.days.add(dayKey{"", key.day}, sum)
	for _, day := range key.days {
		s.changed.add(day, sum)
	}
	s.registers.add(key.register, sum)
	s.whole.add(struct{}{}, sum)
	for ref := range issuesOf(e) {
		s.issues.add(ref, sum)
	}
}

// issuesOf are the issues that published the entry or a record about it.
func issuesOf(e pipeline.Entry) map[pipeline.IssueRef]bool {
	refs := make(map[pipeline.IssueRef]bool)
	if e.Issue != nil {
		refs[*e.Issue] = true
	}
	for _, r := range e.Records {
		if r.Issue != nil {
			refs[*r.Issue] = true
		}
	}
	return refs
}

// Entries walks the entries as they were found.
func (s *snapshot) Entries(ctx context.Context, fn func(pipeline.Entry) error) error {
	return s.walk(ctx, func(spooled) bool { return true }, fn)
}

// walkChanged walks the public entries of which something was published on a day,
// and others only where the catalogue cannot tell them apart.
func walkChanged(ctx context.Context, catalogue pipeline.Catalogue, day workday.Date, fn func(pipeline.Entry) error) error {
	if s, ok := catalogue.(*snapshot); ok {
		return s.walk(ctx, func(l spooled) bool { return slices.Contains(l.days, day) }, fn)
	}
	return catalogue.Entries(ctx, func(e pipeline.Entry) error {
		if !e.Public() {
			return ctx.Err()
		}
		return errors.Join(fn(e), ctx.Err())
	})
}

// recordsOf returns the wanted entries in the order of the walk, as they stood at
// the end of a day, or as they stand.
func (s *snapshot) recordsOf(ctx context.Context, day workday.Date, wanted func(spooled) bool) ([]Record, error) {
	var records []Record
	err := s.walk(ctx, wanted, func(e pipeline.Entry) error {
		records = append(records, recordAsOf(e, day))
		return nil
	})
	return records, err
}

func (s *snapshot) walk(ctx context.Context, wanted func(spooled) bool, fn func(pipeline.Entry) error) error {
	for _, l := range s.lines {
		if !wanted(l) {
			continue
		}
		e, err := s.read(l)
		if err != nil {
			return err
		}
		if err := errors.Join(fn(e), ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

func (s *snapshot) read(l spooled) (e pipeline.Entry, err error) {
	line := make([]byte, l.length)
	if _, err := s.file.ReadAt(line, l.offset); err != nil && !errors.Is(err, io.EOF) {
		return e, unwritable(s.file.Name(), err)
	}
	if err := json.Unmarshal(line, &e); err != nil {
		return e, &pipeline.Error{Op: "read snapshot", Kind: pipeline.Corrupt, Err: err}
	}
	return e, nil
}

// digests are running digests of what came under each key, in the order it came.
type digests[K comparable] map[K]hash.Hash

func (d digests[K]) add(key K, sum []byte) {
	h := d[key]
	if h == nil {
		h = sha256.New()
		d[key] = h
	}
	h.Write(sum)
}

// of returns the digest of what came under a key, "" for nothing.
func (d digests[K]) of(key K) string {
	if h := d[key]; h != nil {
		return hex.EncodeToString(h.Sum(nil))
	}
	return ""
}
