package form

import (
	"regexp"
	"sync"
)

// expression is a regular expression that is compiled when it is first used. The
// children of the sandbox are this same binary and recognise nothing: what is made
// when it starts, every page pays for several times. Compiling all expressions
// takes longer than reading a page's text layer.
type expression func() *regexp.Regexp

// onUse panics, when first used, on a source that is no regular expression.
func onUse(source string) expression {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })
}

// The methods are those of [regexp.Regexp].

func (e expression) MatchString(s string) bool      { return e().MatchString(s) }
func (e expression) FindString(s string) string     { return e().FindString(s) }
func (e expression) FindStringIndex(s string) []int { return e().FindStringIndex(s) }

func (e expression) FindStringSubmatch(s string) []string { return e().FindStringSubmatch(s) }
func (e expression) FindStringSubmatchIndex(s string) []int {
	return e().FindStringSubmatchIndex(s)
}
func (e expression) FindAllStringIndex(s string, n int) [][]int {
	return e().FindAllStringIndex(s, n)
}
func (e expression) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return e().FindAllStringSubmatchIndex(s, n)
}
func (e expression) ReplaceAllStringFunc(s string, by func(string) string) string {
	return e().ReplaceAllStringFunc(s, by)
}

func (e expression) ReplaceAllString(s, by string) string { return e().ReplaceAllString(s, by) }
