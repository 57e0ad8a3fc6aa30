// Package russian turns Russian text with its Latin names, codes and numbers
// into search terms. Two spellings that a reader takes for one become one term:
//
//   - ё and е; a letter and its accent written apart or together; stress marks,
//     soft hyphens and other invisible signs are dropped;
//   - forms of a word, by a dictionary where the program was built with one (see
//     package lexicon), else by the Snowball stemmers: Russian for Cyrillic, English
//     for Latin;
//   - look-alike letters in codes: Cyrillic «А61К» and Latin «A61K», «1С» and «1C»;
//   - a hyphenated word, its parts, and the parts written together.
//
// C++, C#, F# and .NET stay what they are.
//
// It refuses nothing: any bytes give terms, bytes that are not UTF-8 part words.
// Offsets are in bytes of the text as given, positions count words from 1.
// There are no errors. An [Analyzer] is safe for concurrent use.
//
// Source: the Snowball algorithms for Russian and English (snowballstem.org).
package russian
