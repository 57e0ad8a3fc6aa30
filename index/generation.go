package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
)

// generation is one Bleve index on disk.
type generation struct {
	number  int
	bleve   bleve.Index
	columns *columns
	walks   sync.RWMutex // held for reading by walks, which are not searches under way
}

// keyPosition is what Bleve keeps for us beside the documents.
var keyPosition = []byte("vestnik/position")

// currentFile names the generation in use and, on the line after, its schema: an
// index made by other rules may be one that Bleve cannot even open.
const currentFile = "CURRENT"

// lockTimeout is how long Open waits for another process to let go of the index.
const lockTimeout = "3s"

func runtimeConfig() map[string]any { return map[string]any{"bolt_timeout": lockTimeout} }

func generationPath(dir string, number int) string {
	return filepath.Join(dir, fmt.Sprintf("generation-%06d", number))
}

// current returns the number and the schema in CURRENT; without one, 0.
func current(dir string) (number int, schema string) {
	body, err := os.ReadFile(filepath.Join(dir, currentFile))
	if err != nil {
		return 0, ""
	}
	first, schema, _ := strings.Cut(string(body), "\n")
	number, err = strconv.Atoi(first)
	if err != nil || number < 0 {
		return 0, ""
	}
	return number, schema
}

// generations returns the numbers of the generations on disk.
func generations(dir string) map[int]bool {
	numbers := make(map[int]bool)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return numbers
	}
	for _, e := range entries {
		var n int
		if _, err := fmt.Sscanf(e.Name(), "generation-%d", &n); err == nil && e.IsDir() {
			numbers[n] = true
		}
	}
	return numbers
}

// openCurrent opens the generation that CURRENT names; without one, or with one
// of another schema, it makes an empty one.
func openCurrent(dir string) (*generation, error) {
	number, made := current(dir)
	if number > 0 && made == schema() {
		return openGeneration(dir, number)
	}
	g, err := createGeneration(generationPath(dir, number+1), number+1)
	if err != nil {
		return nil, err
	}
	return g, setCurrent(dir, number+1)
}

func openGeneration(dir string, number int) (*generation, error) {
	path := generationPath(dir, number)
	b, err := bleve.OpenUsing(path, runtimeConfig())
	if err != nil {
		return nil, openError(path, err)
	}
	return &generation{number: number, bleve: b, columns: newColumns()}, nil
}

// createGeneration makes an empty index at path. What a crash left there goes.
func createGeneration(path string, number int) (*generation, error) {
	if err := os.RemoveAll(path); err != nil {
		return nil, openError(path, err)
	}
	b, err := bleve.NewUsing(path, newMapping(), bleve.Config.DefaultIndexType, bleve.Config.DefaultKVStore, runtimeConfig())
	if err != nil {
		return nil, openError(path, err)
	}
	return &generation{number: number, bleve: b, columns: newColumns()}, nil
}

// setCurrent names the generation in use. The name appears whole or not at all.
func setCurrent(dir string, number int) error {
	temp := filepath.Join(dir, currentFile+".new")
	err := writeSynced(temp, []byte(strconv.Itoa(number)+"\n"+schema()))
	if err == nil {
		err = os.Rename(temp, filepath.Join(dir, currentFile))
	}
	if err == nil {
		err = syncDir(dir)
	}
	if err != nil {
		return openError(dir, err)
	}
	return nil
}

func writeSynced(path string, body []byte) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.Write(body); err != nil {
		return err
	}
	return f.Sync()
}

func syncDir(dir string) (err error) {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return d.Sync()
}

// close waits for the walks in the generation.
func (g *generation) close() error {
	g.walks.Lock()
	defer g.walks.Unlock()
	return g.bleve.Close()
}

// position returns how far in the journal the generation is; 0 when it says
// nothing legible.
func (g *generation) position() int64 {
	body, err := g.bleve.GetInternal(keyPosition)
	if err != nil {
		return 0
	}
	n, err := strconv.ParseInt(string(body), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
