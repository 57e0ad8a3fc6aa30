package desk

import (
	"context"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// Which roles may open which part of the desk. What a person may do with a case,
// the office decides; these lists only keep tools from people whose work does not
// need them.
var (
	receives = []string{"registrar", "admin"}
	revives  = []string{"registrar", "examiner", "admin"}
	routes   = []string{"registrar", "examiner", "admin"}
	matches  = []string{"fee-officer", "admin"}
	// Who paid is told to those who judge it and to those who lead.
	seesPayments = []string{"fee-officer", "registrar", "examiner", "approver", "admin"}
	edits        = []string{"editor"}
	proofs       = []string{"editor", "approver", "admin"}
	// Who proposes that a published entry be corrected, and who signs it.
	drafts           = []string{"registrar", "editor"}
	signsCorrections = []string{"approver"}
)

// staffOf are the roles of all regulations: whoever holds one works at the desk.
func staffOf(engine *regulation.Engine) []string {
	roles := []string{"editor", "admin"}
	for _, p := range engine.Packs() {
		for _, r := range p.Procedure.Roles {
			if !slices.Contains(roles, r.ID) {
				roles = append(roles, r.ID)
			}
		}
	}
	return roles
}

// handlersOf are those of the staff to whom papers are shown. Deposited source
// texts and identity papers are for those who handle cases (order 210 пп. 54, 74,
// 81), not for the bulletin's editors.
func handlersOf(staff []string) []string {
	return slices.DeleteFunc(slices.Clone(staff), func(r string) bool { return r == "editor" })
}

// holdsAny reports whether the account has one of the roles.
func holdsAny(a pipeline.Account, roles []string) bool {
	return slices.ContainsFunc(a.Roles, func(r string) bool { return slices.Contains(roles, r) })
}

// mustHold refuses an account that has none of the roles and says whose work it is;
// no roles refuse nobody.
func (d *Desk) mustHold(a pipeline.Account, roles []string) error {
	if len(roles) == 0 || holdsAny(a, roles) {
		return nil
	}
	const most = 4 // a longer list says no more than "the others"
	advice := "Эта часть рабочего места открыта другим сотрудникам."
	if titles := d.roleTitles(roles); len(titles) > 0 && len(titles) <= most {
		advice = "Это делает " + strings.Join(titles, " или ") + "."
	}
	return &pipeline.Error{Op: "open page", Doc: a.Login, Kind: pipeline.Permission, Advice: advice + " Если это нужно Вам для работы, обратитесь к администратору."}
}

// roleTitles names roles as the acts do, with the point that gives them their work;
// a role that no act knows is left out.
func (d *Desk) roleTitles(roles []string) []string {
	var titles []string
	for _, id := range roles {
		for _, p := range d.Office.Engine().Packs() {
			i := slices.IndexFunc(p.Procedure.Roles, func(r regulation.Role) bool { return r.ID == id })
			if i >= 0 {
				role := p.Procedure.Roles[i]
				titles = append(titles, role.Title+" (пункт "+role.Point+" Регламента)")
				break
			}
		}
	}
	return titles
}

// person is an account as the office knows it.
func person(a pipeline.Account) pipeline.Person {
	return pipeline.Person{Login: a.Login, Roles: a.Roles}
}

// names say who stands behind a login.
type names map[string]string

// staffNames reads the names of everybody who has or had an account.
func (d *Desk) staffNames(ctx context.Context) (names, error) {
	accounts, err := d.Accounts.List(ctx)
	if err != nil {
		return nil, err
	}
	n := names{pipeline.Machine: "машина"}
	for _, a := range accounts {
		n[a.Login] = shortName(a.Name)
	}
	return n, nil
}

// Of returns the name of a login; the login itself where nobody is known by it.
func (n names) Of(login string) string {
	if name := n[login]; name != "" {
		return name
	}
	return login
}

// shortName is a name without the position after it: «Иванова М. Н., экспертиза».
func shortName(name string) string {
	short, _, _ := strings.Cut(name, ",")
	return strings.TrimSpace(short)
}
