package pipeline_test

import (
	"context"
	"slices"
	"testing"
	"time"

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

func TestAClerksBulkLoadLeavesTheDesksLane(t *testing.T) {
	r := newRig(t)
	r.reader.pages["том.pdf"] = 120
	for _, name := range []string{"том.pdf", "a.pdf"} {
		s := submission(name)
		s.Lane = pipeline.LaneDesk
		_, err := r.office.Receive(t.Context(), s)
		must(t, err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var lanes []pipeline.Lane // of the jobs that read the large scan
	must(t, r.db.Queue().Run(ctx, func(job context.Context, j pipeline.Job) error {
		if j.Case == "2026-000001" && j.Stage == pipeline.StageExtract {
			lanes = append(lanes, j.Lane)
		}
		err := r.office.Work(job, j)
		if r.load("2026-000001").NextStage() == pipeline.StageDone && r.load("2026-000002").NextStage() == pipeline.StageDone {
			stop()
		}
		return err
	}))
	if want := []pipeline.Lane{pipeline.LaneDesk, pipeline.LaneBulk}; !slices.Equal(lanes, want) {
		t.Errorf("the scan was read in lanes %v, want %v", lanes, want)
	}
	if len(r.reader.read) != 122 {
		t.Errorf("%d pages were read, want each of 122 once", len(r.reader.read))
	}
	for i, lane := range r.reader.lanes {
		want := pipeline.LaneBulk
		if r.reader.files[i] == "a.pdf" {
			want = pipeline.LaneDesk
		}
		if lane != want {
			t.Errorf("a page of %s was read in lane %d, want %d", r.reader.files[i], lane, want)
		}
	}
}
