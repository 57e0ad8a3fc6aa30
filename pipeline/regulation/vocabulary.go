package regulation

import "slices"

// Vocabulary returns the fields that the papers of a pack's cases may state: its
// own, then those of the packs that it includes and, for a part of an act, of its
// whole. It must not be changed.
func (p *Pack) Vocabulary() []Field { return p.program.scope.fields }

// KindTitle names a kind of paper in Russian as the newest edition of the pack
// does, else as the first of the others that knows it; "" where none does. Two
// acts may call the same kind differently: each names its own fee.
func (e *Engine) KindTitle(pack, kind string) string {
	if p, err := e.Edition(pack, ""); err == nil {
		if title := p.kindTitle(kind); title != "" {
			return title
		}
	}
	for _, p := range e.packs {
		if title := p.kindTitle(kind); title != "" {
			return title
		}
	}
	return ""
}

func (p *Pack) kindTitle(kind string) string {
	i := slices.IndexFunc(p.Documents, func(d Document) bool { return d.Kind == kind && d.Kind != "" })
	if i < 0 {
		return ""
	}
	return p.Documents[i].Title
}
