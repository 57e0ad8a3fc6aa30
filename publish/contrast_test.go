package publish

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestColoursAreReadInLightAndDark computes the contrast of what stands on what
// (WCAG 2.2: 1.4.3 asks 4.5 of text, 1.4.11 asks 3 of edges and focus).
func TestColoursAreReadInLightAndDark(t *testing.T) {
	css, err := staticFiles.ReadFile("static/site.css")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(string(css), 2)
	if len(blocks) != 2 {
		t.Fatal("the stylesheet has no colours for light and dark")
	}
	for i, scheme := range []string{"light", "dark"} {
		colours := coloursOf(t, blocks[i][1])
		for _, on := range []string{"paper", "wash"} {
			for _, text := range []string{"ink", "soft", "accent", "link", "visited"} {
				checkContrast(t, scheme, colours, text, on, 4.5)
			}
			checkContrast(t, scheme, colours, "focus", on, 3)
		}
		for text, on := range map[string]string{"on-warning": "warning", "on-button": "button", "ink": "found", "paper": "ink"} {
			checkContrast(t, scheme, colours, text, on, 4.5)
		}
		checkContrast(t, scheme, colours, "on-button", "accent-deep", 4.5)
		checkContrast(t, scheme, colours, "ink", "field", 4.5)
		checkContrast(t, scheme, colours, "edge", "field", 3)
	}
}

func TestTheSiteDoesNotMove(t *testing.T) {
	css, err := staticFiles.ReadFile("static/site.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, moving := range []string{"animation", "transition", "scroll-behavior", "@keyframes"} {
		if strings.Contains(string(css), moving) {
			t.Errorf("the stylesheet has %s: then prefers-reduced-motion must be honoured", moving)
		}
	}
}

func checkContrast(t *testing.T, scheme string, colours map[string]float64, text, on string, least float64) {
	t.Helper()
	a, b := colours[text], colours[on]
	if a == 0 && b == 0 {
		t.Errorf("%s: no colours %s, %s", scheme, text, on)
	}
	if got := (max(a, b) + .05) / (min(a, b) + .05); got < least {
		t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", scheme, text, on, got, least)
	}
}

// coloursOf returns the relative luminance of each colour variable.
func coloursOf(t *testing.T, block string) map[string]float64 {
	t.Helper()
	colours := make(map[string]float64)
	for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6}|[0-9a-f]{3});`).FindAllStringSubmatch(block, -1) {
		hex := m[2]
		if len(hex) == 3 {
			hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
		}
		var channels [3]float64
		for i := range channels {
			n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c := float64(n) / 255
			if c <= .04045 {
				channels[i] = c / 12.92
			} else {
				channels[i] = math.Pow((c+.055)/1.055, 2.4)
			}
		}
		colours[m[1]] = .2126*channels[0] + .7152*channels[1] + .0722*channels[2]
	}
	return colours
}
