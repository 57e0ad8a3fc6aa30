// Package fonts holds PT Serif and PT Sans by ParaType, for the site (WOFF2) and
// for paper (TrueType), with the licence that must travel with them. The files
// are as their maker gave them; WOFF2 is the same font losslessly compressed.
// Nothing here fails; the slices are fresh copies of headers over shared bytes
// that callers must not write to.
package fonts

import _ "embed"

//go:embed PTF55F.ttf
var serifTTF []byte

//go:embed PTF75F.ttf
var serifBoldTTF []byte

//go:embed PTF56F.ttf
var serifItalicTTF []byte

//go:embed PTS55F.ttf
var sansTTF []byte

//go:embed PTS75F.ttf
var sansBoldTTF []byte

//go:embed PTF55F.woff2
var serifWeb []byte

//go:embed PTF75F.woff2
var serifBoldWeb []byte

//go:embed PTF56F.woff2
var serifItalicWeb []byte

//go:embed PTS55F.woff2
var sansWeb []byte

//go:embed PTS75F.woff2
var sansBoldWeb []byte

//go:embed LICENSE.txt
var licence []byte

// WebFile is one file for the site.
type WebFile struct {
	Name string
	Body []byte
}

// Web returns the WOFF2 files and the licence, by name.
func Web() []WebFile {
	return []WebFile{
		{"LICENSE.txt", licence},
		{"PTF55F.woff2", serifWeb},
		{"PTF56F.woff2", serifItalicWeb},
		{"PTF75F.woff2", serifBoldWeb},
		{"PTS55F.woff2", sansWeb},
		{"PTS75F.woff2", sansBoldWeb},
	}
}

// Face is a TrueType font under the names that a PDF writer asks for.
type Face struct {
	Family string // "serif" or "sans"
	Style  string // "", "B" or "I"
	Body   []byte
}

// Paper returns the faces for printed documents.
func Paper() []Face {
	return []Face{
		{"serif", "", serifTTF},
		{"serif", "B", serifBoldTTF},
		{"serif", "I", serifItalicTTF},
		{"sans", "", sansTTF},
		{"sans", "B", sansBoldTTF},
	}
}
