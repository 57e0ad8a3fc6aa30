package desk_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// page parses the answer.
func (a answer) page() *html.Node {
	a.t.Helper()
	n, err := html.Parse(strings.NewReader(a.body))
	must(a.t, err)
	return n
}

// all returns the elements that a selector names: parts by descent, each
// tag, #id, .class, [attribute] and [attribute=value] in any number.
func (a answer) all(selector string) []*html.Node {
	a.t.Helper()
	found := []*html.Node{a.page()}
	for _, part := range strings.Fields(selector) {
		var next []*html.Node
		for _, n := range found {
			for d := range n.Descendants() {
				if matches(a.t, d, part) {
					next = append(next, d)
				}
			}
		}
		found = next
	}
	return found
}

var simple = regexp.MustCompile(`^([a-z0-9]*)((?:#[\w-]+|\.[\w-]+|\[[\w-]+(?:=[^\]]*)?\])*)$`)
var condition = regexp.MustCompile(`#[\w-]+|\.[\w-]+|\[[\w-]+(?:=[^\]]*)?\]`)

func matches(t *testing.T, n *html.Node, part string) bool {
	t.Helper()
	m := simple.FindStringSubmatch(part)
	if m == nil {
		t.Fatalf("selector %q is not understood", part)
	}
	if n.Type != html.ElementNode || m[1] != "" && n.Data != m[1] {
		return false
	}
	for _, c := range condition.FindAllString(m[2], -1) {
		switch c[0] {
		case '#':
			if attr(n, "id") != c[1:] {
				return false
			}
		case '.':
			if !strings.Contains(" "+attr(n, "class")+" ", " "+c[1:]+" ") {
				return false
			}
		default:
			name, value, given := strings.Cut(strings.Trim(c, "[]"), "=")
			if !has(n, name) || given && attr(n, name) != value {
				return false
			}
		}
	}
	return true
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// one returns the only element that the selector names.
func (a answer) one(selector string) *html.Node {
	a.t.Helper()
	found := a.all(selector)
	if len(found) != 1 {
		a.t.Fatalf("%d elements %q, want one, in %d:\n%s", len(found), selector, a.code, a.body)
	}
	return found[0]
}

// text returns what stands in the only element that the selector names.
func (a answer) text(selector string) string {
	a.t.Helper()
	return textOf(a.one(selector))
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// says fails the test when the element does not hold the text.
func (a answer) says(selector, want string) {
	a.t.Helper()
	if got := a.text(selector); !strings.Contains(got, want) {
		a.t.Errorf("%s says %q, want %q in it", selector, got, want)
	}
}
