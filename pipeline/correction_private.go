package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// publicFields are the fields of an application that its entry states whole.
var publicFields = []string{
	FieldKind, FieldTitle, FieldAbstract, FieldLanguage, FieldOS, FieldComputerType, FieldDBMS, FieldSize,
	FieldStateContract, FieldCreationYear, FieldPublicationYear, FieldPublicationCountry,
}

// unfit for a comparison of texts: amounts and dates stand in many places.
var wordless = []string{FieldFee, FieldDepositPages}

// contactFields may be given for publication; only the contacts of an entry take them.
var contactFields = []string{FieldCorrespondenceAddress, FieldPhone, FieldEmail}

// keepPrivate refuses a correction that would publish what the papers of the case
// state and the act keeps private: an address, an identity number, the name of an
// author who declined to be named (order 210 п. 85; order 211).
func (o *Office) keepPrivate(ctx context.Context, e Entry, draft CorrectionDraft) error {
	if e.Case == "" {
		return nil // imported history: the office holds no papers of it
	}
	c, err := o.Case(ctx, e.Case)
	if errors.Is(err, NotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	told := foldText(publicText(e.AsOf(noDay)))
	for name, secrets := range c.privateTexts() {
		for _, secret := range secrets {
			if strings.Contains(told, secret) {
				continue // the holder's name is public though the signature under the statement is not
			}
			if strings.Contains(foldText(draft.Basis), secret) {
				return exposes(e.Key(), "Основание")
			}
			for _, change := range draft.Changes {
				if strings.Contains(foldText(change.After), secret) && !(change.Field == "contacts" && slices.Contains(contactFields, name)) {
					return exposes(e.Key(), change.Title)
				}
			}
		}
	}
	return nil
}

func exposes(key, where string) error {
	return refuseCorrection(key, fmt.Sprintf("В сведении «%s» стоит то, что заявитель не давал публиковать: адрес, номер документа, телефон или имя автора, который отказался быть упомянутым.", where))
}

// publicText is all that an entry tells in words.
func publicText(e Entry) string {
	var b strings.Builder
	for _, f := range changeableFields {
		b.WriteString(f.get(e) + "\n")
	}
	return b.String()
}

// privateTexts are the texts of the case's fields that no entry states, folded, by
// the name of the field. Shorter ones than six letters tell nobody anything.
func (c *CaseFile) privateTexts() map[string][]string {
	const shortest = 6
	texts := map[string][]string{}
	for name, field := range c.Fields {
		if slices.Contains(publicFields, name) || slices.Contains(wordless, name) {
			continue
		}
		for _, r := range append([]Reading{field.Reading}, field.Values...) {
			for _, text := range r.privateTexts(name) {
				if text = foldText(text); utf8.RuneCountInString(text) >= shortest {
					texts[name] = append(texts[name], text)
				}
			}
		}
	}
	return texts
}

// privateTexts are the texts of one reading of a field that is not public whole.
func (r Reading) privateTexts(field string) []string {
	parts, composite := r.Value.(map[string]any)
	if !composite {
		text, _ := r.Value.(string)
		return []string{text}
	}
	public := []string{"kind", "country", "citizenship", "mention", "pseudonym", "contribution", "date", "position"}
	if field == FieldHolders || field == FieldAuthors && partText(r, "mention") == "named" {
		public = append(public, "name")
	}
	var texts []string
	for part, value := range parts {
		if text, ok := value.(string); ok && !slices.Contains(public, part) {
			texts = append(texts, text)
		}
	}
	return texts
}
