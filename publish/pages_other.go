package publish

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Where the key and the way of checking stand.
const (
	PublicKeyFile = "bulletin/public-key.pem"
	verifyPath    = "bulletin/verify/"
)

// PublicKeyPEM returns the key in the form that openssl reads (RFC 8410).
func PublicKeyPEM(public ed25519.PublicKey) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, &pipeline.Error{Op: "write public key", Kind: pipeline.Invalid, Err: err}
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), nil
}

// VerifyPage tells anybody how to check an issue with common tools.
func (p *Press) VerifyPage() Page {
	return Page{
		Path: verifyPath, Title: "Проверка подлинности", Lead: "Как проверить подпись и неизменность выпуска бюллетеня", Class: "text",
		Crumbs: []Crumb{{"Бюллетень", "bulletin/"}},
		Markdown: "# Проверка подлинности\n\n" +
			"Закрытый выпуск бюллетеня не меняется. Опись `manifest.json` называет каждый файл выпуска, его размер и контрольную сумму SHA-256, а также сумму описи предыдущего выпуска серии: выпуски связаны в цепь. " +
			"Опись подписана ключом ведомства по алгоритму Ed25519 (RFC 8032). Подпись стоит в `manifest.sig` одной строкой base64.\n\n" +
			"## Что нужно {#files}\n\n- файлы выпуска: `index.html`, `index.md`, `issue.json`, `entries.csv`, `item.atom`, а если в выпуске есть извещения, то и `records.csv`;\n- `manifest.json` и `manifest.sig` из той же папки;\n- [открытый ключ](" + rootMark + PublicKeyFile + ").\n\n" +
			"## Подпись {#signature}\n\n```\nbase64 -d manifest.sig > manifest.bin\nopenssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.bin\n```\n\n" +
			"## Файлы {#digests}\n\n```\nsha256sum *.html *.md *.json *.csv *.atom\n```\n\nСравните суммы со строками `sha256` описи; самой описи в ней нет.\n\n" +
			"## Цепь {#chain}\n\nСумма файла `manifest.json` равна строке `prev` в описи следующего выпуска серии; суммы всех описей стоят в [списках выпусков](" + rootMark + "bulletin/).\n",
	}
}

// SearchAwayPage stands in a static copy of the site in place of the search.
func (p *Press) SearchAwayPage() Page {
	return Page{
		Path: "search/", Title: "Поиск", Class: "text", Hidden: true,
		Markdown: "# Поиск\n\nЭто неизменная копия сайта: поиск по запросу в ней не работает. Найти запись можно по [реестрам](" + rootMark + "register/), по указателям номеров, правообладателей и авторов в [выпусках бюллетеня](" + rootMark + "bulletin/) и в таблицах CSV каждого реестра.\n",
	}
}

// StatusAwayPage stands in a static copy of the site in place of case progress.
func (p *Press) StatusAwayPage() Page {
	return Page{
		Path: "status/", Title: "Состояние заявки", Class: "text", Hidden: true,
		Markdown: "# Состояние заявки\n\nЭто неизменная копия сайта: состояние заявки в ней узнать нельзя. Обратитесь на основной сайт ведомства или по адресу: " + Text(p.config.Office.Address) + ".\n",
	}
}

// NotFoundPage is what stands at an address where nothing is.
func (p *Press) NotFoundPage() Page {
	return Page{
		Path: "", Title: "Страница не найдена", Class: "text", Hidden: true, Search: &SearchBox{},
		Markdown: "# Страница не найдена\n\nПо этому адресу ничего нет. Проверьте, верно ли он набран, найдите нужное поиском или начните с [главной страницы](" + rootMark + "), [бюллетеня](" + rootMark + "bulletin/) или [реестров](" + rootMark + "register/).\n",
	}
}

// Regulations tells the public of the acts by which the office works. The pages
// leave out what a list leaves empty.
type Regulations interface {
	// Acts lists the acts in their order, without sections.
	Acts(ctx context.Context) ([]Act, error)
	// Act returns one act with its sections, or a NotExist error.
	Act(ctx context.Context, id string) (Act, error)
}

// Act is a regulation as the public sees it. All text is plain Russian.
type Act struct {
	ID       string // "order-210": stands in the address
	Title    string
	Act      string // "Приказ … от … № 210"
	Edition  string
	From, To workday.Date // in force; zero is open
	Sections []ActSection
}

// ActSection is one table about an act: its rules, terms, fees, documents, forms.
type ActSection struct {
	ID      string // lower-case word, for the fragment: "rules"
	Title   string
	Columns []string
	Rows    [][]string
}

func actPath(id string) string { return "regulations/" + Segment(id) + "/" }

// RegulationsPage lists the acts.
func (p *Press) RegulationsPage(acts []Act) Page {
	var b strings.Builder
	b.WriteString("# Регламенты\n\nАкты, по которым работает ведомство: правила, сроки, пошлины и документы.\n\n")
	list := &List{Columns: []string{"id", "title", "act", "edition", "from", "to", "url"}, Total: len(acts)}
	for _, a := range acts {
		b.WriteString("- " + link(a.Title, actPath(a.ID)) + "\n")
		list.Rows = append(list.Rows, []string{a.ID, Clean(a.Title), Clean(a.Act), Clean(a.Edition), a.From.String(), a.To.String(), actPath(a.ID)})
		list.Items = append(list.Items, Item{ID: strings.TrimSuffix(actPath(a.ID), "/"), Path: actPath(a.ID), Title: a.Title, Summary: a.Act, Date: a.From})
	}
	return Page{Path: "regulations/", Title: "Регламенты", Lead: "Правила, сроки, пошлины и документы", Class: "index", Markdown: b.String(), List: list}
}

// ActPage is the page of one act.
func (p *Press) ActPage(a Act) Page {
	var b strings.Builder
	b.WriteString("# " + Text(a.Title) + "\n\n")
	var d definitions
	d.text("", "Акт", a.Act)
	d.text("", "Редакция", a.Edition)
	d.text("", "Действует с", LongDate(a.From))
	d.text("", "Действует по", LongDate(a.To))
	b.WriteString(d.String() + "\n")
	for _, s := range a.Sections {
		if len(s.Rows) == 0 || len(s.Columns) == 0 {
			continue
		}
		b.WriteString("## " + Text(s.Title) + " {#" + Segment(s.ID) + "}\n\n" + tableRow(s.Columns) + "|" + strings.Repeat(":--|", len(s.Columns)) + "\n")
		for _, row := range s.Rows {
			b.WriteString(tableRow(row))
		}
		b.WriteString("\n")
	}
	return Page{
		Path: actPath(a.ID), Title: a.Title, Lead: a.Act, Class: "act", Markdown: b.String(), Updated: a.From,
		Crumbs: []Crumb{{"Регламенты", "regulations/"}}, Data: a,
	}
}

func tableRow(cells []string) string {
	escaped := make([]string, len(cells))
	for i, c := range cells {
		escaped[i] = Text(c)
	}
	return "| " + strings.Join(escaped, " | ") + " |\n"
}
