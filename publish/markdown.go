package publish

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// rootMark stands in Markdown under construction for the way to the site's root.
// No field can hold it: Clean removes control characters. It is replaced before
// anything leaves the package, because the same text is served at addresses of
// different depth.
const rootMark = "\x01"

// newMarkdown is CommonMark with tables, definition lists and explicit heading
// ids. Raw HTML is dropped, as goldmark does unless told otherwise.
func newMarkdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)), // no inline styles
			extension.DefinitionList,
		),
		goldmark.WithParserOptions(parser.WithHeadingAttribute()),
	)
}

// rooted returns source with every link to the site made to start at root:
// "../../", "" or "https://bulletin.example/".
func rooted(source, root string) string {
	if root == "" {
		root = "./"
	}
	return strings.ReplaceAll(source, rootMark, root)
}

// renderMarkdown returns source as HTML.
func (p *Press) renderMarkdown(source string) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(2 * len(source))
	if err := p.markdown.Convert([]byte(source), &b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// link is a Markdown link to a page of the site; the text is a field's.
func link(text, path string) string {
	if text = Text(text); text == "" {
		text = "без названия"
	}
	return "[" + text + "](" + rootMark + path + ")"
}

// upFrom returns the relative way from a page to the site's root.
func upFrom(path string) string { return strings.Repeat("../", strings.Count(path, "/")) }
