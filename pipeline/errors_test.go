package pipeline_test

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"vestnik/pipeline"
)

func TestErrorsAreFoundByTheirKindThroughWrapping(t *testing.T) {
	for _, k := range pipeline.Kinds() {
		cause := errors.New("cause")
		err := fmt.Errorf("outer: %w", &pipeline.Error{Op: "seal original", Doc: "a.pdf", Kind: k, Err: cause})
		if !errors.Is(err, k) || !errors.Is(err, cause) || pipeline.KindOf(err) != k {
			t.Errorf("%s: kind or cause lost in %v", k, err)
		}
	}
	if !errors.Is(&pipeline.Error{Kind: pipeline.NotExist}, fs.ErrNotExist) {
		t.Error("NotExist does not match fs.ErrNotExist")
	}
}
