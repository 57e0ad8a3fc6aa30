package names

import (
	"strings"
	"unicode/utf8"
)

// leastSound is the number of letters of a sound that tells a word: shorter ones
// are those of too many.
const leastSound = 3

// Sound returns a word of either alphabet as it sounds, in a coarse Latin
// spelling, so that a transliterated word meets its original: «геобилдер» and
// "GeoBuilder". It returns "" for a word that is not of one of the alphabets or
// too short to be told by its sound.
//
// The spellings of GOST 7.79-B and ICAO 9303, and those that people make up, fall
// together: c, k and q; w and v; y, j and i; ph and f; kh and h; sh, shch and s.
// Doubled letters count once, of vowels in a row the last.
func Sound(word string) string {
	var s sounding
	rest := strings.ToLower(word)
	for rest != "" {
		letter, size := utf8.DecodeRuneInString(rest)
		if sound, ok := russianSounds[letter]; ok {
			s.write(sound)
			rest = rest[size:]
			continue
		}
		sound, size := latinSound(rest)
		if size == 0 {
			return ""
		}
		s.write(sound)
		rest = rest[size:]
	}
	if s.Len() < leastSound {
		return ""
	}
	return s.String()
}

// sounding puts sounds together.
type sounding struct {
	letters []byte
}

func (s *sounding) Len() int       { return len(s.letters) }
func (s *sounding) String() string { return string(s.letters) }

func (s *sounding) write(sound string) {
	for i := range len(sound) {
		last := len(s.letters) - 1
		switch {
		case last >= 0 && isVowel(sound[i]) && isVowel(s.letters[last]):
			s.letters[last] = sound[i]
		case last < 0 || s.letters[last] != sound[i]:
			s.letters = append(s.letters, sound[i])
		}
	}
}

func isVowel(sound byte) bool { return sound == 'a' || sound == 'i' || sound == 'o' || sound == 'u' }

var russianSounds = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "i", 'ё': "i", 'ж': "z", 'з': "z", 'и': "i", 'й': "i",
	'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f",
	'х': "h", 'ц': "ts", 'ч': "c", 'ш': "s", 'щ': "s", 'ъ': "", 'ы': "i", 'ь': "", 'э': "i", 'ю': "iu", 'я': "ia",
}

// latinSounds are letters and groups, the longer before what they begin with.
var latinSounds = []struct{ letters, sound string }{
	{"shch", "s"}, {"sch", "s"}, {"tch", "c"}, {"sh", "s"}, {"ch", "c"}, {"zh", "z"}, {"kh", "h"}, {"ph", "f"},
	{"th", "t"}, {"ck", "k"}, {"ce", "si"}, {"ci", "si"}, {"cy", "si"}, {"oo", "u"}, {"tz", "ts"},
	{"a", "a"}, {"b", "b"}, {"c", "k"}, {"d", "d"}, {"e", "i"}, {"f", "f"}, {"g", "g"}, {"h", "h"}, {"i", "i"}, {"j", "i"},
	{"k", "k"}, {"l", "l"}, {"m", "m"}, {"n", "n"}, {"o", "o"}, {"p", "p"}, {"q", "k"}, {"r", "r"}, {"s", "s"}, {"t", "t"},
	{"u", "u"}, {"v", "v"}, {"w", "v"}, {"x", "ks"}, {"y", "i"}, {"z", "z"}, {"'", ""},
}

// latinSound returns the sound of the letters that the text begins with, and how
// many they are, or none.
func latinSound(text string) (sound string, size int) {
	for _, s := range latinSounds {
		if strings.HasPrefix(text, s.letters) {
			return s.sound, len(s.letters)
		}
	}
	return "", 0
}
