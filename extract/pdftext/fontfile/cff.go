package fontfile

// cff is what a CFF program says of its glyphs.
type cff struct {
	names []string // by glyph
	codes [256]int // glyph of each code, 0 for none
	byCID bool     // glyphs have numbers, not names
}

// parseCFF reads a bare CFF program; nil for what is none.
func parseCFF(program []byte) *cff {
	r := reader(program)
	if len(r) < 4 || r.u8(0) != 1 {
		return nil
	}
	_, at := r.index(r.u8(2)) // names of fonts
	dicts, at := r.index(at)
	own, _ := r.index(at)
	if len(dicts) == 0 {
		return nil
	}
	top := dictOf(dicts[0])
	f := &cff{byCID: top.has(opROS)}
	glyphs, _ := r.index(top.num(opCharStrings, 0))
	n := min(len(glyphs), maxGlyphs)
	if n == 0 {
		return nil
	}
	if f.byCID {
		return f
	}
	sids := r.charset(top.num(opCharset, 0), n)
	shared := cffStrings()
	f.names = make([]string, n)
	for g, sid := range sids {
		switch {
		case sid < len(shared):
			f.names[g] = shared[sid]
		case sid-len(shared) < len(own):
			f.names[g] = string(own[sid-len(shared)])
		}
	}
	f.codes = r.codes(top.num(opEncoding, 0), sids)
	return f
}

// encoding returns the names of codes, filled up from StandardEncoding as
// viewers do.
func (f *cff) encoding() (names [256]string) {
	if f.byCID {
		return names
	}
	names = standardEncoding()
	for c, g := range f.codes {
		if g > 0 && g < len(f.names) {
			names[c] = f.names[g]
		}
	}
	return names
}

// index reads an INDEX and returns where it ends.
func (r reader) index(at int) (items [][]byte, end int) {
	n, size := r.u16(at), r.u8(at+2)
	if at <= 0 || n == 0 || size < 1 || size > 4 {
		return nil, at + 2
	}
	offset := func(i int) (v int) {
		for j := range size {
			v = v<<8 | r.u8(at+3+i*size+j)
		}
		return v
	}
	base := at + 2 + (n+1)*size
	for i := range n {
		from, to := offset(i), offset(i+1)
		if from < 1 || to < from || base+to > len(r) {
			return items, len(r)
		}
		items = append(items, r[base+from:base+to])
	}
	return items, base + offset(n)
}

// Operators of the top dictionary.
const (
	opCharset     = 15
	opEncoding    = 16
	opCharStrings = 17
	opROS         = 12<<8 | 30
)

// topDict holds the first operand of each operator.
type topDict map[int][]int

func (d topDict) has(op int) bool { _, ok := d[op]; return ok }

func (d topDict) num(op, otherwise int) int {
	if v := d[op]; len(v) > 0 {
		return v[len(v)-1]
	}
	return otherwise
}

// dictOf reads integers; reals, which nothing here needs, count as 0.
func dictOf(data []byte) topDict {
	d, r := topDict{}, reader(data)
	var args []int
	for at := 0; at < len(r); {
		switch b := r.u8(at); {
		case b == 12:
			d[12<<8|r.u8(at+1)] = args
			args = nil
			at += 2
		case b <= 21:
			d[b] = args
			args = nil
			at++
		case b == 28:
			args = append(args, int(int16(r.u16(at+1))))
			at += 3
		case b == 29:
			args = append(args, int(int32(r.u32(at+1))))
			at += 5
		case b == 30:
			for at++; at < len(r) && r[at]&0xF != 0xF && r[at]>>4 != 0xF; at++ {
			}
			args = append(args, 0)
			at++
		case b >= 32 && b <= 246:
			args = append(args, b-139)
			at++
		case b >= 247 && b <= 250:
			args = append(args, (b-247)*256+r.u8(at+1)+108)
			at += 2
		case b >= 251 && b <= 254:
			args = append(args, -(b-251)*256-r.u8(at+1)-108)
			at += 2
		default:
			at++
		}
	}
	return d
}

// charset returns the string of each glyph.
func (r reader) charset(at, n int) []int {
	sids := make([]int, n)
	if at <= 2 { // ISOAdobe; the expert sets hold no letters
		for g := range sids {
			sids[g] = g
		}
		return sids
	}
	format := r.u8(at)
	at++
	for g := 1; g < n && at < len(r); {
		first, more := r.u16(at), 0
		at += 2
		switch format {
		case 1:
			more = r.u8(at)
			at++
		case 2:
			more = r.u16(at)
			at += 2
		}
		for i := 0; i <= more && g < n; i++ {
			sids[g] = first + i
			g++
		}
	}
	return sids
}

// codes returns the glyph of each code.
func (r reader) codes(at int, sids []int) (out [256]int) {
	glyphOf := map[int]int{}
	for g, sid := range sids {
		if _, ok := glyphOf[sid]; !ok {
			glyphOf[sid] = g
		}
	}
	if at <= 1 { // Standard; Expert holds no letters
		for c, sid := range standardCodes() {
			out[c] = glyphOf[sid]
		}
		return out
	}
	format, n := r.u8(at), r.u8(at+1)
	at += 2
	g := 1
	switch format & 0x7F {
	case 0:
		for range n {
			out[r.u8(at)] = g
			at++
			g++
		}
	case 1:
		for range n {
			first, more := r.u8(at), r.u8(at+1)
			at += 2
			for i := 0; i <= more && first+i < 256; i++ {
				out[first+i] = g
				g++
			}
		}
	}
	if format&0x80 != 0 {
		for range r.u8(at) {
			if g, ok := glyphOf[r.u16(at+2)]; ok {
				out[r.u8(at+1)] = g
			}
			at += 3
		}
	}
	return out
}
