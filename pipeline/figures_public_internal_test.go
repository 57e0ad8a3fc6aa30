package pipeline

import (
	"reflect"
	"testing"

	"vestnik/pipeline/workday"
)

func TestNothingIsLostBetweenReceiptAndPublication(t *testing.T) {
	day := func(s string) workday.Date {
		if s == "" {
			return workday.Date{}
		}
		return workday.MustDate(s)
	}
	engine := openEngine(t)
	var rows []figureRow
	for _, c := range []struct{ received, published, ended string }{
		{"2026-01-12", "2026-03-02", "2026-03-02"}, {"2026-01-13", "2026-03-04", "2026-03-04"}, {"2026-01-14", "", "2026-02-20"},
		{"2026-01-20", "2026-04-30", ""}, {"2026-01-29", "", ""}, // the fourth only after the last day
		{"2026-02-02", "", ""},
		{"2026-03-03", "", "2026-03-20"}, {"2026-04-01", "", ""}, // the last one is not of the period
	} {
		rows = append(rows, figureRow{Pack: "order-210", Received: day(c.received), Published: day(c.published), Ended: day(c.ended)})
	}
	count := figureCount{office: &Office{engine: engine}, rows: rows, period: Span{workday.Date{}, day("2026-03-31")}, today: day("2026-03-31")}
	var got ServiceFigures
	for _, p := range count.packs() {
		if p.ID == "order-210" {
			got = count.service(p)
		}
	}
	if got.Received != 7 || got.Published != 2 || got.Refused != 2 || got.Pending != 3 {
		t.Errorf("%+v", got)
	}
	if days := count.daysToPublication(); days != 49.5 { // of 49 and 50; the fourth was published after the period
		t.Errorf("median of %g days", days)
	}
	// January tells of itself; February and March are too few and go with it.
	want := []MonthFigures{{From: day("2026-01-01"), To: day("2026-03-31"), Received: 7, Published: 2, Refused: 2, Pending: 3, Median: 49.5}}
	if !reflect.DeepEqual(got.Months, want) {
		t.Errorf("%+v", got.Months)
	}
}
