package regulation

import "testing"

func TestAKindIsTitledByTheRegulationThatIsAsked(t *testing.T) {
	e := scenarioEngine(t, scenario{})
	for _, c := range []struct{ name, pack, kind, want string }{
		{"the fee of one act", "order-210", "proof-of-fee", "Документ об уплате государственной пошлины"},
		{"the fee of another", "order-144", "proof-of-fee", "Документ об уплате патентной пошлины"},
		{"a kind that only another act knows", "order-210", "open-licence-statement", "Заявление об открытой лицензии"},
		{"no act asked", "", "abstract", "Реферат"},
		{"a kind that no act knows", "order-210", "unknown", ""},
		{"no kind: papers that go out have none", "order-210", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := e.KindTitle(c.pack, c.kind); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
