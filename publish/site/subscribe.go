package site

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"vestnik/pipeline"
	"vestnik/publish"
)

// Subscriber takes and ends subscriptions to a search by mail.
type Subscriber interface {
	// Ask keeps somebody's wish to follow a question; from is who asks, by network
	// address. A malformed address is Invalid, somebody who asks too often gets
	// Permission. Nothing else is told of an address.
	Ask(ctx context.Context, from, address string, q pipeline.SearchQuery) error
	// Find returns the subscription of a token, or NotExist.
	Find(ctx context.Context, token string) (pipeline.Subscription, error)
	// Confirm begins the subscription of a token.
	Confirm(ctx context.Context, token string) error
	// End ends it; ending it twice is no error.
	End(ctx context.Context, token string) error
}

// maxForm is how long a posted form may be, in bytes.
const maxForm = 4 << 10

// takesPosts reports whether something may be posted to an address: where a search
// is followed by mail, and nowhere else.
func (s *server) takesPosts(p string) bool {
	if s.Subscriber == nil {
		return false
	}
	_, confirm := tokenOf(p, publish.ConfirmPath)
	_, end := tokenOf(p, publish.UnsubscribePath)
	return p == publish.SubscribePath || confirm || end
}

// tokenOf returns what follows a prefix of an address, where it looks like a token:
// 32 hexadecimal digits.
func tokenOf(p, prefix string) (token string, ok bool) {
	token, ok = strings.CutPrefix(p, prefix)
	return token, ok && len(token) == 32 && strings.Trim(token, "0123456789abcdef") == ""
}

// aboutLetters reports whether a page about a subscription stands at an address.
func (s *server) aboutLetters(p string) bool {
	return s.takesPosts(p) || s.Subscriber != nil && p == publish.AskedPath
}

// letters answers those who look at a page about a subscription. Looking changes
// nothing: mail programs and their guards open links by themselves.
func (s *server) letters(r *http.Request, p string) (*answer, error) {
	switch p {
	case publish.AskedPath:
		return s.letterPage(s.Press.AskedPage(), http.StatusOK)
	case publish.SubscribePath: // somebody repeats the address of the form
		return redirect("../search", "", http.StatusSeeOther), nil
	}
	show := s.Press.ConfirmPage
	token, ok := tokenOf(p, publish.ConfirmPath)
	if !ok {
		show = s.Press.UnsubscribePage
		token, _ = tokenOf(p, publish.UnsubscribePath)
	}
	subscription, err := s.Subscriber.Find(r.Context(), token)
	if errors.Is(err, pipeline.NotExist) {
		return s.letterPage(s.Press.DeadLinkPage(), http.StatusNotFound)
	}
	if err != nil {
		return nil, err
	}
	return s.letterPage(show(subscription), http.StatusOK)
}

// letterPage is a page that nobody keeps: its address holds a secret.
func (s *server) letterPage(page publish.Page, status int) (*answer, error) {
	body, err := s.Press.RenderHTML(page)
	return &answer{status: status, body: body, mediaType: publish.MediaType(publish.HTML), cache: cacheNever}, err
}

// post does what a form asks. No cookie tells who posts: a form on another site
// could only ask for a letter that changes nothing, and browsers that say where a
// form comes from are believed. The token alone ends a subscription, since a
// mailbox posts it without a browser (RFC 8058).
func (s *server) post(w http.ResponseWriter, r *http.Request, p string) (*answer, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxForm))
	if err != nil {
		return nil, &pipeline.Error{Op: "read form", Kind: pipeline.TooLarge, Err: err, Advice: "Форма слишком длинная. Сократите запрос и повторите."}
	}
	if token, ok := tokenOf(p, publish.UnsubscribePath); ok {
		if err := s.Subscriber.End(r.Context(), token); err != nil {
			return nil, err
		}
		return s.letterPage(s.Press.UnsubscribedPage(), http.StatusOK)
	}
	if err := s.crossOrigin.Check(r); err != nil {
		return nil, invalid("Форма отправлена с другого сайта. Откройте страницу поиска и повторите.")
	}
	if token, ok := tokenOf(p, publish.ConfirmPath); ok {
		return s.confirm(r.Context(), token)
	}
	address, query, err := parseWish(string(body))
	if err != nil {
		return nil, err
	}
	err = s.Subscriber.Ask(r.Context(), askedFrom(r), address, query)
	if errors.Is(err, pipeline.Permission) {
		return s.letterPage(s.Press.ErrorPage("Слишком часто", pipeline.AdviceOf(err)), http.StatusTooManyRequests)
	}
	if err != nil {
		return nil, err
	}
	return redirect("subscribe/sent", "", http.StatusSeeOther), nil
}

// confirm begins a subscription.
func (s *server) confirm(ctx context.Context, token string) (*answer, error) {
	err := s.Subscriber.Confirm(ctx, token)
	var subscription pipeline.Subscription
	if err == nil {
		subscription, err = s.Subscriber.Find(ctx, token)
	}
	if errors.Is(err, pipeline.NotExist) {
		return s.letterPage(s.Press.DeadLinkPage(), http.StatusNotFound)
	}
	if err != nil {
		return nil, err
	}
	return s.letterPage(s.Press.ConfirmedPage(subscription), http.StatusOK)
}

// parseWish reads the form by which somebody asks for letters: the address, and
// the question as it stands in the address of the search.
func parseWish(body string) (address string, q pipeline.SearchQuery, err error) {
	values, err := url.ParseQuery(body)
	if err != nil || len(values["address"]) != 1 || len(values["query"]) > 1 {
		return "", q, invalid("Форма заполнена неверно. Откройте страницу поиска и повторите.")
	}
	q, err = parseQuery(values.Get("query"))
	return values.Get("address"), q, err
}

// askedFrom is who asks, by network address: the reader's, as the proxy before the
// site tells it. Only a proxy on the same machine or network is believed, and only
// what it added itself, the last of the list. Of IPv6 it is the network of a house
// (/64).
func askedFrom(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	ip := net.ParseIP(host)
	if ip != nil && (ip.IsLoopback() || ip.IsPrivate()) {
		told := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if behind := net.ParseIP(strings.TrimSpace(told[len(told)-1])); behind != nil {
			ip = behind
		}
	}
	switch {
	case ip == nil:
		return host
	case ip.To4() != nil:
		return ip.To4().String()
	}
	return ip.Mask(net.CIDRMask(64, 128)).String()
}

// ownForms believes forms that come from the site itself, whatever name the proxy
// before it calls it by.
func ownForms(base string) *http.CrossOriginProtection {
	protection := http.NewCrossOriginProtection()
	u, err := url.Parse(base)
	if err == nil {
		err = protection.AddTrustedOrigin(u.Scheme + "://" + u.Host)
	}
	if err != nil {
		panic(err) // the press has checked its address
	}
	return protection
}

// loggedPath is an address as a log may hold it: without a token.
func loggedPath(p string) string {
	for _, prefix := range []string{publish.ConfirmPath, publish.UnsubscribePath} {
		if strings.HasPrefix(p, "/"+prefix) {
			return "/" + prefix + "…"
		}
	}
	return p
}
