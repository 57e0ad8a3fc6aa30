package form

// kindByName says what a party is whose name has a label of its own.
func (r *record) kindByName() {
	name, ok := r.parts["name"]
	text, isText := name.value.(string)
	if !ok || !isText {
		return
	}
	r.fill("kind", func() (found, bool) {
		f := found{words: name.words, quality: name.quality}
		switch {
		case entrepreneur.MatchString(text) || fullNameStart.MatchString(text):
			f.value = "person"
		case organisation.MatchString(text):
			f.value = "organisation"
		default:
			return f, false
		}
		return f, true
	})
}

// kindByNumber settles what the party is by the length of its state
// registration number: 13 digits of an organisation, 15 of an entrepreneur.
func (r *record) kindByNumber(number found) {
	if !number.checked {
		return
	}
	kind := "organisation"
	if len(number.value.(string)) == 15 {
		kind = "person"
	}
	f := found{value: kind, words: number.words, quality: qualityValid}
	if was, ok := r.parts["kind"]; ok && was.value != kind {
		f.quality = 0.7
	}
	if _, ok := r.parts["name"]; ok {
		r.parts["kind"] = f
	}
}

// partyName is the name of a party as it is entered.
func partyName(name, kind string) string {
	if prefix := entrepreneur.FindString(name); prefix != "" && kind == "person" {
		return prefix + personName(name[len(prefix):])
	}
	if kind == "person" {
		return personName(name)
	}
	return organisationName(name)
}

// nameParty puts a name that has a label of its own as it is entered, and tells the
// legal form that an organisation's begins with.
func (r *record) nameParty() {
	name, ok := r.parts["name"]
	text, isText := name.value.(string)
	if !ok || !isText {
		return
	}
	kind, _ := r.parts["kind"].value.(string)
	name.value = partyName(text, kind)
	if short, _ := legalFormOf(text); short != "" && kind != "person" {
		name.details = map[string]found{"legal_form": {value: short, words: name.words}}
	}
	r.parts["name"] = name
}
