package pdftext

import "github.com/ledongthuc/pdf"

// layers knows which groups of optional content are off when the file is opened
// (§8.11).
type layers struct {
	off    map[string]bool // objects of groups
	on     map[string]bool
	allOff bool // groups are off unless said to be on
}

func layersOf(config pdf.Value) *layers {
	if config.Kind() != pdf.Dict {
		return nil
	}
	return &layers{off: listed(config.Key("OFF")), on: listed(config.Key("ON")), allOff: config.Key("BaseState").Name() == "OFF"}
}

// hides reports whether the entry key of holder names a group, or a membership
// of groups, that is not shown.
func (l *layers) hides(holder pdf.Value, key string) bool {
	if l == nil || !l.allOff && len(l.off) == 0 {
		return false
	}
	group := holder.Key(key)
	if group.Kind() != pdf.Dict {
		return false
	}
	if group.Key("Type").Name() != "OCMD" {
		return l.isOff(references(holder)[key])
	}
	var groups map[string]bool
	if groups = listed(group.Key("OCGs")); len(groups) == 0 {
		if ref := references(group)["OCGs"]; ref != "" {
			groups = map[string]bool{ref: true}
		}
	}
	off := 0
	for ref := range groups {
		if l.isOff(ref) {
			off++
		}
	}
	switch group.Key("P").Name() {
	case "AllOn":
		return off > 0
	case "AnyOff":
		return off == 0 && len(groups) > 0
	case "AllOff":
		return off < len(groups)
	}
	return off == len(groups) && off > 0 // AnyOn
}

func (l *layers) isOff(ref string) bool {
	return ref != "" && (l.off[ref] || l.allOff && !l.on[ref])
}
