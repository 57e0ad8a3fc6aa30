package pipeline_test

import (
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// payment is one of 4500 roubles that names nobody; the УИП tells it from others.
func payment(uip string) pipeline.Payment {
	return pipeline.Payment{UIP: uip, Amount: 4500_00, PaidOn: workday.MustDate("2026-03-27"), Line: 2}
}
