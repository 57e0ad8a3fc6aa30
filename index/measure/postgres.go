package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"vestnik/index/measure/archive"
	"vestnik/pipeline"
)

// postgres is a server of our own: its data and its socket lie in one folder, and
// it is a child of this process.
type postgres struct {
	dir    string
	server *exec.Cmd
	conn   *pgx.Conn
}

const postgresSchema = `
CREATE TABLE entry (id int PRIMARY KEY, number text, register text, year int, day text, title text, abstract text, names text,
  words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('russian', title || ' ' || number), 'A') ||
    setweight(to_tsvector('russian', names), 'B') || to_tsvector('russian', abstract)) STORED);
`

const postgresIndexes = `
CREATE INDEX ON entry USING gin (words); CREATE INDEX ON entry (number); CREATE INDEX ON entry (day); ANALYZE entry;
`

// newPostgres starts the newest server that is installed; none is pipeline.Unavailable.
func newPostgres(ctx context.Context, dir string) (*postgres, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return nil, &pipeline.Error{Op: "find PostgreSQL", Kind: pipeline.Unavailable, Err: errors.New("not installed")}
	}
	bin := filepath.Dir(found[len(found)-1])
	p := &postgres{dir: dir}
	data := filepath.Join(dir, "data")
	if out, err := p.command(ctx, filepath.Join(bin, "initdb"), "-D", data, "-U", "measure", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	p.server = p.command(ctx, filepath.Join(bin, "postgres"), "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "shared_buffers=512MB",
		"-c", "maintenance_work_mem=256MB", "-c", "max_parallel_workers_per_gather=0", "-c", "logging_collector=off")
	p.server.Cancel = func() error { return p.server.Process.Signal(syscall.SIGINT) }
	if err := p.server.Start(); err != nil {
		return nil, err
	}
	if err := p.connect(ctx); err != nil {
		return nil, errors.Join(err, p.close())
	}
	_, err = p.conn.Exec(ctx, postgresSchema)
	return p, err
}

// command runs a program of the server, which refuses to run as root: then as the
// user that its package made.
func (p *postgres) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	if os.Getuid() == 0 {
		if err := exec.CommandContext(ctx, "chown", "postgres", p.dir).Run(); err == nil {
			args = append([]string{"--reuid=postgres", "--regid=postgres", "--clear-groups", name}, args...)
			name = "setpriv"
		}
	}
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = p.dir
	return cmd
}

// connect waits until the server answers.
func (p *postgres) connect(ctx context.Context) error {
	var err error
	for range 100 {
		if p.conn, err = pgx.Connect(ctx, "host="+p.dir+" user=measure dbname=postgres sslmode=disable"); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
	return err
}

func (*postgres) name() string { return "PostgreSQL" }

func (p *postgres) build(ctx context.Context, source archive.Source) error {
	_, err := p.conn.CopyFrom(ctx, pgx.Identifier{"entry"}, []string{"id", "number", "register", "year", "day", "title", "abstract", "names"},
		pgx.CopyFromSlice(source.Count(), func(i int) ([]any, error) {
			e := source.Entry(i)
			abstract := joined([]string{e.Abstract, e.Language, e.OS})
			return []any{i, e.Number, string(e.Register), e.Date.Year, e.Date.String(), e.Title, abstract, people(e)}, nil
		}))
	if err != nil {
		return err
	}
	_, err = p.conn.Exec(ctx, postgresIndexes)
	return err
}

func (p *postgres) size() (int64, error) {
	var n int64
	err := p.conn.QueryRow(context.Background(), `SELECT pg_total_relation_size('entry')`).Scan(&n)
	return n, err
}

// The questions; tsquery is written by asked.
const (
	postgresBest   = `SELECT number FROM entry, %s q WHERE words @@ q ORDER BY ts_rank(words, q) DESC LIMIT 20`
	postgresMarked = `SELECT number, ts_headline('russian', title || ' ' || abstract, q) FROM (SELECT number, title, abstract, q FROM entry, %s q WHERE words @@ q ORDER BY ts_rank(words, q) DESC LIMIT 20) best`
	postgresLatest = `SELECT number FROM entry, %s q WHERE words @@ q ORDER BY day DESC LIMIT 20`
	postgresNumber = `SELECT number FROM entry WHERE number = $1 LIMIT 20`
	postgresCount  = `SELECT register || year, count(*)::text FROM entry, %s q WHERE words @@ q GROUP BY 1`
)

const allOfThem = `plainto_tsquery('russian', $1)`

func (p *postgres) ask(ctx context.Context, q question) ([]string, bool, error) {
	text := joined(q.words)
	query, asked := postgresBest, allOfThem
	switch q.kind {
	case slip:
		return nil, false, nil
	case numbered:
		query = postgresNumber
	case inRow:
		asked = `phraseto_tsquery('russian', $1)`
	case beginning:
		asked, text = `to_tsquery('simple', $1)`, text+":*"
	case latest:
		query = postgresLatest
	case marked:
		query = postgresMarked
	case counted:
		query = postgresMarked
		if _, err := p.column(ctx, strings.ReplaceAll(postgresCount, "%s", asked), text); err != nil {
			return nil, true, err
		}
	}
	numbers, err := p.column(ctx, strings.ReplaceAll(query, "%s", asked), text)
	if err == nil && len(numbers) == 0 && q.kind == plain {
		anyOfThem := `(SELECT replace(` + allOfThem + `::text, '&', '|')::tsquery AS q)`
		numbers, err = p.column(ctx, strings.ReplaceAll(query, "%s", anyOfThem), text)
	}
	return numbers, true, err
}

// column returns the first column of the rows.
func (p *postgres) column(ctx context.Context, query, text string) ([]string, error) {
	rows, err := p.conn.Query(ctx, query, text)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (string, error) {
		values, err := row.Values()
		if err != nil {
			return "", err
		}
		return fmt.Sprint(values[0]), nil
	})
}

// cpu is the time of the process behind our connection, which does the work.
func (p *postgres) cpu() (time.Duration, error) {
	body, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.conn.PgConn().PID()))
	if err != nil {
		return 0, err
	}
	return cpuOfStat(string(body))
}

// cpuOfStat reads utime and stime, the fields 14 and 15 of /proc/PID/stat, in
// hundredths of a second (proc(5)). The name before them may hold spaces.
func cpuOfStat(stat string) (time.Duration, error) {
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 13 {
		return 0, fmt.Errorf("a process status of %d fields", len(fields))
	}
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, err
	}
	system, err := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond, err
}

func (p *postgres) close() error {
	var err error
	if p.conn != nil {
		err = p.conn.Close(context.Background())
	}
	if signalled := p.server.Process.Signal(syscall.SIGINT); signalled != nil {
		return errors.Join(err, signalled)
	}
	if waited := p.server.Wait(); waited != nil && p.server.ProcessState == nil {
		err = errors.Join(err, waited)
	}
	return err
}
