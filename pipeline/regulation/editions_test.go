package regulation

import (
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"vestnik/pipeline/workday"
)

// amended loads beside the packs those of an act amended from 2019: two months to
// pay became three, and the fee rose; one part was copied with it.
func amended(t *testing.T) *Engine {
	t.Helper()
	read := func(name string) string {
		data, err := packFiles.ReadFile(path.Join("packs", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	change := func(text string, pairs ...string) *fstest.MapFile {
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(text, pairs[i]) {
				t.Fatalf("there is no %q to amend", pairs[i])
			}
		}
		return &fstest.MapFile{Data: []byte(strings.NewReplacer(pairs...).Replace(text))}
	}
	const from, until = "in_force_from: 2016-07-18", "in_force_from: 2016-07-18\n  in_force_to: 2018-12-31"
	anew := []string{`edition: "2017-08-19"`, `edition: "2019-01-01"`, from, "in_force_from: 2019-01-01"}
	fsys := fstest.MapFS{}
	files, err := packFiles.ReadDir("packs")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		fsys[f.Name()] = &fstest.MapFile{Data: []byte(read(f.Name()))}
	}
	for _, name := range []string{"order-210", "order-210-duplicate"} {
		fsys[name+".yaml"] = change(read(name+".yaml"), from, until)
	}
	fsys["order-210-2019.yaml"] = change(read("order-210.yaml"), append(anew,
		`title: Уплата пошлины заявителем, point: "64", amount: 2`, `title: Уплата пошлины заявителем, point: "64", amount: 3`)...)
	fsys["order-210-duplicate-2019.yaml"] = change(read("order-210-duplicate.yaml"), anew...)
	const fee = `{id: F33330-REG-PER, code: REG, payer: person, amount: 3000, from: 2015-01-01,`
	fsys["tax-code-333-30.yaml"] = change(read("tax-code-333-30.yaml"), fee,
		`{id: F33330-REG-PER-2019, code: REG, payer: person, amount: 3500, from: 2019-01-01, point: "333.30", title: Регистрация, basis: придумана для проверки}`+"\n  - "+
			strings.Replace(fee, "2015-01-01", "2015-01-01, to: 2018-12-31", 1))
	e, err := Open(fsys, workday.Production(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Later filings alone are judged by an amended act; a case that runs keeps the
// edition of its day of filing, however late its steps are.
func TestTwoEditionsJudgeEachItsOwnFilings(t *testing.T) {
	e := amended(t)
	l := readLibrary(t, "order-210")
	tests := []struct{ name, received, accepted, transferred, noticed, edition, due, says, fee string }{
		{"filed before the amendment", "2018-12-28", "2018-12-29", "2019-01-09", "2019-01-10", "2017-08-19", "2019-03-11", "в течение двух месяцев", "3000 рублей"},
		{"filed after it", "2019-01-09", "2019-01-09", "2019-01-09", "2019-01-10", "2019-01-01", "2019-04-10", "в течение трёх месяцев", "3500 рублей"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := l.set(t, e, scenario{
				Given: Given{Received: tt.received},
				When: []when{
					{Do: "accept", At: tt.accepted}, {Do: "transfer", At: tt.transferred}, {Do: "send-fee-notice", At: tt.noticed},
				},
			}, "order-210", "2017-000001")
			if g.pack.Edition != tt.edition {
				t.Errorf("judged by the edition %s, want %s", g.pack.Edition, tt.edition)
			}
			g.expect(then{
				Terms:   []termWant{{Rule: "D210-14", Due: tt.due}},
				Notices: []noticeWant{{Document: "O210-03", Has: []string{tt.says, "Следует уплатить: " + tt.fee}}},
			})
			g.replay()
		})
	}
	expectDue(t, e, "order-210", "before", "D210-14", "2018-12-20", "2019-02-20")
	expectDue(t, e, "order-210", "after", "D210-14", "2019-01-10", "2019-04-10")
}

func TestAPartFollowsTheEditionOfItsWhole(t *testing.T) {
	e := amended(t)
	for edition, amount := range map[string]int{"2017-08-19": 2, "2019-01-01": 3} {
		p, err := e.Edition("order-210-duplicate", edition)
		if err != nil {
			t.Fatal(err)
		}
		if whole := e.whole(p); whole.Edition != edition || p.program.scope.terms["D210-14"].Amount != amount {
			t.Errorf("the part of %s belongs to %s, with %d months to pay", edition, whole.Edition, p.program.scope.terms["D210-14"].Amount)
		}
	}
	if rows, err := e.Trace("order-210"); err != nil || len(rows) != 142 {
		t.Errorf("%d points, %v", len(rows), err)
	}
}
