package publish

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Files of open data, all under data/: each register whole with its history, each
// day's changes, and tables in the office's own columns.

// lineType is the media type of JSON Lines.
const lineType = "application/jsonl"

func dumpPath(id pipeline.RegisterID) string { return dataPath + Segment(string(id)) + ".jsonl" }

func deltaPath(day workday.Date) string { return dataPath + "delta/" + day.String() + ".jsonl" }

// dataFiles are the files of open data.
func dataFiles(s *Site) ([]SiteFile, error) {
	index, err := indentedJSON(s.dataIndex())
	if err != nil {
		return nil, err
	}
	files := []SiteFile{wholeFile(dataPath+"index.json", MediaType(JSON), index)}
	files[0].Fresh = true
	for _, id := range s.press.registerIDs(s.Survey) {
		files = append(files, SiteFile{
			Path: dumpPath(id), MediaType: lineType, Fresh: true, Input: s.registerInput(id),
			Write: func(ctx context.Context, w io.Writer) error { return s.writeDump(ctx, id, w) },
		})
		if officialTitle(id) == "" {
			continue
		}
		files = append(files, SiteFile{
			Path: officialPath(id), MediaType: MediaType(CSV), Fresh: true, Input: s.registerInput(id),
			Write: func(ctx context.Context, w io.Writer) error { return s.writeOfficial(ctx, id, w) },
		})
	}
	for _, day := range s.Survey.changed {
		files = append(files, SiteFile{
			Path: deltaPath(day), MediaType: lineType, Fresh: true, Input: s.dayInput(day),
			Write: func(ctx context.Context, w io.Writer) error { return s.writeDelta(ctx, day, w) },
		})
	}
	return files, nil
}

// registerInput and dayInput are digests of what is in a register, and of what
// changed on a day, where they are at hand.
func (s *Site) registerInput(id pipeline.RegisterID) string {
	if snapshot, ok := s.catalogue.(*snapshot); ok {
		return snapshot.registers.of(id)
	}
	return ""
}

func (s *Site) dayInput(day workday.Date) string {
	if snapshot, ok := s.catalogue.(*snapshot); ok {
		return snapshot.changed.of(day)
	}
	return ""
}

// dataIndex lists the files of open data.
type dataIndex struct {
	Publisher string     `json:"publisher"`
	Files     []dataFile `json:"files"`
}

type dataFile struct {
	Path     string              `json:"path"` // relative to the site's root
	Type     string              `json:"type"`
	Holds    string              `json:"holds"` // register | register-official | delta
	Register pipeline.RegisterID `json:"register,omitempty"`
	Entries  int                 `json:"entries,omitempty"`
	Day      workday.Date        `json:"day,omitzero"`
}

func (s *Site) dataIndex() dataIndex {
	index := dataIndex{Publisher: Clean(s.press.config.Office.Name), Files: []dataFile{}}
	for _, id := range s.press.registerIDs(s.Survey) {
		count := 0
		if register := s.Survey.Registers[id]; register != nil {
			count = register.Count
		}
		index.Files = append(index.Files, dataFile{Path: dumpPath(id), Type: lineType, Holds: "register", Register: id, Entries: count})
		if officialTitle(id) != "" {
			index.Files = append(index.Files, dataFile{Path: officialPath(id), Type: "text/csv", Holds: "register-official", Register: id, Entries: count})
		}
	}
	for _, day := range slices.Backward(s.Survey.changed) {
		index.Files = append(index.Files, dataFile{Path: deltaPath(day), Type: lineType, Holds: "delta", Day: day})
	}
	return index
}

// dumpLine is an entry with its history: one line of a dump.
type dumpLine struct {
	Record
	History []historyEvent `json:"history"`
}

// historyEvent is one publication of or about an entry.
type historyEvent struct {
	On    workday.Date       `json:"on"`
	What  string             `json:"what"` // published | the kind of the record
	Title string             `json:"title,omitempty"`
	Seq   int                `json:"seq,omitempty"` // of the record
	Issue *pipeline.IssueRef `json:"issue,omitempty"`
}

// history tells what was published of an entry, in the order of time.
func (r Record) history() []historyEvent {
	events := []historyEvent{}
	if !r.PublishedOn.IsZero() {
		events = append(events, historyEvent{On: r.PublishedOn, What: "published", Issue: r.Issue})
	}
	for _, n := range r.Records {
		events = append(events, historyEvent{On: n.PublishedOn, What: n.Kind, Title: n.Title, Seq: n.Seq, Issue: n.Issue})
	}
	slices.SortStableFunc(events, func(a, b historyEvent) int { return a.On.Compare(b.On) })
	return events
}

// writeDump writes a register as JSON Lines, by number.
func (s *Site) writeDump(ctx context.Context, id pipeline.RegisterID, w io.Writer) error {
	return walkInto(ctx, s.catalogue, id, w, func(e pipeline.Entry) error {
		r := RecordOf(e)
		return writeLine(w, dumpLine{r, r.history()})
	})
}

// deltaLine is what one day's publications made of an entry: the entry as it
// stood at the end of that day.
type deltaLine struct {
	Op     string         `json:"op"` // add | change
	Day    workday.Date   `json:"day"`
	Events []historyEvent `json:"events"` // of that day
	Record Record         `json:"record"`
}

// writeDelta writes what was published on a day as JSON Lines. Applied in the
// order of days to nothing, the files give the registers as they are.
func (s *Site) writeDelta(ctx context.Context, day workday.Date, w io.Writer) error {
	return walkChanged(ctx, s.catalogue, day, func(e pipeline.Entry) error {
		line := deltaLine{Op: "change", Day: day, Record: recordAsOf(e, day)}
		for _, event := range line.Record.history() {
			if event.On == day {
				line.Events = append(line.Events, event)
			}
		}
		if len(line.Events) == 0 {
			return nil
		}
		if line.Record.firstPublished() == day {
			line.Op = "add"
		}
		return writeLine(w, line)
	})
}

func writeLine(w io.Writer, value any) error {
	line, err := json.Marshal(value)
	if err != nil {
		return &pipeline.Error{Op: "write open data", Kind: pipeline.Internal, Err: err}
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

// days are the days on which anything of an entry was published.
func (r Record) days() []workday.Date {
	var days []workday.Date
	for _, event := range r.history() {
		days = append(days, event.On)
	}
	return slices.Compact(days)
}

// dataLinks are the files of a register, for people.
func dataLinks(id pipeline.RegisterID) string {
	links := []string{
		link(string(id)+".csv", strings.TrimSuffix(registerPath(id), "/")+".csv"),
		link(string(id)+".jsonl", dumpPath(id)),
	}
	if officialTitle(id) != "" {
		links = append(links, link(string(id)+"-official.csv", officialPath(id)))
	}
	return strings.Join(links, ", ")
}
