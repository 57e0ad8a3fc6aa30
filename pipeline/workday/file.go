package workday

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

// ErrCalendar is wrapped by every error about a calendar file.
var ErrCalendar = errors.New("not a calendar file")

// maxFile bounds a calendar file, in bytes; the longest of ours has 4 thousand.
const maxFile = 1 << 20

//go:embed calendars/*.yaml
var calendars embed.FS

// production is parsed once: the value is immutable and every caller may share it.
var production = sync.OnceValue(func() *Calendar {
	sub, err := fs.Sub(calendars, "calendars")
	if err != nil {
		panic(err)
	}
	c, err := Load(sub)
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return c
})

// Production returns the production calendar of the Russian Federation for the
// years 2013–2026 under the default options. Other years follow Labour Code
// art. 112 and are provisional.
func Production() *Calendar { return production() }

// Load reads every *.yaml and *.json file at the root of fsys, one year each,
// under the default options. It refuses an empty folder, a year given twice, and
// whatever [Calendar.WithFile] refuses.
func Load(fsys fs.FS) (*Calendar, error) {
	var names []string
	for _, pattern := range []string{"*.yaml", "*.json"} {
		found, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no *.yaml or *.json here: %w", ErrCalendar)
	}
	files := make(map[int]yearFile, len(names))
	for _, name := range names {
		f, err := readFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if _, twice := files[f.Year]; twice {
			return nil, fmt.Errorf("%s: year %d stands in another file too: %w", name, f.Year, ErrCalendar)
		}
		files[f.Year] = f
	}
	return newCalendar(files, Options{}.settle()), nil
}

func readFile(fsys fs.FS, name string) (yearFile, error) {
	r, err := fsys.Open(path.Clean(name))
	if err != nil {
		return yearFile{}, err
	}
	defer r.Close()
	return parseYear(r)
}

// WithFile returns the calendar with one more year, or with that year as the
// file says instead. The file is YAML or JSON of the form of those in calendars/; an
// unknown key, a date of another year or a date given twice is refused with
// [ErrCalendar], naming the place.
func (c *Calendar) WithFile(r io.Reader) (*Calendar, error) {
	f, err := parseYear(r)
	if err != nil {
		return nil, err
	}
	files := maps.Clone(c.files)
	files[f.Year] = f
	return newCalendar(files, c.options), nil
}

// Years returns the years that have a file, ascending.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.files)) }

// yearFile is one calendar file.
type yearFile struct {
	Year   int    `yaml:"year"`
	Source string `yaml:"source"` // the act that fixed the year
	// Holidays are the non-working holidays by date.
	Holidays map[Date]string `yaml:"holidays"`
	// ByOtherAct gives the act for those holidays that do not stand in Labour
	// Code art. 112.
	ByOtherAct map[Date]string `yaml:"holidays_by_other_act"`
	// Transfers move rest from one day to another.
	Transfers []transfer `yaml:"transfers"`
	// Short are the working days that end an hour earlier.
	Short []Date `yaml:"short"`
	// Presidential are the non-working days declared by the President.
	Presidential []period `yaml:"presidential"`

	provisional bool
}

// transfer moves the rest of one day to another: From is worked unless it is a
// holiday, To is off. Either may lie in the neighbouring year.
type transfer struct {
	From   Date   `yaml:"from"`
	To     Date   `yaml:"to"`
	Source string `yaml:"source"` // empty: the file's
}

// period is a run of days, both ends included.
type period struct {
	First  Date   `yaml:"first"`
	Last   Date   `yaml:"last"`
	Source string `yaml:"source"`
}

func parseYear(r io.Reader) (yearFile, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return yearFile{}, err
	}
	if len(body) > maxFile {
		return yearFile{}, fmt.Errorf("over %d bytes: %w", maxFile, ErrCalendar)
	}
	f, err := decodeYear(body)
	if err != nil {
		return yearFile{}, fmt.Errorf("%w: %w", ErrCalendar, err)
	}
	if err := f.check(); err != nil {
		return yearFile{}, fmt.Errorf("%w: %w", ErrCalendar, err)
	}
	for i := range f.Transfers {
		if f.Transfers[i].Source == "" {
			f.Transfers[i].Source = f.Source
		}
	}
	return f, nil
}

// decodeYear reads YAML strictly. The YAML library panics on some malformed
// documents (a tag where a list belongs), and a file from outside must not end
// the process.
func decodeYear(body []byte) (f yearFile, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("malformed YAML: %v", p)
		}
	}()
	err = yaml.NewDecoder(bytes.NewReader(body), yaml.Strict()).Decode(&f)
	return f, err
}

func (f yearFile) holidaySource(d Date) string {
	if s := f.ByOtherAct[d]; s != "" {
		return s
	}
	return labourCode
}
