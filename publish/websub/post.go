package websub

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"

	"vestnik/pipeline"
)

// post tells a hub of a feed. An error is Transient where the hub may take the same
// later, else Invalid. Hubs disagree about the name of the address: it is sent
// under both.
func post(ctx context.Context, client *http.Client, e errand) error {
	form := url.Values{"hub.mode": {"publish"}, "hub.url": {e.topic}, "hub.topic": {e.topic}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, e.hub, strings.NewReader(form.Encode()))
	if err != nil {
		return &pipeline.Error{Op: "tell hub", Doc: e.hub, Kind: pipeline.Invalid, Err: err}
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("User-Agent", "Vestnik")
	response, err := client.Do(request)
	if err != nil {
		return &pipeline.Error{Op: "tell hub", Doc: e.hub, Kind: pipeline.Transient, Err: err}
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10)); err != nil {
		return &pipeline.Error{Op: "tell hub", Doc: e.hub, Kind: pipeline.Transient, Err: err}
	}
	switch code := response.StatusCode; {
	case code < 300:
		return nil
	case code == http.StatusRequestTimeout, code == http.StatusTooManyRequests, code >= 500:
		return &pipeline.Error{Op: "tell hub", Doc: e.hub, Kind: pipeline.Transient, Err: status(response.Status)}
	}
	return &pipeline.Error{Op: "tell hub", Doc: e.hub, Kind: pipeline.Invalid, Err: status(response.Status)}
}

// status is a hub's refusal.
type status string

func (s status) Error() string { return "the hub answered " + string(s) }

// passing reports whether the same may succeed later.
func passing(err error) bool { return pipeline.KindOf(err) == pipeline.Transient }
