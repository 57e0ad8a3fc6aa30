package desk

import (
	"fmt"
	"html/template"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

type issuesView struct {
	Frame
	Series []seriesRow
}

type seriesRow struct {
	ID      string
	Open    *pipeline.IssueFile
	Waiting int                  // entries and records that no issue holds yet
	Closed  []pipeline.IssueFile // newest first, those that Vestnik made
}

type issueView struct {
	Frame
	Issue   pipeline.IssueFile
	Waiting []pipeline.Entry
	Records []pipeline.IssueRecord // that wait, made about entries later
	Proof   *pipeline.Proof
	Body    template.HTML // the proof, as readers will see it
	Big     bool          // the proof is too long to stand in the page
	Papers  []string      // the issue's PDF within its folder, by volumes; none where it is not printed
	Checks  []issueCheck  // before it is closed
	Words   pipeline.Digest
	Steps   []issueStepRow // who did what with it
}

// maxProof is the length of the proof's text, in bytes, up to which it is shown
// in the page itself.
const maxProof = 512 << 10

func (d *Desk) issuesPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := issuesView{Frame: d.frame(me, "Выпуски бюллетеня", "issues")}
	for _, id := range d.Office.Series() {
		row := seriesRow{ID: id}
		issues, err := d.Office.Issues(r.Context(), id)
		if err != nil {
			return err
		}
		for i := len(issues) - 1; i >= 0; i-- {
			switch {
			case !issues[i].Closed:
				row.Open = &issues[i]
			case !issues[i].Imported:
				row.Closed = append(row.Closed, issues[i])
			}
		}
		entries, records, err := d.waiting(r, id)
		if err != nil {
			return err
		}
		row.Waiting = len(entries) + len(records)
		v.Series = append(v.Series, row)
	}
	slices.SortStableFunc(v.Series, func(a, b seriesRow) int { return a.rest() - b.rest() })
	return d.render(w, http.StatusOK, "issues", v)
}

// rest is 0 for a series in which something is to be done, 1 for one at rest.
func (s seriesRow) rest() int {
	if s.Open != nil || s.Waiting > 0 {
		return 0
	}
	return 1
}

// waiting returns the entries and records of a series that no issue holds yet.
func (d *Desk) waiting(r *http.Request, series string) ([]pipeline.Entry, []pipeline.IssueRecord, error) {
	entries, err := d.Office.Waiting(r.Context(), series)
	if err != nil {
		return nil, nil, err
	}
	records, err := d.Office.WaitingRecords(r.Context(), series)
	return entries, records, err
}

func (d *Desk) openIssue(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	f, err := d.Office.OpenIssue(r.Context(), person(me), r.PostFormValue("series"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/issues/"+f.Key()+"?done=opened", http.StatusSeeOther)
	return nil
}

// refOf reads the issue that an address names.
func refOf(r *http.Request) pipeline.IssueRef {
	year, _ := strconv.Atoi(r.PathValue("year"))
	number, _ := strconv.Atoi(r.PathValue("number"))
	return pipeline.IssueRef{Series: r.PathValue("series"), Year: year, Number: number}
}

func (d *Desk) issuePage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	f, err := d.Office.IssueFile(r.Context(), refOf(r))
	if err != nil {
		return err
	}
	v := issueView{Frame: d.frame(me, fmt.Sprintf("Выпуск № %d за %d год", f.Number, f.Year), "issues"), Issue: f}
	v.Notice = noticeText(r.FormValue("done"))
	v.Words = f.IssueWords.Digest()
	if v.Steps, err = d.stepsOf(r.Context(), f.IssueRef); err != nil {
		return err
	}
	for _, file := range f.Files {
		v.notePaper(file.Path)
	}
	if !f.Closed && holdsAny(me, proofs) {
		if err := d.prepareClosing(r, &v); err != nil {
			return err
		}
	}
	return d.render(w, http.StatusOK, "issue", v)
}

// prepareClosing shows what an editor looks at before the issue is closed: what
// waits, the proof, and the checks.
func (d *Desk) prepareClosing(r *http.Request, v *issueView) (err error) {
	if v.Waiting, v.Records, err = d.waiting(r, v.Issue.Series); err != nil {
		return err
	}
	proof, err := d.proof(r)
	if err != nil {
		return err
	}
	v.Proof = &proof
	for _, file := range proof.Files {
		v.notePaper(file.Path)
	}
	if v.Checks, err = d.checksOf(r.Context(), v); err != nil {
		return err
	}
	return v.readProof()
}

// notePaper keeps the paths of the issue's PDF.
func (v *issueView) notePaper(file string) {
	if path.Ext(file) == ".pdf" {
		v.Papers = append(v.Papers, file)
	}
}

// Empty reports whether the issue would print nothing.
func (v issueView) Empty() bool {
	return v.Holds()+len(v.Issue.Messages)+len(v.Issue.Numbers) == 0
}

// Hindered reports whether the issue cannot be closed as it stands.
func (v issueView) Hindered() bool { return v.Proof != nil && len(v.Proof.Refused) > 0 }

// Waits counts what waits for an issue.
func (v issueView) Waits() int { return len(v.Waiting) + len(v.Records) }

// Holds counts what the issue holds.
func (v issueView) Holds() int { return len(v.Issue.Entries) + len(v.Issue.Records) }

// readProof renders the text of the issue into the page.
func (v *issueView) readProof() (err error) {
	for _, f := range v.Proof.Files {
		if f.Path != "issue.md" {
			continue
		}
		if v.Big = len(f.Body) > maxProof; v.Big {
			return nil
		}
		if v.Body, err = paperHTML(string(f.Body)); err != nil {
			return err
		}
		// Links of the issue lead over the public site, where it is not yet.
		v.Body = template.HTML(outwardLink.ReplaceAllString(string(v.Body), "<a>"))
	}
	return nil
}

// outwardLink is a link that leads out of the page.
var outwardLink = regexp.MustCompile(`<a href="[^#"][^"]*"[^>]*>`)

// takenOut is the form that takes one of the editor's words out of an open issue.
type takenOut struct {
	Shown   bool
	Key     string // of the issue
	What    string // "message" or "numbers"
	Ordinal int    // from 1
	Seen    pipeline.Digest
	Title   string // of what is taken out
}

func take(v issueView, index int, what, title string) takenOut {
	return takenOut{Shown: v.Edits() && !v.Issue.Closed, Key: v.Issue.Key(), What: what, Ordinal: index + 1, Seen: v.Words, Title: title}
}

// ID names the issue for people: «№ 3 за 2026 год».
func (v issueView) ID() string {
	return fmt.Sprintf("№ %d за %d год", v.Issue.Number, v.Issue.Year)
}

func (d *Desk) proof(r *http.Request) (pipeline.Proof, error) {
	return d.Office.ProofIssue(r.Context(), refOf(r), d.today())
}

func (d *Desk) fillIssue(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	if err := r.ParseForm(); err != nil {
		return broken(err)
	}
	chosen := r.PostForm["entry"]
	if len(chosen) == 0 {
		return &pipeline.Error{Op: "fill issue", Kind: pipeline.Invalid, Advice: "Отметьте записи, которые нужно добавить в выпуск."}
	}
	f, err := d.Office.FillIssue(r.Context(), person(me), refOf(r), chosen...)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/issues/"+f.Key()+"?done=filled", http.StatusSeeOther)
	return nil
}

// closeIssue publishes exactly what the editor looked at: the form carries the
// digest of the manifest that was shown.
func (d *Desk) closeIssue(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	approved := pipeline.Digest(r.PostFormValue("sha256"))
	if approved == "" {
		return &pipeline.Error{Op: "close issue", Kind: pipeline.Invalid, Advice: "Сначала просмотрите выпуск: закрывается именно то, что показано на странице."}
	}
	closing := d.Office.CloseIssue
	if r.PostFormValue("empty") != "" {
		closing = d.Office.CloseEmptyIssue
	}
	f, err := closing(r.Context(), person(me), refOf(r), approved)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/issues/"+f.Key()+"?done=closed", http.StatusSeeOther)
	return nil
}

// proofTypes are the files of a proof that a browser may show.
var proofTypes = map[string]string{".html": "text/html; charset=utf-8", ".md": "text/plain; charset=utf-8", ".json": "application/json", ".pdf": pdfType}

// proofFile shows a file of the issue as it would be published.
func (d *Desk) proofFile(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	proof, err := d.proof(r)
	if err != nil {
		return err
	}
	name := r.PathValue("file")
	mediaType, shown := proofTypes[path.Ext(name)]
	for _, f := range proof.Files {
		if shown && f.Path == strings.TrimPrefix(name, "/") {
			// The page is the public one: it brings no script, and its own
			// style sheet is not the desk's, so it stands unadorned.
			w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
			return send(w, mediaType, f.Body)
		}
	}
	return &pipeline.Error{Op: "show proof", Doc: name, Kind: pipeline.NotExist, Advice: "Такого файла в выпуске нет."}
}
