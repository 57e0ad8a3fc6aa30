package publish

// Paging is a page's place in a row of pages that show one matter in parts.
type Paging struct {
	Name   string // of the row, for those who do not see it: "Страницы реестра"
	Number int    // of this page, from 1
	Of     int
	Path   func(number int) string `json:"-"` // address of a page of the row, relative to the site's root
}

// shown reports whether there is a row at all.
func (p *Paging) shown() bool { return p != nil && p.Of > 1 }

// pagesAround is how many pages to each side of the current one have a link of
// their own, besides the first and the last.
const pagesAround = 2

// pageStep is one link of a row.
type pageStep struct {
	Number  int
	Path    string
	Current bool
	Gap     bool // pages before it are left out
}

// Steps returns the links to show: the first page, those around this one, the last.
func (p *Paging) Steps() []pageStep {
	numbers := []int{1}
	for n := max(2, p.Number-pagesAround); n <= min(p.Of-1, p.Number+pagesAround); n++ {
		numbers = append(numbers, n)
	}
	if p.Of > 1 {
		numbers = append(numbers, p.Of)
	}
	steps := make([]pageStep, len(numbers))
	for i, n := range numbers {
		steps[i] = pageStep{Number: n, Path: p.Path(n), Current: n == p.Number, Gap: i > 0 && n > numbers[i-1]+1}
	}
	return steps
}

// Previous is the address of the page before, empty on the first.
func (p *Paging) Previous() string {
	if p.Number <= 1 {
		return ""
	}
	return p.Path(p.Number - 1)
}

// Next is the address of the page after, empty on the last.
func (p *Paging) Next() string {
	if p.Number >= p.Of {
		return ""
	}
	return p.Path(p.Number + 1)
}

// markdown is the row as a line of text.
func (p *Paging) markdown() string {
	line := "Страница " + decimal(p.Number) + " из " + decimal(p.Of)
	if at := p.Previous(); at != "" {
		line += " · " + link("предыдущая", at)
	}
	if at := p.Next(); at != "" {
		line += " · " + link("следующая", at)
	}
	return line + "\n"
}
