package publish

import "testing"

func TestOnlyWhatIsSurelyEnglishIsMarked(t *testing.T) {
	for source, want := range map[string]string{
		// English
		"<p>Система EYES /EYES DIGITAL INTERACTIVE TV SYSTEM</p>":    `<p>Система EYES /<span lang="en">EYES DIGITAL INTERACTIVE TV SYSTEM</span></p>`,
		"<td>Программа «Water Flow Simulation»</td>":                 `<td>Программа «<span lang="en">Water Flow Simulation</span>»</td>`,
		`<a href="../data-base/">Tools for the analysis of data</a>`: `<a href="../data-base/"><span lang="en">Tools for the analysis of data</span></a>`,
		// names, single words, codes, other languages
		"Microsoft Windows, NormCAD, Delphi":                "Microsoft Windows, NormCAD, Delphi",
		"Borland Delphi и Data Fort":                        "Borland Delphi и Data Fort",
		"JSON Feed, RSS, Atom":                              "JSON Feed, RSS, Atom",
		"IBM PC-совместимый":                                "IBM PC-совместимый",
		"Institut für Wasser und Boden":                     "Institut für Wasser und Boden",
		"SYSTEM":                                            "SYSTEM",
		"а &amp; б &quot;в&quot;":                           "а &amp; б &quot;в&quot;",
		"<code>search for the text of data</code>":          "<code>search for the text of data</code>",
		`<div aria-label="Tools for data"><table></table>`:  `<div aria-label="Tools for data"><table></table>`,
		"<pre tabindex=\"0\"><code>open data file\n</code>": "<pre tabindex=\"0\"><code>open data file\n</code>",
	} {
		if got := string(markEnglish([]byte(source))); got != want {
			t.Errorf("%q becomes\n%q, want\n%q", source, got, want)
		}
	}
}
