package publish

// Where a search is followed by mail, relative to the site's root. A token follows
// the latter two.
const (
	SubscribePath   = "search/subscribe"
	ConfirmPath     = "search/confirm/"
	UnsubscribePath = "search/unsubscribe/"
)
