package site

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"vestnik/pipeline"
	"vestnik/publish"
)

// generationLasts is how long a survey is trusted though no issue has been
// closed, where the office does not tell its position: an import under way adds
// entries without closing anything.
const generationLasts = time.Minute

// askEvery is how often the office is asked for its position at most: what is
// closed is seen that much later.
const askEvery = 100 * time.Millisecond

// keptAnswers bounds the pages kept for one generation.
const keptAnswers = 4096

// generation is the site between two changes of the catalogue.
type generation struct {
	site  *publish.Site
	mark  string    // the office's position, or a digest of the list of issues
	seen  time.Time // when this generation was first seen; to the second
	until time.Time

	asking  atomic.Int64 // when the office was last asked for its position, Unix nanoseconds
	mu      sync.RWMutex
	answers map[string]*answer
}

func (g *generation) asked() time.Time      { return time.Unix(0, g.asking.Load()) }
func (g *generation) askedAt(now time.Time) { g.asking.Store(now.UnixNano()) }

func (g *generation) kept(p string) (*answer, bool) {
	g.mu.RLock()
	defer g.mu.RUnlock()
	a, ok := g.answers[p]
	return a, ok
}

// keep remembers an answer; when there are too many it forgets all, which costs
// each page one more rendering.
func (g *generation) keep(p string, a *answer) {
	a.kept = true
	a.seal()
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.answers) >= keptAnswers {
		clear(g.answers)
	}
	g.answers[p] = a
}

// shelf holds the current generation. Entries become public only by the closing
// or importing of issues: where the office tells its position, that says when the
// generation is stale; elsewhere the list of issues does, and a clock.
type shelf struct {
	press     *publish.Press
	catalogue pipeline.Catalogue
	public    ed25519.PublicKey
	position  func(context.Context) (int64, error)
	clock     pipeline.Clock

	now       atomic.Pointer[generation]
	surveying sync.Mutex
}

func newShelf(config Config) *shelf {
	return &shelf{press: config.Press, catalogue: config.Catalogue, public: config.PublicKey, position: config.Position, clock: config.Clock}
}

// current returns the generation that the catalogue now stands at. One reader
// surveys the catalogue; meanwhile the others get what was there before, and only
// the first readers of all wait.
func (s *shelf) current(ctx context.Context) (*generation, error) {
	now := s.now.Load()
	if now != nil && s.position != nil && s.clock().Before(now.asked().Add(askEvery)) {
		return now, nil
	}
	mark, err := s.mark(ctx)
	if err != nil {
		return nil, err
	}
	if s.fresh(now, mark) {
		now.askedAt(s.clock())
		return now, nil
	}
	if now == nil {
		s.surveying.Lock()
	} else if !s.surveying.TryLock() {
		return now, nil
	}
	defer s.surveying.Unlock()
	if now := s.now.Load(); s.fresh(now, mark) {
		return now, nil
	}
	return s.survey(ctx, mark)
}

func (s *shelf) fresh(g *generation, mark string) bool {
	return g != nil && g.mark == mark && (s.position != nil || s.clock().Before(g.until))
}

// mark is what differs between two generations.
func (s *shelf) mark(ctx context.Context) (string, error) {
	if s.position != nil {
		position, err := s.position(ctx)
		return strconv.FormatInt(position, 10), err
	}
	issues, err := s.catalogue.Issues(ctx, "")
	if err != nil {
		return "", err
	}
	list, err := json.Marshal(issues)
	if err != nil {
		return "", &pipeline.Error{Op: "survey catalogue", Kind: pipeline.Internal, Err: err}
	}
	return string(publish.DigestOf(list)), nil
}

func (s *shelf) survey(ctx context.Context, mark string) (*generation, error) {
	site, err := s.press.Open(ctx, s.catalogue, s.public)
	if err != nil {
		return nil, err
	}
	now := s.clock()
	g := &generation{site: site, mark: mark, seen: now.Truncate(time.Second), until: now.Add(generationLasts), answers: make(map[string]*answer)}
	g.askedAt(now)
	s.now.Store(g)
	return g, nil
}
