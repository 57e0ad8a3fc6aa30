package sqlite

import "time"

// WithRetry returns opts with another spacing and number of attempts.
func WithRetry(opts Options, first time.Duration, attempts int) Options {
	opts.retry = retryPolicy{first: first, most: time.Minute, attempts: attempts}
	return opts
}

// RetryDelay is how long a job waits after the attempt by default.
func RetryDelay(attempt int) time.Duration { return defaultRetry.delay(attempt) }
