package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axeScript is where "make check-site" put axe-core; VESTNIK_AXE names it.
const axeScript = "VESTNIK_AXE"

// publicWidths are the widths at which the public site is looked at, in CSS
// pixels. 320 is where WCAG 2.2 (1.4.10) forbids to scroll in two directions.
var publicWidths = []int64{320, 360, 768, 1440}

// TestThePublicSiteIsFitForEverybody tries a page of every kind: its size, its
// markup, and how it is seen.
func TestThePublicSiteIsFitForEverybody(t *testing.T) {
	site := startSampleSite(t)
	t.Run("kinds", site.checkKinds)
	t.Run("size", site.checkSizes)
	t.Run("markup", site.checkMarkup)
	t.Run("access", site.checkAccess)
	t.Run("sight", site.checkSight)
}

// checkSight opens every page at every width, in light and dark: none is wider
// than the screen, and with axe-core at hand none breaks a rule of WCAG 2.2 AA or
// of good practice.
func (site sampleSite) checkSight(t *testing.T) {
	axe := readAxe(t)
	schemes := []string{"light", "dark"}
	if axe == "" {
		schemes = schemes[:1] // colours change no width
	}
	b := newBrowser(t, site.public)
	for _, page := range site.pageKinds() {
		b.fitsAll(axe, schemes, page.name, page.at)
	}
}

// fitsAll looks at a page at every width and on paper.
func (b *browser) fitsAll(axe string, schemes []string, name, at string) {
	b.t.Helper()
	for _, scheme := range schemes {
		b.prefers(scheme)
		for _, width := range publicWidths {
			b.do("size", chromedp.EmulateViewport(width, 900))
			b.open(at)
			seen := fmt.Sprintf("%s-%d-%s", name, width, scheme)
			if got := ask(b, "measure", chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); got > width {
				b.t.Errorf("%s: the page is %d pixels wide", seen, got)
			}
			if width != publicWidths[0] {
				b.captureWhole(seen)
			}
			for _, found := range b.violations(axe) {
				b.t.Errorf("%s: %s", seen, found)
			}
		}
	}
	b.printed(name)
}

// readAxe returns axe-core, or nothing where it is not installed.
func readAxe(t *testing.T) string {
	path := os.Getenv(axeScript)
	if path == "" {
		t.Logf("%s is not set: widths alone are checked (make check-site checks the rest)", axeScript)
		return ""
	}
	script, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

// prefers makes pages be shown as to somebody who prefers light or dark.
func (b *browser) prefers(scheme string) {
	b.t.Helper()
	b.do("prefer "+scheme, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		return err
	}))
}

// axeRun runs every rule of axe-core, the good practice included, and returns
// what they found, a line each. The site's own policy keeps scripts out of its
// pages, so it is the browser that evaluates this one.
const axeRun = `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r => JSON.stringify(
	r.violations.map(v => v.id + ": " + v.help + " — " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + (n.any[0] || n.all[0] || n.none[0] || {message: ""}).message).join(" | "))))`

// violations are what axe-core finds on the page, none without it.
func (b *browser) violations(axe string) []string {
	b.t.Helper()
	if axe == "" {
		return nil
	}
	ask(b, "bring axe-core", chromedp.Evaluate[bool](axe+"\n;true"))
	var found []string
	answer := ask(b, "run axe-core", chromedp.Evaluate[string](axeRun, chromedp.EvalAwaitPromise))
	if err := json.Unmarshal([]byte(answer), &found); err != nil {
		b.t.Fatalf("axe-core says %q: %v", answer, err)
	}
	return found
}

// captureWhole takes a picture of the whole page where somebody wants to look.
func (b *browser) captureWhole(name string) {
	if os.Getenv("VESTNIK_SCREENSHOTS") == "" {
		return
	}
	picture := ask(b, "picture", chromedp.FullScreenshot(80))
	if err := os.WriteFile(filepath.Join(b.shots, name+".jpg"), picture, 0o644); err != nil {
		b.t.Error(err)
	}
}

// printed prints the page on A4, which has to work, and keeps it where somebody
// wants to look.
func (b *browser) printed(name string) {
	pdf := ask(b, "print "+name, chromedp.PrintToPDF())
	if !strings.HasPrefix(string(pdf), "%PDF") {
		b.t.Errorf("%s is not printed", name)
	}
	if err := os.WriteFile(filepath.Join(b.shots, name+".pdf"), pdf, 0o644); err != nil {
		b.t.Error(err)
	}
}
