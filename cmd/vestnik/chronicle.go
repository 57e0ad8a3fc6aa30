package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// chronicleStep is one command line of a chronicle and when it was given.
type chronicleStep struct {
	At  string   `yaml:"at"`  // RFC 3339
	As  string   `yaml:"as"`  // the name by which later steps call the filing that this one takes in
	Run []string `yaml:"run"` // the command, with {name}s in it
}

// chronicle plays the past of an office into an empty store, so that one who tries
// Vestnik sees a bulletin and not only filings that wait: commands as a person
// would give them, each at its own time.
type chronicle struct {
	app   *app
	steps []chronicleStep
	known map[string]string // what {name}s stand for
}

// playChronicle plays the chronicle of a file; filings are taken from the folder of
// samples. A store in which anything has happened is left alone.
func (a *app) playChronicle(ctx context.Context, h *house, path, samples string) error {
	if head, err := h.db.Head(ctx); err != nil || head > 0 {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return usageError{fmt.Errorf("--chronicle: %w", err)}
	}
	c := chronicle{app: a, known: map[string]string{"samples": samples, "chronicle": filepath.Dir(path)}}
	if err := yaml.UnmarshalWithOptions(text, &c.steps, yaml.Strict()); err != nil {
		return usageError{fmt.Errorf("--chronicle %s: %w", path, err)}
	}
	fmt.Fprintf(a.out, "Заполняется пустое хранилище: %s, команд %d\n", path, len(c.steps))
	for i, step := range c.steps {
		if err := c.play(ctx, h, step); err != nil {
			return fmt.Errorf("chronicle %s, step %d (%s): %w", path, i+1, strings.Join(step.Run, " "), err)
		}
	}
	return nil
}

// play runs one step as a command line of its own, on the settings of the app.
func (c *chronicle) play(ctx context.Context, h *house, step chronicleStep) error {
	at, err := time.Parse(time.RFC3339, step.At)
	if err != nil {
		return usageError{fmt.Errorf("at: %q is not RFC 3339 with an offset", step.At)}
	}
	words, err := c.filled(ctx, h, step.Run)
	if err != nil {
		return err
	}
	var out, told bytes.Buffer
	line, s := *c.app, c.app.settings
	line.streams = streams{in: strings.NewReader(""), out: &out, err: &told}
	global := []string{"--data", s.data, "--objects", s.objects, "--journal", s.journal, "--office", s.office, "--now", at.Format(time.RFC3339), "--json"}
	if code := line.run(ctx, append(global, words...)); code != exitDone && code != exitPartial {
		return errors.New(strings.TrimSpace(told.String()))
	}
	if step.As == "" {
		return nil
	}
	var took ingested
	if err := json.Unmarshal(out.Bytes(), &took); err != nil {
		return err
	}
	c.known[step.As] = string(took.Receipt.Number)
	return nil
}

// reference is a {name} in a command, or a {name.number}.
var reference = regexp.MustCompile(`\{([a-z-]+)(?:\.([a-z]+))?\}`)

// filled puts what is known in the places of {name}s.
func (c *chronicle) filled(ctx context.Context, h *house, words []string) ([]string, error) {
	list := make([]string, len(words))
	var missing error
	for i, word := range words {
		list[i] = reference.ReplaceAllStringFunc(word, func(ref string) string {
			m := reference.FindStringSubmatch(ref)
			value, err := c.value(ctx, h, m[1], m[2])
			missing = cmp.Or(missing, err)
			return value
		})
	}
	return list, missing
}

// value is what a name stands for: a folder, the number of a filing, or what the
// register gave its case.
func (c *chronicle) value(ctx context.Context, h *house, name, number string) (string, error) {
	value, ok := c.known[name]
	if !ok {
		return "", fmt.Errorf("no step before has {%s}", name)
	}
	if number == "" {
		return value, nil
	}
	file, err := h.office.CaseByNumber(ctx, value)
	if err != nil {
		return "", err
	}
	if number == "entry" && len(file.Entries) > 0 {
		return file.Entries[0], nil
	}
	if value, ok = file.Numbers[number]; !ok {
		return "", fmt.Errorf("{%s} has no number %q yet", name, number)
	}
	return value, nil
}
