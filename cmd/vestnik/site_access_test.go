package main

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// namesScript lists what a screen reader would miss on a page: it needs one heading
// of the first level, landmarks that are told apart, tables with a name and with
// columns that head their cells, pictures with a text.
const namesScript = `(() => {
	const found = [], all = s => [...document.querySelectorAll(s)];
	const named = e => e.getAttribute("aria-label") || e.getAttribute("aria-labelledby");
	const count = (s, n) => { if (all(s).length !== n) found.push(s + ": " + all(s).length + " of " + n); };
	count("h1", 1); count("main", 1); count("body > footer", 1); count("header.masthead", 1);
	if (document.documentElement.lang !== "ru") found.push("the page is in no language");
	for (const s of ["nav", "aside"]) {
		const names = all(s).map(named);
		if (names.some(n => !n) || new Set(names).size !== names.length) found.push(s + " are called " + names.join(" | "));
	}
	for (const t of all("table")) {
		if (!named(t.closest("[role=region]") || t)) found.push("a table without a name");
		if ([...t.querySelectorAll("th")].some(h => !h.scope)) found.push("a heading cell that heads nothing");
	}
	for (const i of all("img")) if (!i.alt) found.push("a picture without a text: " + i.src);
	let level = 0;
	for (const h of all("main h1, main h2, main h3, main h4")) {
		if (+h.tagName[1] > level + 1) found.push(h.tagName + " under H" + level + ": " + h.textContent);
		level = +h.tagName[1];
	}
	return JSON.stringify(found);
})()`

// focusScript puts the focus on everything that takes it, in order, with what is
// folded laid open, and lists what cannot be seen to have it.
const focusScript = `(() => {
	const found = [];
	for (const d of document.querySelectorAll("details")) d.open = true;
	const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")];
	if (!all.length || !all[0].classList.contains("skip")) found.push("the first stop is not the link to the matter");
	for (const e of all) {
		e.focus({focusVisible: true});
		const style = getComputedStyle(e), box = e.getBoundingClientRect();
		if (document.activeElement !== e) found.push("takes no focus: " + e.outerHTML.slice(0, 120));
		else if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) found.push("its focus is not seen: " + e.outerHTML.slice(0, 120));
		else if (box.width < 1 || box.height < 1 || box.right < 1) found.push("has the focus and is not there: " + e.outerHTML.slice(0, 120));
		if (e.tabIndex > 0) found.push("stands out of its turn: " + e.outerHTML.slice(0, 120));
	}
	return JSON.stringify(found);
})()`

// clippedScript lists text that is cut off by its own box.
const clippedScript = `JSON.stringify([...document.querySelectorAll("main *, header *, footer *")].filter(e => {
	const s = getComputedStyle(e);
	return s.clipPath === "none" && !e.closest("thead") && (s.overflowX === "hidden" || s.overflowX === "clip") && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120)))`

// The text as readers may set it: twice as large (WCAG 2.2, 1.4.4), spaced (1.4.12).
const (
	largeText  = `document.styleSheets[0].insertRule("html { font-size: 200% !important }", document.styleSheets[0].cssRules.length)`
	spacedText = `["* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }", "p { margin-bottom: 2em !important }"].forEach(r => document.styleSheets[0].insertRule(r, document.styleSheets[0].cssRules.length))`
)

// checkAccess goes through every kind of page by ear and by keyboard, with the text
// set larger and wider, and in the colours that a reader forces.
func (site sampleSite) checkAccess(t *testing.T) {
	b := newBrowser(t, site.public)
	b.do("hold the focus", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	}))
	for _, page := range site.pageKinds() {
		b.do("size", chromedp.EmulateViewport(1280, 900))
		b.open(page.at)
		b.lists(page.name+" to a screen reader", namesScript)
		b.lists(page.name+" by keyboard", focusScript)
		b.stillFits(page.name+" with text twice as large", largeText, 1280)
		b.do("size", chromedp.EmulateViewport(320, 900))
		b.open(page.at)
		b.stillFits(page.name+" with spaced text", spacedText, 320)
	}
	b.forces()
	for _, page := range site.pageKinds() {
		b.open(page.at)
		b.captureWhole(page.name + "-forced")
	}
}

// lists reports what a script finds wanting.
func (b *browser) lists(what, script string) {
	b.t.Helper()
	var found []string
	if err := json.Unmarshal([]byte(ask(b, what, chromedp.Evaluate[string](script))), &found); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
	for i, f := range found {
		if i == 5 {
			b.t.Errorf("%s: and %d more", what, len(found)-i)
			return
		}
		b.t.Errorf("%s: %s", what, f)
	}
}

// stillFits applies a change of the text and reports what no longer fits.
func (b *browser) stillFits(what, change string, width int64) {
	b.t.Helper()
	ask(b, what, chromedp.Evaluate[bool](change+"; true"))
	if got := ask(b, what, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); got > width {
		b.t.Errorf("%s: the page is %d pixels wide", what, got)
	}
	b.lists(what, clippedScript)
}

// forces shows pages in the colours of a reader's own, with more contrast.
func (b *browser) forces() {
	b.t.Helper()
	b.do("force colours", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "forced-colors", Value: "active"}, {Name: "prefers-contrast", Value: "more"}, {Name: "prefers-color-scheme", Value: "dark"},
		}})
		return err
	}))
}
