package russian

// plainWord reads the word that stands at a place of a text, if it is one as most
// are: letters of one alphabet, Russian or English, and behind them nothing that
// could belong to the word. It appends the folded word to buf. Every other word is
// left to the scanner, which gives the same for this one, five times as slowly.
func plainWord(text string, at int, buf []byte) (folded []byte, alphabet script, end int, ok bool) {
	for end = at; end < len(text); {
		b := text[end]
		switch {
		case 'a' <= b|0x20 && b|0x20 <= 'z':
			alphabet |= latin
			buf = append(buf, b|0x20)
			end++
		case b == 0xD0 || b == 0xD1:
			if end+1 == len(text) {
				return buf, 0, at, false
			}
			first, second := foldedRussian(b, text[end+1])
			if first == 0 {
				return buf, 0, at, false
			}
			alphabet |= cyrillic
			buf = append(buf, first, second)
			end += 2
		default:
			return buf, alphabet, end, end > at && alphabet != latin|cyrillic && endsWord(text[end:])
		}
	}
	return buf, alphabet, end, end > at && alphabet != latin|cyrillic
}

// foldedRussian folds a Russian letter, given and returned as the two bytes that
// UTF-8 writes it with; 0 for any other sign.
func foldedRussian(first, second byte) (byte, byte) {
	switch {
	case first == 0xD0 && 0xB0 <= second && second <= 0xBF, first == 0xD1 && 0x80 <= second && second <= 0x8F: // а–п, р–я
		return first, second
	case first == 0xD0 && 0x90 <= second && second <= 0x9F: // А–П
		return 0xD0, second + 0x20
	case first == 0xD0 && 0xA0 <= second && second <= 0xAF: // Р–Я
		return 0xD1, second - 0x20
	case first == 0xD1 && second == 0x91, first == 0xD0 && second == 0x81: // ё, Ё as е
		return 0xD0, 0xB5
	}
	return 0, 0
}

// endsWord reports whether a text begins with what surely parts words.
func endsWord(rest string) bool { return parting(rest) > 0 }

// parting returns the bytes of the sign that a text begins with, if it surely parts
// words: it is no hyphen, apostrophe, digit, sign of C++ or mark on the letter
// before. Otherwise it returns 0.
func parting(rest string) int {
	switch b := rest[0]; b {
	case ' ', '\n', '\t', '\r', '.', ',', ';', ':', '!', '?', '(', ')', '"', '/', '[', ']', '<', '>':
		return 1
	case 0xC2: // no-break space, « and »
		if len(rest) > 1 && (rest[1] == 0xA0 || rest[1] == 0xAB || rest[1] == 0xBB) {
			return 2
		}
	case 0xE2: // the dash, “ ” „ and …
		if len(rest) > 2 && rest[1] == 0x80 && (rest[2] == 0x94 || 0x9C <= rest[2] && rest[2] <= 0x9E || rest[2] == 0xA6) {
			return 3
		}
	}
	return 0
}

// toWord passes what parts words. A point stays where .NET may begin.
func (s *scanner) toWord() {
	for s.at < len(s.text) {
		n := parting(s.text[s.at:])
		if n == 0 || s.text[s.at] == '.' && s.at+1 < len(s.text) && s.text[s.at+1]|0x20 == 'n' {
			return
		}
		s.at += n
	}
}
