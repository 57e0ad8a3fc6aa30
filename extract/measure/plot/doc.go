// Package plot draws line plots as SVG: axes with ticks, lines with or without
// marks, a legend. It is our own since the two plots of reading need a page of
// code, and a plotting library brings fonts, rasterisers and formats with it.
// SVG is text: it is compared in a diff, and it follows the reader's light or dark
// background by a style sheet of its own.
package plot
