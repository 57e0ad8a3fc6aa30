package regulation

// Keys of Occurrence.Data.
const (
	dataTransition = "transition"
	dataCommand    = "command"
	dataArgs       = "args"
	dataDates      = "dates"
	dataNumbers    = "numbers"
	dataValues     = "values"
	dataNotices    = "notices"
	dataHash       = "hash"
	dataProposedBy = "proposed_by"
	dataReason     = "reason"
)

// dataMap reads a mapping out of an occurrence, fresh or replayed.
func dataMap(v any) map[string]any {
	switch m := v.(type) {
	case map[string]any:
		return m
	case map[string]string:
		out := make(map[string]any, len(m))
		for k, s := range m {
			out[k] = s
		}
		return out
	}
	return nil
}

// dataStrings reads a list of texts likewise.
func dataStrings(v any) []string {
	switch list := v.(type) {
	case []string:
		return list
	case []any:
		out := make([]string, 0, len(list))
		for _, x := range list {
			if s, ok := x.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}
