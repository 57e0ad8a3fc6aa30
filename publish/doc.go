// Package publish makes what the public reads: the files of a bulletin issue and
// their manifest, the pages of the public site, feeds and open data.
//
// Every page is written once, in Markdown; its HTML is that Markdown rendered by
// goldmark inside one layout, so the two cannot disagree. [Press] composes the
// closed folder of an issue, [Press.WriteSite] the whole site as static files,
// and package publish/site serves the same pages over HTTP.
//
// It refuses to publish what is not public: entries pass through a type that has
// no place for anything else, and an entry without a date of publication is left
// out. It never signs: it makes the bytes that a pipeline.Signer signs, and
// checks signatures made elsewhere.
//
// Units: sizes in bytes, dates civil, digests SHA-256 in lower-case hex. Errors
// are *pipeline.Error values. Nothing here looks at a clock, the environment or
// the order of a map: the same input gives the same bytes. A Press is safe for
// concurrent use.
package publish
