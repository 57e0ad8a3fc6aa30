package publish

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"

	"vestnik/pipeline"
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
			"## Что нужно {#files}\n\n- файлы выпуска, названные в описи: полный текст `issue.md`, данные `issue.json` и `entries.jsonl`, таблицы `entries.csv` и `digests.csv`, запись ленты `item.atom`, а если в выпуске есть извещения, то и `records.csv` и `records.jsonl`;\n- `manifest.json` и `manifest.sig` из той же папки;\n- [открытый ключ](" + rootMark + PublicKeyFile + ").\n\n" +
			"## Подпись {#signature}\n\n```\nbase64 -d manifest.sig > manifest.bin\nopenssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.bin\n```\n\n" +
			"## Файлы {#digests}\n\n```\nsha256sum issue.* *.jsonl *.csv *.atom\n```\n\nСравните суммы со строками `sha256` описи; самой описи в ней нет.\n\n" +
			"Страницы выпуска на сайте составлены из этих файлов для чтения и в опись не входят. В выпусках первого вида (`vestnik-issue/1`) подписана и сама страница `index.html`.\n\n" +
			"## Одна запись {#entry}\n\nЗапись проверяется и без остальных: её строка в `entries.jsonl` даёт контрольную сумму, которая стоит в `digests.csv`, а сумма `digests.csv` — в подписанной описи.\n\n```\ngrep '\"2026610031\"' entries.jsonl | sha256sum\ngrep 2026610031 digests.csv\n```\n\n" +
			"## Одна страница {#page}\n\nВнизу каждой страницы стоит контрольная сумма её текста в виде Markdown: файла с тем же адресом и расширением `.md`. Скачайте его и сравните сумму:\n\n```\nsha256sum 2026610031.md\n```\n\n" +
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
