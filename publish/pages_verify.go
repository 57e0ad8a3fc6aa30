package publish

import (
	"crypto/ed25519"
	"crypto/x509"
	"strings"

	"vestnik/pipeline"
)

// VerifyPage shows the office's keys and tells anybody how to check an issue, with
// the program itself or with common tools. Without a key (nil) it shows none.
func (p *Press) VerifyPage(public ed25519.PublicKey) Page {
	return Page{
		Path: verifyPath, Title: "Проверка подлинности", Lead: "Как проверить подпись и неизменность выпуска бюллетеня", Class: "text",
		Crumbs: []Crumb{{"Бюллетень", "bulletin/"}},
		Markdown: "# Проверка подлинности\n\n" +
			"Закрытый выпуск бюллетеня не меняется. Опись `manifest.json` называет каждый файл выпуска, его размер и контрольную сумму SHA-256, а также сумму описи предыдущего выпуска серии: выпуски связаны в цепь. " +
			"Опись подписана ключом ведомства по алгоритму Ed25519 (RFC 8032). Подпись стоит в `manifest.sig` одной строкой base64.\n\n" +
			p.keysText(public) +
			"## Одной командой {#command}\n\n```\nvestnik verify-issue " + p.base + "bulletin/programs/2026/1/ --key public-key.pem\n```\n\nТак же проверяется скачанная папка выпуска или её архив zip, без сети. Ключ возьмите не с проверяемого сайта, а там, где ведомство объявило его отпечаток: ключ с того же сайта доказывает лишь, что файлы согласны между собой.\n\n" +
			"## Что нужно для проверки обычными средствами {#files}\n\n- файлы выпуска, названные в описи: полный текст `issue.md`, данные `issue.json` и `entries.jsonl`, таблицы `entries.csv` и `digests.csv`, запись ленты `item.atom`, выпуск в PDF (`issue.pdf` или тома `issue-1.pdf`, …) с `pages.json`, а если в выпуске есть извещения, то и `records.csv` и `records.jsonl`;\n- `manifest.json` и `manifest.sig` из той же папки;\n- [открытый ключ](" + rootMark + PublicKeyFile + ").\n\n" +
			"## Подпись {#signature}\n\n```\nbase64 -d manifest.sig > manifest.bin\nopenssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.bin\n```\n\n" +
			"## Файлы {#digests}\n\n```\nsha256sum issue* pages.json *.jsonl *.csv *.atom\n```\n\nСравните суммы со строками `sha256` описи; самой описи в ней нет.\n\n" +
			"Страницы выпуска на сайте составлены из этих файлов для чтения и в опись не входят. В выпусках первого вида (`vestnik-issue/1`) подписана и сама страница `index.html`.\n\n" +
			"## Одна запись {#entry}\n\nЗапись проверяется и без остальных: её строка в `entries.jsonl` даёт контрольную сумму, которая стоит в `digests.csv`, а сумма `digests.csv` — в подписанной описи.\n\n```\ngrep '\"number\":\"2026610031\"' entries.jsonl | sha256sum\ngrep 2026610031 digests.csv\n```\n\n" +
			"## Одна страница {#page}\n\nВнизу каждой страницы стоит контрольная сумма её текста в виде Markdown: файла с тем же адресом и расширением `.md`. Скачайте его и сравните сумму:\n\n```\nsha256sum 2026610031.md\n```\n\n" +
			"## Цепь {#chain}\n\nСумма файла `manifest.json` равна строке `prev` в описи следующего выпуска серии; суммы всех описей стоят в [списках выпусков](" + rootMark + "bulletin/). Всю цепь до первого выпуска серии проверяет одна команда:\n\n```\nvestnik verify-issue --chain " + p.base + "bulletin/programs/2026/1/ --key public-key.pem\n```\n",
	}
}

// keysText names the keys by their fingerprints, the one in use first.
func (p *Press) keysText(public ed25519.PublicKey) string {
	keys := p.config.Keys
	if len(keys) == 0 && public != nil {
		keys = []SigningKey{{Public: public}}
	}
	if len(keys) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("## Ключи {#keys}\n\n")
	for _, key := range keys {
		print, err := fingerprint(key.Public)
		if err != nil {
			continue // Validate refuses a key of another length
		}
		use := "действующий"
		if !key.To.IsZero() {
			use = "прежний"
		}
		b.WriteString("Ключ " + use + validity(key) + ". Отпечаток (SHA-256 открытого ключа в виде DER):\n\n```\n" + print + "\n```\n\n")
	}
	return b.String() + "Отпечаток скачанного ключа покажет команда:\n\n```\nopenssl pkey -pubin -in public-key.pem -outform DER | sha256sum\n```\n\n"
}

func validity(key SigningKey) string {
	var text string
	if !key.From.IsZero() {
		text += " с " + LongDate(key.From)
	}
	if !key.To.IsZero() {
		text += " по " + LongDate(key.To)
	}
	return text
}

// fingerprint is the SHA-256 of a key in the form of RFC 8410.
func fingerprint(public ed25519.PublicKey) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return "", &pipeline.Error{Op: "write public key", Kind: pipeline.Invalid, Err: err}
	}
	return string(DigestOf(der)), nil
}
