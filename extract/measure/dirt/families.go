package dirt

import "math/rand/v2"

// Family is a way in which pages come to be dirty.
type Family string

// The families. Each gives recipes of its kind, some milder and some worse.
const (
	Clean   Family = "clean"   // a good scanner
	Office  Family = "office"  // the scanner of an office: skew, noise, JPEG
	Copied  Family = "copied"  // a copy of a copy: thick or broken letters, black borders, specks
	Worn    Family = "worn"    // carried about: faint print, folds
	Thin    Family = "thin"    // thin paper: the back shows through
	Marked  Family = "marked"  // stamps, seals and pens over the print
	Stained Family = "stained" // cups on the desk
	Fax     Family = "fax"     // low resolution, two levels
	Phone   Family = "phone"   // a photo by hand
)

// Families lists them, from the mildest on.
func Families() []Family {
	return []Family{Clean, Office, Thin, Stained, Marked, Worn, Copied, Fax, Phone}
}

// Recipe draws a recipe of the family.
func (f Family) Recipe(r *rand.Rand) Recipe {
	between := func(a, b float64) float64 { return a + (b-a)*r.Float64() }
	one := func(of ...int) int { return of[r.IntN(len(of))] }
	rec := Recipe{
		DPI: one(200, 300, 300), Skew: between(-1.2, 1.2), Blur: between(0.3, 0.7),
		Noise: between(1, 5), Light: between(0, 0.08), Quality: one(60, 75, 85),
	}
	switch f {
	case Clean:
		return Recipe{DPI: one(200, 300), Blur: 0.3, Quality: 90}
	case Office:
		rec.Skew = between(-3, 3)
		rec.Quality = one(35, 50, 75)
		rec.Speckles = r.IntN(150)
		rec.Borders = between(0, 4)
	case Thin:
		rec.Bleed = between(0.1, 0.35)
		rec.Noise = between(3, 8)
	case Stained:
		rec.Colour = r.IntN(2) == 0
		rec.Rings = 1 + r.IntN(2)
		rec.Folds = r.IntN(2)
	case Marked:
		rec.Colour = r.IntN(3) > 0
		rec.Seals, rec.Stamps = 1+r.IntN(2), r.IntN(3)
		rec.Scrawls, rec.Crossings = r.IntN(3), r.IntN(3)
	case Worn:
		rec.Faint, rec.Folds = between(0.25, 0.6), 1+r.IntN(3)
		rec.Noise = between(3, 9)
		rec.Cracks = between(0, 0.12)
	case Copied:
		rec.Spread = between(-0.7, 0.9)
		rec.Cracks = between(0, 0.14)
		rec.Borders, rec.Speckles = between(2, 9), 200+r.IntN(900)
		rec.Threshold = uint8(between(120, 190))
		rec.Quality = 0
	case Fax:
		rec.DPI = one(150, 200)
		rec.Halftone = r.IntN(3) == 0
		rec.Threshold, rec.Quality = uint8(between(130, 185)), 0
		rec.Dropout, rec.Salt = between(0, 0.01), between(0, 0.0015)
	case Phone:
		rec.Colour = r.IntN(2) == 0
		rec.DPI = one(200, 250)
		rec.Skew = between(-2.5, 2.5)
		rec.Tilt, rec.Wave = between(0.02, 0.09), between(0, 1.2)
		rec.Light, rec.Shadow = between(0.1, 0.45), between(0, 0.4)
		rec.Blur, rec.Noise = between(0.6, 1.3), between(3, 10)
		rec.Quality = one(50, 70, 85)
	}
	return rec
}
