package pipeline

import "vestnik/pipeline/workday"

// dated is what the file holds as an issue of that day, its records completed by
// what their publication says.
func (f IssueFile) dated(date workday.Date, all []published) Issue {
	issue := Issue{IssueRef: f.IssueRef, Date: date, Closed: true, IssueWords: f.IssueWords}
	ref := f.IssueRef
	for _, e := range f.Entries {
		e.Series, e.Issue, e.PublishedOn, e.Records = "", &ref, date, nil
		issue.Entries = append(issue.Entries, e)
	}
	for _, r := range f.Records {
		r.Record = r.Record.completed(all)
		r.Record.Series, r.Record.Issue, r.Record.PublishedOn = "", &ref, date
		issue.Records = append(issue.Records, r)
	}
	return issue
}

// forPublic strips what ties entries and records to their cases: the file is the
// office's own.
func (i Issue) forPublic() Issue {
	entries := make([]Entry, len(i.Entries))
	for n, e := range i.Entries {
		entries[n] = e.ForPublic()
	}
	records := make([]IssueRecord, len(i.Records))
	for n, r := range i.Records {
		r.Record = r.Record.forPublic()
		records[n] = r
	}
	i.Entries, i.Records = entries, records
	return i
}

// empty reports whether the issue would print nothing.
func (i Issue) empty() bool {
	return len(i.Entries)+len(i.Records)+len(i.Messages)+len(i.Numbers) == 0
}

// cases returns the cases whose entries and records the issue holds, each once.
func (i Issue) cases() []CaseID {
	var list []CaseID
	seen := map[CaseID]bool{"": true}
	add := func(id CaseID) {
		if !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	for _, e := range i.Entries {
		add(e.Case)
	}
	for _, r := range i.Records {
		add(r.Record.Case)
	}
	return list
}

// keys returns the keys of the entries and records that the issue holds.
func (i Issue) keys() []string {
	all := make([]string, 0, len(i.Entries)+len(i.Records))
	for _, e := range i.Entries {
		all = append(all, e.Key())
	}
	for _, r := range i.Records {
		all = append(all, r.Key())
	}
	return all
}

// entryKeys returns the keys of the entries that keys of entries and records
// belong to, each once.
func entryKeys(keys []string) []string {
	var entries []string
	seen := map[string]bool{}
	for _, key := range keys {
		if entry, _ := cutRecordKey(key); !seen[entry] {
			seen[entry] = true
			entries = append(entries, entry)
		}
	}
	return entries
}
