package publish

import (
	"strings"

	"vestnik/pipeline"
)

// writeSignedColophon ends the signed text. It cannot name its own hash, which
// covers this very text, nor other issues: both stand on the issue's page.
func writeSignedColophon(b *strings.Builder, e Edition) {
	b.WriteString("## Проверка подлинности {#seal}\n\n")
	if e.Imported {
		b.WriteString("Этот выпуск восстановлен из открытых данных и электронной подписи не имеет.\n")
		return
	}
	b.WriteString(sealedBy(e.ref()) + "\n")
}

// sealedBy says what binds the files of an issue.
func sealedBy(ref pipeline.IssueRef) string {
	return "Состав выпуска закреплён описью " + link(ManifestFile, issuePath(ref)+ManifestFile) + ": в ней стоят контрольная сумма SHA-256 и размер каждого файла и контрольная сумма описи предыдущего выпуска. " +
		"Опись подписана по алгоритму Ed25519, подпись — в файле " + link(SignatureFile, issuePath(ref)+SignatureFile) + ", " +
		link("открытый ключ", PublicKeyFile) + " и порядок проверки — на странице " + link("«Проверка подлинности»", verifyPath) + ".\n"
}

// writeColophon ends the page of an issue: how to quote it, how to check it, and
// which issues stand beside it.
func (p *Press) writeColophon(b *strings.Builder, s *Survey, issue pipeline.Issue, e Edition) {
	b.WriteString("## Проверка подлинности {#seal}\n\n")
	switch {
	case issue.Manifest != nil:
		b.WriteString(sealedBy(issue.IssueRef) + "\nSHA-256 описи этого выпуска:\n\n```\n" + string(issue.Manifest.SHA256) + "\n```\n\n")
		if issue.Manifest.Prev != "" {
			b.WriteString("SHA-256 описи предыдущего выпуска, названная в ней:\n\n```\n" + string(issue.Manifest.Prev) + "\n```\n\n")
		}
		b.WriteString("Подписаны данные выпуска и его полный текст. Эта страница, его части и указатели составлены из них для чтения и подписью не покрыты: подлинны те сведения, которые стоят в подписанных файлах.\n\n")
	default:
		b.WriteString("Этот выпуск восстановлен из открытых данных и электронной подписи не имеет.\n\n")
	}
	b.WriteString(p.citeIssue(e).markdown(issuePath(e.ref())))
	b.WriteString("## Соседние выпуски {#neighbours}\n\n")
	before, after := s.neighbours(issue.IssueRef)
	if before != nil {
		b.WriteString("- Предыдущий: " + link(issueName(before.IssueRef), issuePath(before.IssueRef)) + "\n")
	}
	if after != nil {
		b.WriteString("- Следующий: " + link(issueName(after.IssueRef), issuePath(after.IssueRef)) + "\n")
	}
	b.WriteString("- Все: " + link("выпуски серии", seriesPath(e.Series)+"#"+issueAnchor(e.Year, e.Number)) + "\n")
}

func issueAnchor(year, number int) string { return "issue-" + decimal(year) + "-" + decimal(number) }
