package form

import (
	"strings"

	"vestnik/pipeline"
)

var (
	// leader is a dotted rule to write upon, as OCR reads it: dots with specks and
	// strokes among them.
	leader = onUse(`(?:[.…·•][:;,1lIi|!'_]?|_){3,}[.:;,1lIi|!'_…]*$`)
	// onlyLeader is a word that is nothing else but for a few small letters.
	onlyLeader = onUse(`^(?:[1lIi|!:;,'_]|\p{Ll}){0,3}$`)
	// notch is a mark that stands between two words where a speck filled the gap: no
	// Russian word has it inside.
	notch = onUse(`(\p{Cyrillic}{2,})[‹›‘’'!]+(\p{Cyrillic}{2,})`)
	// tickAgainst is a ticked box whose second bracket was read as a letter of the word
	// behind it: «[хрупоминать».
	tickAgainst = onUse(`^(\[[ХхXx])[\])}рРjJ|]?(\p{Ll}{4,})$`)
)

// specks are marks that dirt leaves at the ends of words; Russian quotes with others.
const specks = "‘’‚‹›`'"

// leaderWord is what is put for a dotted rule: no letters, and no part of a value.
const leaderWord = "...."

func scrubbed(line []pipeline.Word) []pipeline.Word {
	var words []pipeline.Word
	for _, w := range line {
		words = append(words, scrub(w)...)
	}
	for i := 1; i < len(words); i++ {
		if company.MatchString(words[i-1].Text) && strings.IndexAny(words[i].Text, `«"“„`) == 0 {
			words[i-1].Text = "ООО"
		}
	}
	return words
}

// scrub takes off a word what the dirt around it added, and parts words that a speck
// joined. Letters and digits stay as read.
func scrub(w pipeline.Word) []pipeline.Word {
	if m := tickAgainst.FindStringSubmatch(w.Text); m != nil {
		return parted(w, m[1]+"]", m[2])
	}
	text := w.Text
	if at := leader.FindStringIndex(text); at != nil {
		if onlyLeader.MatchString(text[:at[0]]) {
			w.Text = leaderWord
			return []pipeline.Word{w}
		}
		return parted(w, strings.TrimRight(text[:at[0]], ".:;…"), leaderWord)
	}
	if trimmed := strings.Trim(text, specks); trimmed != "" {
		text = trimmed
	}
	parts := strings.Fields(notch.ReplaceAllString(text, "$1 $2"))
	if len(parts) < 2 {
		w.Text = text
		return []pipeline.Word{w}
	}
	return parted(w, parts...)
}

// parted divides a word, and its box, among its parts by their letters.
func parted(w pipeline.Word, parts ...string) []pipeline.Word {
	total := 0
	for _, p := range parts {
		total += len([]rune(p))
	}
	var words []pipeline.Word
	x, width := w.Box[0], w.Box[2]-w.Box[0]
	for _, p := range parts {
		part := w
		part.Text = p
		part.Box[0] = x
		x += width * float64(len([]rune(p))) / float64(max(1, total))
		part.Box[2] = x
		words = append(words, part)
	}
	return words
}
