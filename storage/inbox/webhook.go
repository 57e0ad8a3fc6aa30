package inbox

import (
	"io"
	"net/http"
)

// maxNotice is how many bytes of a notification are read at all.
const maxNotice = 1 << 20

// WebhookHandler takes bucket notifications as MinIO and others send them. A
// notification is a hint and nothing else: what it says is thrown away unread,
// so that a forged one can do no more than cause a look. It answers 204.
func (w *Watcher) WebhookHandler() http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			rw.Header().Set("Allow", http.MethodPost)
			http.Error(rw, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		w.Hint()
		if _, err := io.Copy(io.Discard, http.MaxBytesReader(rw, r.Body, maxNotice)); err != nil {
			http.Error(rw, http.StatusText(http.StatusRequestEntityTooLarge), http.StatusRequestEntityTooLarge)
			return
		}
		rw.WriteHeader(http.StatusNoContent)
	})
}
