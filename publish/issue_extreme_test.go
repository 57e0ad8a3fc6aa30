package publish_test

import (
	"strings"
	"testing"

	"vestnik/publish"
)

// TestAnImportedIssueNamesNoNeighbourThatIsNotThere imports an issue out of the
// middle of a year: what came before it nobody has.
func TestAnImportedIssueNamesNoNeighbourThatIsNotThere(t *testing.T) {
	issue := sampleIssue(4)
	issue.Imported = true
	if body := string(compose(t, testPress(t), issue)[publish.IssueMarkdown]); strings.Contains(body, "bulletin/programs/2026/3/") {
		t.Error("the issue leads to one before it that does not exist")
	}
}
