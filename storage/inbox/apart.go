package inbox

import (
	"slices"
	"strings"
)

// prefix begins the sources of this watcher, and the keys that it takes.
func (w *Watcher) prefix() string {
	if w.cfg.Under == "" {
		return Prefix
	}
	return Prefix + w.cfg.Under + "/"
}

// source is the identity of a local name among all that is taken in.
func (w *Watcher) source(name string) string {
	return w.prefix() + strings.TrimPrefix(identity(name), Prefix)
}

// apart reports whether a first-level folder is another watcher's.
func (w *Watcher) apart(folder string) bool { return slices.Contains(w.cfg.Apart, folder) }
