// Package dirt spoils clean page images the way paper, pens, scanners, fax lines
// and telephones do, so that reading can be measured on pages whose text is known.
//
// Pages are [Plate]s: bytes, 255 white, at some number of dots an inch. What
// happens to a page is a [Recipe]; [Recipe.Apply] does it in the order in which it
// comes about: ink, marks on the paper, the paper on the glass, light, lens,
// sensor, line. Everything random comes from the source that the caller seeds, so
// that the same seed spoils a page the same way. Lengths are in millimetres of the
// paper unless a comment says pixels. Nothing here fails.
package dirt
