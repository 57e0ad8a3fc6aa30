package desk

import (
	"net/http"

	"vestnik/pipeline"
)

// helpView is what an officer of the help desk may say by the number of a case:
// how far it is, never what it holds.
type helpView struct {
	Frame
	Number  string
	Status  *pipeline.PublicStatus
	Problem string
	Calls   []pipeline.Opening
}

// helpPage answers from the public status alone, so that nothing of the substance
// of a filing can be read out (order 210 п. 4; order 144 п. 5).
func (d *Desk) helpPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := helpView{Frame: d.frame(me, "Справка по номеру", "help"), Number: trimmed(r.FormValue("number"))}
	for _, o := range d.Office.Openings(person(me)) {
		if o.Command.Open {
			v.Calls = append(v.Calls, o)
		}
	}
	if v.Number == "" {
		return d.render(w, http.StatusOK, "help", v)
	}
	status, err := d.Office.ToldByTelephone(r.Context(), v.Number)
	switch {
	case pipeline.KindOf(err) == pipeline.NotExist:
		v.Problem = "По этому номеру ничего сообщить нельзя: такого дела нет, или сведения о нём по телефону не сообщаются."
	case err != nil:
		return err
	default:
		v.Status = &status
	}
	return d.render(w, http.StatusOK, "help", v)
}
