package extract

import (
	"strings"
	"testing"

	"vestnik/pipeline"
)

func TestWordsBrokenOverLinesStandWholeInTheText(t *testing.T) {
	tests := []struct{ name, printed, want string }{
		{"by the rules of hyphenation", "Настоящий дого-\nвор заключён", "Настоящий договор\nзаключён"},
		{"the word stands elsewhere", "мес-\nто\nтакое место", "мес-\nто\nтакое место"},
		{"after other words of its line", "это мес-\nто\nтакое место", "это место\nтакое место"},
		{"the compound stands elsewhere", "наш веб-\nсервер\nэтот веб-сервер", "наш веб-сервер\nэтот веб-сервер"},
		{"both stand elsewhere", "из веб-\nсервер\nвебсервер и веб-сервер", "из веб-\nсервер\nвебсервер и веб-сервер"},
		{"a number", "он 25-\nлетний человек", "он 25-летний\nчеловек"},
		{"an abbreviation", "для IP-\nадреса нет", "для IP-адреса\nнет"},
		{"a particle", "если кто-\nнибудь придёт", "если кто-нибудь\nпридёт"},
		{"either", "это научно-\nтехнический отчёт", "это научно-\nтехнический отчёт"},
		{"no vowel on one side", "знак прж-\nвальс стоит", "знак прж-\nвальс стоит"},
		{"a dash at the end of a line", "Сторона -\nзаказчик", "Сторона -\nзаказчик"},
		{"a name follows", "город Санкт-\nПетербург стоит", "город Санкт-\nПетербург стоит"},
		{"a stop behind the word", "этот дого-\nвор, далее", "этот договор,\nдалее"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var words []pipeline.Word
			for i, line := range strings.Split(tt.printed, "\n") {
				for _, w := range strings.Fields(line) {
					words = append(words, pipeline.Word{Text: w, Line: i + 1})
				}
			}
			if got := textOf(words); got != tt.want {
				t.Errorf("text %q, want %q", got, tt.want)
			}
		})
	}
}
