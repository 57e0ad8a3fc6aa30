package pipeline_test

import (
	"slices"
	"testing"

	"vestnik/pipeline"
)

func TestPagesAreReadInTheLaneOfWhoWaitsForThem(t *testing.T) {
	for _, c := range []struct {
		name       string
		filed, job pipeline.Lane
		want       pipeline.Lane
	}{
		{"a clerk's filing", pipeline.LaneDesk, pipeline.LaneDesk, pipeline.LaneDesk},
		{"a clerk's filing that the sweep found", pipeline.LaneDesk, pipeline.LaneRefresh, pipeline.LaneDesk},
		{"a bulk load", pipeline.LaneBulk, pipeline.LaneBulk, pipeline.LaneBulk},
		{"a stage of a bulk load that a clerk revived", pipeline.LaneBulk, pipeline.LaneDesk, pipeline.LaneDesk},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t)
			s := submission("a.pdf")
			s.Lane = c.filed
			receipt, err := r.office.Receive(t.Context(), s)
			must(t, err)
			must(t, r.office.Work(t.Context(), pipeline.Job{Stage: pipeline.StageExtract, Case: receipt.Number, Lane: c.job}))
			if got := r.reader.lanes; !slices.Equal(got, []pipeline.Lane{c.want, c.want}) {
				t.Errorf("pages were read in lanes %v, want %v", got, c.want)
			}
		})
	}
}
