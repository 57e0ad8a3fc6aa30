package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// submissionFiles lists what a path holds: a file (or zip) is one filing of one
// file, a directory one filing of all its files. Links and special files in it are
// left out, and it is said: a filing is what lies in the folder itself.
func (a *app) submissionFiles(path string) ([]pipeline.SubmittedFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, &pipeline.Error{Op: "open", Doc: path, Kind: pipeline.NotExist, Err: err,
			Advice: "Файла или папки «" + path + "» нет. Проверьте путь."}
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return nil, notAFile("open", path)
	}
	if !info.IsDir() {
		return []pipeline.SubmittedFile{localFile(filepath.Base(path), path, info.Size())}, nil
	}
	var files []pipeline.SubmittedFile
	err = filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := p != path && strings.HasPrefix(d.Name(), ".")
		if d.IsDir() && hidden {
			return filepath.SkipDir
		}
		if d.IsDir() || hidden {
			return nil
		}
		if !d.Type().IsRegular() {
			fmt.Fprintf(a.err, "«%s» не принят: это ссылка или особый файл. Положите в папку сам документ.\n", p)
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(path, p)
		if err != nil {
			return err
		}
		files = append(files, localFile(filepath.ToSlash(name), p, info.Size()))
		return nil
	})
	sort.Slice(files, func(i, j int) bool { return files[i].Name < files[j].Name })
	return files, err
}

// notAFile refuses what cannot be read to an end: a pipe, a device, a socket.
func notAFile(op, path string) error {
	return &pipeline.Error{Op: op, Doc: path, Kind: pipeline.Invalid, Err: errors.New("not a regular file"),
		Advice: "«" + path + "» — не файл с документом. Назовите сам файл."}
}

func localFile(name, path string, size int64) pipeline.SubmittedFile {
	return pipeline.SubmittedFile{Name: name, Size: size, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// operator is who acts on the command line without --as: whoever holds the data
// directory, with every role but the preparatory ones. Four eyes hold for the
// operator as for anybody: what was drafted without --as another must sign.
const operator = "operator"

// person resolves --as: a local account, or a role of the office by its name,
// which whoever holds the data directory may take on.
func (h *house) person(ctx context.Context, login string) (pipeline.Person, error) {
	if login == "" {
		return pipeline.Person{Login: operator, Roles: decidingRoles(h.engine)}, nil
	}
	account, err := h.db.Accounts().Find(ctx, login)
	if err == nil {
		return pipeline.Person{Login: account.Login, Roles: account.Roles}, nil
	}
	if login == operator {
		return h.person(ctx, "")
	}
	known := roles(h.engine)
	if slices.Contains(known, login) {
		return pipeline.Person{Login: login, Roles: []string{login}}, nil
	}
	return pipeline.Person{}, &pipeline.Error{Op: "find account", Doc: login, Kind: pipeline.NotExist,
		Advice: "Сотрудника «" + login + "» нет. Назовите учётную запись или роль: " + strings.Join(known, ", ") + "."}
}

// adminRole keeps accounts and may correct what was read; it decides nothing.
const adminRole = "admin"

// roles lists the roles that an account may hold: those of the packs, and admin.
func roles(engine *regulation.Engine) []string {
	list := []string{adminRole}
	for _, p := range engine.Packs() {
		for _, r := range p.Procedure.Roles {
			if !slices.Contains(list, r.ID) {
				list = append(list, r.ID)
			}
		}
	}
	slices.Sort(list)
	return list
}

// decidingRoles lists the roles that may not only prepare.
func decidingRoles(engine *regulation.Engine) []string {
	prepares := map[string]bool{}
	for _, p := range engine.Packs() {
		for _, r := range p.Procedure.Roles {
			prepares[r.ID] = r.Preparatory
		}
	}
	return slices.DeleteFunc(roles(engine), func(r string) bool { return prepares[r] })
}
