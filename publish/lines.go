package publish

import (
	"bytes"
	"encoding/json"
	"slices"

	"vestnik/pipeline"
)

// linesOf writes each entry and each record of an issue as one line of JSON, and
// the digest of each line, so that one entry can be proved alone: its line gives a
// digest, which stands in a file that the signed manifest lists.
func linesOf(e Edition) ([]pipeline.File, error) {
	var entries, records bytes.Buffer
	digests := [][]string{}
	write := func(to *bytes.Buffer, file, key string, thing any) error {
		line, err := json.Marshal(thing)
		if err != nil {
			return &pipeline.Error{Op: "write issue data", Doc: key, Kind: pipeline.Internal, Err: err}
		}
		line = append(line, '\n')
		digests = append(digests, []string{file, key, string(DigestOf(line))})
		to.Write(line)
		return nil
	}
	for _, r := range e.Entries {
		if err := write(&entries, IssueLines, anchor(r), r); err != nil {
			return nil, err
		}
	}
	for _, o := range e.Records {
		if err := write(&records, IssueRecordLines, o.anchor(), o); err != nil {
			return nil, err
		}
	}
	table, err := tableCSV([]string{"file", "key", "sha256"}, digests)
	files := []pipeline.File{{Path: IssueDigests, Body: table}, {Path: IssueLines, Body: entries.Bytes()}, {Path: IssueRecordLines, Body: records.Bytes()}}
	files = slices.DeleteFunc(files, func(f pipeline.File) bool { return len(f.Body) == 0 })
	return files, err
}
