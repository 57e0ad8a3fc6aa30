package site

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
)

// methods are what the site understands.
const methods = "GET, HEAD, OPTIONS"

// preflight answers a browser that asks for another site's script whether it may
// read: it may, with whatever conditions it sets.
func preflight(h http.Header) {
	h.Set("Allow", methods)
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Methods", methods)
	h.Set("Access-Control-Allow-Headers", "*")
	h.Set("Access-Control-Max-Age", "86400")
}

// straight returns where a path leads without its empty and "." segments, relative
// to itself, so that it holds under a prefix too; empty when it has none. A path
// that climbs is nowhere.
func straight(p string) (to string, err error) {
	if slices.Contains(strings.Split(p, "/"), "..") {
		return "", notFound(p)
	}
	clean := path.Clean("/" + p)
	if strings.HasSuffix(p, "/") && clean != "/" {
		clean += "/"
	}
	if clean == p || p == "" {
		return "", nil
	}
	up := strings.Repeat("../", max(0, strings.Count(p, "/")-1))
	return (&url.URL{Path: "./" + up + strings.TrimPrefix(clean, "/")}).String(), nil
}
