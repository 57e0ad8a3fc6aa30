package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

// stateFile tells what the folder owes to Vestnik. After a first line that names
// the format come, parted by tabs:
//
//	unit	KEY	INPUT             what was made, and a digest of what it was made of
//	file	PATH	SIZE	MODIFIED  a file of the unit before it: bytes, Unix nanoseconds
//	part	INPUT	FROM	SIZE      bytes of the file before it, and what they were made of
//	by	STAMP                  the program and configuration that made the parts
//	claim	PATH                 a file that a run meant to write
//
// A claim is added before its file is written, so that a run that was cut short
// leaves nothing that the next one takes for somebody else's; the last step of a
// run writes the list anew, sorted and without claims.
const (
	stateFile   = ".vestnik-site"
	stateFormat = "vestnik-site/2"
	plainFormat = "vestnik-site/1" // paths alone, one a line
	tempPrefix  = ".vestnik-tmp-"
)

// made is what was made together of one input.
type made struct {
	input string
	files []writtenFile
}

// writtenFile is a file as it was left.
type writtenFile struct {
	path  string
	mark  fileMark
	parts []filePart
}

// fileMark tells whether a file was touched since.
type fileMark struct {
	size     int64
	modified int64 // Unix nanoseconds
}

func markOf(info fs.FileInfo) fileMark {
	return fileMark{size: info.Size(), modified: info.ModTime().UnixNano()}
}

// readState reads what former runs left; a folder without it is new.
func (f *folder) readState(dir string) error {
	state, err := f.root.ReadFile(stateFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unwritable(dir, err)
	}
	if strings.HasPrefix(stateFormat, string(state)) { // cut short before anything else was written
		return nil
	}
	f.state = state
	format, lines, _ := strings.Cut(string(state), "\n")
	switch format {
	case stateFormat:
		f.readUnits(lines)
	case plainFormat:
		for line := range strings.Lines(lines) {
			f.own(strings.TrimSuffix(line, "\n"))
		}
	default:
		return &pipeline.Error{Op: "open site folder", Doc: path.Join(dir, stateFile), Kind: pipeline.Unsupported,
			Advice: "Папку сайта писала другая версия программы. Укажите пустую папку."}
	}
	return nil
}

// readUnits reads the lines of the state. One that cannot be read is passed by:
// what it told of is made again, or refused as foreign.
func (f *folder) readUnits(lines string) {
	key, unit, by := "", made{}, ""
	end := func() {
		if key != "" {
			f.former[key] = unit
		}
	}
	for line := range strings.Lines(lines) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case cells[0] == "unit" && len(cells) == 3:
			end()
			key, unit = cells[1], made{input: cells[2]}
		case cells[0] == "file" && len(cells) == 4:
			size, err1 := strconv.ParseInt(cells[2], 10, 64)
			modified, err2 := strconv.ParseInt(cells[3], 10, 64)
			if f.own(cells[1]) && err1 == nil && err2 == nil {
				unit.files = append(unit.files, writtenFile{path: cells[1], mark: fileMark{size, modified}})
			} else {
				unit.input = ""
			}
		case cells[0] == "part" && len(cells) == 4 && len(unit.files) > 0:
			from, err1 := strconv.ParseInt(cells[2], 10, 64)
			size, err2 := strconv.ParseInt(cells[3], 10, 64)
			if last := &unit.files[len(unit.files)-1]; err1 == nil && err2 == nil {
				last.parts = append(last.parts, filePart{cells[1], from, size})
			}
		case cells[0] == "by" && len(cells) == 2:
			by = cells[1]
		case cells[0] == "claim" && len(cells) == 2:
			f.own(cells[1])
		}
	}
	end()
	if by == f.stamp {
		f.noteParts()
	}
}

// noteParts remembers what the files of former runs consist of.
func (f *folder) noteParts() {
	for _, unit := range f.former {
		for _, file := range unit.files {
			if len(file.parts) > 0 {
				f.consist[file.path] = file
			}
		}
	}
}

func (f *folder) own(path string) bool {
	if !fs.ValidPath(path) {
		return false
	}
	f.known[path] = true
	return true
}

// look walks the folder without following links, notes how each file stands and
// refuses one that is not Vestnik's. What a cut-short run left under a temporary
// name is removed.
func (f *folder) look(dir string) error {
	return fs.WalkDir(f.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return unwritable(dir, err)
		case d.IsDir():
			f.dirs.stand[name] = true
			return nil
		case name == stateFile:
			return nil
		case f.known[name] && d.Type().IsRegular():
			info, err := d.Info()
			if err != nil {
				return unwritable(dir, err)
			}
			f.standing[name] = markOf(info)
			return nil
		case strings.HasPrefix(path.Base(name), tempPrefix) && d.Type().IsRegular() && f.state != nil:
			return f.root.Remove(filepath.FromSlash(name))
		}
		return &pipeline.Error{Op: "open site folder", Doc: filepath.Join(dir, name), Kind: pipeline.Exists,
			Advice: "В папке лежит посторонний файл «" + name + "». Сайт пишется только в пустую папку или туда, где его писали раньше."}
	})
}

// claim notes that files are Vestnik's, before they stand where they belong.
func (f *folder) claim(files []pendingFile) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var lines strings.Builder
	for _, file := range files {
		if !f.known[file.name] {
			lines.WriteString(f.claimLine(file.name))
		}
	}
	if lines.Len() == 0 {
		return nil
	}
	if err := f.openLog(); err != nil {
		return err
	}
	if _, err := f.log.WriteString(lines.String()); err != nil {
		return unwritable(stateFile, err)
	}
	for _, file := range files {
		f.known[file.name] = true
	}
	return nil
}

// openLog opens the state for claims, with its first line where the folder is new.
// A claim that was cut short is ended, so that the next one is not part of it.
func (f *folder) openLog() error {
	if f.log != nil {
		return nil
	}
	flags, begin := os.O_CREATE|os.O_WRONLY|os.O_APPEND, ""
	switch {
	case f.state == nil:
		flags, begin = flags|os.O_TRUNC, stateFormat+"\n"
	case !bytes.HasSuffix(f.state, []byte("\n")):
		begin = "\n"
	}
	log, err := f.root.OpenFile(stateFile, flags, 0o644)
	if err != nil {
		return unwritable(stateFile, err)
	}
	f.log = log
	if _, err := log.WriteString(begin); err != nil {
		return unwritable(stateFile, err)
	}
	if f.state == nil {
		f.state = []byte{}
	}
	return nil
}

// claimLine is a claim in the format that the state stands in.
func (f *folder) claimLine(name string) string {
	if bytes.HasPrefix(f.state, []byte(plainFormat+"\n")) {
		return name + "\n"
	}
	return "claim\t" + name + "\n"
}

// writeState writes what the folder now holds, unless that is what it says.
func (f *folder) writeState() error {
	var b bytes.Buffer
	b.WriteString(stateFormat + "\nby\t" + f.stamp + "\n")
	for _, key := range slices.Sorted(maps.Keys(f.units)) {
		unit := f.units[key]
		b.WriteString("unit\t" + key + "\t" + unit.input + "\n")
		for _, file := range unit.files {
			b.WriteString("file\t" + file.path + "\t" + strconv.FormatInt(file.mark.size, 10) + "\t" + strconv.FormatInt(file.mark.modified, 10) + "\n")
			for _, part := range file.parts {
				b.WriteString("part\t" + part.input + "\t" + strconv.FormatInt(part.from, 10) + "\t" + strconv.FormatInt(part.size, 10) + "\n")
			}
		}
	}
	if f.log == nil && bytes.Equal(b.Bytes(), f.state) {
		return nil
	}
	temp := tempPrefix + "state"
	if err := f.root.WriteFile(temp, b.Bytes(), 0o644); err != nil {
		return unwritable(stateFile, err)
	}
	if err := f.root.Rename(temp, stateFile); err != nil {
		return unwritable(stateFile, err)
	}
	return nil
}
