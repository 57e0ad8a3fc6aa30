package site

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"sync"
	"time"

	"vestnik/pipeline"
	"vestnik/publish"
)

// generationLasts is how long a survey is trusted though no issue has been
// closed: an import under way adds entries without closing anything.
const generationLasts = time.Minute

// keptAnswers bounds the pages kept for one generation.
const keptAnswers = 4096

// generation is the site between two changes of the catalogue.
type generation struct {
	site  *publish.Site
	mark  string    // digest of the list of issues
	seen  time.Time // when this generation was first seen; to the second
	until time.Time

	mu      sync.Mutex
	answers map[string]*answer
}

func (g *generation) kept(p string) (*answer, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	a, ok := g.answers[p]
	return a, ok
}

// keep remembers an answer; when there are too many it forgets all, which costs
// each page one more rendering.
func (g *generation) keep(p string, a *answer) {
	a.seal()
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.answers) >= keptAnswers {
		clear(g.answers)
	}
	g.answers[p] = a
}

// shelf holds the current generation. Entries become public only by the closing
// or importing of issues, so the list of issues tells when it is stale.
type shelf struct {
	press     *publish.Press
	catalogue pipeline.Catalogue
	public    ed25519.PublicKey
	clock     pipeline.Clock

	mu  sync.Mutex
	now *generation
}

func newShelf(config Config) *shelf {
	return &shelf{press: config.Press, catalogue: config.Catalogue, public: config.PublicKey, clock: config.Clock}
}

// current returns the generation that the catalogue now stands at. One reader
// surveys the catalogue, the others wait for it.
func (s *shelf) current(ctx context.Context) (*generation, error) {
	issues, err := s.catalogue.Issues(ctx, "")
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(issues)
	if err != nil {
		return nil, &pipeline.Error{Op: "survey catalogue", Kind: pipeline.Internal, Err: err}
	}
	mark := string(publish.DigestOf(list))
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	if s.now != nil && s.now.mark == mark && now.Before(s.now.until) {
		return s.now, nil
	}
	site, err := s.press.Open(ctx, s.catalogue, s.public)
	if err != nil {
		return nil, err
	}
	s.now = &generation{
		site: site, mark: mark, seen: now.Truncate(time.Second), until: now.Add(generationLasts),
		answers: make(map[string]*answer),
	}
	return s.now, nil
}
