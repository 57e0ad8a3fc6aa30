package extract

import (
	"context"
	"time"

	"vestnik/extract/sandbox"
)

// A file has a budget of CPU time that may be burnt to no purpose, before its
// first page is read: Config.TextTimeout, in all readings of the file by this
// process. Each attempt may burn half of what is left, and one second at the
// least, so that five attempts, each of them endless, end within about six
// seconds. What gave a result costs nothing: OCR of a page that could be drawn is
// work, bounded by Config.PageTimeout, and after maxSlowPages such pages that ran
// out of it the rest of the file is not tried.

// wasteful is CPU time from which on a failed attempt counts as wasted.
const wasteful = 500 * time.Millisecond

// maxSlowPages is how many pages of one file may use up the time for OCR.
const maxSlowPages = 3

// wasted is the CPU time that attempts at the file have burnt for nothing.
func (s *source) wasted() time.Duration {
	d, _ := s.x.waste.get(s.key)
	return d
}

func (s *source) waste(d time.Duration) {
	s.x.waste.change(s.key, func(before time.Duration) time.Duration { return before + d })
}

// allowance is the CPU time that the next attempt at the file may take.
func (s *source) allowance() time.Duration {
	return max((s.x.cfg.TextTimeout-s.wasted())/2, time.Second)
}

// attempt runs a child over the file within the file's budget. fruitful says,
// once it has ended, whether it gave anything all the same; nil means that only a
// child that ended well did.
func (s *source) attempt(ctx context.Context, c sandbox.Command, fruitful func() bool) (sandbox.Outcome, error) {
	c.Limits = s.parseLimits()
	c.Limits.CPU = s.allowance()
	return s.spend(ctx, c, fruitful)
}

// drawing runs a program that draws a page. It may take the whole budget of a file
// that has wasted nothing: large scans take their time.
func (s *source) drawing(ctx context.Context, tool string, args ...string) (sandbox.Outcome, error) {
	c := sandbox.Command{Tool: tool, Args: args, Dir: s.dir, Limits: s.parseLimits()}
	if s.wasted() > 0 {
		c.Limits.CPU = s.allowance()
	}
	return s.spend(ctx, c, nil)
}

func (s *source) spend(ctx context.Context, c sandbox.Command, fruitful func() bool) (sandbox.Outcome, error) {
	o, err := s.x.host.Run(ctx, c)
	if err == nil && !o.OK() && o.CPU >= wasteful && (fruitful == nil || !fruitful()) {
		s.waste(o.CPU)
	}
	return o, err
}
