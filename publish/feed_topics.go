package publish

// Topics are the absolute addresses of the feeds to which people subscribe and which
// an issue of a series changes: its own, those of its registers, and those of
// everything. Archives are none of them, for they do not change.
func (p *Press) Topics(series string) []string {
	pages := []string{"", "bulletin/", seriesPath(series), feedPath(series)}
	for _, register := range p.config.Registers {
		if register.Series == series {
			pages = append(pages, registerPath(register.ID))
		}
	}
	var topics []string
	for _, page := range pages {
		for _, form := range []Form{RSS, Atom, JSON} {
			topics = append(topics, p.base+PathOf(page, form))
		}
	}
	return topics
}
