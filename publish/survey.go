package publish

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// latestKept is how many of a register's newest entries its page and feed show.
const latestKept = 50

// feedItemsWanted is where a subscription feed stops taking further issues.
const feedItemsWanted = 500

// Survey is what list pages need of the whole catalogue: counts, and the newest
// of everything. It grows with the number of issues, not of entries.
type Survey struct {
	Issues    []pipeline.Issue            // by series, year, number; without entries
	Recent    map[string][]pipeline.Issue // of each series the newest with entries, newest first
	Registers map[pipeline.RegisterID]*RegisterSurvey
	Published map[pipeline.IssueRef]int // entries and records of each issue

	corrected map[pipeline.IssueRef][]ObjectNotification // of what each issue printed

	firsts map[pipeline.RegisterID]map[workday.Date]int // entries first published on a day, of a register or of all ("")
	days   map[pipeline.RegisterID][]workday.Date       // the same days, the oldest first
	events map[workday.Date]bool                        // days on which anything was published

	changed []workday.Date           // the same days, the oldest first
	newest  map[yearKey]workday.Date // when anything of a register's year was published last
}

// RegisterSurvey is what can be said of one register at a glance.
type RegisterSurvey struct {
	Count  int
	Years  map[int]int // year of registration → entries
	Latest []Record    // newest published first
}

// Survey reads the catalogue once.
func (p *Press) Survey(ctx context.Context, catalogue pipeline.Catalogue) (*Survey, error) {
	s, err := p.surveyIssues(ctx, catalogue)
	if err != nil {
		return nil, err
	}
	err = catalogue.Entries(ctx, func(e pipeline.Entry) error {
		if e.Public() {
			s.count(RecordOf(e))
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	s.finish()
	return s, nil
}

// surveyIssues begins a survey with the issues; the entries are yet to be counted.
func (p *Press) surveyIssues(ctx context.Context, catalogue pipeline.Catalogue) (*Survey, error) {
	issues, err := catalogue.Issues(ctx, "")
	if err != nil {
		return nil, err
	}
	s := &Survey{
		Recent: make(map[string][]pipeline.Issue), Registers: make(map[pipeline.RegisterID]*RegisterSurvey), Published: make(map[pipeline.IssueRef]int),
		firsts: map[pipeline.RegisterID]map[workday.Date]int{"": {}}, days: make(map[pipeline.RegisterID][]workday.Date),
		events: make(map[workday.Date]bool), newest: make(map[yearKey]workday.Date), corrected: make(map[pipeline.IssueRef][]ObjectNotification),
	}
	s.Issues = dated(issues)
	slices.SortStableFunc(s.Issues, func(a, b pipeline.Issue) int { return compareRefs(a.IssueRef, b.IssueRef) })
	if err := p.loadRecent(ctx, catalogue, s); err != nil {
		return nil, err
	}
	return s, nil
}

// dated leaves out issues without a date, which are none.
func dated(issues []pipeline.Issue) []pipeline.Issue {
	return slices.DeleteFunc(slices.Clone(issues), func(issue pipeline.Issue) bool { return issue.Date.IsZero() })
}

// finish ends the counting.
func (s *Survey) finish() {
	for _, r := range s.Registers {
		r.trim(latestKept)
	}
	s.changed = slices.SortedFunc(maps.Keys(s.events), workday.Date.Compare)
	for id, firsts := range s.firsts {
		s.days[id] = slices.SortedFunc(maps.Keys(firsts), workday.Date.Compare)
	}
}

func compareRefs(a, b pipeline.IssueRef) int {
	return cmp.Or(cmp.Compare(a.Series, b.Series), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Number, b.Number))
}

// loadRecent reads the entries of the issues that subscription feeds hold.
func (p *Press) loadRecent(ctx context.Context, catalogue pipeline.Catalogue, s *Survey) error {
	items := make(map[string]int)
	for _, issue := range slices.Backward(s.Issues) {
		recent := s.Recent[issue.Series]
		if len(recent) >= p.config.FeedIssues || items[issue.Series] >= feedItemsWanted {
			continue
		}
		whole, err := catalogue.Issue(ctx, issue.IssueRef)
		if err != nil {
			return err
		}
		items[issue.Series] += len(whole.Entries) + len(whole.Records) + 1
		s.Recent[issue.Series] = append(recent, whole)
	}
	return nil
}

func (s *Survey) count(r Record) {
	s.correct(r)
	register := s.Registers[r.Register]
	if register == nil {
		register = &RegisterSurvey{Years: make(map[int]int)}
		s.Registers[r.Register], s.firsts[r.Register] = register, make(map[workday.Date]int)
	}
	register.Count++
	if key := (yearKey{r.Register, r.year()}); r.lastPublished().After(s.newest[key]) {
		s.newest[key] = r.lastPublished()
	}
	register.Years[r.year()]++
	s.firsts[r.Register][r.firstPublished()]++
	s.firsts[""][r.firstPublished()]++
	for _, day := range r.days() {
		s.events[day] = true
	}
	if r.Issue != nil {
		s.Published[*r.Issue]++
	}
	for _, n := range r.Records {
		if n.Issue != nil {
			s.Published[*n.Issue]++
		}
	}
	register.Latest = append(register.Latest, r)
	if len(register.Latest) >= 8*latestKept {
		register.trim(latestKept)
	}
}

// entries returns how many entries all registers have.
func (s *Survey) entries() (n int) {
	for _, register := range s.Registers {
		n += register.Count
	}
	return n
}

// publications returns how many entries and records a series published.
func (s *Survey) publications(series string) (n int) {
	for ref, count := range s.Published {
		if ref.Series == series {
			n += count
		}
	}
	return n
}

// inYear returns how many entries a register has of a year of registration.
func (s *Survey) inYear(id pipeline.RegisterID, year int) int {
	if register := s.Registers[id]; register != nil {
		return register.Years[year]
	}
	return 0
}

// yearsOf returns the years of a register, oldest first.
func (s *Survey) yearsOf(id pipeline.RegisterID) []int {
	if register := s.Registers[id]; register != nil {
		return slices.Sorted(maps.Keys(register.Years))
	}
	return nil
}

// trim keeps the n newest.
func (r *RegisterSurvey) trim(n int) {
	slices.SortFunc(r.Latest, newestFirst)
	if len(r.Latest) > n {
		r.Latest = slices.Clone(r.Latest[:n])
	}
}

func newestFirst(a, b Record) int {
	return cmp.Or(b.lastPublished().Compare(a.lastPublished()), b.Date.Compare(a.Date), compareNumbers(b.Number, a.Number), cmp.Compare(a.Register, b.Register))
}

// latest returns the newest entries of all registers.
func (s *Survey) latest(n int) []Record {
	var all []Record
	for _, r := range s.Registers {
		all = append(all, r.Latest...)
	}
	slices.SortFunc(all, newestFirst)
	return all[:min(n, len(all))]
}

// seriesIDs returns the series that have issues or are configured: configured
// ones first, in their order.
func (p *Press) seriesIDs(s *Survey) []string {
	var ids []string
	for _, series := range p.config.Series {
		ids = append(ids, series.ID)
	}
	for _, issue := range s.Issues {
		if !slices.Contains(ids, issue.Series) {
			ids = append(ids, issue.Series)
		}
	}
	return ids
}

// registerIDs does the same for registers; unknown ones by name.
func (p *Press) registerIDs(s *Survey) []pipeline.RegisterID {
	var ids, unknown []pipeline.RegisterID
	for _, register := range p.config.Registers {
		ids = append(ids, register.ID)
	}
	for id := range s.Registers {
		if !slices.Contains(ids, id) {
			unknown = append(unknown, id)
		}
	}
	slices.Sort(unknown)
	return append(ids, unknown...)
}

// ofSeries returns the issues of a series, newest first.
func (s *Survey) ofSeries(id string) []pipeline.Issue {
	var issues []pipeline.Issue
	for _, issue := range slices.Backward(s.Issues) {
		if issue.Series == id {
			issues = append(issues, issue)
		}
	}
	return issues
}

// Issue returns a closed issue without its entries; nil when there is none.
func (s *Survey) Issue(ref pipeline.IssueRef) *pipeline.Issue {
	at, ok := slices.BinarySearchFunc(s.Issues, ref, func(issue pipeline.Issue, ref pipeline.IssueRef) int { return compareRefs(issue.IssueRef, ref) })
	if !ok {
		return nil
	}
	return &s.Issues[at]
}

// neighbours returns the issues of the series before and after one.
func (s *Survey) neighbours(ref pipeline.IssueRef) (before, after *pipeline.Issue) {
	for i := range s.Issues {
		issue := &s.Issues[i]
		if issue.Series != ref.Series {
			continue
		}
		switch order := compareRefs(issue.IssueRef, ref); {
		case order < 0:
			before = issue
		case order > 0 && after == nil:
			after = issue
		}
	}
	return before, after
}

func (s *Survey) updated() workday.Date {
	var newest workday.Date
	for _, issue := range s.Issues {
		if issue.Date.After(newest) {
			newest = issue.Date
		}
	}
	return newest
}
