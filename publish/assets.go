package publish

import (
	"embed"

	"vestnik/pipeline"
	"vestnik/publish/fonts"
)

//go:embed static/site.css static/mark.svg
var staticFiles embed.FS

// Assets returns the files that every page needs, under "static/", by path: the
// stylesheet, the mark, the fonts and their licence.
func Assets() ([]pipeline.File, error) {
	var files []pipeline.File
	for _, name := range []string{"mark.svg", "site.css"} {
		body, err := staticFiles.ReadFile("static/" + name)
		if err != nil {
			return nil, &pipeline.Error{Op: "read asset", Doc: name, Kind: pipeline.Internal, Err: err}
		}
		files = append(files, pipeline.File{Path: "static/" + name, Body: body})
	}
	for _, f := range fonts.Web() {
		files = append(files, pipeline.File{Path: "static/fonts/" + f.Name, Body: f.Body})
	}
	return files, nil
}
