package site

import (
	"net/http"
	"strings"

	"vestnik/pipeline"
	"vestnik/publish"
)

// status answers the progress of a case, or asks for its number.
func (s *server) status(r *http.Request, number string) (*answer, error) {
	if number == "" {
		if asked := strings.TrimSpace(r.URL.Query().Get("number")); asked != "" {
			return redirect(publish.Segment(publish.Clean(asked)), "", http.StatusSeeOther), nil
		}
		return s.statusAnswer(s.Press.StatusFormPage(), publish.HTML)
	}
	form := publish.HTML
	for _, other := range []publish.Form{publish.Markdown, publish.JSON} {
		if stem, ok := strings.CutSuffix(number, "."+string(other)); ok {
			number, form = stem, other
		}
	}
	status, err := s.statusOf(r, strings.TrimSuffix(number, "/"))
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(number, "/") {
		return redirect("../"+publish.Segment(publish.Clean(status.Number)), "", http.StatusPermanentRedirect), nil
	}
	return s.statusAnswer(s.Press.StatusPage(status), form)
}

func (s *server) statusOf(r *http.Request, segment string) (pipeline.PublicStatus, error) {
	number, ok := publish.FromSegment(segment)
	if !ok {
		number = segment // typed by hand, not written by the press
	}
	if s.Status == nil {
		return pipeline.PublicStatus{}, &pipeline.Error{Op: "status", Kind: pipeline.Unavailable,
			Advice: "Состояние заявки сейчас узнать нельзя. Попробуйте позже."}
	}
	return s.Status.Status(r.Context(), number)
}

// statusAnswer is never kept by anybody: a case moves on.
func (s *server) statusAnswer(page publish.Page, form publish.Form) (*answer, error) {
	body, err := s.Press.Render(page, form)
	return &answer{body: body, mediaType: publish.MediaType(form), cache: cacheNever}, err
}
