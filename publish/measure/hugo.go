package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// hugoTheme is the least that a page of ours also has: a head, a way home, the text.
var hugoTheme = map[string]string{
	"config.toml":                   "baseURL = 'https://bulletin.example/'\nlanguageCode = 'ru'\ntitle = 'Бюллетень'\ndisableKinds = ['RSS', 'sitemap', 'taxonomy', 'term', '404', 'robotsTXT']\n",
	"layouts/_default/single.html":  "<!DOCTYPE html><html lang=\"ru\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{{ .Title }}</title><link rel=\"canonical\" href=\"{{ .Permalink }}\"></head><body><header><a href=\"/\">Бюллетень</a></header><main>{{ .Content }}</main></body></html>\n",
	"layouts/_default/list.html":    "<!DOCTYPE html><html lang=\"ru\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head><body><main><h1>{{ .Title }}</h1></main></body></html>\n",
	"layouts/index.html":            "<!DOCTYPE html><html lang=\"ru\"><head><meta charset=\"utf-8\"><title>Бюллетень</title></head><body></body></html>\n",
	"archetypes/default.md":         "",
	"content/register/_index.md":    "---\ntitle: Реестр\n---\n",
	"static/.keep":                  "",
	"layouts/partials/.keep":        "",
	"layouts/shortcodes/.keep.html": "",
}

// hugo makes pages of the Markdown of our entries.
func (b *bench) hugo(ctx context.Context) (cost, error) {
	program, err := exec.LookPath("hugo")
	if err != nil || b.alone {
		return cost{}, errors.New("hugo is not there")
	}
	source := filepath.Join(b.folder, "hugo")
	for name, body := range hugoTheme {
		if err := writeFile(filepath.Join(source, name), []byte(body)); err != nil {
			return cost{}, err
		}
	}
	ours, err := filepath.Glob(filepath.Join(b.folder, "site", "register", string(register), "*.md"))
	if err != nil {
		return cost{}, err
	}
	for _, path := range ours {
		body, err := os.ReadFile(path)
		if err != nil {
			return cost{}, err
		}
		number := strings.TrimSuffix(filepath.Base(path), ".md")
		page := "---\ntitle: \"№ " + number + "\"\n---\n" + string(body)
		if err := writeFile(filepath.Join(source, "content", "register", number+".md"), []byte(page)); err != nil {
			return cost{}, err
		}
	}
	cmd := exec.CommandContext(ctx, program, "--quiet", "--source", source, "--destination", filepath.Join(source, "public"))
	return timed(cmd)
}

func writeFile(path string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, body, 0o644)
}
