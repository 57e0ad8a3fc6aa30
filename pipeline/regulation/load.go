package regulation

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"sort"
	"sync"

	"vestnik/pipeline/workday"
)

//go:embed packs/*.yaml
var packFiles embed.FS

// Embedded returns the packs that come with the program, *.yaml at its root.
func Embedded() fs.FS {
	sub, err := fs.Sub(packFiles, "packs")
	if err != nil {
		panic(err) // the folder is part of the binary
	}
	return sub
}

// ErrNoPack: there is no such pack, or none in force on the day asked about.
var ErrNoPack = errors.New("no such pack")

// ErrNoTerm: the pack has no such term.
var ErrNoTerm = errors.New("no such term")

// ErrNoLength: the act gives the term no length in days, or its source lacks the
// point that would.
var ErrNoLength = errors.New("the act gives the term no length")

// Engine answers questions about cases by the packs it was opened with.
type Engine struct {
	packs    []*Pack            // by id, then edition
	byID     map[string][]*Pack // editions ascending
	calendar *workday.Calendar
	literal  *workday.Calendar // in which no term moves off a day off
	settings map[string]string
}

// Open reads every *.yaml at the root of fsys as a pack, strictly. Settings
// choose between readings of gaps by their key; an unknown key or value is
// refused. The error is a [*LoadError] that lists every problem with its place.
func Open(fsys fs.FS, cal *workday.Calendar, settings map[string]string) (*Engine, error) {
	e := newEngine(cal, settings)
	sources, err := e.read(fsys)
	if err != nil {
		return nil, err
	}
	var problems []Problem
	e.compileAll(sources)
	for _, s := range sources {
		problems = append(problems, s.sorted()...)
	}
	if len(problems) > 0 {
		return nil, &LoadError{problems}
	}
	if err := e.checkSettings(); err != nil {
		return nil, err
	}
	return e, nil
}

func newEngine(cal *workday.Calendar, settings map[string]string) *Engine {
	no := false
	literal := cal.With(workday.Options{RollMonths: &no, RollDays: &no})
	return &Engine{byID: map[string][]*Pack{}, calendar: cal, literal: literal, settings: settings}
}

// loading is a pack on its way in: its text and what was understood of it.
type loading struct {
	*source
	pack *Pack
}

// read decodes every pack and files it under its id.
func (e *Engine) read(fsys fs.FS) ([]*loading, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list packs: %w", err)
	}
	sort.Strings(names)
	all := make([]*loading, len(names))
	var under sync.WaitGroup
	defer under.Wait()
	for i, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read pack: %w", err)
		}
		under.Go(func() { all[i] = load(name, data) })
	}
	under.Wait()
	for _, l := range all {
		e.add(l)
	}
	return all, nil
}

// load decodes one pack.
func load(name string, data []byte) *loading {
	s, p := readSource(path.Base(name), data)
	if p != nil {
		sum := sha256.Sum256(data)
		p.File, p.SHA256 = s.file, hex.EncodeToString(sum[:])
	}
	return &loading{s, p}
}

// compileAll compiles every pack; wholes before their parts, which inherit
// from them.
func (e *Engine) compileAll(all []*loading) {
	for _, p := range e.packs {
		e.inherit(p)
	}
	for _, parts := range []bool{false, true} {
		var under sync.WaitGroup
		for _, l := range all {
			if l.pack != nil && (l.pack.PartOf != "") == parts {
				under.Go(func() { e.compile(l) })
			}
		}
		under.Wait()
	}
}

// add files a pack under its id.
func (e *Engine) add(l *loading) {
	p := l.pack
	if p == nil {
		return
	}
	for _, other := range e.byID[p.ID] {
		if other.Edition == p.Edition {
			l.at("$.regulation.edition", "pack %s of %s is also in %s", p.ID, p.Edition, other.File)
			l.pack = nil
			return
		}
	}
	e.byID[p.ID] = append(e.byID[p.ID], p)
	sort.Slice(e.byID[p.ID], func(i, j int) bool { return e.byID[p.ID][i].Edition < e.byID[p.ID][j].Edition })
	e.packs = append(e.packs, p)
	sort.Slice(e.packs, func(i, j int) bool {
		a, b := e.packs[i], e.packs[j]
		return a.ID < b.ID || a.ID == b.ID && a.Edition < b.Edition
	})
}

// Lint checks one pack as [Open] would, taking the packs that it includes from
// others (a file of the same name there is left aside).
func Lint(name string, data []byte, others fs.FS) []Problem {
	e := newEngine(workday.Production(), nil)
	target := load(name, data)
	all := []*loading{target}
	e.add(target)
	if others != nil {
		names, _ := fs.Glob(others, "*.yaml") // the pattern is well formed
		for _, other := range names {
			if path.Base(other) == path.Base(name) {
				continue
			}
			body, err := fs.ReadFile(others, other)
			if err != nil {
				return []Problem{{other, 1, 1, err.Error()}}
			}
			l := load(other, body)
			e.add(l)
			all = append(all, l)
		}
	}
	if target.pack != nil {
		e.compileFor(target.pack, all)
	}
	return target.sorted()
}

// compileFor compiles one pack, and the whole from which it inherits.
func (e *Engine) compileFor(p *Pack, all []*loading) {
	whole := e.whole(p)
	var needed []*loading
	for _, l := range all {
		if l.pack != nil && (l.pack == p || l.pack == whole) {
			needed = append(needed, l)
		}
	}
	e.compileAll(needed)
}

// checkSettings refuses settings that no pack declares.
func (e *Engine) checkSettings() error {
	keys := make([]string, 0, len(e.settings))
	for k := range e.settings {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if err := e.checkSetting(k, e.settings[k]); err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) checkSetting(key, value string) error {
	for _, p := range e.packs {
		for _, s := range p.Settings {
			if s.Key != key {
				continue
			}
			if !s.allows(value) {
				return &SettingError{Key: key, Setting: s.ID, Value: value}
			}
			return nil
		}
	}
	return &SettingError{Key: key, Value: value}
}

// SettingError is a setting that cannot be used: no pack has the key, or, with
// Setting the id of the gap, the value is none of its readings.
type SettingError struct{ Key, Setting, Value string }

func (e *SettingError) Error() string {
	if e.Setting == "" {
		return fmt.Sprintf("setting %s: no pack has it", e.Key)
	}
	return fmt.Sprintf("setting %s (%s): %q is none of its readings", e.Key, e.Setting, e.Value)
}

// Chosen returns the readings of gaps that the office chose, by key.
func (e *Engine) Chosen() map[string]string { return maps.Clone(e.settings) }

// Reading returns the reading of a gap that holds: the office's, else the pack's.
func (e *Engine) Reading(s Setting) string { return e.setting(s) }

func (s Setting) allows(value string) bool {
	for _, o := range s.Options {
		if o.Value == value {
			return true
		}
	}
	return false
}

// Packs returns every pack, by id and edition.
func (e *Engine) Packs() []*Pack { return append([]*Pack(nil), e.packs...) }

// InForce returns the edition of a pack that is in force on a day, or [ErrNoPack].
func (e *Engine) InForce(id string, on workday.Date) (*Pack, error) {
	editions := e.byID[id]
	for i := len(editions) - 1; i >= 0; i-- {
		p := editions[i]
		if !on.Before(p.InForceFrom) && (p.InForceTo.IsZero() || !on.After(p.InForceTo)) {
			return p, nil
		}
	}
	return nil, fmt.Errorf("%w: %s on %s", ErrNoPack, id, on)
}

// Edition returns one edition of a pack; an empty edition is the newest.
func (e *Engine) Edition(id, edition string) (*Pack, error) {
	editions := e.byID[id]
	if edition == "" && len(editions) > 0 {
		return editions[len(editions)-1], nil
	}
	for _, p := range editions {
		if p.Edition == edition {
			return p, nil
		}
	}
	return nil, fmt.Errorf("%w: %s of %s", ErrNoPack, id, edition)
}

// included returns the editions of the packs that p includes, as they stand on
// a day: in force then, else the last before, else the first.
func (e *Engine) included(p *Pack, on workday.Date) []*Pack {
	var out []*Pack
	for _, id := range p.Includes {
		if len(e.byID[id]) > 0 {
			out = append(out, e.on(id, on))
		}
	}
	return out
}

func nearest(editions []*Pack, on workday.Date) *Pack {
	best := editions[0]
	for _, p := range editions {
		if !on.Before(p.InForceFrom) {
			best = p
		}
	}
	return best
}
