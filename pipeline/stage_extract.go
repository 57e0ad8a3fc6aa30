package pipeline

import (
	"context"
	"errors"
	"slices"
	"sort"
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
		if err := o.extractPages(ctx, src, &result); err != nil {
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
func (o *Office) extractPages(ctx context.Context, src SourceFile, result *Extracted) error {
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
	if mustYield(ctx, len(missing)) {
		return errBulk
	}
	facts := map[int]pageFacts{}
	work := reading{document: result.Document, engine: result.Engine, pages: result.Pages}
	if err := o.readPages(ctx, src, work, missing, func(p Page) { facts[p.Number] = factsOf(p) }); err != nil {
		return err
	}
	if err := o.sumUp(ctx, src.Name, result, facts); err != nil {
		return err
	}
	o.endReading(ctx, result)
	return nil
}

// pageFacts is what of a page counts for its document.
type pageFacts struct {
	source     PageSource
	language   string
	words      int
	confidence float64
	problem    *Problem
	unread     PageUnread
}

func factsOf(p Page) pageFacts {
	return pageFacts{p.Source, p.Language, len(p.Words), p.Confidence, p.Problem, p.unread()}
}

// sumUp tells what the pages of a document are like, all together. Pages that an
// earlier run kept are read back; one that has gone meanwhile is read anew.
func (o *Office) sumUp(ctx context.Context, name string, result *Extracted, facts map[int]pageFacts) error {
	result.Sources = map[PageSource]int{}
	languages := map[string]int{}
	var confidence float64
	read, blank := 0, 0
	for n := 1; n <= result.Pages; n++ {
		p, known := facts[n]
		if !known {
			kept, err := o.keptPage(ctx, result.Document, result.Engine, n)
			if errors.Is(err, NotExist) {
				return errMore
			}
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
		if p.unread.any() && len(result.Unread) < maxPageProblems {
			result.Unread = append(result.Unread, p.unread)
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
