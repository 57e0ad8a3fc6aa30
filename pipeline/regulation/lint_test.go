package regulation

import (
	"os"
	"strings"
	"testing"
)

func minimalPack(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/minimal.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestMinimalPackIsAccepted(t *testing.T) {
	for _, p := range Lint("minimal.yaml", []byte(minimalPack(t)), nil) {
		t.Error(p)
	}
}

// Each case breaks the minimal pack in one place; the problem must be reported
// on the line that was broken.
func TestBrokenPacksAreRefusedAtTheirLine(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"unknown key", "  source: придуман", "  sauce: x\n  source: придуман", `unknown field "sauce"`},
		{"duplicate key", "  zone: Europe/Moscow", "  zone: Europe/Moscow\n  zone: UTC", "already defined"},
		{"anchor", "  - {point: \"1\", gist: Первый}", "  - &a {point: \"1\", gist: Первый}", "anchors"},
		{"bad edition", `edition: "2020-01-01"`, `edition: "January"`, "edition"},
		{"bad zone", "zone: Europe/Moscow", "zone: Mars/Base", "zone"},
		{"no act", "act: приказ № 1", `act: ""`, "act is missing"},
		{"ends before it begins", "in_force_from: 2020-01-01", "in_force_from: 2020-01-01\n  in_force_to: 2019-01-01", "ends before"},
		{"included pack missing", "  zone: Europe/Moscow", "  zone: Europe/Moscow\n  includes: [other]", `no pack "other"`},
		{"bad hours", `hours: "Mon-Fri 9:00-18:00"`, `hours: "Mon-Fri 18:00-9:00"`, "hours"},
		{"point listed twice", `{point: "2", gist: Второй}`, `{point: "1", gist: Второй}`, "listed twice"},
		{"rule without a point", `{id: R1, point: "1",`, `{id: R1, point: "",`, "needs its point"},
		{"rule with an unknown point", `{id: R1, point: "1",`, `{id: R1, point: "77",`, "no point 77"},
		{"duplicate id", "{id: R2, point", "{id: R1, point", `"R1" is used already`},
		{"unknown severity", "severity: defect", "severity: awful", `no severity "awful"`},
		{"unknown by", "by: machine", "by: oracle", `"oracle"`},
		{"machine without condition", "holds: named, ", "", "no condition"},
		{"person with condition", "by: person,", `by: person, holds: "true",`, "no condition decides"},
		{"message missing", "message: Посмотрите", `message: ""`, "message is missing"},
		{"misspelt field", `value: fields.title != ""`, `value: fields.titel != ""`, "titel"},
		{"type error", `value: fields.title != ""`, `value: fields.title > 3`, "no matching overload"},
		{"condition is no condition", "holds: named,", "holds: fields.title,", "must be bool"},
		{"unknown variable", "holds: named,", "holds: nameless,", "undeclared"},
		{"syntax error", "holds: named,", "holds: \"named &&\",", "Syntax error"},
		{"checks see no clock", "holds: named,", "holds: 'now > filing.received_at',", "undeclared"},
		{"rule does not rest on what it reads", "rests_on: [title]", "rests_on: [holders]", "rests_on does not name"},
		{"rests on nothing", "rests_on: [title]", "rests_on: [title, heading]", `no field "heading"`},
		{"list of two kinds", "    type: list\n", "    type: list\n    of: text\n", "list says"},
		{"unknown field type", "{name: title, title: Название, type: text}", "{name: title, title: Название, type: blob}", `no type "blob"`},
		{"list code twice", "items: [{code: a, title: первое}]", "items: [{code: a, title: первое}, {code: a, title: второе}]", `has "a" already`},
		{"unknown direction", "direction: incoming", "direction: sideways", "sideways"},
		{"document term dangling", "    term: D1\n", "    term: D9\n", `no term "D9"`},
		{"must say nothing", "what: срок,", `what: "",`, "what is missing"},
		{"shared text missing", "      {{> tail }}", "      {{> head }}", `no text "head"`},
		{"template not closed", "До {{ long_date", "До {{ {{ long_date", ""},
		{"template yields no text", `{{ length("D1") }}.`, `{{ 5 }}.`, "must be a text"},
		{"id function without id", `length("D1") }}.`, `length(fields.title) }}.`, "written out"},
		{"id function dangling", `length("D1") }}.`, `length("D7") }}.`, "leads nowhere"},
		{"event name reserved", "- {id: taken,", "- {id: proposed,", "belongs to the engine"},
		{"unknown role", "who: [clerk], term: D1", "who: [porter], term: D1", `no role "porter"`},
		{"nobody may", "who: [clerk], term: D1", "who: [], term: D1", "does not say who"},
		{"preparatory role signs", "sign: [chief]", "sign: [helper]", "signs nothing"},
		{"unknown need type", "type: choice, required", "type: colour, required", `no type "colour"`},
		{"unknown list", "list: grounds}", "list: reasons}", `no list "reasons"`},
		{"args of another command", `holds: args.ground != ""`, `holds: args.reason != ""`, "reason"},
		{"unknown state in from", "from: [NEW]", "from: [OLD]", `no state "OLD"`},
		{"unknown state in to", "to: [OPEN], event: taken", "to: [SHUT], event: taken", `no state "SHUT"`},
		{"unknown event", "event: expired}", "event: elapsed}", `no event "elapsed"`},
		{"unknown command", "command: take,", "command: grab,", `no command "grab"`},
		{"two ways to take it", "after_term: D1,", "after_term: D1, automatic: true,", "exactly one of"},
		{"unknown number", "draws: [serial]", "draws: [cereal]", `no number "cereal"`},
		{"draft draws a number", "      notices: [O1]", "      draws: [serial]\n      notices: [O1]", "would be lost"},
		{"draft mentions the time of signing", "notices: [O1]", "notices: [O2]", "signed later"},
		{"machine draws a number", "event: expired}", "event: expired, draws: [serial]}", "cannot draw"},
		{"notice without text", "notices: [O1]", "notices: [I1]", `no outgoing document "I1"`},
		{"sets an unknown date", "set: {dates: {came:", "set: {dates: {went:", `no date "went"`},
		{"sets an unknown value", "values: {ground: args", "values: {gravel: args", `no value "gravel"`},
		{"sets a value of another type", "values: {ground: args.ground}", `values: {ground: "5"}`, "must be string"},
		{"unreachable state", "{id: DONE, title: решено, point: \"2\", terminal: true}", "{id: DONE, title: решено, point: \"2\", terminal: true}\n    - {id: LOST, title: потеряно, point: \"2\"}", "LOST cannot be reached"},
		{"unknown unit", "unit: working-days", "unit: fortnights", `no unit "fortnights"`},
		{"no amount", "amount: 5,", "amount: 0,", "positive amount"},
		{"term opened by nothing", "from: {event: taken}", "from: {}", "exactly one of event"},
		{"term opened by itself", "from: {event: taken}", "from: {end_of: D1}", "waits for its own end"},
		{"term met by nothing", "met: [decided]", "met: []", "nothing meets it"},
		{"term met on an unknown date", "met: [decided], who", "met: [decided], met_on: signed, who", `no date "signed"`},
		{"term of nobody", "met: [decided], who: clerk", "met: [decided], who: nobody", `no role "nobody"`},
		{"fees overlap", "basis: закон}", "basis: закон}\n  - {id: F2, code: REG, payer: person, amount: 200, from: 2021-01-01, point: \"1\", basis: закон}", "overlaps F1"},
		{"published and kept", "fields: [title], never", "fields: [holders], never", "both published and never"},
		{"setting default unknown", "default: so,", "default: such,", `"such" is none`},
		{"setting with one reading", ", {value: other, title: иначе}", "", "fewer than two"},
		{"rule carried by nothing", "in: [T1, D1]", "in: [T1, D8]", `names "D8"`},
		{"scenario of no point", `{id: S1, points: "1, 2"}`, `{id: S1, points: "1, 9"}`, "no point 9"},
	}
	base := minimalPack(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if strings.Count(base, tt.old) != 1 {
				t.Fatalf("%q occurs %d times", tt.old, strings.Count(base, tt.old))
			}
			at := strings.Index(base, tt.old)
			first := strings.Count(base[:at], "\n") + 1
			last := first + strings.Count(tt.new, "\n")
			problems := Lint("broken.yaml", []byte(strings.Replace(base, tt.old, tt.new, 1)), nil)
			for _, p := range problems {
				if p.File == "broken.yaml" && p.Line >= first && p.Line <= last && p.Column > 0 && strings.Contains(p.Message, tt.want) {
					return
				}
			}
			t.Errorf("want %q on lines %d–%d, got %v", tt.want, first, last, problems)
		})
	}
}

func TestUnreadableFilesAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "no mapping": "just words", "two documents": "a: 1\n---\nb: 2\n",
		"unclosed": "points: [\n", "binary": "\x00\x01\xff", "too large": strings.Repeat("# \n", maxPackBytes/3+1),
	} {
		if problems := Lint(name, []byte(text), nil); len(problems) == 0 || problems[0].Line < 1 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

// Whatever bytes come, the loader ends with problems that have a place, or with
// a pack that loads again to the same.
func FuzzLint(f *testing.F) {
	base := minimalPack(f)
	f.Add(base)
	f.Add(strings.Replace(base, "amount: 5", "amount: -5", 1))
	f.Add("regulation: {id: x}\npoints: [{point: \"1\"}]\n")
	f.Add("definitions:\n  - {name: a, value: a}\n")
	f.Fuzz(func(t *testing.T, text string) {
		first := Lint("fuzz.yaml", []byte(text), nil)
		for _, p := range first {
			if p.Line < 1 || p.Column < 1 || p.Message == "" {
				t.Fatalf("a problem without place or words: %+v", p)
			}
		}
		second := Lint("fuzz.yaml", []byte(text), nil)
		if len(first) != len(second) {
			t.Fatalf("%d problems, then %d", len(first), len(second))
		}
		for i := range first {
			if first[i] != second[i] {
				t.Fatalf("problem %d: %v, then %v", i, first[i], second[i])
			}
		}
	})
}
