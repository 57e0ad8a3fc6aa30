package form_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"vestnik/extract/form"
	"vestnik/pipeline"
)

var update = flag.Bool("update", false, "write the goldens anew")

func recogniser(t testing.TB) *form.Recogniser {
	t.Helper()
	r, err := form.New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// flat brings fields to paths and printed values: "authors[0].name".
func flat(fields pipeline.Fields) map[string]pipeline.Reading {
	out := map[string]pipeline.Reading{}
	add := func(path string, r pipeline.Reading) {
		if r.Parts == nil {
			out[path] = r
			return
		}
		for part, reading := range r.Parts {
			out[path+"."+part] = reading
		}
		if name, ok := r.Value.(string); ok {
			out[path] = pipeline.Reading{Value: name, Confidence: r.Confidence, Sure: r.Sure}
		}
	}
	for name, f := range fields {
		if !f.IsList() {
			add(name, f.Reading)
		}
		for i, v := range f.Values {
			add(fmt.Sprintf("%s[%d]", name, i), v)
		}
	}
	return out
}

func expect(t *testing.T, got pipeline.Recognition, want states) {
	t.Helper()
	readings := flat(got.Fields)
	for _, path := range slices.Sorted(maps.Keys(want)) {
		r, ok := readings[path]
		if !ok {
			t.Errorf("%s: not read, want %q", path, want[path])
			continue
		}
		if v := fmt.Sprint(r.Value); v != want[path] {
			t.Errorf("%s: read %q, want %q", path, v, want[path])
		}
	}
}

func kinds(r pipeline.Recognition) string {
	var list []string
	for _, s := range r.Segments {
		list = append(list, fmt.Sprint(s.Kind, s.Pages))
	}
	return strings.Join(list, " ")
}

// layouts are the statements, by the hand that set them.
func layouts() map[string]func(applicant) []pipeline.Page {
	return map[string]func(applicant) []pipeline.Page{"ruled": ruled, "older": older, "typed": typed}
}

func TestStatementIsReadInEveryLayout(t *testing.T) {
	r := recogniser(t)
	for name, layout := range layouts() {
		for i, a := range applicants() {
			t.Run(fmt.Sprintf("%s/%d", name, i), func(t *testing.T) {
				got := r.Recognise("", layout(a))
				if got.Kind != pipeline.Statement || len(got.Segments) != 1 {
					t.Fatalf("kinds %s, want one statement; signals %v", kinds(got), got.Segments)
				}
				expect(t, got, a.statementStates())
				for path, reading := range flat(got.Fields) {
					if _, known := a.statementStates()[path]; !known {
						t.Errorf("%s: read %v where the paper states nothing", path, reading.Value)
					}
				}
			})
		}
	}
}

func TestOtherPapers(t *testing.T) {
	a := applicants()[0]
	cases := []struct {
		name  string
		pages []pipeline.Page
		kind  pipeline.DocumentKind
		want  states
	}{
		{"abstract", abstractPaper(a), pipeline.Abstract, abstractStates(a)},
		{"sheet with two further authors", furtherSheet("Гуща Анна Олеговна", "Лес Ян Карлович"), pipeline.FurtherAuthorSheet, states{
			"authors[0].name": "Гуща Анна Олеговна", "authors[1].name": "Лес Ян Карлович", "authors[1].birth_date": "1980-03-07",
			"authors[1].citizenship": "BY", "authors[0].mention": "pseudonym", "authors[0].pseudonym": "П. Минский",
			"authors[1].address": "220030, г. Минск, ул. Ленина, д. 5", "authors[1].contribution": "отладка программы"}},
		{"payment order", payment(), pipeline.ProofOfFee, states{"fee.amount": "4500", "fee.paid_on": "2025-02-15", "fee.document": "платежное поручение № 317"}},
		{"cheque", cheque(), pipeline.ProofOfFee, states{"fee.amount": "3000", "fee.paid_on": "2024-09-25", "fee.document": "чек-ордер № 5512"}},
		{"power of attorney", attorney(), pipeline.PowerOfAttorney, states{"representative": "Поверенную Ольгу Ильиничну"}},
		{"consent", consent(), pipeline.Consent, states{}},
		{"listing", listing(), pipeline.DepositedMaterials, states{"deposit_pages": "2"}},
	}
	r := recogniser(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := r.Recognise("", c.pages)
			if got.Kind != c.kind || len(got.Segments) != 1 {
				t.Fatalf("kinds %s, want %s; %v", kinds(got), c.kind, got.Segments)
			}
			if len(got.Segments[0].Signals) == 0 {
				t.Error("no signals say why")
			}
			expect(t, got, c.want)
		})
	}
}

func TestStatementVariants(t *testing.T) {
	const head = "ЗАЯВЛЕНИЕ\nо государственной регистрации (отметить [X]):\n"
	const tail = "\nАДРЕС ДЛЯ ПЕРЕПИСКИ: 101000, г. Москва\n8. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ\n"
	cases := []struct {
		name, text string
		want       states
		absent     []string
	}{
		{"second option ticked", head + "[ ] программы для ЭВМ\n[X] базы данных по пункту 4 статьи 1259\n[ ] базы данных по пункту 3 статьи 1334" + tail,
			states{"kind": "database-1259"}, nil},
		{"tick behind the third option", head + "программы для ЭВМ [ ]\nбазы данных по пункту 4 статьи 1259 [ ]\nбазы данных по пункту 3 статьи 1334 [X]" + tail,
			states{"kind": "database-1334"}, nil},
		{"nothing ticked", head + "[ ] программы для ЭВМ\n[ ] базы данных по пункту 4 статьи 1259\n[ ] базы данных по пункту 3 статьи 1334" + tail,
			nil, []string{"kind"}},
		{"kind by wording only", "ЗАЯВЛЕНИЕ\nо государственной регистрации программы для ЭВМ\n" + tail,
			states{"kind": "program"}, nil},
		{"two holders under one another", head + "2. ПРАВООБЛАДАТЕЛИ (ЗАЯВИТЕЛИ)\nАкционерное общество «Первое», Россия, 101000, г. Москва, ул. Первая, д. 1\nИНН 7707083893, ОГРН 1027700132195\nКругов Олег Ильич, Республика Беларусь, 220030, г. Минск, ул. Ленина, д. 5\nСНИЛС 112-233-445 95" + tail,
			states{"holders[0].name": "Акционерное общество «Первое»", "holders[0].inn": "7707083893", "holders[0].kind": "organisation",
				"holders[0].address": "101000, г. Москва, ул. Первая, д. 1", "holders[1].name": "Кругов Олег Ильич", "holders[1].kind": "person",
				"holders[1].country": "BY", "holders[1].snils": "112-233-445 95", "holders[1].address": "220030, г. Минск, ул. Ленина, д. 5"}, []string{"holders[2].name", "holders[1].inn"}},
		{"entrepreneur", head + "2. ПРАВООБЛАДАТЕЛЬ (ЗАЯВИТЕЛЬ)\nИндивидуальный предприниматель Кругов Олег Ильич, Россия, 101000, г. Москва, ул. Первая, д. 1\nОГРНИП " + withCheck("ogrn", "32498000000224") + tail,
			states{"holders[0].name": "Индивидуальный предприниматель Кругов Олег Ильич", "holders[0].kind": "person"}, nil},
		{"two authors, one anonymous", head + "7. АВТОРЫ. Всего авторов: 2\n7А. СВЕДЕНИЯ ОБ АВТОРЕ\nФамилия Имя Отчество: Кругов Олег Ильич\n[X] под своим именем\n[ ] анонимно\n7А. СВЕДЕНИЯ ОБ АВТОРЕ\nФамилия Имя Отчество: Квадратова Анна Львовна\n[ ] под своим именем\n[X] анонимно" + tail,
			states{"authors[0].name": "Кругов Олег Ильич", "authors[0].mention": "named", "authors[1].name": "Квадратова Анна Львовна", "authors[1].mention": "anonymous"}, []string{"authors[2].mention"}},
		{"authors refused", head + "7. АВТОРЫ. Всего авторов: 1\n[X] авторы отказались быть упомянутыми в качестве таковых" + tail,
			states{"authors[0].mention": "anonymous"}, []string{"authors[0].name"}},
		{"two signatures", head + "11. ПОДПИСЬ(И) ЗАЯВИТЕЛЯ(ЕЙ)\nДиректор ________ Кругов О.И. 12.03.2026\nПрезидент ________ Квадратова А.Л. 13.03.2026" + tail,
			states{"signatures[0].name": "Кругов О.И.", "signatures[0].position": "Директор", "signatures[0].date": "2026-03-12",
				"signatures[1].name": "Квадратова А.Л.", "signatures[1].position": "Президент", "signatures[1].date": "2026-03-13"}, nil},
		{"unsigned", head + "11. ПОДПИСЬ(И) ЗАЯВИТЕЛЯ(ЕЙ)\n____________ «___» ________ 20__ г." + tail, nil, []string{"signatures[0].name", "signatures[0].date"}},
	}
	r := recogniser(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := r.Recognise("", flow(c.text))
			if got.Kind != pipeline.Statement {
				t.Fatalf("kinds %s: %v", kinds(got), got.Segments)
			}
			expect(t, got, c.want)
			for _, path := range c.absent {
				if reading, ok := flat(got.Fields)[path]; ok {
					t.Errorf("%s: read %v where nothing is stated", path, reading.Value)
				}
			}
			if c.name == "kind by wording only" && flat(got.Fields)["kind"].Sure {
				t.Error("the wording alone is no sure tick")
			}
		})
	}
}

func TestOneFileOfSeveralPapersIsSegmented(t *testing.T) {
	a := applicants()[1]
	letter := flow("ООО «Ромашка»\nИсх. № 17 от 01.02.2025\nУважаемые коллеги!\nНаправляем в ваш адрес заявку на государственную регистрацию программы для ЭВМ.\nПриложение: 1. Заявление о государственной регистрации\n2. Реферат\n3. Исходный текст\nДиректор Петров П.П.")
	got := recogniser(t).Recognise("", bound(letter, ruled(a), furtherSheet("Лес Ян Карлович"), abstractPaper(a), listing(), cheque()))
	const want = "unknown[1] statement[2 3] further-author-sheet[4] abstract[5] deposited-materials[6 7] proof-of-fee[8]"
	if kinds(got) != want {
		t.Fatalf("got  %s\nwant %s", kinds(got), want)
	}
	if got.Kind != pipeline.Statement {
		t.Errorf("the file is a %s, want the statement's kind", got.Kind)
	}
	all := a.statementStates()
	all["authors[1].name"] = "Лес Ян Карлович"
	all["language"] = "C++"
	all["fee.amount"] = "3000"
	expect(t, got, all)
}

func TestOtherDocumentsAreUnknown(t *testing.T) {
	documents := map[string]string{
		"licence":     "ДОГОВОР № 5\nоб отчуждении исключительного права на программу для ЭВМ\nПравообладатель передаёт, а приобретатель принимает право.\n1. Предмет договора",
		"student":     "РЕФЕРАТ\nпо дисциплине «Информатика»\nСтудент: Петров Пётр\nТема: операционные системы",
		"letter":      "Директору департамента\nПросим рассмотреть вопрос о государственной регистрации программы для ЭВМ.\nС уважением, Петров",
		"appeal":      "АПЕЛЛЯЦИОННАЯ ЖАЛОБА\nна решение арбитражного суда по делу № А40-1/2025\nЗаявитель: Иванов Иван Иванович",
		"notice":      "УВЕДОМЛЕНИЕ\nоб удовлетворении заявления\nРоспатент сообщает, что сведения об открытой лицензии по патенту № 2700123 внесены в реестр.",
		"publication": "QA4A Регистрация заявления об открытой лицензии\n(11) 2700123\nДата публикации: 20.05.2024 Бюл. № 14\nПатентообладатель: ООО «Борозда»",
		"contract":    "ЛИЦЕНЗИОННЫЙ ДОГОВОР\nна условиях открытой лицензии по патенту № 2700123\nЛицензиар предоставляет Лицензиату право использования изобретения.",
		"article":     "Статья 1368. Открытая лицензия на изобретение, полезную модель или промышленный образец\nПатентообладатель может подать заявление о возможности предоставления любому лицу права использования изобретения.",
		"invoice":     "СЧЕТ НА ОПЛАТУ № 44 от 01.03.2025\nПолучатель ООО «Ромашка» ИНН 7701234567\nБИК 044525225\nНазначение платежа: оплата по договору\nСумма 4500-00",
		"law":         "Статья 1262. Государственная регистрация программ для ЭВМ и баз данных\nЗаявка на регистрацию должна содержать: заявление о государственной регистрации с указанием правообладателя, депонируемые материалы, реферат.",
		"empty":       "",
	}
	r := recogniser(t)
	for name, text := range documents {
		t.Run(name, func(t *testing.T) {
			if got := r.Recognise(name, flow(text)); got.Kind != pipeline.UnknownKind || len(got.Fields) != 0 {
				t.Errorf("taken for %s with %d fields: %v", got.Kind, len(got.Fields), got.Segments)
			}
		})
	}
}

func TestEmptyFormStatesNothing(t *testing.T) {
	r := recogniser(t)
	for name, layout := range layouts() {
		t.Run(name, func(t *testing.T) {
			empty := applicant{birth: "____-__-__", signed: "____-__-__"}
			pages := layout(empty)
			for i := range pages {
				for j, w := range pages[i].Words {
					switch w.Text {
					case "[X]", "[V]":
						pages[i].Words[j].Text = "[ ]"
					case "☒":
						pages[i].Words[j].Text = "☐"
					}
				}
			}
			got := r.Recognise("", pages)
			if got.Kind != pipeline.Statement {
				t.Fatalf("an empty statement is a statement still, got %s", kinds(got))
			}
			for path, reading := range flat(got.Fields) {
				if path == "authors[0].citizenship" || path == "holders[0].country" || path == "holders[0].address" {
					continue // the layouts print the country themselves
				}
				t.Errorf("%s: read %v (%q) off an empty form", path, reading.Value, reading.Raw)
			}
		})
	}
}

func TestRecognitionIsDeterministicAndSound(t *testing.T) {
	r := recogniser(t)
	pages := bound(ruled(applicants()[0]), abstractPaper(applicants()[0]), payment())
	first := r.Recognise("a", pages)
	done := make(chan pipeline.Recognition)
	for range 4 {
		go func() { done <- r.Recognise("b", pages) }()
	}
	for range 4 {
		if again := <-done; !reflect.DeepEqual(first, again) {
			t.Error("the same pages were read differently")
		}
	}
	sound(t, pages, first)
}

// sound checks what holds of any recognition: boxes in the page, pages that
// exist, confidences from 0 to 1, sure only from the stated confidence on.
func sound(t *testing.T, pages []pipeline.Page, got pipeline.Recognition) {
	t.Helper()
	exists := map[int]bool{}
	for _, p := range pages {
		exists[p.Number] = true
	}
	segmented := 0
	for _, s := range got.Segments {
		segmented += len(s.Pages)
	}
	if segmented != len(pages) {
		t.Errorf("%d pages in segments, %d in the file", segmented, len(pages))
	}
	for path, r := range flat(got.Fields) {
		for _, v := range r.Box {
			if !(v >= 0 && v <= 1) {
				t.Errorf("%s: box %v leaves the page", path, r.Box)
			}
		}
		if r.Page != 0 && !exists[r.Page] {
			t.Errorf("%s: page %d does not exist", path, r.Page)
		}
		if !(r.Confidence >= 0 && r.Confidence <= 1) || r.Sure != (r.Confidence >= pipeline.SureFrom) {
			t.Errorf("%s: confidence %v, sure %v", path, r.Confidence, r.Sure)
		}
	}
}

func TestGoldens(t *testing.T) {
	a := applicants()
	r := recogniser(t)
	for name, pages := range map[string][]pipeline.Page{
		"statement-ruled": ruled(a[0]),
		"statement-older": older(a[1]),
		"payment-order":   payment(),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := json.MarshalIndent(r.Recognise(name, pages), "", " ")
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", "golden", name+".json")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.TrimSpace(string(want)) != string(got) {
				t.Errorf("%s differs from the golden; look at it and run with -update", name)
			}
		})
	}
}
