package exchange_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"vestnik/extract/exchange"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// samples is where the made-up statements and extracts lie.
const samples = "../../testdata/exchange"

func open(t testing.TB, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join(samples, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// payments reads a text, and fails unless the rows add up.
func payments(t testing.TB, text string) ([]pipeline.Payment, exchange.Summary) {
	t.Helper()
	var list []pipeline.Payment
	sum, err := exchange.Limits{}.Payments(context.Background(), strings.NewReader(text), func(p pipeline.Payment) error {
		list = append(list, p)
		return nil
	})
	if err != nil {
		t.Fatalf("%v (%s)", err, pipeline.AdviceOf(err))
	}
	if sum.Accepted != len(list) || sum.Rows != sum.Accepted+len(sum.Rejected) {
		t.Fatalf("rows do not add up: %+v, %d handed over", sum, len(list))
	}
	return list, sum
}

// sampled reads a sample of payments.
func sampled(t testing.TB, name string) ([]pipeline.Payment, exchange.Summary) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(samples, name))
	if err != nil {
		t.Fatal(err)
	}
	return payments(t, string(b))
}

// reasons returns line and reason of every rejected row: "6 no-amount".
func reasons(rows []pipeline.RejectedRow) []string {
	var list []string
	for _, r := range rows {
		list = append(list, strconv.Itoa(r.Line)+" "+r.Reason)
	}
	return list
}

func day(s string) workday.Date { return workday.MustDate(s) }

func TestABanksStatementInWindows1251IsReadPastItsPreamble(t *testing.T) {
	list, sum := sampled(t, "statement-bank.csv")
	want := []pipeline.Payment{
		{Amount: 4500_00, PaidOn: day("2026-03-27"), Payer: pipeline.Payer{Name: `ООО "Ледокол"`, INN: "9801123459"}, Document: "118",
			DocumentDate: day("2026-03-26"), Purpose: "Пошлина за регистрацию программы; заявка 2026610001", Line: 5},
		{Amount: 3000_00, PaidOn: day("2026-03-27"), Payer: pipeline.Payer{Name: "Ольхина Северина Павловна//998030, г. Каменный Брод, ул. Школьная, д. 9", INN: "980130009232"}, Document: "7",
			DocumentDate: day("2026-03-27"), Purpose: "УИН 18209965161122334455 пошлина за регистрацию программы «Учёт ульев»", Line: 6},
	}
	if !reflect.DeepEqual(list, want) {
		t.Errorf("payments are\n%+v, want\n%+v", list, want)
	}
	if got, want := reasons(sum.Rejected), []string{"7 no-amount", "8 bad-date", "9 bad-amount"}; !reflect.DeepEqual(got, want) {
		t.Errorf("rejected are %q, want %q", got, want)
	}
}

func TestATreasurysStatementTellsCorrectionsAndAnnulments(t *testing.T) {
	list, sum := sampled(t, "statement-treasury.csv")
	if len(list) != 5 {
		t.Fatalf("%d payments: %+v", len(list), list)
	}
	first := pipeline.Payment{UIP: "10445250000000002703202600000118", UIN: "18209965161122334455", Amount: 4500_00,
		PaidOn: day("2026-03-27"), ReportedOn: day("2026-03-28"), KBK: "16811301140016000130", Document: "118", DocumentDate: day("2026-03-26"), Line: 2,
		Payer:   pipeline.Payer{Name: "Общество с ограниченной ответственностью «Ледокол»", INN: "9801123459", KPP: "980101001"},
		Purpose: "Государственная пошлина, заявка 2026610001"}
	if !reflect.DeepEqual(list[0], first) {
		t.Errorf("the first is\n%+v, want\n%+v", list[0], first)
	}
	var changes []pipeline.PaymentChange
	for _, p := range list {
		changes = append(changes, p.Change)
	}
	if want := []pipeline.PaymentChange{"", "", pipeline.PaymentChanged, pipeline.PaymentAnnulled, ""}; !reflect.DeepEqual(changes, want) {
		t.Errorf("changes are %q, want %q", changes, want)
	}
	if list[1].UIN != "" {
		t.Errorf("УИН 0 stands for none, read %q", list[1].UIN)
	}
	if got, want := reasons(sum.Rejected), []string{"6 spoilt-number", "8 bad-inn", "9 bad-change"}; !reflect.DeepEqual(got, want) {
		t.Errorf("rejected are %q, want %q", got, want)
	}
}

func TestPaymentInformationInXMLIsInKopecksWhateverItsNamespaces(t *testing.T) {
	list, sum := sampled(t, "payments-gisgmp.xml")
	want := []pipeline.Payment{
		{UIP: "10445250000000002703202600000118", UIN: "18209965161122334455", Amount: 4500_00, PaidOn: day("2026-03-27"), KBK: "16811301140016000130",
			Payer: pipeline.Payer{Name: `ООО "Ледокол"`, INN: "9801123459", KPP: "980101001"}, Purpose: `Пошлина "за регистрацию" 2026610001`,
			Document: "118", DocumentDate: day("2026-03-26"), Line: 4},
		{UIP: "10445250000000002703202600000119", Amount: 3000_00, PaidOn: day("2026-03-27"), ReportedOn: day("2026-03-31"), Change: pipeline.PaymentAnnulled,
			Payer: pipeline.Payer{Name: "Ольхина Северина Павловна", INN: "980130009232"}, Purpose: "Пошлина за программу", Line: 10},
	}
	if !reflect.DeepEqual(list, want) {
		t.Errorf("payments are\n%+v, want\n%+v", list, want)
	}
	if got, want := reasons(sum.Rejected), []string{"14 bad-amount", "15 no-date"}; !reflect.DeepEqual(got, want) {
		t.Errorf("rejected are %q, want %q", got, want)
	}
}

func TestEveryRejectedRowSaysWhatToDo(t *testing.T) {
	for _, name := range []string{"statement-bank.csv", "statement-treasury.csv", "payments-gisgmp.xml"} {
		_, sum := sampled(t, name)
		for _, r := range sum.Rejected {
			if !strings.HasSuffix(r.Message, ".") || strings.Count(r.Message, ". ") == 0 {
				t.Errorf("%s:%d says only %q", name, r.Line, r.Message)
			}
		}
	}
}

func TestStatementRows(t *testing.T) {
	const head = "Дата платежа;Сумма;Плательщик;ИНН;Назначение платежа\n"
	one := func(p pipeline.Payment) pipeline.Payment {
		p.PaidOn, p.Amount = day("2026-03-27"), max(p.Amount, 4500_00)
		if p.Line == 0 {
			p.Line = 2
		}
		return p
	}
	for name, c := range map[string]struct {
		text     string
		want     []pipeline.Payment
		rejected []string
	}{
		"a tab parts the cells":                          {"Дата\tСумма\n27.03.2026\t4500\n", []pipeline.Payment{one(pipeline.Payment{})}, nil},
		"a heading says kopecks":                         {"Дата;Сумма в коп.\n27.03.2026;450000\n", []pipeline.Payment{one(pipeline.Payment{})}, nil},
		"a heading of roubles and kopecks is in roubles": {"Дата;Сумма, руб. коп.\n27.03.2026;4500-00\n", []pipeline.Payment{one(pipeline.Payment{})}, nil},
		"a purpose on two lines":                         {head + "27.03.2026;4500;;;\"пошлина\nпо заявке\"\n", []pipeline.Payment{one(pipeline.Payment{Purpose: "пошлина по заявке"})}, nil},
		"a quote that never closes spoils no other row": {head + "27.03.2026;4500;\"Ромашка;;пошлина\n27.03.2026;4500;;;вторая\n",
			[]pipeline.Payment{one(pipeline.Payment{Payer: pipeline.Payer{Name: `"Ромашка`}, Purpose: "пошлина"}), one(pipeline.Payment{Purpose: "вторая", Line: 3})}, nil},
		"quotes within a bare cell":                      {head + "27.03.2026;4500;ООО \"Ромашка\";;пошлина\n", []pipeline.Payment{one(pipeline.Payment{Payer: pipeline.Payer{Name: `ООО "Ромашка"`}, Purpose: "пошлина"})}, nil},
		"a separator in the purpose":                     {head + "27.03.2026;4500;;;пошлина; заявка\n27.03.2026;4500;;;да\n", []pipeline.Payment{one(pipeline.Payment{Purpose: "да", Line: 3})}, []string{"2 field-count"}},
		"empty cells left out at the end":                {head + "27.03.2026;4500\n", []pipeline.Payment{one(pipeline.Payment{})}, nil},
		"totals and blank lines are no rows":             {head + ";;;;\n\n27.03.2026;4500;;;\nИтого;4500;;;\n", []pipeline.Payment{one(pipeline.Payment{Line: 4})}, nil},
		"a leading zero of the INN is put back":          {head + "27.03.2026;4500;;10130009307;\n", []pipeline.Payment{one(pipeline.Payment{Payer: pipeline.Payer{INN: "010130009307"}})}, nil},
		"an INN that lacks another digit is not guessed": {head + "27.03.2026;4500;;98013000923;\n", nil, []string{"2 bad-inn"}},
		"amounts with blanks and thousands": {head + "27.03.2026;1 004 500,50 руб.;;;\n27.03.2026;1,004,500.5;;;\n",
			[]pipeline.Payment{one(pipeline.Payment{Amount: 1004500_50}), one(pipeline.Payment{Amount: 1004500_50, Line: 3})}, nil},
		"an amount past all reason": {head + "27.03.2026;18210301000000000000;;;\n", nil, []string{"2 bad-amount"}},
		"no date":                   {head + ";4500;;;\n", nil, []string{"2 no-date"}},
	} {
		t.Run(name, func(t *testing.T) {
			list, sum := payments(t, c.text)
			if !reflect.DeepEqual(list, c.want) {
				t.Errorf("payments are\n%+v, want\n%+v", list, c.want)
			}
			if got := reasons(sum.Rejected); !reflect.DeepEqual(got, c.rejected) {
				t.Errorf("rejected are %q, want %q", got, c.rejected)
			}
		})
	}
}

func TestXMLThatBreaksOffKeepsWhatCameBefore(t *testing.T) {
	list, sum := payments(t, "<r><PaymentInfo amount='450000' paymentDate='2026-03-27'/>\n<PaymentInfo amount='1")
	if len(list) != 1 || len(sum.Rejected) != 1 || sum.Rejected[0].Reason != "broken-xml" || sum.Rejected[0].Line != 2 {
		t.Errorf("%+v, %+v", list, sum)
	}
}

func TestARecordWrappedInAnotherCountsOnce(t *testing.T) {
	list, _ := payments(t, `<Payment><PaymentInfo amount="450000" paymentDate="2026-03-27"/></Payment>`)
	if len(list) != 1 {
		t.Errorf("%d payments", len(list))
	}
}

func TestWholeFilesThatAreRefused(t *testing.T) {
	long := strings.Repeat("x", 4<<10)
	for name, c := range map[string]struct {
		text   string
		limits exchange.Limits
		kind   pipeline.Kind
	}{
		"an empty file":                        {"", exchange.Limits{}, pipeline.Invalid},
		"a letter":                             {"Уважаемые коллеги!\nНаправляем выписку.\n", exchange.Limits{}, pipeline.Invalid},
		"XML of something else":                {"<html><body>нет</body></html>", exchange.Limits{}, pipeline.Invalid},
		"XML with a document type":             {`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><PaymentInfo amount="1" purpose="&x;"/></r>`, exchange.Limits{}, pipeline.Unsupported},
		"XML in an encoding that nobody reads": {`<?xml version="1.0" encoding="EBCDIC"?><r/>`, exchange.Limits{}, pipeline.Unsupported},
		"XML deeper than any":                  {strings.Repeat("<a>", 100), exchange.Limits{}, pipeline.TooLarge},
		"a record over the limit":              {"<PaymentInfo purpose='" + long + "' amount='1'/>", exchange.Limits{MaxRow: 1 << 10}, pipeline.TooLarge},
		"too many bytes":                       {"Дата;Сумма\n" + strings.Repeat("27.03.2026;1\n", 100), exchange.Limits{MaxBytes: 100}, pipeline.TooLarge},
		"too many rows":                        {"Дата;Сумма\n" + strings.Repeat("27.03.2026;1\n", 3), exchange.Limits{MaxRows: 2}, pipeline.TooLarge},
		"too much time":                        {"Дата;Сумма\n27.03.2026;1\n", exchange.Limits{MaxTime: time.Nanosecond}, pipeline.TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.limits.Payments(context.Background(), strings.NewReader(c.text), func(pipeline.Payment) error { return nil })
			if pipeline.KindOf(err) != c.kind || err == nil {
				t.Fatalf("error %v, want kind %s", err, c.kind)
			}
			if pipeline.AdviceOf(err) == pipeline.AdviceOf(errors.New("")) {
				t.Errorf("%v gives no advice of its own", err)
			}
		})
	}
}

func TestTheCallersErrorAndContextPassAsTheyAre(t *testing.T) {
	stop := errors.New("stop")
	_, err := exchange.Limits{}.Payments(context.Background(), strings.NewReader("Дата;Сумма\n27.03.2026;1\n"), func(pipeline.Payment) error { return stop })
	if err != stop {
		t.Errorf("error %v, want the caller's", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (exchange.Limits{}).Payments(ctx, strings.NewReader("Дата;Сумма\n"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestExtractsOfTheStateRegisters(t *testing.T) {
	ledokol := pipeline.Organisation{OGRN: "1269800000018", INN: "9801123459", KPP: "980101001", Active: true, AsOf: day("2026-03-30")}
	nord := pipeline.Organisation{OGRN: "1059800000171", INN: "9802543216", EndedOn: day("2025-12-15"), AsOf: day("2026-03-30")}
	with := func(o pipeline.Organisation, line int, name, short, address, status string) pipeline.Organisation {
		o.Line, o.Name, o.ShortName, o.Address, o.Status = line, name, short, address, status
		return o
	}
	person := pipeline.Organisation{OGRN: "319980000000127", INN: "980130009232", Entrepreneur: true, Active: true, AsOf: day("2026-03-30")}
	for name, c := range map[string]struct {
		want     []pipeline.Organisation
		rejected []string
	}{
		"egrul.csv": {[]pipeline.Organisation{
			with(ledokol, 2, `Общество с ограниченной ответственностью "Ледокол"`, `ООО "Ледокол"`, "998030, г. Каменный Брод", "Действующая"),
			with(nord, 3, "АО «Норд»", "", "", "Ликвидирована"),
			with(person, 4, "Ольхина Северина Павловна", "", "", "Действующий ИП"),
		}, []string{"5 no-number", "6 bad-ogrn", "7 bad-status"}},
		"egrul.xml": {[]pipeline.Organisation{
			with(ledokol, 3, `ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "ЛЕДОКОЛ"`, `ООО "ЛЕДОКОЛ"`,
				"998030, ОБЛАСТЬ РЕЧНАЯ, ГОРОД КАМЕННЫЙ БРОД, УЛИЦА ПРИЧАЛЬНАЯ, ДОМ 5, ОФИС 12", ""),
			with(nord, 8, `АКЦИОНЕРНОЕ ОБЩЕСТВО "НОРД"`, `АО "НОРД"`, "", "Ликвидировано"),
		}, []string{"13 bad-ogrn"}},
		"egrip.xml": {[]pipeline.Organisation{with(person, 2, "ОЛЬХИНА СЕВЕРИНА ПАВЛОВНА", "", "", "")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var list []pipeline.Organisation
			sum, err := exchange.Limits{}.Organisations(t.Context(), open(t, name), func(o pipeline.Organisation) error {
				list = append(list, o)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(list, c.want) {
				t.Errorf("organisations are\n%+v, want\n%+v", list, c.want)
			}
			if got := reasons(sum.Rejected); !reflect.DeepEqual(got, c.rejected) {
				t.Errorf("rejected are %q, want %q", got, c.rejected)
			}
		})
	}
}
