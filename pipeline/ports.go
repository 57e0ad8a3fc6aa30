package pipeline

import (
	"context"
	"io"
	"os"
	"time"
)

// Objects keeps bytes under keys, in a directory or on any S3 server.
//
// Keys are slash-separated, without a leading slash, "." or ".." elements, at
// most 512 bytes of valid UTF-8; no key is a path prefix of another. A missing
// key is a NotExist error. Implementations are safe for concurrent use and
// return ctx's error unchanged when it ends.
type Objects interface {
	// Put writes all of r under key, durable when it returns, visible whole or
	// not at all. With opts.Once an existing key is an Exists error and stays as
	// it was. When opts.SHA256 is set, other bytes are refused as Corrupt.
	Put(ctx context.Context, key string, r io.Reader, opts PutOptions) (ObjectInfo, error)
	// Get opens the bytes from offset to the end; the caller closes.
	Get(ctx context.Context, key string, offset int64) (io.ReadCloser, error)
	// Stat describes one object.
	Stat(ctx context.Context, key string) (ObjectInfo, error)
	// List calls fn for every key with the prefix, in byte order; an error of
	// fn ends the walk and is returned.
	List(ctx context.Context, prefix string, fn func(ObjectInfo) error) error
	// Delete removes a key; a missing key is no error. A sealed original is refused.
	Delete(ctx context.Context, key string) error
}

// PutOptions say how Put writes.
type PutOptions struct {
	Once      bool   // refuse to overwrite
	Sealed    bool   // an original: versioned and locked where the server can, never deleted
	SHA256    Digest // expected digest, if known
	Size      int64  // expected size in bytes, if known; 0 is unknown
	MediaType string
}

// ObjectInfo describes a stored object.
type ObjectInfo struct {
	Key      string
	Size     int64
	Modified time.Time
	ETag     string // opaque; changes when the bytes do; may be empty
}

// Journal is the append-only history of everything, the one truth.
type Journal interface {
	// Append commits the batch whole or not at all: the events, what every
	// projection makes of them, and the jobs. When a stream is not at its
	// expected length, or a projection refuses an event as Exists, it returns an
	// Exists error and nothing has happened: read again and decide anew. A batch of
	// jobs alone asks for work without an event.
	Append(ctx context.Context, b Batch) ([]Event, error)
	// Stream returns the events of one stream with Seq > after, oldest first;
	// an unknown stream is empty.
	Stream(ctx context.Context, stream string, after int) ([]Event, error)
	// Events returns up to limit events of all streams with Position > after.
	Events(ctx context.Context, after int64, limit int) ([]Event, error)
	// Rebuild throws every projection away and makes it again from the events,
	// byte for byte as it was.
	Rebuild(ctx context.Context) error
}

// Batch is what one Append commits.
type Batch struct {
	Streams []StreamAppend
	Jobs    []Job
}

// StreamAppend adds events to one stream.
type StreamAppend struct {
	Stream string
	Expect int // how many events the stream has now; AnyLength to not care
	Events []NewEvent
}

// AnyLength as StreamAppend.Expect appends whatever the stream's length.
const AnyLength = -1

// NewEvent is an event before the journal numbered and chained it. Data is
// marshalled to JSON by the journal.
type NewEvent struct {
	Type  EventType
	At    time.Time
	Actor string
	Data  any
}

// Doc is one row of a derived view. Views are thrown away and rebuilt at will.
type Doc struct {
	View string   // "cases", "entries", …
	Key  string   // unique within the view
	Sort string   // rows list in this order, then by Key
	Tags []string // "state=M_EXAM", "register=programs": rows list by them
	Body []byte   // JSON
}

// Views reads what the projections made.
type Views interface {
	// Doc returns one row, or a NotExist error.
	Doc(ctx context.Context, view, key string) (Doc, error)
	// Docs returns the rows that carry all of q.Tags, and how many there are
	// regardless of Limit and Offset.
	Docs(ctx context.Context, q ViewQuery) ([]Doc, int, error)
}

// ViewQuery selects rows of a view.
type ViewQuery struct {
	View       string
	Tags       []string // every one must be carried
	From, To   string   // bounds of Sort, From inclusive, To exclusive; empty is open
	Descending bool
	Limit      int // 0 is all
	Offset     int
}

// ViewWriter is what a projection sees of the views: reads see its own writes.
type ViewWriter interface {
	Doc(ctx context.Context, view, key string) (Doc, error)
	PutDoc(ctx context.Context, d Doc) error
	DeleteDoc(ctx context.Context, view, key string) error
}

// Projection turns events into rows of views. It is pure: the same events give
// the same rows, byte for byte. It must not look at a clock or keep state. An
// error undoes the whole batch; Exists says that the event came too late, since
// what it adds is there already.
type Projection interface {
	// Views names the views that it alone writes.
	Views() []string
	Project(ctx context.Context, w ViewWriter, e Event) error
}

// Lane is the priority of a job: a clerk's single filing before a bulk load.
type Lane int

// The lanes, most urgent first.
const (
	LaneDesk    Lane = 1 // somebody waits for it
	LaneInbox   Lane = 2
	LaneBulk    Lane = 3
	LaneRefresh Lane = 4 // sweeps, rebuilds
)

// Job asks that the next stage of a case be done. It is only a hint: the journal
// says what a case needs, a lost job is found by the sweep, a repeated one is harmless.
// One job per Stage and Case waits at a time.
type Job struct {
	Stage Stage
	Case  CaseID
	Lane  Lane
}

// Worker does one job. A Retryable error is tried again with backoff; any other
// puts the job on the dead-letter list at once.
type Worker func(ctx context.Context, j Job) error

// Queue runs jobs that Journal.Append or Enqueue put in.
type Queue interface {
	Enqueue(ctx context.Context, jobs ...Job) error
	// Run works until ctx ends, then lets jobs under way finish for a while.
	Run(ctx context.Context, w Worker) error
	// Dead lists jobs that gave up, newest first.
	Dead(ctx context.Context) ([]DeadJob, error)
	// Revive puts a dead job back in its lane.
	Revive(ctx context.Context, id int64) error
}

// DeadJob is a job that gave up, and why.
type DeadJob struct {
	ID       int64
	Job      Job
	Attempts int
	Failed   time.Time
	Reason   string
}

// SourceFile is a local file to be read: an open descriptor and the name under
// which the applicant filed it. The name is never trusted as a path.
type SourceFile struct {
	Name string
	File *os.File
	// Rotations are the [Page.Rotation] of pages that were read before, by number,
	// for Image to turn them alike; of others it finds out by itself. Optional.
	Rotations map[int]int
}

// Extractor turns foreign bytes into pages, in a sandboxed child process. Bad
// input is reported as a Problem in the result; an error means that Vestnik
// itself could not work.
type Extractor interface {
	// Inspect says what a file is and how many pages it has.
	Inspect(ctx context.Context, f SourceFile) (Inspection, error)
	// Read reads the given pages and calls emit for each as it is done, in any
	// order, never concurrently. A page that cannot be read is emitted with its Problem.
	Read(ctx context.Context, f SourceFile, pages []int, emit func(Page) error) error
	// Image renders one page as PNG, upright as Read saw it.
	Image(ctx context.Context, f SourceFile, page, dpi int) ([]byte, error)
	// Unpack writes the members of an archive into dir, under names of its own.
	Unpack(ctx context.Context, f SourceFile, dir string) ([]Member, error)
	// Engine names the reading engine with versions and settings; pages cached
	// under another engine are read again.
	Engine() string
}

// Recogniser tells which papers a file holds and what they state. Pure.
type Recogniser interface {
	Recognise(name string, pages []Page) Recognition
}

// NamedRecogniser is a [Recogniser] that can also read pages as the paper that a
// person says they are. Pure.
type NamedRecogniser interface {
	RecogniseAs(name string, pages []Page, kind DocumentKind) Recognition
}

// Clock tells the time. The wall clock in production, a fixed one in replays.
type Clock func() time.Time
