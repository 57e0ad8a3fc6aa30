package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// maxPageProblems is how many page problems an event lists; it counts the rest.
const maxPageProblems = 50

// extract reads every document of the case that was not read yet. Each document
// ends in an event of its own, each page in an object of its own, so that work
// cut off anywhere is taken up at the page where it stopped.
func (o *Office) extract(ctx context.Context, c *CaseFile) error {
	for i := range c.Documents {
		d := &c.Documents[i]
		if d.Status != DocSealed {
			continue
		}
		if err := o.extractDocument(ctx, c, d); err != nil {
			return err
		}
		return nil // the case changed: the next document is another step
	}
	return nil
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
		return o.unpack(ctx, c, d, src)
	}
	result := Extracted{Document: d.Digest, Type: in.Type, Pages: in.Pages, Engine: o.extractor.Engine(), Problem: in.Problem}
	if in.Problem == nil || !in.Problem.Fatal {
		if err := o.extractPages(ctx, c, src, &result); err != nil {
			return err
		}
	}
	return o.append(ctx, c, o.nextJob(c), Machine, EvExtracted, result)
}

// nextJob asks for the case's next step, whatever it is then.
func (o *Office) nextJob(c *CaseFile) Job {
	return Job{Stage: StageRead, Case: c.ID, Lane: c.Lane}
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
	if len(missing) > 0 {
		err := o.extractor.Read(ctx, src, missing, func(p Page) error {
			if err := o.keepPage(ctx, result.Document, result.Engine, p); err != nil {
				return err
			}
			o.progress.step(c.ID)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return o.sumUp(ctx, result)
}

// sumUp tells what the pages of a document are like, all together.
func (o *Office) sumUp(ctx context.Context, result *Extracted) error {
	result.Sources = map[PageSource]int{}
	languages := map[string]int{}
	var confidence float64
	read := 0
	for n := 1; n <= result.Pages; n++ {
		p, err := o.keptPage(ctx, result.Document, result.Engine, n)
		if err != nil {
			return err
		}
		result.Sources[p.Source]++
		languages[p.Language] += len(p.Words)
		if p.Source != FromNothing {
			confidence += p.Confidence
			read++
		}
		if p.Problem != nil && p.Problem.Code != "blank" {
			result.Troubled++
			if len(result.PageProblems) < maxPageProblems {
				problem := *p.Problem
				problem.Page = n
				result.PageProblems = append(result.PageProblems, problem)
			}
		}
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

// unpack seals the members of an archive as documents of the case.
func (o *Office) unpack(ctx context.Context, c *CaseFile, d *Document, src SourceFile) error {
	dir, err := os.MkdirTemp(o.rules.TempDir, "vestnik-unpack-")
	if err != nil {
		return &Error{Op: "unpack", Doc: d.Name, Stage: StageExtract, Kind: Transient, Err: err}
	}
	defer os.RemoveAll(dir)
	members, err := o.extractor.Unpack(ctx, src, dir)
	if err != nil {
		return err
	}
	result := Unpacked{Archive: d.Digest}
	for _, m := range members {
		if m.Problem != nil {
			result.Problems = append(result.Problems, *m.Problem)
			if m.Path == "" {
				continue
			}
		}
		original, err := o.seal(ctx, SubmittedFile{Name: m.Name, Size: m.Size, Open: func() (io.ReadCloser, error) { return os.Open(m.Path) }})
		if err != nil {
			return err
		}
		original.From = d.Digest
		result.Members = append(result.Members, original)
	}
	if len(result.Members) == 0 {
		return o.append(ctx, c, o.nextJob(c), Machine, EvExtracted, Extracted{
			Document: d.Digest, Type: "application/zip", Engine: o.extractor.Engine(), PageProblems: result.Problems,
			Problem: &Problem{Code: "empty-archive", Fatal: true, Message: fmt.Sprintf("В архиве «%s» нет файлов, которые можно прочитать. Попросите заявителя прислать документы заново.", d.Name)},
		})
	}
	return o.append(ctx, c, o.nextJob(c), Machine, EvUnpacked, result)
}

// layOut copies an original to a nameless local file, for programs that need to seek.
func (o *Office) layOut(ctx context.Context, d Digest) (*os.File, error) {
	r, err := o.objects.Get(ctx, originalKey(d), 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	f, err := os.CreateTemp(o.rules.TempDir, "vestnik-original-")
	if err != nil {
		return nil, &Error{Op: "lay out original", Doc: string(d), Kind: Transient, Err: err}
	}
	defer os.Remove(f.Name())
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(f, h), withContext(ctx, r)); err != nil {
		return nil, errors.Join(&Error{Op: "lay out original", Doc: string(d), Kind: Transient, Err: err}, f.Close())
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != string(d) {
		return nil, errors.Join(&Error{Op: "lay out original", Doc: string(d), Kind: Corrupt, Err: fmt.Errorf("stored bytes have digest %s", got),
			Advice: "Сохранённый файл повреждён. Сообщите администратору: нужна копия из резерва."}, f.Close())
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// pagePrefix is where the pages of a document lie, per reading engine: another
// engine's pages are not taken for this one's.
func pagePrefix(d Digest, engine string) string {
	sum := sha256.Sum256([]byte(engine))
	return fmt.Sprintf("derived/pages/%s/%s/%s/", d[:2], d, hex.EncodeToString(sum[:6]))
}

func pageKey(d Digest, engine string, page int) string {
	return fmt.Sprintf("%s%06d.json", pagePrefix(d, engine), page)
}

// keptPages returns the numbers of the pages that were read already.
func (o *Office) keptPages(ctx context.Context, d Digest, engine string) (map[int]bool, error) {
	kept := map[int]bool{}
	err := o.objects.List(ctx, pagePrefix(d, engine), func(info ObjectInfo) error {
		name := strings.TrimSuffix(filepath.Base(info.Key), ".json")
		if n, err := strconv.Atoi(name); err == nil {
			kept[n] = true
		}
		return nil
	})
	return kept, err
}

func (o *Office) keepPage(ctx context.Context, d Digest, engine string, p Page) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = o.objects.Put(ctx, pageKey(d, engine, p.Number), strings.NewReader(string(b)), PutOptions{Size: int64(len(b)), MediaType: "application/json"})
	return err
}

// Page returns what was read off one page of a document, by the engine that read it.
func (o *Office) Page(ctx context.Context, d *Document, page int) (Page, error) {
	return o.keptPage(ctx, d.Digest, d.Engine, page)
}

func (o *Office) keptPage(ctx context.Context, d Digest, engine string, page int) (Page, error) {
	r, err := o.objects.Get(ctx, pageKey(d, engine, page), 0)
	if err != nil {
		return Page{}, err
	}
	defer r.Close()
	var p Page
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return Page{}, &Error{Op: "read kept page", Doc: string(d), Page: page, Kind: Corrupt, Err: err}
	}
	return p, nil
}

// PageImage returns a page as PNG, upright, at dpi; it is made once and kept.
func (o *Office) PageImage(ctx context.Context, d Digest, page, dpi int) ([]byte, error) {
	key := fmt.Sprintf("derived/images/%s/%s/%d/%06d.png", d[:2], d, dpi, page)
	if r, err := o.objects.Get(ctx, key, 0); err == nil {
		defer r.Close()
		return io.ReadAll(r)
	} else if !errors.Is(err, NotExist) {
		return nil, err
	}
	f, err := o.layOut(ctx, d)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, err := o.extractor.Image(ctx, SourceFile{Name: string(d), File: f}, page, dpi)
	if err != nil {
		return nil, err
	}
	_, err = o.objects.Put(ctx, key, strings.NewReader(string(img)), PutOptions{Size: int64(len(img)), MediaType: "image/png"})
	return img, err
}

// Original opens a sealed file; the caller closes.
func (o *Office) Original(ctx context.Context, d Digest) (io.ReadCloser, error) {
	return o.objects.Get(ctx, originalKey(d), 0)
}
