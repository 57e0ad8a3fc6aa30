package site

import (
	"net/http"
	"testing"
)

// The policy that keeps a page to itself keeps Chrome's viewer of PDF blank.
func TestAPDFIsHeldToNoPolicyOfPages(t *testing.T) {
	s := &server{everywhere: make(http.Header)}
	for name, value := range securityHeaders {
		s.everywhere.Set(name, value)
	}
	for mediaType, want := range map[string]string{
		mediaTypeOf("bulletin/programs/2026/1/issue.pdf"): "frame-ancestors 'none'",
		mediaTypeOf("bulletin/programs.csv"):              securityHeaders["Content-Security-Policy"],
	} {
		h := s.headersOf(&answer{mediaType: mediaType})
		if got := h.Get("Content-Security-Policy"); got != want || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: policy %q, want %q", mediaType, got, want)
		}
	}
}
