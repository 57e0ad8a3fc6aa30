package main

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// scrapeTimeout bounds one look at the office's figures.
const scrapeTimeout = 5 * time.Second

// officeFigures tells monitoring how the office stands, read anew at each scrape.
type officeFigures struct {
	house *house
	clock pipeline.Clock
	up    *prometheus.Desc
	cases *prometheus.Desc
	dead  *prometheus.Desc
	head  *prometheus.Desc
}

func newOfficeFigures(h *house, clock pipeline.Clock) *officeFigures {
	return &officeFigures{
		house: h, clock: clock,
		up:    prometheus.NewDesc("vestnik_store_up", "Whether journal and views answered at this scrape.", nil, nil),
		cases: prometheus.NewDesc("vestnik_cases", "Cases: open, due today or before, with a stage given up, waiting for the machine.", []string{"group"}, nil),
		dead:  prometheus.NewDesc("vestnik_jobs_dead", "Jobs given up and not tried again.", nil, nil),
		head:  prometheus.NewDesc("vestnik_journal_position", "Events in the journal.", nil, nil),
	}
}

// Describe names the figures.
func (f *officeFigures) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{f.up, f.cases, f.dead, f.head} {
		ch <- d
	}
}

// Collect reads the figures. A store that does not answer shows as down, not as
// an office without cases.
func (f *officeFigures) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapeTimeout)
	defer cancel()
	up := 1.0
	if err := f.collect(ctx, ch); err != nil {
		up = 0
	}
	ch <- prometheus.MustNewConstMetric(f.up, prometheus.GaugeValue, up)
}

func (f *officeFigures) collect(ctx context.Context, ch chan<- prometheus.Metric) error {
	groups := []struct {
		name  string
		query pipeline.CaseQuery
	}{
		{"open", pipeline.CaseQuery{Open: true}},
		{"due", pipeline.CaseQuery{Open: true, DueUntil: workday.DateOf(f.clock().In(f.house.office.Zone()))}},
		{"failed", pipeline.CaseQuery{Failed: true}},
		{"extract", pipeline.CaseQuery{Stage: pipeline.StageExtract}},
		{"read", pipeline.CaseQuery{Stage: pipeline.StageRead}},
		{"check", pipeline.CaseQuery{Stage: pipeline.StageCheck}},
	}
	for _, g := range groups {
		g.query.Limit = 1
		_, total, err := f.house.office.Cases(ctx, g.query)
		if err != nil {
			return err
		}
		ch <- prometheus.MustNewConstMetric(f.cases, prometheus.GaugeValue, float64(total), g.name)
	}
	dead, err := f.house.db.Queue().Dead(ctx)
	if err != nil {
		return err
	}
	ch <- prometheus.MustNewConstMetric(f.dead, prometheus.GaugeValue, float64(len(dead)))
	head, err := f.house.db.Head(ctx)
	if err != nil {
		return err
	}
	ch <- prometheus.MustNewConstMetric(f.head, prometheus.CounterValue, float64(head))
	return nil
}

// metricsHandler serves the figures of the office and of the process.
func metricsHandler(h *house, clock pipeline.Clock) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(newOfficeFigures(h, clock), collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
}
