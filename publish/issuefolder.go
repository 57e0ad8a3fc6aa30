package publish

import (
	"context"
	"crypto/ed25519"
	"errors"

	"vestnik/pipeline"
)

// IssueFolder returns the files of an issue's folder: the signed ones, verified
// when a key is given, or those of an imported issue, which nobody signed,
// composed now.
func (p *Press) IssueFolder(ctx context.Context, catalogue pipeline.Catalogue, issue pipeline.Issue, public ed25519.PublicKey) ([]pipeline.File, error) {
	files, err := catalogue.IssueFiles(ctx, issue.IssueRef)
	switch {
	case errors.Is(err, pipeline.NotExist) && issue.Imported:
		return p.Compose(issue)
	case err != nil:
		return nil, err
	case public == nil:
		return files, nil
	}
	var prev pipeline.Digest
	if issue.Manifest != nil {
		prev = issue.Manifest.Prev
	}
	if err := VerifyIssue(FilesByPath(files), public, prev); err != nil {
		return nil, &pipeline.Error{Op: "publish issue", Doc: issuePath(issue.IssueRef), Kind: pipeline.Corrupt, Err: err}
	}
	return files, nil
}
