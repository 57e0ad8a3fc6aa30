package index

import (
	"reflect"
	"testing"

	"vestnik/pipeline/workday"
)

func TestAHitIsReadAsItWasStored(t *testing.T) {
	for _, want := range []hit{
		{Holders: []string{}, Authors: []string{}},
		{
			Register: "programs", Number: "2026610001", Title: "Учёт «лодок»", URL: "register/programs/2026610001/", Kind: "program",
			Date: workday.MustDate("2026-02-28"), Day: workday.MustDate("2026-03-20"), Holders: []string{"ООО «Пристань»", ""},
			Authors: []string{"Лодкин Л. Л."}, Abstract: "Ведёт журнал.\n\x00", Other: "C++", Digest: "0123456789abcdef",
		},
	} {
		got, err := decodeHit(want.encode())
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v is read as %+v: %v", want, got, err)
		}
		whole := want.encode()
		for n := range whole {
			if _, err := decodeHit(whole[:n]); err == nil {
				t.Fatalf("%d of %d bytes are read without an error", n, len(whole))
			}
		}
	}
}

// FuzzStoredHits holds that damaged bytes are an error or a hit, never a panic or
// much memory.
func FuzzStoredHits(f *testing.F) {
	f.Add(hit{Title: "а", Holders: []string{"б"}}.encode())
	f.Add([]byte("\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, body []byte) {
		h, err := decodeHit(body)
		if err != nil {
			return
		}
		if again, err := decodeHit(h.encode()); err != nil || !reflect.DeepEqual(again, h) {
			t.Fatalf("%+v becomes %+v: %v", h, again, err)
		}
	})
}
