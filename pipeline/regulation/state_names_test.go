package regulation

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryStateHasOneName(t *testing.T) {
	var codes, names []string
	for code, name := range States() {
		codes, names = append(codes, code), append(names, name)
	}
	if got := strings.Join(codes, " "); got != st3States {
		t.Errorf("states with names:\n%s\nstates of ST.3:\n%s", got, st3States)
	}
	slices.Sort(names)
	if unique := slices.Compact(slices.Clone(names)); len(unique) != len(names) {
		t.Errorf("%d names of %d states differ", len(unique), len(names))
	}
	for code, want := range map[string]string{"RU": "Россия", "CI": "Кот-д'Ивуар", "ZW": "Зимбабве", "EP": "", "": ""} {
		if got := StateName(code); got != want {
			t.Errorf("%q is %q, want %q", code, got, want)
		}
	}
}
