package sqlite

import (
	"testing"
	"time"
)

// FuzzInstantReadsBackAsItWasAppended holds the promise on which rebuilds rest:
// what a projection is given at first is what it is given ever after.
func FuzzInstantReadsBackAsItWasAppended(f *testing.F) {
	f.Add(int64(0), int64(0), 0)
	f.Add(int64(-2208988800), int64(999999999), 2*3600+30*60+17)
	f.Add(int64(1772701200), int64(1), -11*3600)
	f.Fuzz(func(t *testing.T, sec, nsec int64, offset int) {
		offset %= 24 * 3600
		at := time.Unix(sec%(1<<40), nsec%int64(time.Second)).In(time.FixedZone("here", offset))
		first, err := normalInstant(at)
		if err != nil {
			if y := at.Year(); y >= 1 && y <= 9999 && at.UTC().Year() == y {
				t.Fatalf("%v refused: %v", at, err)
			}
			return
		}
		if !first.Equal(at) {
			t.Errorf("%v became %v", at, first)
		}
		again, err := normalInstant(first)
		if err != nil {
			t.Fatal(err)
		}
		if formatInstant(again) != formatInstant(first) || again.String() != first.String() {
			t.Errorf("%v reads back as %v", first, again)
		}
	})
}
