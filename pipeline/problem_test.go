package pipeline_test

import (
	"testing"

	"vestnik/pipeline"
)

func TestAProblemNamesItsFileAndPageOnce(t *testing.T) {
	tests := []struct {
		name string
		in   pipeline.Problem
		file string
		want string
	}{
		{"the whole file", pipeline.Problem{Message: "Файл пуст."}, "скан.pdf", "«скан.pdf»: файл пуст."},
		{"one page", pipeline.Problem{Message: "Страница повреждена.", Page: 3}, "скан.pdf", "«скан.pdf», стр. 3: страница повреждена."},
		{"named already", pipeline.Problem{Message: "«a»: файл пуст.", File: "a"}, "b", "«a»: файл пуст."},
		{"no name to give", pipeline.Problem{Message: "Файл пуст."}, "", "Файл пуст."},
		{"no message", pipeline.Problem{}, "a", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.in.In(tt.file)
			if got.Message != tt.want || got.In("another").Message != tt.want && tt.file != "" {
				t.Errorf("got %q, want %q", got.Message, tt.want)
			}
		})
	}
}

func TestAnArchiveThatGaveNothingSaysWhyByMember(t *testing.T) {
	lost := func(name string) pipeline.Problem {
		return pipeline.Problem{Code: "encrypted", Message: "Файл защищён паролем."}.In(name)
	}
	tests := []struct {
		name    string
		members []pipeline.Problem
		code    string
		want    string
	}{
		{"nothing in it", nil, "empty-archive", "«а.zip»: в архиве нет ни одного файла. Попросите заявителя прислать документы ещё раз."},
		{"one member", []pipeline.Problem{lost("б")}, "encrypted", "«а.zip»: ни один файл архива не распакован. «б»: файл защищён паролем."},
		{"many members", []pipeline.Problem{lost("б"), lost("в"), lost("г"), lost("д"), lost("е")}, "encrypted",
			"«а.zip»: ни один файл архива не распакован. «б»: файл защищён паролем. «в»: файл защищён паролем. «г»: файл защищён паролем. И ещё файлов: 2."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := pipeline.EmptyArchive("а.zip", tt.members)
			if p.Code != tt.code || !p.Fatal || p.Message != tt.want {
				t.Errorf("got %+v, want %s: %s", *p, tt.code, tt.want)
			}
		})
	}
}
