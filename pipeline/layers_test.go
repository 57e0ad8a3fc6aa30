package pipeline_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// rooms say what each room may import of the project, besides itself. The order
// matters: the first prefix that fits decides.
var rooms = []struct {
	room    string
	may     []string
	because string
}{
	{"cmd", []string{"*"}, "the only place that wires"},
	{"testdata", []string{"pipeline/workday"}, "sample makers know no more than dates"},
	{"pipeline/workday", nil, "term arithmetic is pure"},
	{"pipeline/regulation", []string{"pipeline/workday"}, "the engine knows no case, no store, no clock"},
	{"pipeline/desk", []string{"pipeline"}, "the desk sees the office through its methods and ports"},
	{"pipeline", []string{"pipeline/regulation", "pipeline/workday"}, "the domain knows no adapter"},
	{"extract/measure", []string{"extract", "pipeline", "publish/fonts", "testdata"}, "measurements draw papers with the bulletin's fonts"},
	{"extract", []string{"pipeline"}, "adapters never import one another"},
	{"index/measure", []string{"index", "pipeline", "extract/opendata", "extract/measure/report"}, "measurements read the real register and print as those of reading do"},
	{"index", []string{"pipeline"}, "adapters never import one another"},
	{"publish/measure", []string{"publish", "pipeline", "extract/measure/report"}, "measurements print as those of reading do"},
	{"publish", []string{"pipeline"}, "adapters never import one another"},
	{"storage", []string{"pipeline"}, "adapters never import one another"},
}

// foreign names libraries that the domain must not even reach.
var foreign = []string{
	"github.com/minio", "github.com/ledongthuc", "github.com/blevesearch", "github.com/gorilla",
	"github.com/yuin", "modernc.org", "github.com/riverqueue", "database/sql", "html/template", "net/http",
}

type listed struct {
	ImportPath, Name string
	Imports, Deps    []string
}

func listPackages(t *testing.T, args ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Name,Imports,Deps"}, args...)...)
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// within reports whether the package lies in the room.
func within(pkg, room string) bool { return pkg == room || strings.HasPrefix(pkg, room+"/") }

func TestImportsFollowTheDirectionOfTheRooms(t *testing.T) {
	packages := listPackages(t, "./...")
	if len(packages) < 10 {
		t.Fatalf("only %d packages listed: the walk is broken", len(packages))
	}
	for _, p := range packages {
		pkg := strings.TrimPrefix(p.ImportPath, "vestnik/")
		found := false
		for _, r := range rooms {
			if !within(pkg, r.room) {
				continue
			}
			found = true
			for _, imp := range p.Imports {
				target, ours := strings.CutPrefix(imp, "vestnik/")
				if ours && !within(target, r.room) && !allowed(target, r.may) {
					t.Errorf("%s imports %s: %s", pkg, target, r.because)
				}
			}
			break
		}
		if !found {
			t.Errorf("%s lies in no room of docs/architecture.md", pkg)
		}
	}
}

// allowed reports whether a package is one that a room may import: the domain
// itself and its pure parts count by name, not with all that lies under them.
func allowed(target string, may []string) bool {
	for _, m := range may {
		switch {
		case m == "*", m == target:
			return true
		case m == "pipeline" && (target == "pipeline/regulation" || target == "pipeline/workday"):
			return true
		case m != "pipeline" && within(target, m):
			return true
		}
	}
	return false
}

func TestTheDomainReachesNoAdapterLibrary(t *testing.T) {
	for _, p := range listPackages(t, "./pipeline", "./pipeline/regulation", "./pipeline/workday") {
		for _, dep := range p.Deps {
			for _, f := range foreign {
				if within(dep, f) {
					t.Errorf("%s reaches %s", p.ImportPath, dep)
				}
			}
		}
	}
}

func TestTheRulesWouldCatchABreach(t *testing.T) {
	if allowed("storage/fs", []string{"pipeline"}) || allowed("pipeline/desk", []string{"pipeline"}) {
		t.Error("a breach is allowed")
	}
	if !allowed("pipeline/regulation", []string{"pipeline"}) || !allowed("pipeline", []string{"pipeline"}) {
		t.Error("the domain itself is refused")
	}
}
