package fontfile

import (
	"bytes"
	"strconv"
)

func isType1(b []byte) bool {
	return bytes.HasPrefix(b, []byte("%!")) || len(b) > 6 && b[0] == 0x80 && b[1] == 1 && string(b[6:8]) == "%!"
}

// type1Encoding reads "dup 65 /A put" of the clear-text part, or the name of
// StandardEncoding.
func type1Encoding(program []byte) (names [256]string) {
	clear := program
	if i := bytes.Index(clear, []byte("eexec")); i >= 0 {
		clear = clear[:i]
	}
	i := bytes.Index(clear, []byte("/Encoding"))
	if i < 0 {
		return standardEncoding()
	}
	clear = clear[i+len("/Encoding"):]
	fields := bytes.Fields(bytes.ReplaceAll(clear[:min(len(clear), 32<<10)], []byte("/"), []byte(" /")))
	if len(fields) > 0 && string(fields[0]) == "StandardEncoding" {
		return standardEncoding()
	}
	for i := 0; i+3 < len(fields); i++ {
		if s := string(fields[i]); s == "def" || s == "readonly" {
			if i > 8 { // not that of "256 array 0 1 255 {…} for"
				break
			}
			continue
		} else if s != "dup" || len(fields[i+2]) < 2 || fields[i+2][0] != '/' {
			continue
		}
		if c, ok := type1Code(string(fields[i+1])); ok {
			names[c] = string(fields[i+2][1:])
		}
	}
	return names
}

// type1Code reads 65 and 8#101.
func type1Code(s string) (int, bool) {
	base := 10
	if b, digits, ok := bytes.Cut([]byte(s), []byte("#")); ok {
		n, err := strconv.Atoi(string(b))
		if err != nil || n < 2 || n > 36 {
			return 0, false
		}
		base, s = n, string(digits)
	}
	c, err := strconv.ParseUint(s, base, 16)
	return int(c), err == nil && c < 256
}
