package notice_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/publish/notice"
)

func sampleReceipt() notice.Receipt {
	return notice.Receipt{
		Number: "2026-000017", At: time.Date(2026, time.February, 27, 16, 44, 59, 0, time.FixedZone("MSK", 3*60*60)),
		Channel: pipeline.Window, Service: "Государственная регистрация программы для ЭВМ или базы данных",
		ReceivedBy: "Орлова Дарья Ильинична",
		Files: []notice.ReceivedFile{
			{Name: "Заявление <1>.pdf", Bytes: 114480, Sheets: 2, SHA256: pipeline.Digest(strings.Repeat("a1", 32))},
			{Name: strings.Repeat("Очень длинное имя файла ", 12) + ".pdf", Bytes: 812, SHA256: pipeline.Digest(strings.Repeat("0f", 32))},
		},
	}
}

func TestReceiptSaysTheSameInHTMLAndPDF(t *testing.T) {
	page, pdf, err := testPrinter(t).Receipt(sampleReceipt())
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "receipt.html", page)
	keep(t, "receipt.pdf", pdf)
	text, pages := pdfText(t, pdf)
	if pages != 1 {
		t.Errorf("%d pages, want 1", pages)
	}
	for _, want := range []string{
		"Расписка в получении документов", "№ 2026-000017", "27 февраля 2026 г. в 16:44:59 по московскому времени", "окно приёма документов",
		"Заявление <1>.pdf", "111,8 Кб (114 480 Б)", "812 Б", strings.Repeat("a1", 32), strings.Repeat("0f", 32),
		"Всего файлов: 2, общий размер 112,6 Кб (115 292 Б).", "Д. И. Орлова", "подтверждает, что документы получены",
	} {
		for form, got := range map[string]string{"PDF": words(text), "HTML": wordsOfHTML(string(page))} {
			if !strings.Contains(got, words(want)) {
				t.Errorf("the %s does not say %q", form, want)
			}
		}
	}
	if strings.Contains(string(page), "<1>") {
		t.Error("a file name became markup")
	}
}

func TestReceiptOfTheMachineNamesNobody(t *testing.T) {
	r := sampleReceipt()
	r.ReceivedBy, r.Channel, r.Again = "", pipeline.EPGU, true
	for i := range r.Files {
		r.Files[i].Sheets = 0
	}
	r.At = r.At.In(time.FixedZone("", 7*60*60))
	_, pdf, err := testPrinter(t).Receipt(r)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := pdfText(t, pdf)
	for _, want := range []string{"без участия сотрудника", "Единый портал", "уже были получены", "20:44:59 UTC+07:00"} {
		if !strings.Contains(text, want) {
			t.Errorf("the receipt does not say %q: %s", want, text)
		}
	}
	if strings.Contains(text, "Листов") {
		t.Error("sheets nobody counted have a column")
	}
}

func TestReceiptOfManyFilesKeepsEveryRowWhole(t *testing.T) {
	r := sampleReceipt()
	r.Files = nil
	for i := range 300 {
		r.Files = append(r.Files, notice.ReceivedFile{Name: fmt.Sprintf("лист-%04d.tiff", i), Bytes: 1 << 20, SHA256: pipeline.Digest(fmt.Sprintf("%064x", i))})
	}
	first, pdf, err := testPrinter(t).Receipt(r)
	if err != nil {
		t.Fatal(err)
	}
	again, samePDF, err := testPrinter(t).Receipt(r)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, again) || !bytes.Equal(pdf, samePDF) {
		t.Error("two printings differ")
	}
	text, pages := pdfText(t, pdf)
	if pages < 10 {
		t.Errorf("%d pages", pages)
	}
	for i := range 300 {
		if !strings.Contains(text, fmt.Sprintf("лист-%04d.tiff", i)) || !strings.Contains(text, fmt.Sprintf("%064x", i)) {
			t.Fatalf("file %d is missing", i)
		}
	}
}

func TestReceiptOfNothingIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*notice.Receipt){
		"no number": func(r *notice.Receipt) { r.Number = " " },
		"no time":   func(r *notice.Receipt) { r.At = time.Time{} },
		"no files":  func(r *notice.Receipt) { r.Files = nil },
	} {
		t.Run(name, func(t *testing.T) {
			r := sampleReceipt()
			spoil(&r)
			if _, _, err := testPrinter(t).Receipt(r); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("error = %v, want Invalid", err)
			}
		})
	}
}
