package regulation

// validate reports what does not fit together in a pack.
func (e *Engine) validate(*loading) {}
