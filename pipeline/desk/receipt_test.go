package desk_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestAReceiptIsPrintedForWhatWasHandedIn(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявление.pdf")
	number := string(caseOf(address))
	html := r.as("petrova").get(address + "/receipt/html")
	if html.code != http.StatusOK {
		t.Fatalf("receipt: %d", html.code)
	}
	for _, want := range []string{number, "заявление.pdf", "PETROVA"} {
		if !strings.Contains(html.body, want) {
			t.Errorf("the receipt does not tell %q", want)
		}
	}
	pdf := r.as("petrova").get(address + "/receipt/pdf")
	if pdf.code != http.StatusOK || !strings.HasPrefix(pdf.body, "%PDF-") {
		t.Errorf("receipt as PDF: %d", pdf.code)
	}
	if got := r.as("belova").get(address + "/receipt/html"); got.code != http.StatusForbidden {
		t.Errorf("an editor sees the receipt: %d", got.code)
	}
	if got := r.as("petrova").get(address + "/receipt/exe"); got.code != http.StatusNotFound {
		t.Errorf("a receipt in an unknown form: %d", got.code)
	}
}
