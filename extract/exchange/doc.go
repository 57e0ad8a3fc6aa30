// Package exchange reads what other offices tell in files: statements of payments
// (a bank's or the treasury's CSV, payment information as GIS GMP words it in XML)
// and extracts from the state registers of organisations and entrepreneurs (CSV,
// or XML as the tax service words it). It fills the ports [pipeline.PaymentSource]
// and [pipeline.OrganisationSource] for an office without the exchange bus.
//
// Every bad row is told with its line, the reason and a remedy in Russian, and
// hinders no other. It refuses a file that is no such statement, one over its
// [Limits], and XML with a document type declaration: nothing that a file names is
// ever fetched, no entity but the five of XML itself is resolved. Names in XML are
// compared without namespace and case, so that a new version of a format that
// keeps its words is read as the old one.
//
// Units: lines from 1, sizes in bytes, money in kopecks (in XML as it stands, in
// CSV converted from roubles unless its heading says kopecks). Errors are
// [*pipeline.Error]: Invalid for a file that is no statement, TooLarge over a
// limit, Unsupported for a form that is not read; ctx's error unchanged. Accepted
// and rejected rows together are all rows. A call is one goroutine's; several may
// run at once. Memory holds one row and the rejected ones.
package exchange
