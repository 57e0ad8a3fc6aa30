package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// browser is a person in front of a real Chromium.
type browser struct {
	t     *testing.T
	ctx   context.Context
	base  string
	shots string // folder of screenshots
	shot  int
}

// screens are the sizes at which pages are looked at.
var screens = []struct {
	name          string
	width, height int64
	mobile        bool
}{
	{"desktop", 1440, 900, false},
	{"phone", 390, 844, true},
}

// stepTime bounds one action in the browser, on a busy machine.
const stepTime = 90 * time.Second

// newBrowser starts Chromium with a profile of its own. Without Chromium the
// test fails: what no browser has shown is not known to work.
func newBrowser(t *testing.T, base string) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("Chromium is needed (apt-get install chromium): %v", err)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.DisableGPU,
		chromedp.Flag("headless", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("lang", "ru"), chromedp.WSURLReadTimeout(stepTime),
	)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(end)
	b := &browser{t: t, ctx: ctx, base: base, shots: os.Getenv("VESTNIK_SCREENSHOTS")}
	if b.shots == "" {
		b.shots = t.TempDir()
	}
	if err := chromedp.Do(ctx); err != nil { // without a deadline of its own: it starts the process
		t.Fatalf("start Chromium: %v", err)
	}
	b.size(0)
	return b
}

// deed is an action that returns nothing.
type deed = chromedp.Action[chromedp.Void]

// do performs actions; the test ends with a picture when one fails.
func (b *browser) do(what string, actions ...deed) {
	b.t.Helper()
	ask(b, what, chromedp.Steps(actions...))
}

// ask performs an action and returns its value.
func ask[T any](b *browser, what string, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, stepTime)
	defer cancel()
	v, err := chromedp.Run(ctx, action)
	if err != nil {
		b.capture("failed")
		b.t.Fatalf("%s: %v\n%s", what, err, b.state())
	}
	return v
}

// state tells, as far as it can be told, what is on the screen.
func (b *browser) state() string {
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	said, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText`))
	if err != nil {
		return err.Error()
	}
	return said
}

func (b *browser) open(address string) {
	b.t.Helper()
	if !strings.HasPrefix(address, "http") {
		address = b.base + strings.TrimPrefix(address, "/")
	}
	b.do("open "+address, chromedp.Navigate(address), chromedp.WaitReady(chromedp.CSS("main")))
}

// size sets the screen to one of screens.
func (b *browser) size(i int) {
	b.t.Helper()
	s := screens[i]
	options := []chromedp.EmulateViewportOption{}
	if s.mobile {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateScale(2))
	}
	b.do("size", chromedp.EmulateViewport(s.width, s.height, options...))
}

// look takes a picture at every size, from the top or from an element on, and
// fails when a page is wider than its screen.
func (b *browser) look(name string, from ...string) {
	b.t.Helper()
	b.shot++
	for i, s := range screens {
		b.size(i)
		if width := ask(b, "measure", chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); width > s.width {
			b.t.Errorf("%s at %s width: the page is %d pixels wide, the screen %d", name, s.name, width, s.width)
		}
		for _, selector := range append([]string{"body"}, from...) {
			ask(b, "scroll", chromedp.Evaluate[bool](fmt.Sprintf(`(document.querySelector(%q)?.scrollIntoView(), true)`, selector)))
		}
		b.capture(fmt.Sprintf("%02d-%s-%s", b.shot, name, s.name))
	}
	b.size(0)
}

// capture writes one picture of what is on the screen.
func (b *browser) capture(name string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, stepTime)
	defer cancel()
	for range 100 { // images of pages may still be on their way
		done, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`[...document.images].every(i => i.complete)`))
		if err == nil && done {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Logf("no picture %s: %v", name, err)
		return
	}
	if err := os.WriteFile(filepath.Join(b.shots, name+".png"), png, 0o644); err != nil {
		b.t.Error(err)
	}
}

// press clicks the first link or button that says the text, and waits for the
// page that it leads to.
func (b *browser) press(text string) {
	b.t.Helper()
	b.follow("press «"+text+"»", chromedp.Click(chromedp.Search(fmt.Sprintf(
		`(//main | //header)//*[self::a or self::button][normalize-space(.)="%s"]`, text))))
}

// follow performs an action that leads to another page, and waits for that page.
func (b *browser) follow(what string, action deed) {
	b.t.Helper()
	ask(b, what, chromedp.Evaluate[bool](`window.leaving = true`))
	b.do(what, action, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		here := chromedp.Evaluate[bool](`!window.leaving && document.readyState === "complete" && !!document.querySelector("main")`)
		for {
			if there, err := here(ctx, t); err == nil && there { // an error means that the page is just changing
				return nil
			}
			if _, err := chromedp.Sleep(100*time.Millisecond)(ctx, t); err != nil {
				return err
			}
		}
	}))
}

// fill puts a value into a field.
func (b *browser) fill(selector, value string) {
	b.t.Helper()
	b.do("fill "+selector, chromedp.SetValue(chromedp.CSS(selector), value))
}

// text returns what an element shows, on one line.
func (b *browser) text(selector string) string {
	b.t.Helper()
	return strings.Join(strings.Fields(ask(b, "read "+selector, chromedp.Evaluate[string](
		fmt.Sprintf(`document.querySelector(%q).innerText`, selector)))), " ")
}

func (b *browser) has(selector string) bool {
	b.t.Helper()
	return ask(b, "look for "+selector, chromedp.Evaluate[bool](fmt.Sprintf(`!!document.querySelector(%q)`, selector)))
}

// wants fails the test when the page does not hold the text, shown or folded away.
func (b *browser) wants(text string) {
	b.t.Helper()
	all := ask(b, "read page", chromedp.Evaluate[string](`document.body.textContent`))
	if !strings.Contains(strings.Join(strings.Fields(all), " "), text) {
		b.capture("missing")
		b.t.Fatalf("the page does not say %q:\n%s", text, b.state())
	}
}

// withoutJavaScript keeps the pages' own scripts from running.
func (b *browser) withoutJavaScript() {
	b.t.Helper()
	b.do("switch JavaScript off", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// signIn comes in as one of the demo staff, after whoever was there.
func (b *browser) signIn(login string) {
	b.t.Helper()
	b.open("/")
	if b.has("form.me") {
		b.press("Выйти")
	}
	b.fill("input[name=login]", login)
	b.fill("input[name=password]", demoPassword)
	b.press("Войти")
	if !b.has("form.me") {
		b.t.Fatalf("%s could not sign in: %s", login, b.text("main"))
	}
}

// awaitRead waits until the machine is done with the case on the screen.
func (b *browser) awaitRead(limit time.Duration) {
	b.t.Helper()
	read := chromedp.Evaluate[bool](`document.readyState === "complete" && !!document.querySelector("#commands") && !document.querySelector(".reading")`)
	for deadline := time.Now().Add(limit); time.Now().Before(deadline); time.Sleep(700 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(b.ctx, stepTime)
		done, err := chromedp.Run(ctx, read)
		cancel()
		if err == nil && done { // an error means that the page is just changing
			return
		}
	}
	b.capture("unread")
	b.t.Fatalf("the case is not read after %v:\n%s", limit, b.state())
}
