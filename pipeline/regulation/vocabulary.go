package regulation

// Vocabulary returns the fields that the papers of a pack's cases may state: its
// own, then those of the packs that it includes and, for a part of an act, of its
// whole. It must not be changed.
func (p *Pack) Vocabulary() []Field { return p.program.scope.fields }
