package sqlite

import (
	"context"
	"log/slog"
)

// quietHandler passes on warnings and errors alone: River tells every start,
// stop and failed attempt at info level, and the pipeline tells its own story.
type quietHandler struct{ slog.Handler }

// Enabled drops whatever is below a warning.
func (h quietHandler) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && h.Handler.Enabled(ctx, level)
}

// WithAttrs keeps the result quiet.
func (h quietHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return quietHandler{h.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the result quiet.
func (h quietHandler) WithGroup(name string) slog.Handler {
	return quietHandler{h.Handler.WithGroup(name)}
}
