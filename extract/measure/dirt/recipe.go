package dirt

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
)

// millimetre is one, in inches.
const millimetre = 1 / 25.4

// Recipe is what happens to a page. The zero value of each part is its absence.
type Recipe struct {
	DPI    int  `json:"dpi"` // of the picture
	Colour bool `json:"colour,omitempty"`

	// The print.
	Faint  float64 `json:"faint,omitempty"`  // share of the ink that is lost, in patches
	Cracks float64 `json:"cracks,omitempty"` // how broken the letters are, 0 to about 0.3
	Spread float64 `json:"spread,omitempty"` // pixels by which letters are thicker; negative: thinner
	Bleed  float64 `json:"bleed,omitempty"`  // how much of the back shows through, 0 to 1

	// The paper.
	Seals     int `json:"seals,omitempty"`     // round seals, coloured
	Stamps    int `json:"stamps,omitempty"`    // rectangular stamps, black or violet
	Scrawls   int `json:"scrawls,omitempty"`   // notes by hand across the print
	Crossings int `json:"crossings,omitempty"` // lines by hand through the print
	Rings     int `json:"rings,omitempty"`     // of cups
	Folds     int `json:"folds,omitempty"`

	// The glass, the light, the lens.
	Skew     float64 `json:"skew,omitempty"`     // degrees clockwise
	Overturn bool    `json:"overturn,omitempty"` // the page lay the wrong way round
	Borders  float64 `json:"borders,omitempty"`  // black edges, up to so many millimetres
	Tilt     float64 `json:"tilt,omitempty"`     // a photo: corners off by up to this share of the width
	Wave     float64 `json:"wave,omitempty"`     // millimetres by which lines of curved paper go up and down
	Light    float64 `json:"light,omitempty"`    // how much darker the far corner is, 0 to 1
	Shadow   float64 `json:"shadow,omitempty"`   // how dark a hand's shadow is, 0 to 1
	Blur     float64 `json:"blur,omitempty"`     // deviation in pixels

	// The sensor and the line.
	Noise     float64 `json:"noise,omitempty"`    // deviation of grey levels
	Speckles  int     `json:"speckles,omitempty"` // dark grains
	Salt      float64 `json:"salt,omitempty"`     // share of dots turned white or black
	Threshold uint8   `json:"threshold,omitempty"`
	Halftone  bool    `json:"halftone,omitempty"` // two levels by a screen
	Dropout   float64 `json:"dropout,omitempty"`  // share of rows that a fax line spoilt
	Quality   int     `json:"quality,omitempty"`  // of JPEG; 0: no loss
}

// Apply spoils a page; back is what is printed on the other side of the sheet, nil
// for nothing. The clean page is left as it was.
func (rec Recipe) Apply(clean, back *Plate, r *rand.Rand) *Plate {
	p := rec.printed(clean.inColour(rec.Colour), back, r)
	rec.mark(p, r)
	p = rec.lay(p, r)
	rec.lit(p, r)
	if rec.Blur > 0 {
		p = p.Blur(rec.Blur)
	}
	rec.sense(p, r)
	return rec.compressed(p)
}

// printed is the page as ink on paper.
func (rec Recipe) printed(p, back *Plate, r *rand.Rand) *Plate {
	if rec.Spread != 0 {
		p = p.spread(rec.Spread)
	}
	if rec.Cracks > 0 {
		p.crack(rec.Cracks, rec.pixels(0.12), r)
	}
	if rec.Faint > 0 {
		p.fade(rec.Faint, r)
	}
	if rec.Bleed > 0 && back != nil {
		p.bleed(back, rec.Bleed)
	}
	return p
}

// pixels is a length in millimetres in pixels.
func (rec Recipe) pixels(mm float64) float64 { return mm * millimetre * float64(rec.DPI) }

// mark puts on the paper what people do.
func (rec Recipe) mark(p *Plate, r *rand.Rand) {
	mm := rec.pixels(1)
	w, h := float64(p.W), float64(p.H)
	within := func(size, from, to float64) float64 { return size * (from + (to-from)*r.Float64()) }
	for range rec.Seals {
		x, y := p.someInk(r)
		p.seal(x, y, (15+6*r.Float64())*mm, mm, either(r, violetInk, blueInk), r)
	}
	for range rec.Stamps {
		x, y := p.someInk(r)
		p.rubber(x-20*mm, y-6*mm, (35+25*r.Float64())*mm, (10+8*r.Float64())*mm, mm, either(r, violetInk, blackInk), r)
	}
	for range rec.Scrawls {
		x, y := p.someInk(r)
		p.scrawl(x-15*mm, y, (25+30*r.Float64())*mm, mm, either(r, graphite, blueInk), r)
	}
	for range rec.Crossings {
		x, y := p.someInk(r)
		p.cross(x-15*mm, y, (30+60*r.Float64())*mm, mm, blueInk, r)
	}
	for range rec.Rings {
		x, y := p.someInk(r)
		p.ring(x+20*mm, y, (32+8*r.Float64())*mm, mm, r)
	}
	for i := range rec.Folds {
		if i%2 == 0 {
			p.fold(within(h, 0.3, 0.7), false, mm, r)
		} else {
			p.fold(within(w, 0.4, 0.6), true, mm, r)
		}
	}
}

func either(r *rand.Rand, a, b color.RGBA) color.RGBA {
	if r.IntN(2) == 0 {
		return a
	}
	return b
}

// someInk is a place with print, for marks to fall on: any place of a blank page.
func (p *Plate) someInk(r *rand.Rand) (x, y float64) {
	const tries, dark = 4000, 128
	i := 0
	for range tries {
		i = r.IntN(p.W * p.H)
		if p.Pix[i*p.Channels] < dark {
			break
		}
	}
	return float64(i % p.W), float64(i / p.W)
}

// lay puts the sheet under the lens.
func (rec Recipe) lay(p *Plate, r *rand.Rand) *Plate {
	if rec.Overturn {
		p.TurnOver()
	}
	if rec.Wave > 0 {
		p = p.wave(rec.pixels(rec.Wave), r)
	}
	if rec.Skew != 0 {
		p = p.Rotate(rec.Skew)
	}
	if rec.Tilt > 0 {
		p = p.photograph(rec.Tilt, r)
	}
	if rec.Borders > 0 {
		p.borders(rec.pixels(rec.Borders), r)
	}
	return p
}

func (rec Recipe) lit(p *Plate, r *rand.Rand) {
	p.Shade(rec.Light)
	if rec.Shadow > 0 {
		p.shadow(rec.Shadow, r)
	}
}

func (rec Recipe) sense(p *Plate, r *rand.Rand) {
	p.Grain(rec.Noise, r)
	p.Speckle(rec.Speckles, r)
	if rec.Salt > 0 {
		p.salt(rec.Salt, r)
	}
	switch {
	case rec.Halftone:
		p.dither()
	case rec.Threshold > 0:
		p.Threshold(rec.Threshold)
	}
	p.DropRows(rec.Dropout, r)
}

// compressed is the page after JPEG was made of it and read again.
func (rec Recipe) compressed(p *Plate) *Plate {
	if rec.Quality == 0 {
		return p
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p.Image(), &jpeg.Options{Quality: rec.Quality}); err != nil {
		panic("dirt: a picture in memory does not encode: " + err.Error())
	}
	img, err := jpeg.Decode(&b)
	if err != nil {
		panic("dirt: what was encoded does not decode: " + err.Error())
	}
	g, grey := img.(*image.Gray)
	if !grey {
		return NewPlate(img, p.Channels == 3)
	}
	out := &Plate{W: p.W, H: p.H, Channels: 1, Pix: make([]uint8, 0, p.W*p.H)}
	for y := range p.H { // the decoder pads its rows
		out.Pix = append(out.Pix, g.Pix[y*g.Stride:y*g.Stride+p.W]...)
	}
	return out
}
