package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// officeFile is the office's own configuration, inside --data, unless --office
// names another.
const officeFile = "office.yaml"

// officeConfig is what an office decides where the acts leave it the choice. The
// zero value is an office that takes every default.
type officeConfig struct {
	// Settings chooses readings of gaps, by key; "vestnik regulations settings"
	// lists them.
	Settings map[string]string `yaml:"settings"`
	// Packs is a directory of further packs and editions, beside those of the
	// program; relative to the file.
	Packs string `yaml:"packs"`
	// Numbering gives patterns of number sequences; those not named keep theirs.
	Numbering map[string]string `yaml:"numbering"`
	// SpotChecks says how many cases of a quarter a spot check looks at, and the
	// salt of the lot by which they are drawn.
	SpotChecks struct {
		Size int    `yaml:"size"`
		Salt string `yaml:"salt"`
	} `yaml:"spot_checks"`

	// Bulletin says who is told of it: WebSub hubs, by their addresses.
	Bulletin struct {
		Hubs []string `yaml:"hubs"`
	} `yaml:"bulletin"`

	// Mail says through which relay letters go out to those who follow a search;
	// nil sends none.
	Mail *mailConfig `yaml:"mail"`

	file  string              // where it was read from; empty when there is none
	nodes map[string]ast.Node // by YAML path, to say in which line something is wrong
}

// office returns the office's configuration, read once.
func (a *app) office() (*officeConfig, error) {
	if a.config != nil {
		return a.config, nil
	}
	path, demanded := a.settings.officePath()
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist) && !demanded:
		a.config = &officeConfig{}
		return a.config, nil
	case err != nil:
		return nil, usageError{fmt.Errorf("office configuration: %w", err)}
	}
	a.config, err = readOffice(path, text)
	return a.config, err
}

// officePath is where the configuration lies, and whether somebody named it.
func (s *settings) officePath() (path string, demanded bool) {
	if s.office != "" {
		return s.office, true
	}
	return filepath.Join(s.data, officeFile), false
}

// readOffice decodes the configuration strictly: a key that it does not know is a
// misspelt one, and is refused with its line.
func readOffice(path string, text []byte) (*officeConfig, error) {
	config := &officeConfig{file: path, nodes: map[string]ast.Node{}}
	tree, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", path, err)}
	}
	for _, doc := range tree.Docs {
		if doc.Body != nil {
			ast.Walk(officeNodes{config.nodes}, doc.Body)
		}
	}
	if err := yaml.UnmarshalWithOptions(text, config, yaml.Strict()); err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", path, err)}
	}
	if config.SpotChecks.Size < 0 {
		return nil, config.wrong("spot_checks", "size", errors.New("a sample cannot have fewer than no cases"))
	}
	if config.Mail != nil {
		if _, err := config.relay(); err != nil {
			return nil, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(config.Numbering)) {
		if err := pipeline.CheckNumbering(map[string]string{name: config.Numbering[name]}); err != nil {
			return nil, config.wrong("numbering", name, err)
		}
	}
	return config, nil
}

// officeNodes notes the node of every path.
type officeNodes struct{ nodes map[string]ast.Node }

func (v officeNodes) Visit(n ast.Node) ast.Visitor {
	v.nodes[n.GetPath()] = n
	return v
}

// wrong says what is wrong with an element of a section, and in which line.
func (c *officeConfig) wrong(section, name string, err error) error {
	for _, path := range []string{"$." + section + "." + name, "$." + section + ".'" + name + "'", "$." + section} {
		if n, ok := c.nodes[path]; ok {
			return usageError{fmt.Errorf("%s:%d: %w", c.file, n.GetToken().Position.Line, err)}
		}
	}
	return usageError{fmt.Errorf("%s: %w", c.file, err)}
}

// engine loads the packs of the program and of the office with its settings.
func (c *officeConfig) engine(days *workday.Calendar) (*regulation.Engine, error) {
	packs, err := c.packs()
	if err != nil {
		return nil, err
	}
	engine, err := regulation.Open(packs, days, c.Settings)
	var setting *regulation.SettingError
	if errors.As(err, &setting) {
		return nil, c.wrong("settings", setting.Key, err)
	}
	if err != nil && c.Packs != "" {
		return nil, usageError{err}
	}
	return engine, err
}

// packs returns the packs of the program with the office's own beside them.
func (c *officeConfig) packs() (fs.FS, error) {
	if c.Packs == "" {
		return regulation.Embedded(), nil
	}
	dir := c.Packs
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(filepath.Dir(c.file), dir)
	}
	own := os.DirFS(dir)
	names, err := fs.Glob(own, "*.yaml")
	if err == nil && len(names) == 0 {
		_, err = os.ReadDir(dir)
	}
	if err != nil {
		return nil, c.wrong("packs", "", err)
	}
	both := bothPacks{regulation.Embedded(), own}
	for _, name := range names {
		if _, err := fs.Stat(both.program, name); err == nil {
			return nil, c.wrong("packs", "", fmt.Errorf("%s: the program has a pack of that file name; call an amended edition otherwise, such as %s",
				filepath.Join(dir, name), strings.TrimSuffix(name, ".yaml")+"-2027.yaml"))
		}
	}
	return both, nil
}

// bothPacks shows the files of two folders as one; none is in both.
type bothPacks struct{ program, own fs.FS }

// Open implements [fs.FS].
func (b bothPacks) Open(name string) (fs.File, error) {
	f, err := b.program.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return b.own.Open(name)
	}
	return f, err
}

// ReadDir implements [fs.ReadDirFS].
func (b bothPacks) ReadDir(name string) ([]fs.DirEntry, error) {
	program, err := fs.ReadDir(b.program, name)
	if err != nil {
		return nil, err
	}
	own, err := fs.ReadDir(b.own, name)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(program, own)
	slices.SortFunc(all, func(x, y fs.DirEntry) int { return strings.Compare(x.Name(), y.Name()) })
	return all, nil
}

// rules returns the house rules with the office's own in them.
func (c *officeConfig) rules() pipeline.HouseRules {
	rules := pipeline.DefaultHouseRules()
	maps.Copy(rules.Numbering, c.Numbering)
	if c.SpotChecks.Size > 0 {
		rules.SampleSize = c.SpotChecks.Size
	}
	return rules
}
