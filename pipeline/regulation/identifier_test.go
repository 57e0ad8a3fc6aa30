package regulation

import "testing"

func TestControlDigits(t *testing.T) {
	tests := []struct {
		name string
		ok   func(string) bool
		good []string
		bad  []string
	}{
		{"INN", innOK, []string{"7730176088", "7707083893", "500100732259"}, []string{"7730176089", "7707083839", "500100732295", "77301760", "", "77O7083893"}},
		{"OGRN", ogrnOK, []string{"1027700132195", "1027739154343", "304500116000157"}, []string{"1027700132196", "304500116000158", "102770013219", ""}},
		{"SNILS", snilsOK, []string{"112-233-445 95", "11223344595", "001-001-998 00"}, []string{"112-233-445 96", "112-233-445", "", "112.233.445 95"}},
	}
	for _, tt := range tests {
		for _, s := range tt.good {
			if !tt.ok(s) {
				t.Errorf("%s %q is refused", tt.name, s)
			}
		}
		for _, s := range tt.bad {
			if tt.ok(s) {
				t.Errorf("%s %q is accepted", tt.name, s)
			}
		}
	}
}
