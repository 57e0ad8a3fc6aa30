package regulation

import (
	"fmt"
	"regexp"
	"strings"

	"vestnik/pipeline/workday"
)

// notices renders the outgoing documents of a transition on the case as the
// transition leaves it. A document that lacks a text which the act demands is
// refused, whoever edited the pack.
func (v *view) notices(tp *transitionProgram, ids []string) ([]Notice, error) {
	var out []Notice
	for i, doc := range tp.Notices {
		d := v.pack.program.documents[doc]
		n, err := v.notice(d)
		if err != nil {
			return nil, fmt.Errorf("document %s: %w", doc, err)
		}
		if missing := d.lacking(v, n.Markdown); missing != nil {
			return nil, &Refused{Command: tp.Command, Point: missing.Point,
				Reason: fmt.Sprintf("в документе «%s» нет обязательного указания: %s. Впишите недостающее в поля дела или исправьте текст документа", d.Title, missing.What)}
		}
		if ids != nil {
			n.ID = ids[i]
		} else {
			n.ID = fmt.Sprintf("%s/%d", doc, v.stand.issued[doc]+1)
		}
		out = append(out, n)
	}
	return out, nil
}

func (v *view) notice(d *documentProgram) (Notice, error) {
	n := Notice{
		Document: d.ID, Title: d.Title, Point: d.Point, Signatory: d.Signatory, Position: d.Signatory, Layout: d.Layout,
		Date: workday.DateOf(v.now.In(v.pack.program.scope.zone)),
	}
	var err error
	if d.addressee != nil {
		if n.Addressee, err = d.addressee.text(v); err != nil {
			return Notice{}, err
		}
	}
	if d.body != nil {
		n.Markdown, err = d.body.markdown(v)
		n.Markdown = squeeze(n.Markdown)
	}
	return n, err
}

// squeeze leaves one blank line where a text that came out empty left more.
func squeeze(markdown string) string {
	return manyBlanks.ReplaceAllString(strings.TrimSpace(markdown), "\n\n") + "\n"
}

var manyBlanks = regexp.MustCompile(`\n(?:[ \t]*\n){2,}`)

// signatory is the position of who signs with the login of who does.
func (p *Pack) signatory(n Notice, login string) string {
	switch {
	case n.Signatory == "":
		return login
	case login == machine || p.program.documents[n.Document].Unnamed:
		return n.Signatory
	}
	return n.Signatory + ", " + login
}

// lacking returns the first demanded text that the document does not hold.
func (d *documentProgram) lacking(v *view, body string) *MustSay {
	flat := flatten(body)
	for i, t := range d.mustSay {
		want, err := t.markdown(v)
		if err != nil || t.blank(v) || !strings.Contains(flat, flatten(want)) {
			return &d.MustSay[i]
		}
	}
	return nil
}

// flatten makes texts comparable however their lines are broken.
func flatten(s string) string { return strings.Join(strings.Fields(s), " ") }

// documentOf returns the kind of a notice from its id: "O210-03/1" → "O210-03".
func documentOf(id string) string {
	kind, _, _ := strings.Cut(id, "/")
	return kind
}

func noticeIDs(notices []Notice) []string {
	ids := make([]string, len(notices))
	for i, n := range notices {
		ids[i] = n.ID
	}
	return ids
}
