package extract

import (
	"fmt"

	"vestnik/pipeline"
)

// Codes of problems. They are stable: scripts and stored pages rely on them.
const (
	codeEmpty       = "empty"
	codeTooLarge    = "too-large"
	codeEncrypted   = "encrypted"
	codeTruncated   = "truncated"
	codeDamaged     = "damaged"
	codeUnsupported = "unsupported"
	codeTimeout     = "timeout"
	codeBomb        = "bomb"
	codeIllegible   = "illegible"
	codeBlank       = "blank"
	codeNoPage      = "no-page"
	codeWrongName   = "wrong-extension"
)

// What the clerk reads: what is wrong, then what can be done.
const (
	notAFile        = "Это не файл, а папка или иной особый объект. Приложите обычный файл."
	emptyFile       = "Файл пуст, в нём нет ни одного байта. Попросите заявителя прислать файл ещё раз."
	fileTooLarge    = "Файл слишком велик (%d МБ при допустимых %d МБ). Попросите заявителя разделить его на несколько файлов или отсканировать с меньшим разрешением."
	tooManyPages    = "В файле %d стр., читается не более %d. Разделите файл на части и приложите их по отдельности."
	needsPassword   = "Файл защищён паролем и не может быть прочитан. Попросите заявителя прислать его без пароля."
	pdfDamaged      = "Файл PDF повреждён, прочитать его не удалось и после восстановления. Попросите заявителя прислать файл ещё раз или отсканируйте бумагу."
	pdfTruncated    = "Файл обрывается, конца документа нет, часть страниц может отсутствовать. Сверьте число страниц и при необходимости запросите файл ещё раз."
	pdfCutOff       = "Файл обрывается, и прочитать оставшееся не удалось. Попросите заявителя прислать файл ещё раз или отсканируйте бумагу."
	imageDamaged    = "Изображение повреждено или неполно, прочитать его не удалось. Отсканируйте документ ещё раз."
	imageTooLarge   = "В изображении слишком много точек. Отсканируйте документ с разрешением 300 точек на дюйм."
	officeDamaged   = "Документ повреждён, прочитать его не удалось. Попросите заявителя прислать его в формате PDF."
	officeTooLarge  = "Документ при распаковке занимает слишком много места. Попросите заявителя прислать его в формате PDF."
	archiveDamaged  = "Архив повреждён или неполон, распаковать его не удалось. Попросите заявителя прислать файлы ещё раз, лучше без архива."
	unsupportedType = "Файлы такого вида (%s) не читаются. Принимаются PDF, DOC, DOCX, ODT, RTF, TXT, изображения (TIFF, JPEG, PNG) и архивы ZIP. Попросите заявителя прислать документ в одном из этих видов."
	legacyWord      = "Файл прежнего формата Word (.doc) здесь прочитать нельзя. Сохраните его как DOCX или PDF и приложите ещё раз."
	inspectTimeout  = "Файл не удалось открыть за отведённое время. Откройте его в другой программе, сохраните заново как PDF и приложите ещё раз."
	pageTimeout     = "Страницу не удалось прочитать за отведённое время. Прочитайте её глазами и внесите сведения вручную."
	pageDamaged     = "Страница повреждена и не прочитана. Откройте файл в другой программе и внесите сведения вручную или запросите страницу ещё раз."
	pageIllegible   = "Страница прочитана ненадёжно, изображение бледное, смазанное или содержит рукописный текст. Сверьте сведения с изображением или отсканируйте страницу ещё раз."
	pageUnproven    = "На странице лишь несколько слов, и на её изображении они не подтвердились. Сверьте их с изображением."
	pageUnread      = "На странице есть изображение, но текст на нём не распознан. Посмотрите страницу сами."
	pageBlank       = "Пустая страница."
	noSuchPage      = "В файле нет страницы с таким номером."
	fileTime        = "На чтение файла не хватило отведённого времени, эта страница не прочитана. Повторите чтение или разделите файл на части."
	wrongName       = "По имени это «%s», а по содержанию — %s. Файл прочитан по содержанию; убедитесь, что приложен тот самый документ."
	memberEncrypted = "Файл внутри архива защищён паролем. Попросите заявителя прислать его без пароля."
	memberTooLarge  = "Файл внутри архива слишком велик и не распакован. Попросите прислать его отдельно."
	memberBomb      = "Файл внутри архива сжат неправдоподобно сильно, такие файлы не распаковываются. Попросите заявителя прислать документы без архива."
	memberDamaged   = "Файл внутри архива повреждён. Попросите заявителя прислать его ещё раз."
	memberUnsupport = "Этот элемент архива не распакован, это ссылка или файл, сжатый неизвестным способом. Попросите прислать файл отдельно."
	membersLeftOut  = "В архиве слишком много файлов, начиная с этого не распаковано %d. Попросите прислать документы несколькими архивами."
	nestedTooDeep   = "Архивы вложены друг в друга слишком глубоко. Попросите заявителя прислать документы одним архивом."
	notAnArchive    = "Это не архив ZIP. Приложите файл как обычный документ."
	noToolForPages  = "Изображение страницы получить не удалось. Откройте файл в другой программе."
)

// problem is a fault of the whole file for which nothing of it could be read.
func problem(code, message string) *pipeline.Problem {
	return &pipeline.Problem{Code: code, Message: message, Fatal: true}
}

func problemf(code, format string, args ...any) *pipeline.Problem {
	return problem(code, fmt.Sprintf(format, args...))
}

// notice is a fault with which the file could be read all the same.
func notice(code, message string) *pipeline.Problem {
	return &pipeline.Problem{Code: code, Message: message}
}

// pageProblem is a fault of one page.
func pageProblem(code, message string, page int, detail string) *pipeline.Problem {
	return &pipeline.Problem{Code: code, Message: message, Page: page, Detail: bounded(detail)}
}

// bounded keeps the last words of a child short enough to be stored.
func bounded(s string) string {
	const most = 300
	if len(s) > most {
		s = s[:most]
	}
	b := []rune{}
	for _, r := range s {
		if r == '\n' || r == '\t' {
			r = ' '
		}
		if r >= ' ' && r != 0x7F && r != 0xFFFD {
			b = append(b, r)
		}
	}
	return string(b)
}

func megabytes(n int64) int64 { return (n + 1<<20 - 1) >> 20 }
