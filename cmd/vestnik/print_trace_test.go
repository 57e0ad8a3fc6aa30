package main

import (
	"strings"
	"testing"

	"vestnik/pipeline/regulation"
)

func TestTraceIsPrintedForPeople(t *testing.T) {
	var out strings.Builder
	printTrace(&out, []regulation.TraceRow{
		{Point: "64", Gist: "Два месяца на уплату", Rules: []string{"R210-64-1", "M-06"}, Scenarios: []string{"S210-14"}, Seen: []string{"дело: сроки"}, Status: "covered"},
		{Point: "35", Gist: "Помещения (устройство помещений)", Status: "outside"},
	})
	for _, want := range []string{
		"п. 64 — исполняется и испытан\n    Два месяца на уплату\n    чем исполняется: R210-64-1, M-06\n    чем испытан: S210-14\n    где видно: дело: сроки\n",
		"п. 35 — вне программы\n    Помещения (устройство помещений)\n\nВсего пунктов: 2\n", "исполняется и испытан: 1\n", "не охвачен: 0\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}

// Every status that a table can hold has its words.
func TestEveryTraceStatusHasWords(t *testing.T) {
	engine, err := newEngine()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := engine.Trace("order-210")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		known := false
		for _, s := range traceStatuses {
			known = known || s.status == r.Status
		}
		if !known {
			t.Errorf("point %s has the status %q without words", r.Point, r.Status)
		}
	}
}
