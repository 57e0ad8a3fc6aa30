package pipeline

import (
	"context"
	"slices"
	"sort"
	"time"
)

// maxPageProblems is how many page problems an event lists; it counts the rest.
const maxPageProblems = 50

// extract reads the next document of the case that was not read yet. Each document
// ends in an event of its own, each page in an object of its own, so that work
// cut off anywhere is taken up at the page where it stopped.
func (o *Office) extract(ctx context.Context, c *CaseFile) error {
	i := slices.IndexFunc(c.Documents, func(d Document) bool { return d.Status == DocSealed })
	return o.extractDocument(ctx, c, &c.Documents[i])
}

func (o *Office) extractDocument(ctx context.Context, c *CaseFile, d *Document) error {
	f, err := o.layOut(ctx, d.Digest)
	if err != nil {
		return err
	}
	defer f.Close()
	src := SourceFile{Name: d.Name, File: f}
	in, err := o.extractor.Inspect(ctx, src)
	if err != nil {
		return err
	}
	if in.Archive && (in.Problem == nil || !in.Problem.Fatal) {
		return o.unpack(ctx, c, d, src, in.Type)
	}
	result := Extracted{Document: d.Digest, Type: in.Type, Pages: in.Pages, Engine: o.extractor.Engine(), Problem: in.Problem}
	if in.Problem != nil {
		named := in.Problem.In(d.Name)
		result.Problem = &named
	}
	if in.Problem == nil || !in.Problem.Fatal {
		if err := o.extractPages(ctx, c, src, &result); err != nil {
			return err
		}
	}
	return o.append(ctx, c, nextJob(c, d), o.byMachine(EvExtracted, result))
}

// nextJob asks for the step that follows once the document is read. It must name
// the stage rightly: one job per stage and case is at work at a time, and two
// under different names would read the same pages twice.
func nextJob(c *CaseFile, done *Document) Job {
	j := Job{Stage: StageRead, Case: c.ID, Lane: c.Lane}
	for i := range c.Documents {
		if d := &c.Documents[i]; d != done && d.Status == DocSealed {
			j.Stage = StageExtract
		}
	}
	return j
}

// extractPages reads the pages that are not kept yet and sums all of them up.
func (o *Office) extractPages(ctx context.Context, c *CaseFile, src SourceFile, result *Extracted) error {
	kept, err := o.keptPages(ctx, result.Document, result.Engine)
	if err != nil {
		return err
	}
	var missing []int
	for n := 1; n <= result.Pages; n++ {
		if !kept[n] {
			missing = append(missing, n)
		}
	}
	done := o.progress.start(c.ID, src.Name, result.Pages, result.Pages-len(missing), o.clock())
	defer done()
	facts, err := o.readPages(ctx, c, src, missing, result)
	if err != nil {
		return err
	}
	return o.sumUp(ctx, src.Name, result, facts)
}

// readPages reads pages and keeps each; it returns what the document is summed up
// from. It ends with errMore, the rest unread, when half the time of its job is
// over: a job that overran its limit would be given up, and a scan of thousands
// of pages with it.
func (o *Office) readPages(ctx context.Context, c *CaseFile, src SourceFile, missing []int, result *Extracted) (map[int]pageFacts, error) {
	facts := map[int]pageFacts{}
	if len(missing) == 0 {
		return facts, nil
	}
	ends := halfTime(ctx)
	more := false
	err := o.extractor.Read(ctx, src, missing, func(p Page) error {
		if err := o.keepPage(ctx, result.Document, result.Engine, p); err != nil {
			return err
		}
		o.progress.step(c.ID)
		facts[p.Number] = factsOf(p)
		if more = !ends.IsZero() && time.Now().After(ends); more {
			return errMore
		}
		return nil
	})
	if more {
		return nil, errMore
	}
	return facts, err
}

// halfTime returns when half of the time that ctx leaves is over; zero when ctx
// sets no end. Deadlines are set by the wall clock, and so is this.
func halfTime(ctx context.Context) time.Time {
	deadline, limited := ctx.Deadline()
	if !limited {
		return time.Time{}
	}
	return deadline.Add(-time.Until(deadline) / 2)
}

// pageFacts is what of a page counts for its document.
type pageFacts struct {
	source     PageSource
	language   string
	words      int
	confidence float64
	problem    *Problem
}

func factsOf(p Page) pageFacts {
	return pageFacts{p.Source, p.Language, len(p.Words), p.Confidence, p.Problem}
}

// sumUp tells what the pages of a document are like, all together. Pages that an
// earlier run kept are read back.
func (o *Office) sumUp(ctx context.Context, name string, result *Extracted, facts map[int]pageFacts) error {
	result.Sources = map[PageSource]int{}
	languages := map[string]int{}
	var confidence float64
	read, blank := 0, 0
	for n := 1; n <= result.Pages; n++ {
		p, known := facts[n]
		if !known {
			kept, err := o.keptPage(ctx, result.Document, result.Engine, n)
			if err != nil {
				return err
			}
			p = factsOf(kept)
		}
		result.Sources[p.source]++
		languages[p.language] += p.words
		if p.source != FromNothing {
			confidence += p.confidence
			read++
		}
		switch {
		case p.problem == nil:
		case p.problem.Code == problemBlank:
			blank++
		default:
			result.Troubled++
			if len(result.PageProblems) < maxPageProblems {
				problem := *p.problem
				problem.Page = n
				result.PageProblems = append(result.PageProblems, problem.In(name))
			}
		}
	}
	if result.Pages > 0 && blank == result.Pages && !result.Problem.hinders() {
		result.Problem = BlankFile(name)
	}
	if read > 0 {
		result.Confidence = confidence / float64(read)
	}
	result.Language = commonest(languages)
	return nil
}

// commonest returns the key with the largest count; the smallest key on a tie.
func commonest(counts map[string]int) string {
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	best := ""
	for _, k := range keys {
		if k != "" && (best == "" || counts[k] > counts[best]) {
			best = k
		}
	}
	return best
}
