package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"

	"vestnik/extract/raster"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// source is one file while it is being read.
type source struct {
	x     *Extractor
	name  string
	size  int64
	key   pageKey // without the page
	given *os.File
	info  inspection
	typ   string      // media type of the file as given; info's is that of what replaced it
	kept  map[int]int // rotations of pages read before, as far as the caller knows them

	mu    sync.Mutex
	dir   string   // work directory, "" until needed
	local string   // name in dir under which tools find the file, "" until needed
	mine  *os.File // a repaired or converted copy, which replaces given

	cleaning sync.Mutex
	cleaned  bool     // whether anew was tried for
	anew     *os.File // the file as mutool writes it, for pages that nobody could read

	slow atomic.Int32 // pages that used up the time for OCR
}

// open inspects a file. The caller calls close. The problem, fatal or not, is
// what the clerk must know of the whole file.
func (x *Extractor) open(ctx context.Context, f pipeline.SourceFile) (*source, *pipeline.Problem, error) {
	if f.File == nil {
		return nil, nil, &pipeline.Error{Op: "read file", Doc: f.Name, Kind: pipeline.Invalid}
	}
	st, err := f.File.Stat()
	if err != nil {
		return nil, nil, &pipeline.Error{Op: "read file", Doc: f.Name, Kind: pipeline.Unavailable, Err: err}
	}
	s := &source{x: x, name: f.Name, size: st.Size(), given: f.File, key: keyOf(st), kept: f.Rotations}
	switch {
	case !st.Mode().IsRegular():
		return s, problem(codeUnsupported, notAFile), nil
	case st.Size() == 0:
		return s, problem(codeEmpty, emptyFile), nil
	case st.Size() > x.cfg.MaxBytes:
		return s, problemf(codeTooLarge, fileTooLarge, megabytes(st.Size()), megabytes(x.cfg.MaxBytes)), nil
	}
	p, err := s.inspect(ctx)
	if err != nil {
		s.close()
		return nil, nil, err
	}
	return s, p, nil
}

func keyOf(st os.FileInfo) pageKey {
	k := pageKey{size: st.Size(), modified: st.ModTime().UnixNano()}
	if sys, ok := st.Sys().(*syscall.Stat_t); ok {
		k.device, k.inode = uint64(sys.Dev), sys.Ino
	}
	return k
}

func (s *source) page(n int) pageKey {
	k := s.key
	k.page = n
	return k
}

// file is what children read: the file as given, or the copy that replaces it.
func (s *source) file() *os.File {
	if s.mine != nil {
		return s.mine
	}
	return s.given
}

func (s *source) close() {
	if s.mine != nil {
		s.mine.Close()
	}
	if s.anew != nil {
		s.anew.Close()
	}
	if s.dir == "" {
		return
	}
	if err := os.RemoveAll(s.dir); err != nil {
		s.x.cfg.Logger.Warn("work directory stays behind", "dir", s.dir, "err", err)
	}
}

// workDir makes the source's work directory when first asked.
func (s *source) workDir() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.workDirLocked()
}

func (s *source) workDirLocked() (string, error) {
	if s.dir == "" {
		dir, _, err := s.x.host.WorkDir()
		if err != nil {
			return "", err
		}
		s.dir = dir
	}
	return s.dir, nil
}

// forTools copies the file into the work directory, since tools may open nothing
// else, and returns the directory and the file's name in it.
func (s *source) forTools() (dir, name string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if dir, err = s.workDirLocked(); err != nil {
		return "", "", err
	}
	if s.local != "" {
		return dir, s.local, nil
	}
	name = "input" + extensionOf(s.info.Type)
	if err := copyFile(filepath.Join(dir, name), s.file(), s.size); err != nil {
		return "", "", &pipeline.Error{Op: "copy for tools", Doc: s.name, Kind: pipeline.Unavailable, Err: err,
			Advice: "На сервере нет места для временных файлов. Сообщите администратору."}
	}
	s.local = name
	return dir, name, nil
}

// extensionOf is what tools that go by names expect.
func extensionOf(mediaType string) string {
	switch mediaType {
	case typePDF:
		return ".pdf"
	case typeTIFF:
		return ".tiff"
	case typeDOC:
		return ".doc"
	case raster.TypeJPEG:
		return ".jpg"
	case raster.TypePNG:
		return ".png"
	case raster.TypeGIF:
		return ".gif"
	case raster.TypeBMP:
		return ".bmp"
	}
	return ".bin"
}

func copyFile(path string, from *os.File, size int64) (err error) {
	to, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := to.Close(); err == nil {
			err = cerr
		}
	}()
	if _, err = io.Copy(to, io.NewSectionReader(from, 0, size)); err != nil {
		return err
	}
	return to.Chmod(0o644) // the child's account must read it whatever our umask
}

// replace makes a file of the work directory stand in for the one given.
func (s *source) replace(name string) error {
	f, err := os.Open(filepath.Join(s.dir, name))
	if err != nil {
		return err
	}
	st, err := f.Stat()
	if err != nil {
		f.Close()
		return err
	}
	if s.mine != nil {
		s.mine.Close()
	}
	s.mine, s.local, s.size = f, name, st.Size()
	return nil
}

// limits for a child that parses, and for one that draws or reads a page.
func (s *source) parseLimits() sandbox.Limits {
	c := s.x.cfg
	return sandbox.Limits{CPU: c.TextTimeout, Wall: 6 * c.TextTimeout, Memory: c.Memory, FileSize: 2 * c.MaxBytes}
}

// tool runs an external program over the file's copy and reports how it ended.
func (s *source) tool(ctx context.Context, out io.Writer, name string, args ...string) (sandbox.Outcome, error) {
	return s.attempt(ctx, sandbox.Command{Tool: name, Args: args, Dir: s.dir, Stdout: out}, nil)
}

// looked is what the inspecting job said of a file, and how it ended.
type looked struct {
	inspection
	outcome sandbox.Outcome
}

// look inspects the file as it now stands. The given file is looked at once in the
// life of the process: inspection and reading follow one another.
func (s *source) look(ctx context.Context) (inspection, sandbox.Outcome, error) {
	if s.mine != nil {
		l, err := s.lookAnew(ctx)
		return l.inspection, l.outcome, err
	}
	l, known := s.x.looks.get(s.key)
	if known {
		return l.inspection, l.outcome, nil
	}
	l, err := s.lookAnew(ctx)
	// What failed at once may have lacked something; what has burnt its time would
	// do so again.
	if err == nil && (l.outcome.OK() || l.outcome.CPU >= wasteful) {
		s.x.looks.put(s.key, l)
	}
	return l.inspection, l.outcome, err
}

// lookAnew runs the inspecting job. The last line that it wrote counts.
func (s *source) lookAnew(ctx context.Context) (l looked, err error) {
	var out bytes.Buffer
	l.outcome, err = s.attempt(ctx, sandbox.Command{Job: jobInspect, Files: []*os.File{s.file()}, Stdout: &out}, nil)
	dec := json.NewDecoder(&out)
	for {
		var next inspection
		if dec.Decode(&next) != nil {
			break
		}
		l.inspection = next
	}
	if err == nil && !l.outcome.OK() && l.Err == "" {
		l.Err = string(l.outcome.Ending) + ": " + l.outcome.Stderr
	}
	return l, err
}

// convert turns a document of the old Word into DOCX with LibreOffice.
func (s *source) convert(ctx context.Context) (bool, error) {
	if _, err := s.x.host.Tool("soffice"); err != nil {
		return false, nil
	}
	dir, name, err := s.forTools()
	if err != nil {
		return false, err
	}
	o, err := s.x.host.Run(ctx, sandbox.Command{
		Tool: "soffice", Dir: dir, Sockets: true,
		Args: []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--norestore",
			"--convert-to", "docx", "--outdir", ".", name},
		Limits: sandbox.Limits{CPU: s.x.cfg.PageTimeout, Wall: 2 * s.x.cfg.PageTimeout, Memory: 4 * s.x.cfg.Memory, Files: 1024},
	})
	if err != nil {
		return false, err
	}
	if s.replace("input.docx") != nil {
		s.x.cfg.Logger.Debug("conversion gave nothing", "ending", o.Ending, "stderr", bounded(o.Stderr))
		return false, nil
	}
	return true, nil
}
