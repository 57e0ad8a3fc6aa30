package s3_test

import (
	"bytes"
	"fmt"
	"io"
	"sync/atomic"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/fs"
	"vestnik/storage/s3/s3server"
)

// clients is how many goroutines per processor use a store at once.
const clients = 4

// BenchmarkObjects compares the two backends on objects of 16 KB in one run: a
// figure of its own says little on a shared machine, their ratio does.
func BenchmarkObjects(b *testing.B) {
	body := bytes.Repeat([]byte("0123456789abcdef"), 1<<10)
	dir, err := fs.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer dir.Close()
	backends := []struct {
		name string
		pipeline.Objects
	}{
		{"fs", dir},
		{"MinIO", open(b, s3server.StartMinIO(b).Config(s3server.Bucket()))},
	}
	operations := []struct {
		name string
		run  func(b *testing.B, o pipeline.Objects, n int64) error
	}{
		{"put", func(b *testing.B, o pipeline.Objects, n int64) error {
			_, err := o.Put(b.Context(), key(n), bytes.NewReader(body), pipeline.PutOptions{Size: int64(len(body))})
			return err
		}},
		{"get", func(b *testing.B, o pipeline.Objects, n int64) error {
			r, err := o.Get(b.Context(), key(n%64), 0)
			if err != nil {
				return err
			}
			if _, err := io.Copy(io.Discard, r); err != nil {
				return err
			}
			return r.Close()
		}},
	}
	for _, op := range operations {
		each := map[string]time.Duration{}
		for _, o := range backends {
			for n := range int64(64) {
				if _, err := o.Put(b.Context(), key(n), bytes.NewReader(body), pipeline.PutOptions{}); err != nil {
					b.Fatal(err)
				}
			}
			b.Run(op.name+"/"+o.name, func(b *testing.B) {
				b.SetBytes(int64(len(body)))
				b.SetParallelism(clients)
				var next atomic.Int64
				b.RunParallel(func(p *testing.PB) {
					for p.Next() {
						if err := op.run(b, o, next.Add(1)); err != nil {
							b.Error(err)
						}
					}
				})
				each[o.name] = b.Elapsed() / time.Duration(b.N)
			})
		}
		b.Run(op.name+"/ratio", func(b *testing.B) {
			for b.Loop() { // the runs above are what is measured
			}
			if each["fs"] > 0 {
				b.ReportMetric(float64(each["MinIO"])/float64(each["fs"]), "fs-times-as-fast")
			}
		})
	}
}

// key spreads objects over the folders that the first 64 of them make.
func key(n int64) string { return fmt.Sprintf("bench/%02x/%d", n%64, n) }
