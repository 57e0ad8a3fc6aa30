package main

import (
	"errors"
	"io"
	"os"

	"github.com/mattn/go-isatty"

	"vestnik/pipeline"
)

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// openRegular opens a file, and nothing that only looks like one.
func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, &pipeline.Error{Op: "open", Doc: path, Kind: pipeline.NotExist, Err: err, Advice: "Файла «" + path + "» нет. Проверьте путь."}
	case info.IsDir():
		return nil, &pipeline.Error{Op: "open", Doc: path, Kind: pipeline.Invalid, Err: errors.New("is a directory"),
			Advice: "«" + path + "» — папка. Назовите файлы, которые в ней лежат, или проверьте её целиком командой check."}
	case !info.Mode().IsRegular():
		return nil, notAFile("open", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, &pipeline.Error{Op: "open", Doc: path, Kind: pipeline.Permission, Err: err, Advice: "Файл «" + path + "» открыть не удалось. Проверьте права доступа."}
	}
	return f, nil
}

// named adds the file's name to a problem, if there is one.
func named(p *pipeline.Problem, file string) {
	if p != nil {
		*p = p.In(file)
	}
}

// pageTrouble names the file in its pages' problems and returns the first of
// them; a blank page is trouble only when there is no other.
func pageTrouble(name string, pages []pipeline.Page) (first *pipeline.Problem) {
	blank := 0
	for i := range pages {
		p := pages[i].Problem
		named(p, name)
		switch {
		case p == nil:
		case p.Code == "blank":
			blank++
		case first == nil:
			first = p
		}
	}
	if first == nil && len(pages) > 0 && blank == len(pages) {
		return pipeline.BlankFile(name)
	}
	return first
}
