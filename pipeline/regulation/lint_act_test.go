package regulation

import (
	"strings"
	"testing"
)

// Each case breaks one of the two packs of the act in one place; the problem
// must be reported on the line that was broken.
func TestBrokenActsAreRefusedAtTheirLine(t *testing.T) {
	const whole, part = "permit.yaml", "permit-check.yaml"
	tests := []struct{ name, file, old, new, want string }{ // a want after … may show elsewhere: where the broken thing is used
		{"part of nothing", part, "part_of: permit", "part_of: permission", `no other pack "permission"`},
		{"part of itself", part, "part_of: permit", "part_of: permit-check", "no other pack"},
		{"opened by an unknown kind", whole, "opened_by: [request]", "opened_by: [letter]", `kind "letter"`},
		{"opened by what goes out", part, "part_of: permit", "part_of: permit\n  opened_by: [request]", `no incoming document of the kind "request"`},
		{"id of the whole", part, "{id: R9, point", "{id: R3, point", `"R3" is used already in permit.yaml`},
		{"text of the whole", part, "dates:\n", "texts:\n  - {id: tail, body: иное}\ndates:\n", `text "tail" already`},
		{"definition of the whole", part, "{name: subject,", "{name: named,", `"named" is used already`},
		{"list of the whole", part, "dates:\n", "lists:\n  - {id: grounds, title: Иные, point: \"3\", items: []}\ndates:\n", `list "grounds" already`},
		{"field of the whole", part, "dates:\n", "fields:\n  - {name: object, title: Иное, type: text}\ndates:\n", `"object" is used already`},
		{"setting of the whole", part, "dates:\n", "settings:\n  - {id: G9, point: \"3\", question: Как?, alternative: иначе, key: keep.roll, default: a, options: [{value: a, title: а}, {value: b, title: б}]}\ndates:\n", `key "keep.roll" is used already`},
		{"definition that is not inherited", part, `value: 'named ?`, `value: 'decided ?`, "undeclared reference to 'decided'"},
		{"text that does not fit", part, "{{> tail }}", "{{> decision }}", `"decision" of the whole does not fit here`},
		{"point of nowhere", part, `{id: R9, point: "3"`, `{id: R9, point: "30"`, "no point 30"},
		{"rule by nobody", whole, "by: person, seen", "by: oracle, seen", `not "oracle"`},
		{"person's rule seen nowhere", whole, `seen: "дело: проверка"`, `seen: ""`, "seen is missing"},
		{"rule carried by what is in no pack of the act", part, "in: [C1, T2]", "in: [C1, T99]", `"T99"`},
		{"unknown layout", part, "layout: register-line", "layout: poster", `"poster"`},
		{"stops terms by no condition", whole, `stops_terms: 'settings.stop_freezes == "freeze"'`, `stops_terms: 'settings.stop_freezes'`, "must be bool"},
		{"stops terms by an unknown setting", whole, `stops_terms: 'settings.stop_freezes`, `stops_terms: 'settings.stop_freeze`, "stop_freeze"},
		{"extension from an unknown event", whole, "from: fee-asked, to", "from: fee-demanded, to", `no event "fee-demanded"`},
		{"extension without end", whole, "from: fee-asked, to: [fee-paid]", "from: fee-asked, to: []", "never ends"},
		{"extension without point", whole, `cap: {amount: 2, unit: months}, point: "1"`, `cap: {amount: 2, unit: months}`, "needs its point"},
		{"cap in working days", whole, "cap: {amount: 2, unit: months}", "cap: {amount: 2, unit: working-days}", `not in "working-days"`},
		{"cap of nothing", whole, "cap: {amount: 2, unit: months}", "cap: {amount: 0, unit: months}", "positive amount"},
		{"rolls sometimes", whole, "roll: never", "roll: sometimes", `not "sometimes"`},
		{"rolls by an unknown setting", whole, "roll: {setting: keep.roll, when: roll}", "roll: {setting: keep.rolls, when: roll}", `no setting "keep.rolls"`},
		{"rolls by an unknown reading", whole, "roll: {setting: keep.roll, when: roll}", "roll: {setting: keep.roll, when: rolls}", `"rolls" is none`},
		{"rolls by half a setting", whole, "roll: {setting: keep.roll, when: roll}", "roll: {setting: keep.roll}", "names the setting and the reading"},
		{"rolls by an unknown key", whole, "roll: {setting: keep.roll, when: roll}", "roll: {setting: keep.roll, if: roll}", `unknown field "if"`},
		{"known by no text", whole, "{id: object, value: 'fields.number == \"\" ? \"\" : object_name'}", "{id: object, value: 'fields.number == \"\"'}", "must be string"},
		{"link to no pack", whole, "pack: permit, known_as", "pack: permits, known_as", `no pack "permits"`},
		{"link by no name", whole, "known_as: object, by", "known_as: subject, by", `not known as "subject"`},
		{"link by no text", whole, "by: object_name}", "by: fields.object == \"\"}", "must be string"},
		{"unknown link in a condition", whole, "applies: 'links.permits.size()", "applies: 'links.permit.size()", "undefined field 'permit'"},
		{"linked case of another type", whole, `p.fields.object == fields.object)'`, `p.fields.subject == fields.object)'`, "undefined field 'subject'"},
		{"entry without register", whole, "      register: '\"permits\"'\n      entry: fields.number", "      entry: fields.number", "names an entry but no register"},
		{"entry of no text", whole, "entry: fields.number", "entry: 7", "must be string"},
		{"record without kind", whole, "        kind: note", "        kind: \"\"", "kind of a record"},
		{"record without title", whole, "        title: Отметка", "        title: \"\"", "title is missing"},
		{"record of no text", whole, "{name: reason, title: Причина, value: values.reason}", "{name: reason, title: Причина, value: dates.decided_on}", "must be string"},
		{"record with a line twice", whole, "{name: reason, title: Причина, value: values.reason}", "{name: object, title: Причина, value: values.reason}", `"object" is used already`},
		{"who acts is no matter of a check", whole, "holds: named, severity", "holds: 'actor.login != \"\"', severity", "undeclared reference to 'actor'"},
		{"doer of an unknown event", whole, "doers.asked != actor.login", "doers.demanded != actor.login", "undefined field 'demanded'"},
		{"end of an unknown term", whole, `day(now) <= ends("D1")`, `day(now) <= ends("D7")`, `ends("D7") leads nowhere`},
		{"end of a term not written out", whole, `runs("D1") &&`, `runs(fields.number) &&`, "written out"},
		{"draft depends on who signs", whole, "values: {reason: args.reason}", "values: {reason: args.reason + actor.login}", "differs between who drafts and who signs"},
		{"draft names who acts", whole, `"Решено: {{ values.reason }}"`, `"Решено: {{ actor.login }}"`, "…mentions the actor"},
		{"command that opens is drafted", part, "      who: [chief]\n      needs:", "      who: [chief]\n      sign: [clerk]\n      needs:", "…none yet in which its draft could wait"},
		{"command opens and moves", part, "    - id: C2\n      point: \"3\"\n      command: finish", "    - id: C2\n      point: \"3\"\n      command: order-check", "…opens cases and moves open ones"},
		{"begin from somewhere", part, "begin: true, command: order-check, to", "begin: true, command: order-check, from: [C_DONE], to", "starts from nowhere"},
	}
	packs := actFiles(t, nil)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			base := string(packs[tt.file].Data)
			if strings.Count(base, tt.old) != 1 {
				t.Fatalf("%q occurs %d times", tt.old, strings.Count(base, tt.old))
			}
			first := strings.Count(base[:strings.Index(base, tt.old)], "\n") + 1
			last := first + strings.Count(tt.new, "\n")
			problems := Lint(tt.file, []byte(strings.Replace(base, tt.old, tt.new, 1)), packs)
			for _, p := range problems {
				want, elsewhere := strings.CutPrefix(tt.want, "…")
				if p.File == tt.file && (elsewhere || p.Line >= first && p.Line <= last) && strings.Contains(p.Message, want) {
					return
				}
			}
			t.Errorf("want %q on lines %d–%d, got %v", tt.want, first, last, problems)
		})
	}
}

func TestTheActIsAccepted(t *testing.T) {
	packs := actFiles(t, nil)
	for name, f := range packs {
		for _, p := range Lint(name, f.Data, packs) {
			t.Error(p)
		}
	}
}
