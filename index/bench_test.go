package index_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"golang.org/x/sys/unix"

	"vestnik/index"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// benchmarkDocs is how many entries the benchmarks index.
const benchmarkDocs = 4000

// benchmarkEntries invents entries of about three kilobytes, the same ones always.
func benchmarkEntries(n int) []pipeline.Entry {
	rng := rand.New(rand.NewPCG(11, 12))
	stems := strings.Fields("программ комплекс учёт обработк анализ расчёт систем модел сигнал баз документ отчёт сет узл график контрол измерен температур давлен поток склад товар кадр зарплат клиент сервер файл архив поиск словар текст переводчик учебник тест задач решен уравнен матриц вектор изображен звук видео карт маршрут транспорт завод станк датчик робот")
	endings := strings.Fields("а ы у ом е ов ам ами ах ный ного ному ным ние ния нию нием")
	word := func() string { return stems[rng.IntN(len(stems))] + endings[rng.IntN(len(endings))] }
	sentence := func(words int) string {
		list := make([]string, words)
		for i := range list {
			if list[i] = word(); rng.IntN(12) == 0 {
				list[i] = fmt.Sprintf("%s%d", string(rune('A'+rng.IntN(26))), rng.IntN(5000))
			}
		}
		return strings.Join(list, " ")
	}
	entries := make([]pipeline.Entry, n)
	for i := range entries {
		entries[i] = entry(fmt.Sprintf("%d61%04d", 2000+i/10000, i%10000), sentence(6), func(e *pipeline.Entry) {
			e.Date = workday.NewDate(1994+i%30, time.Month(1+i%12), 1+i%28)
			e.Holders = []pipeline.Party{{Name: fmt.Sprintf("ООО «%s %d»", word(), rng.IntN(n/4+1))}}
			e.Authors = []pipeline.Party{{Name: word() + " " + word()}, {Name: word() + " " + word()}}
			e.Abstract = sentence(150)
		})
	}
	return entries
}

func benchmarkOffice(n int) *office {
	o := newOffice()
	for chunk := range slices.Chunk(benchmarkEntries(n), 100) {
		rows := make([]any, len(chunk))
		for i, e := range chunk {
			rows[i] = e
		}
		o.put(rows...)
	}
	return o
}

// BenchmarkIndexing compares with Bleve's own ru analyzer on the same fields of
// the same entries in batches of the same size. Run both in one go: only their
// ratio means something, on a shared machine that of the CPU time.
func BenchmarkIndexing(b *testing.B) {
	o := benchmarkOffice(benchmarkDocs)
	entries := benchmarkEntries(benchmarkDocs)
	b.Run("vestnik", func(b *testing.B) {
		started := cpuTime(b)
		for i := range b.N {
			x, err := index.Open(filepath.Join(b.TempDir(), fmt.Sprint(i)), index.Options{})
			if err != nil {
				b.Fatal(err)
			}
			follow(b, x, o)
			if err := x.Close(); err != nil {
				b.Fatal(err)
			}
		}
		reportRate(b, cpuTime(b)-started)
	})
	b.Run("stock-ru", func(b *testing.B) {
		started := cpuTime(b)
		for i := range b.N {
			indexStock(b, filepath.Join(b.TempDir(), fmt.Sprint(i)), entries)
		}
		reportRate(b, cpuTime(b)-started)
	})
}

func reportRate(b *testing.B, cpu time.Duration) {
	docs := float64(benchmarkDocs * b.N)
	b.ReportMetric(docs/b.Elapsed().Seconds(), "docs/s")
	b.ReportMetric(docs/cpu.Seconds(), "docs/cpu-s")
}

// cpuTime returns what the process has used of the processors.
func cpuTime(b *testing.B) time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func indexStock(b *testing.B, path string, entries []pipeline.Entry) {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = ru.AnalyzerName
	m.DefaultMapping.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	stock, err := bleve.New(path, m)
	if err != nil {
		b.Fatal(err)
	}
	for chunk := range slices.Chunk(entries, 1000) {
		batch := stock.NewBatch()
		for _, e := range chunk {
			doc := map[string]any{
				"register": string(e.Register), "number": e.Number, "date": e.Date.String(),
				"title": e.Title, "abstract": e.Abstract, "holder": e.Holders[0].Name,
				"authors": []string{e.Authors[0].Name, e.Authors[1].Name},
			}
			if err := batch.Index(e.Key(), doc); err != nil {
				b.Fatal(err)
			}
		}
		if err := stock.Batch(batch); err != nil {
			b.Fatal(err)
		}
	}
	if err := stock.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkSearch reports, beside the mean, the latency that one in twenty
// questions exceeds. Counts of facets are remembered between questions, as on a site.
func BenchmarkSearch(b *testing.B) {
	x := open(b, b.TempDir())
	follow(b, x, benchmarkOffice(benchmarkDocs))
	words := strings.Fields("программа учёт анализ сигнал документ график склад файл поиск матрица карта робот датчик модель")
	kinds := []struct {
		name string
		ask  func(i int) pipeline.SearchQuery
	}{
		{"word", func(i int) pipeline.SearchQuery { return pipeline.SearchQuery{Text: words[i%len(words)]} }},
		{"all-words", func(i int) pipeline.SearchQuery {
			return pipeline.SearchQuery{Text: words[i%len(words)] + " " + words[(i+3)%len(words)]}
		}},
		{"phrase", func(i int) pipeline.SearchQuery {
			return pipeline.SearchQuery{Text: `"` + words[i%len(words)] + " " + words[(i+5)%len(words)] + `"`}
		}},
		{"prefix", func(i int) pipeline.SearchQuery {
			return pipeline.SearchQuery{Text: string([]rune(words[i%len(words)])[:3]) + "*"}
		}},
		{"number", func(i int) pipeline.SearchQuery {
			return pipeline.SearchQuery{Text: fmt.Sprintf("200061%04d", i*7%benchmarkDocs)}
		}},
		{"by-date", func(i int) pipeline.SearchQuery {
			return pipeline.SearchQuery{Text: words[i%len(words)], Sort: "date", From: workday.MustDate("2001-01-01")}
		}},
	}
	for _, k := range kinds {
		b.Run(k.name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				started := time.Now()
				search(b, x, k.ask(i))
				took = append(took, time.Since(started))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*19/20].Microseconds())/1000, "p95-ms")
		})
	}
}
