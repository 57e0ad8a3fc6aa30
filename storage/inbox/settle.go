package inbox

import "time"

// settling remembers since when things look as they do.
type settling map[string]*look

// look is how something looked, and since when.
type look struct {
	print fingerprint
	since time.Duration
	seen  bool // in this sweep
}

func (s settling) begin() {
	for _, l := range s {
		l.seen = false
	}
}

// still returns how long the named thing has looked like print, now being the
// time since a fixed moment.
func (s settling) still(name string, print fingerprint, now time.Duration) time.Duration {
	l, known := s[name]
	if !known || l.print != print {
		s[name] = &look{print: print, since: now, seen: true}
		return 0
	}
	l.seen = true
	return now - l.since
}

// forgetUnseen drops what is no longer there.
func (s settling) forgetUnseen() {
	for name, l := range s {
		if !l.seen {
			delete(s, name)
		}
	}
}
