package publish

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

const apiDocsPath = "api-docs/"

// openAPI describes the read-only API (OpenAPI 3.1).
//
//go:embed openapi.json
var openAPI []byte

// OpenAPI returns the description of the read-only API.
func OpenAPI() []byte { return slices.Clone(openAPI) }

// apiFile puts the description into the static copy too: the page leads to it.
func apiFile(*Site) ([]SiteFile, error) {
	return []SiteFile{wholeFile("api/openapi.json", MediaType(JSON), openAPI)}, nil
}

var apiDocsRoom = single(apiDocsPath, func(s *Site) Page { return apiDocsPage(openAPI) })

// apiDescription is what the readable page takes of the description.
type apiDescription struct {
	Paths map[string]struct {
		Get struct {
			Summary    string
			Parameters []apiParameter
			Responses  map[string]struct {
				Description string
				Content     map[string]struct{ Schema apiSchema }
			}
		}
	}
	Components struct{ Schemas map[string]apiSchema }
}

type apiParameter struct {
	Name, In, Description string
	Required              bool
	Schema                apiSchema
}

type apiSchema struct {
	Ref         string `json:"$ref"`
	Type        any    // a name, or a list of names
	Format      string
	Description string
	Items       *apiSchema
	Properties  map[string]apiSchema
}

// apiDocsPage is the description as people read it.
func apiDocsPage(description []byte) Page {
	var api apiDescription
	if err := json.Unmarshal(description, &api); err != nil {
		panic(err) // an embedded file that cannot be read
	}
	var b strings.Builder
	b.WriteString("# Программный доступ\n\nЗапросы `GET` по HTTP, без ключа и без регистрации; ответы в JSON. Доступ только на чтение. Читать ответы могут и программы с других сайтов (CORS). Описание для программ: " +
		link("OpenAPI 3.1", "api/openapi.json") + ".\n\n" +
		"Список записей продолжается ключом: " + codeSpan("next") + " ответа — это " + codeSpan("after") + " следующего запроса; пустой " + codeSpan("next") + " значит, что записей больше нет. Целиком реестры проще взять из " + link("открытых данных", dataPath) + ".\n\n")
	for _, path := range slices.Sorted(maps.Keys(api.Paths)) {
		operation := api.Paths[path].Get
		b.WriteString("## " + Text(operation.Summary) + "\n\n" + codeSpan("GET /api/v1"+path) + "\n\n")
		if len(operation.Parameters) > 0 {
			b.WriteString("| Параметр | Где стоит | Что это |\n|:--|:--|:--|\n")
			for _, q := range operation.Parameters {
				b.WriteString("| " + codeSpan(q.Name) + " | " + placeOf(q) + " | " + Text(q.Description) + " |\n")
			}
			b.WriteString("\n")
		}
		for _, status := range slices.Sorted(maps.Keys(operation.Responses)) {
			answer := operation.Responses[status]
			name := "Ответ " + status
			if status == "default" {
				name = "Иначе"
			}
			b.WriteString(Text(name) + ": " + Text(answer.Description))
			for _, mediaType := range slices.Sorted(maps.Keys(answer.Content)) {
				b.WriteString(", " + codeSpan(mediaType) + prefixed(": ", typeName(answer.Content[mediaType].Schema)))
			}
			b.WriteString(".\n\n")
		}
	}
	b.WriteString("## Из чего состоят ответы {#schemas}\n\n")
	for _, name := range slices.Sorted(maps.Keys(api.Components.Schemas)) {
		schema := api.Components.Schemas[name]
		b.WriteString("### " + Text(name) + " {#schema-" + Segment(name) + "}\n\n" + suffixed(Text(schema.Description), "\n\n") + "| Поле | Вид | Что это |\n|:--|:--|:--|\n")
		for _, field := range slices.Sorted(maps.Keys(schema.Properties)) {
			b.WriteString("| " + codeSpan(field) + " | " + typeName(schema.Properties[field]) + " | " + Text(schema.Properties[field].Description) + " |\n")
		}
		b.WriteString("\n")
	}
	return Page{Path: apiDocsPath, Title: "Программный доступ", Lead: "Запросы к реестрам и бюллетеню для программ", Class: "text", Markdown: b.String()}
}

func placeOf(q apiParameter) string {
	place := map[string]string{"path": "в адресе", "query": "после «?»"}[q.In]
	if q.Required {
		place += ", обязателен"
	}
	return place
}

// typeName names a schema, with a link to it where it has a name of its own.
func typeName(s apiSchema) string {
	if name := s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]; name != "" {
		return "[" + Text(name) + "](#schema-" + Segment(name) + ")"
	}
	kind, _ := s.Type.(string)
	words := map[string]string{"string": "строка", "integer": "целое число", "number": "число", "boolean": "да или нет", "object": "объект", "array": "список"}
	name := words[kind]
	switch {
	case kind == "array" && s.Items != nil:
		name += ": " + typeName(*s.Items)
	case s.Format == "date":
		name = "дата"
	case s.Format == "date-time":
		name = "время"
	}
	return name
}
