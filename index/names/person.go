package names

// Person is the name of a person, folded to lower case. Given and Patronymic may
// be empty, or one letter where only the initial is known.
type Person struct {
	Surname, Given, Patronymic string
}

// Found is a person named in a text, with the bytes that name it.
type Found struct {
	Person
	Start, End int
}

// ParsePerson reads text that is the name of one person: «Фамилия Имя Отчество»,
// «Имя Отчество Фамилия», «Фамилия И. О.», «И. О. Фамилия». It returns false for
// what does not look like a name.
func ParsePerson(text string) (Person, bool) { return Person{}, false }

// FindPersons returns the persons named in free text. Only initials or a
// patronymic make a name certain there: two words alone are two words.
func FindPersons(text string) []Found { return nil }

// Keys returns what an entry that names the person is filed under.
func (p Person) Keys() []string { return nil }

// Asked returns the keys of which an entry must have one, when the person is
// asked for.
func (p Person) Asked() []string { return nil }
