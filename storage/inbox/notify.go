package inbox

import (
	"context"
	"os"

	"github.com/fsnotify/fsnotify"
)

// notifier turns the file system's events into hints. Where the system offers
// none, sweeps alone do.
type notifier struct {
	dir    string
	events *fsnotify.Watcher // nil when there are none to be had
}

// notifyFolder begins to listen for events of the folder.
func (w *Watcher) notifyFolder(ctx context.Context) *notifier {
	n := &notifier{dir: w.cfg.Dir}
	if n.dir == "" {
		return n
	}
	events, err := fsnotify.NewWatcher()
	if err != nil {
		w.log.Warn("no events of the inbox folder; it is only swept", "reason", err.Error())
		return n
	}
	n.events = events
	go w.listen(ctx, events)
	return n
}

// listen hints at every event, whatever it says, until the watcher is closed.
// An error mostly means that events were lost: all the more reason to look.
func (w *Watcher) listen(ctx context.Context, events *fsnotify.Watcher) {
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-events.Events:
			if !open {
				return
			}
		case _, open := <-events.Errors:
			if !open {
				return
			}
		}
		w.Hint()
	}
}

// watch makes sure that the folder is there and watched. When it cannot be, the
// sweep says why.
func (n *notifier) watch() {
	if n.events == nil {
		return
	}
	if os.MkdirAll(n.dir, 0o750) == nil {
		_ = n.events.Add(n.dir)
	}
}

func (n *notifier) close() {
	if n.events != nil {
		_ = n.events.Close()
	}
}
