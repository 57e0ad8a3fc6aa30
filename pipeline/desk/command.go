package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// commandView is the form of a command, with the papers that it would send out.
type commandView struct {
	Frame
	Case    *pipeline.CaseFile
	Command pipeline.Command
	Given   map[string]string
	Who     []string     // Russian titles of the roles
	Preview []draftPaper // what would be sent, as it would read
	Looked  string       // digest of what Preview shows
	// Decision is the command of the draft that waits for a signature; Hash is of
	// what would be signed.
	Decision, Hash string
	Drafts         bool   // a second person signs what this command prepares
	By             string // who drafted what is to be signed
	At             time.Time
	Problem        string
	// Suggested is set when the form was filled in from the papers.
	Suggested bool
	Payments  []pipeline.PaymentRow // from which it was filled in
	Entries   []givenRow            // what the draft's author had entered
}

// givenRow is one thing that a command was given.
type givenRow struct{ Title, Value string }

func (d *Desk) commandPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewCommand(r, me)
	if err != nil {
		return err
	}
	if err := d.suggest(r.Context(), &v); err != nil {
		return err
	}
	if v.Command.Open && len(v.Command.Notices) > 0 && !v.needsAnything() {
		if err := d.look(r, &v); err != nil {
			return err
		}
	}
	return d.render(w, http.StatusOK, "command", v)
}

// suggest fills in what is known of a payment: what other offices told of it,
// else what the papers state, for the person to compare with the office's records.
func (d *Desk) suggest(ctx context.Context, v *commandView) error {
	told, err := d.Office.PaymentArgs(ctx, v.Case.ID, v.Command)
	if err != nil {
		return err
	}
	v.Payments = told.Payments
	for name, value := range told.Args {
		v.Given[name] = text(value)
	}
	if len(v.Payments) > 0 {
		return nil
	}
	paid := v.Case.Fields[pipeline.FieldFee].Parts
	for _, n := range v.Command.Needs {
		if r, stated := paid[n.Name]; stated {
			v.Given[n.Name] = text(r.Value)
			v.Suggested = true
		}
	}
	return nil
}

// needsAnything reports whether the command cannot be tried without being given something.
func (v *commandView) needsAnything() bool {
	for _, n := range v.Command.Needs {
		if n.Required && v.Given[n.Name] == "" {
			return true
		}
	}
	return false
}

func (d *Desk) viewCommand(r *http.Request, me pipeline.Account) (commandView, error) {
	ctx := r.Context()
	c, err := d.Office.Case(ctx, pipeline.CaseID(r.PathValue("id")))
	if err != nil {
		return commandView{}, err
	}
	commands, err := d.Office.Commands(ctx, c.ID, person(me))
	if err != nil {
		return commandView{}, err
	}
	for _, cmd := range commands {
		if cmd.Name != r.PathValue("command") {
			continue
		}
		v := commandView{Frame: d.frame(me, cmd.Title, "queue"), Case: c, Command: cmd, Given: map[string]string{}}
		for _, n := range cmd.Needs {
			v.Given[n.Name] = trimmed(r.PostFormValue("arg." + n.Name))
		}
		return v, d.describe(r, &v)
	}
	return commandView{}, &pipeline.Error{Op: "find command", Doc: r.PathValue("command"), Kind: pipeline.NotExist, Advice: "Такого действия в этой процедуре нет."}
}

// describe says who performs the command, and what waits for a signature.
func (d *Desk) describe(r *http.Request, v *commandView) error {
	pack, err := d.Office.Engine().Edition(v.Case.Pack.ID, v.Case.Pack.Edition)
	if err != nil {
		return err
	}
	for _, role := range pack.Procedure.Roles {
		for _, who := range v.Command.Who {
			if role.ID == who {
				v.Who = append(v.Who, role.Title)
			}
		}
	}
	for _, cmd := range pack.Procedure.Commands {
		v.Drafts = v.Drafts || cmd.ID == v.Command.Name && len(cmd.Sign) > 0
	}
	if v.Command.Name != regulation.CommandSign && v.Command.Name != regulation.CommandSendBack {
		return nil
	}
	return d.describeDraft(r, v, pack)
}

// describeDraft says what would be signed or sent back: the draft that the
// address names, else the only one.
func (d *Desk) describeDraft(r *http.Request, v *commandView, pack *regulation.Pack) error {
	standing, err := d.Office.State(r.Context(), v.Case)
	if err != nil {
		return err
	}
	asked := r.FormValue("decision")
	i := slices.IndexFunc(standing.Proposals, func(p regulation.Proposal) bool { return asked == "" || p.Command == asked })
	if i < 0 {
		return nil
	}
	draft := standing.Proposals[i]
	people, err := d.staffNames(r.Context())
	if err != nil {
		return err
	}
	v.Decision, v.Hash, v.By, v.At = draft.Command, draft.Hash, people.Of(draft.By), draft.At
	if len(standing.Proposals) > 1 {
		v.Frame.Title = fmt.Sprintf("%s: %s", v.Command.Title, commandTitle(pack, draft.Command))
	}
	v.Command.Needs = slices.DeleteFunc(slices.Clone(v.Command.Needs), func(n regulation.Need) bool { return n.Name == "decision" })
	commands, err := d.Office.Commands(r.Context(), v.Case.ID, person(v.Me))
	for _, cmd := range commands {
		if cmd.Name == draft.Command {
			v.Entries = givenTo(cmd, draft.Args)
		}
	}
	return err
}

// givenTo says what a command was given, in the words of its form.
func givenTo(cmd pipeline.Command, args map[string]any) []givenRow {
	var rows []givenRow
	for _, n := range cmd.Needs {
		value := text(args[n.Name])
		for _, o := range n.Options {
			if o.Value == value {
				value = o.Title
			}
		}
		if value != "" {
			rows = append(rows, givenRow{Title: n.Title, Value: value})
		}
	}
	return rows
}

// order is what the form asks the office to do.
func (v *commandView) order(r *http.Request) pipeline.Order {
	order := pipeline.Order{Case: v.Case.ID, Command: v.Command.Name, Person: person(v.Me), Args: map[string]any{}}
	for name, value := range v.Given {
		if value != "" {
			order.Args[name] = value
		}
	}
	if v.Decision != "" {
		order.Args["decision"] = v.Decision
	}
	if v.Command.Name == regulation.CommandSign {
		order.Args["hash"] = r.PostFormValue("hash")
		if r.Method == http.MethodGet {
			order.Args["hash"] = v.Hash
		}
	}
	return order
}

// look fills in the papers that the command would send out as it stands, or
// says why it would be refused.
func (d *Desk) look(r *http.Request, v *commandView) error {
	notices, err := d.Office.Preview(r.Context(), v.order(r))
	if err != nil {
		return v.refused(err)
	}
	h := sha256.New()
	for _, n := range notices {
		paper, err := draftOf(n)
		if err != nil {
			return err
		}
		v.Preview = append(v.Preview, paper)
		for _, part := range []string{n.ID, n.Title, n.Addressee, n.Markdown} {
			h.Write([]byte(strconv.Itoa(len(part)) + ":" + part))
		}
	}
	if len(notices) > 0 {
		v.Looked = hex.EncodeToString(h.Sum(nil))
	}
	return nil
}

// refused keeps a refusal as something to show; other errors stay errors.
func (v *commandView) refused(err error) error {
	switch pipeline.KindOf(err) {
	case pipeline.Invalid, pipeline.Permission:
		v.Problem = upperFirst(pipeline.AdviceOf(err)) + "."
		return nil
	}
	return err
}

// performCommand performs a command. One that sends papers out is performed
// only when exactly those papers were on the screen; else they are shown first.
func (d *Desk) performCommand(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewCommand(r, me)
	if err != nil {
		return err
	}
	if len(v.Command.Notices) > 0 {
		if err := d.look(r, &v); err != nil {
			return err
		}
		asked, seen := r.PostFormValue("look") != "", r.PostFormValue("looked")
		if !asked && v.Problem == "" && seen != v.Looked {
			v.Problem = "Прочтите документ, который будет направлен, и подтвердите действие."
			if seen != "" {
				v.Problem = "Текст документа изменился с тех пор, как Вы его видели. Прочтите его ещё раз и подтвердите действие."
			}
		}
		if asked || v.Problem != "" {
			return d.render(w, v.status(), "command", v)
		}
	}
	if _, err := d.Office.Do(r.Context(), v.order(r)); err != nil {
		if err := v.refused(err); err != nil {
			return err
		}
		return d.render(w, v.status(), "command", v)
	}
	done := "performed"
	if v.Drafts {
		done = "drafted"
	}
	http.Redirect(w, r, caseAddress(v.Case.ID)+"?"+url.Values{"done": {done}}.Encode(), http.StatusSeeOther)
	return nil
}

func (v *commandView) status() int {
	if v.Problem != "" {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// noticePolicy lets a letter bring its own style; it runs no script and loads nothing.
const noticePolicy = "default-src 'none'; style-src 'unsafe-inline'; font-src data: 'self'; img-src data:; frame-ancestors 'self'"

// noticePaper prints an outgoing document of the case.
func (d *Desk) noticePaper(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	c, err := d.Office.Case(r.Context(), pipeline.CaseID(r.PathValue("id")))
	if err != nil {
		return err
	}
	people, err := d.staffNames(r.Context())
	if err != nil {
		return err
	}
	id := r.PathValue("document") + "/" + r.PathValue("n")
	for _, n := range c.Notices {
		if n.ID == id {
			n.Signatory = signedBy(n, people)
			return d.printNotice(w, pipeline.NoticePaper{Notice: n.Notice, Case: c.ID, Numbers: c.Numbers, CreatedAt: n.At}, r.PathValue("form"))
		}
	}
	return noNotice(id)
}

// signedBy names the person who signed instead of the login that the journal keeps.
func signedBy(n pipeline.NoticeRecord, people names) string {
	position, signed := strings.CutSuffix(n.Signatory, n.By)
	if !signed {
		return n.Signatory
	}
	return position + people.Of(n.By)
}

func (d *Desk) printNotice(w http.ResponseWriter, paper pipeline.NoticePaper, form string) error {
	switch form {
	case "html":
		body, err := d.Printer.HTML(paper)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Security-Policy", noticePolicy)
		return send(w, "text/html; charset=utf-8", body)
	case "pdf":
		body, err := d.Printer.PDF(paper)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Disposition", inline(fmt.Sprintf("%s, дело %s.pdf", paper.Title, paper.Case)))
		return send(w, pdfType, body)
	}
	return noNotice(paper.ID)
}

func noNotice(id string) error {
	return &pipeline.Error{Op: "find notice", Doc: id, Kind: pipeline.NotExist, Advice: "Такого исходящего документа в деле нет."}
}
