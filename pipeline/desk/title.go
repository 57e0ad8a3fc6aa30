package desk

import (
	"cmp"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

var statusTitles = map[pipeline.DocumentStatus]string{
	pipeline.DocSealed:   "принят, ещё не прочитан",
	pipeline.DocRead:     "прочитан",
	pipeline.DocPartial:  "прочитан не полностью",
	pipeline.DocRejected: "не читается",
	pipeline.DocUnpacked: "архив, распакован",
}

func statusTitle(s pipeline.DocumentStatus) string { return statusTitles[s] }

var verdictTitles = map[regulation.Verdict]string{
	regulation.Pass: "соблюдено", regulation.Fail: "нарушено",
	regulation.NotApplicable: "не применяется", regulation.NeedsPerson: "решает сотрудник",
}

func verdictTitle(v regulation.Verdict) string { return verdictTitles[v] }

var stageTitles = map[pipeline.Stage]string{
	pipeline.StageReceive: "приём", pipeline.StageExtract: "чтение страниц",
	pipeline.StageRead: "распознавание сведений", pipeline.StageCheck: "проверка по регламенту",
	pipeline.StageAdvance: "действия порядка по связанному делу",
}

func stageTitle(s pipeline.Stage) string { return stageTitles[s] }

func channelTitle(c pipeline.Channel) string {
	for _, known := range channels {
		if known.Value == string(c) {
			return known.Title
		}
	}
	return string(c)
}

// countryTitle is the name of a state by its code; other codes are shown as they are.
func countryTitle(code string) string {
	return cmp.Or(regulation.StateName(code), code)
}

// countryCode is the code of a country that a person named; what is not known
// stays as it was typed.
func countryCode(value string) string {
	for code, name := range regulation.States() {
		if strings.EqualFold(name, value) {
			return code
		}
	}
	return value
}

// noticeTexts are what a page says after an action, by the code in its address.
var noticeTexts = map[string]string{
	"corrected": "Значение записано, проверка выполнена заново.",
	"named":     "Вид документа записан, проверка выполнена заново.",
	"performed": "Действие выполнено.",
	"drafted":   "Проект решения подготовлен и ждёт подписи другого сотрудника.",
	"revived":   "Обработка запущена снова.",
	"received":  "Документы приняты, расписка выдана.",
	"duplicate": "Эти же файлы уже поступали: показано первое дело, новая расписка не нужна.",
	"added":     "Документы приложены к делу, расписка выдана.",
	"held":      "Эти файлы в деле уже есть, новая расписка не нужна.",
	"routed":    "Дело ведётся по другой услуге, проверка выполнена заново.",
	"begun":     "Дело начато.",
	"matched":   "Платёж отнесён к делу.",
	"released":  "Отметка снята, платёж снова не отнесён к делу.",
	"proposed":  "Проект исправления передан на подпись другому сотруднику.",
	"signed":    "Исправление подписано. Извещение ждёт выпуска бюллетеня.",
	"dropped":   "Проект исправления отклонён.",
	"opened":    "Выпуск открыт.",
	"filled":    "Записи добавлены в выпуск.",
	"worded":    "Записано в выпуск.",
	"unworded":  "Убрано из выпуска.",
	"closed":    "Выпуск закрыт, подписан и опубликован.",
}

func noticeText(code string) string { return noticeTexts[code] }
