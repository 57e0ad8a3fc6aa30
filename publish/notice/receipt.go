package notice

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// Receipt and ReceivedFile are the domain's, so that who asks for a receipt need
// not know who prints it.
type (
	Receipt      = pipeline.ReceiptPaper
	ReceivedFile = pipeline.ReceivedFile
)

// channelTexts say by which way a filing came.
var channelTexts = map[pipeline.Channel]string{
	pipeline.Window: "окно приёма документов",
	pipeline.Post:   "отправление через организацию почтовой связи",
	pipeline.Site:   "интернет-сайт ведомства",
	pipeline.EPGU:   "Единый портал государственных услуг",
}

// Words that stand on every receipt.
const (
	receiptTitle = "Расписка в получении документов"
	receiptKept  = "Каждый файл сохранён без изменений; его контрольная сумма SHA-256 указана в перечне. По ней можно убедиться, что файл тот же."
	receiptBy    = "Документы получил сотрудник подразделения, осуществляющего приём и регистрацию"
	receiptNext  = "Расписка подтверждает, что документы получены. О приёме и регистрации или об отказе в приёме сообщается отдельно, после проверки документов, в срок, установленный регламентом. Ход дела можно узнать по номеру расписки."

	receiptByMachine = "Документы получены автоматически, без участия сотрудника."
)

// receiptPage is a receipt made ready for either form.
type receiptPage struct {
	Office publish.Office
	Title  string
	Facts  []reference
	Files  []receiptRow
	Total  string
	Sheets bool // whether the number of sheets is known of any file
	Texts  []string
	By     signature // of who received; no position when the machine did
}

type receiptRow struct {
	Number, Name, Size, Sheets, SHA256 string
}

// Receipt returns the receipt of a filing as HTML and PDF. One without number,
// time or files is Invalid.
func (p *Printer) Receipt(r Receipt) (html, pdf []byte, err error) {
	page, err := p.receiptOf(r)
	if err != nil {
		return nil, nil, err
	}
	if html, err = p.execute("receipt.html", page); err != nil {
		return nil, nil, err
	}
	s := p.newSheet(receiptTitle+" № "+publish.Clean(r.Number), workday.DateOf(r.At), receiptTitle+" № "+publish.Clean(r.Number))
	s.drawReceipt(page)
	pdf, err = s.finish(r.Number)
	return html, pdf, err
}

func (p *Printer) receiptOf(r Receipt) (receiptPage, error) {
	if publish.Clean(r.Number) == "" || r.At.IsZero() || len(r.Files) == 0 {
		return receiptPage{}, &pipeline.Error{Op: "print receipt", Doc: r.Number, Kind: pipeline.Invalid,
			Advice: "У расписки нет номера, времени или перечня файлов. Откройте дело заново."}
	}
	page := receiptPage{
		Office: p.config.Office, Title: receiptTitle, Texts: []string{receiptKept, receiptNext},
		By: signature{receiptBy, signedName(r.ReceivedBy)},
	}
	if page.By.Name == "" {
		page.By = signature{}
		page.Texts = append(page.Texts, receiptByMachine)
	}
	page.Facts = []reference{{"Номер:", bound("№ " + publish.Clean(r.Number))}, {"Получено:", moment(r.At)}}
	if way := channelTexts[r.Channel]; way != "" {
		page.Facts = append(page.Facts, reference{"Способ подачи:", way})
	}
	if service := publish.Clean(r.Service); service != "" {
		page.Facts = append(page.Facts, reference{"Услуга:", service})
	}
	if r.Again {
		page.Texts = append([]string{"Эти файлы уже были получены ранее под этим номером; новое дело не открыто."}, page.Texts...)
	}
	var bytes int64
	sheets, counted := 0, true
	for i, f := range r.Files {
		row := receiptRow{Number: strconv.Itoa(i + 1), Name: publish.Clean(f.Name), Size: sizeText(f.Bytes), Sheets: "—", SHA256: publish.Clean(string(f.SHA256))}
		if f.Sheets > 0 {
			row.Sheets, page.Sheets = strconv.Itoa(f.Sheets), true
		} else {
			counted = false
		}
		bytes, sheets = bytes+f.Bytes, sheets+f.Sheets
		page.Files = append(page.Files, row)
	}
	page.Total = fmt.Sprintf("Всего файлов: %d, общий размер %s", len(r.Files), sizeText(bytes))
	if counted {
		page.Total += fmt.Sprintf(", листов: %d", sheets)
	}
	page.Total += "."
	return page, nil
}

// moment tells a time to the second with its zone: a term may hang on it.
func moment(t time.Time) string {
	zone := t.Format("UTC-07:00")
	if _, offset := t.Zone(); offset == 3*60*60 {
		zone = "по московскому времени"
	}
	return bound(longDate(workday.DateOf(t))) + " в " + t.Format("15:04:05") + " " + zone
}

// sizeText writes a size as people read it, with the bytes where they are rounded.
func sizeText(n int64) string {
	if n < 1024 {
		return strconv.FormatInt(n, 10) + " Б"
	}
	value, unit := float64(n)/1024, "Кб"
	if value >= 1024 {
		value, unit = value/1024, "Мб"
	}
	return strings.Replace(strconv.FormatFloat(value, 'f', 1, 64), ".", ",", 1) + " " + unit + " (" + grouped(n) + " Б)"
}

// grouped writes a number with its thousands apart: 1 234 567.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u00a0" + s[i:]
	}
	return s
}
