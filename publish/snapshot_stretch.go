package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"vestnik/pipeline"
)

// stretchEntries is how many entries a stretch has at most.
const stretchEntries = 500

// stretch is a run of lines of the snapshot, all of one register and year. What a
// table or a dump says of it is written anew only when one of its entries changed.
type stretch struct {
	yearKey
	from, to int // lines, to not included
	digest   hash.Hash
}

// stretch adds the newest line to the last stretch, or begins the next one.
func (s *snapshot) stretch(key yearKey, sum []byte) {
	at := len(s.lines) - 1
	if last := len(s.stretches) - 1; last < 0 || s.stretches[last].yearKey != key || at-s.stretches[last].from >= stretchEntries {
		s.stretches = append(s.stretches, stretch{yearKey: key, from: at, digest: sha256.New()})
	}
	last := &s.stretches[len(s.stretches)-1]
	last.to = at + 1
	last.digest.Write(sum)
}

// stretchWriter is a writer that may hold already what is written of a stretch.
type stretchWriter interface {
	io.Writer
	// beginStretch tells what the following bytes are made of, up to the next call;
	// "" is the end. Where it answers true the bytes are written already.
	beginStretch(input string) (held bool, err error)
}

// walkInto walks the public entries of a register, or of all of them (""), for what
// is written of each of them alone into w. It reads entries of other registers only
// where the catalogue cannot tell them apart, and passes by what w holds already.
func walkInto(ctx context.Context, catalogue pipeline.Catalogue, id pipeline.RegisterID, w io.Writer, fn func(pipeline.Entry) error) error {
	if s, ok := catalogue.(*snapshot); ok {
		return s.walkInto(ctx, id, w, fn)
	}
	return catalogue.Entries(ctx, func(e pipeline.Entry) error {
		if id != "" && e.Register != id || !e.Public() {
			return ctx.Err()
		}
		return errors.Join(fn(e), ctx.Err())
	})
}

func (s *snapshot) walkInto(ctx context.Context, id pipeline.RegisterID, w io.Writer, fn func(pipeline.Entry) error) error {
	into, remembers := w.(stretchWriter)
	for _, one := range s.stretches {
		if id != "" && one.register != id {
			continue
		}
		if remembers {
			if held, err := into.beginStretch(hex.EncodeToString(one.digest.Sum(nil)[:16])); held || err != nil {
				if err != nil {
					return err
				}
				continue
			}
		}
		for _, l := range s.lines[one.from:one.to] {
			e, err := s.read(l)
			if err != nil {
				return err
			}
			if err := errors.Join(fn(e), ctx.Err()); err != nil {
				return err
			}
		}
	}
	if remembers {
		_, err := into.beginStretch("")
		return err
	}
	return nil
}
