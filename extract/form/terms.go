package form

import (
	"strings"
	"sync"
	"unicode"
)

// Names that the boxes «язык», «ОС», «СУБД» and «тип ЭВМ» are filled with. OCR of
// Russian pages reads them in Cyrillic: «РНР», «Соге», «1ВМ РС».
const termNames = `
	Ada Apex Assembler Bash BASIC C COBOL Clojure CoffeeScript CSS CUDA Dart Delphi Elixir Elm Erlang Fortran GLSL Go Groovy
	Haskell HLSL HTML Java JavaScript Julia Kotlin LabVIEW Lisp Lua MATLAB Mathematica Modelica MQL Object Objective-C OCaml
	Octave OpenCL Pascal Perl PHP PL/SQL PostScript PowerShell Prolog Python QML R Ruby Rust SAS Scala Scheme Simulink Smalltalk
	Solidity SQL Swift Tcl T-SQL TypeScript UML VBA VBScript Verilog VHDL Visual XAML XML XSLT Basic Studio .NET ASP.NET Node.js
	Android Astra Alt Aurora Windows Linux Ubuntu Debian CentOS Fedora FreeBSD iOS iPadOS macOS MacOS MS-DOS QNX Red Hat RTOS
	FreeRTOS Server Solaris Unix UNIX Vista XP Mac OS X
	Access ClickHouse Firebird Informix InterBase MariaDB Microsoft MongoDB MS MySQL Oracle PostgreSQL Redis Sybase SQLite Tarantool
	AMD Apple ARM Arduino Atom Core Elbrus ESP32 Intel IBM PC i3 i5 i7 i9 Mobile NVIDIA Pentium PLC Raspberry Pi Ryzen SPARC STM32
	x86 x64 x86-64 Xeon iPhone iPad 1С CPU GPU RAM USB HDD SSD`

// glyphs are letters and digits that OCR takes for each other between the scripts, and
// the one that stands for all of them in a silhouette.
var glyphs = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for _, alike := range []string{"AА", "BВ8Ь", "CСGБб6", "EЕ", "HН", "IІ1l|!iіLГ", "KК", "MМ", "OОQ0Эоo", "PР", "S$5Ѕ", "TТ", "UИ", "VУY", "XХ",
		"aа", "cсe", "nпh", "uи", "rг", "mтt", "pр", "xх", "yу", "kк", "bь"} {
		letters := []rune(alike)
		for _, r := range letters {
			m[r] = letters[0]
		}
	}
	m['е'] = m['e']
	return m
})

// silhouette is what is left of a name when letters that look alike are one.
func silhouette(s string) string {
	alike := glyphs()
	s = strings.NewReplacer("Li", "И", "ПП", "M").Replace(s)
	return strings.Map(func(r rune) rune {
		if g, ok := alike[r]; ok {
			return g
		}
		return r
	}, s)
}

// terms are the names by their silhouettes; two names of one silhouette have none.
var terms = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for name := range strings.FieldsSeq(termNames) {
		s := silhouette(name)
		if was, taken := m[s]; taken && was != name {
			name = ""
		}
		m[s] = name
	}
	return m
})

// readTerms reads a list of names of languages, systems and machines. A word with
// letters that are none of Latin, but looks like one known name only, is that name: no
// such name is Cyrillic.
func readTerms(p passage) (found, bool) {
	f, ok := readText(p)
	text, isText := f.value.(string)
	if !ok || !isText || !misreadable(p.words) {
		return f, ok
	}
	words := strings.Fields(text)
	mended := false
	for i := range words {
		before := ""
		if i > 0 {
			before = words[i-1]
		}
		one := term(words[i], before, i+1 == len(words))
		mended = mended || one != words[i]
		words[i] = one
	}
	if mended {
		f.value, f.quality = strings.Join(words, " "), min(f.quality, qualityMended)
	}
	return f, true
}

// term is a word as the known name that it looks like, or the word itself. Of a
// compound («РС-совместимый») it is the head.
func term(w, before string, last bool) string {
	core := strings.Trim(w, `.,;:()«»"`)
	name := terms()[silhouette(core)]
	if head, _, compound := strings.Cut(core, "-"); compound && name == "" {
		core, name = head, terms()[silhouette(head)]
	}
	letter := len([]rune(core)) == 1
	switch {
	case name == "", letter && !last && !strings.HasSuffix(w, ","):
		return w // «С» before a word may be the preposition
	case core == name:
	case onlyDigits(core) == core && before != "Core":
		return w // a version; a model behind «Core» only
	case !strings.ContainsFunc(core, foreign):
		return w
	}
	w = strings.Replace(w, core, name, 1)
	if last && !strings.HasSuffix(name, ".") {
		w = strings.TrimSuffix(w, ".")
	}
	return w
}

// qualityMended is that of a list in which a name was read in another script.
const qualityMended = 0.9

// foreign reports whether a letter is Cyrillic, or a sign or digit that OCR puts for
// one.
func foreign(r rune) bool { return unicode.Is(unicode.Cyrillic, r) || strings.ContainsRune("$|!1", r) }

var sizePattern = onUse(`(\d+(?:[ \x{00a0}]\d{3})*(?:[.,]\d+)?)[ .,]*((?i:[кмгkmg]\s?(?:б|b)(?:айт\p{L}*|ytes?)?|байт\p{L}*))(?:[^\p{L}]|$)`)

// readSize finds how much a program or database takes: a number and its unit, as
// written.
func readSize(p passage) (found, bool) {
	f, ok := readText(p)
	m := sizePattern.FindStringSubmatchIndex(p.text)
	if !ok || m == nil {
		return f, ok
	}
	f.value, f.words, f.exact = p.text[m[2]:m[3]]+" "+p.text[m[4]:m[5]], p.cover(m[2], m[5]), true
	return f, true
}
