package extract

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"vestnik/pipeline"
)

// drawSheet draws the words of a laid-out document as black text on white, so
// that a person sees what was read where its boxes are.
func drawSheet(p pipeline.Page, dpi int) ([]byte, error) {
	scale := float64(dpi) / 72
	w, h := int(p.Width*scale), int(p.Height*scale)
	img := image.NewGray(image.Rect(0, 0, max(1, w), max(1, h)))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	const points = 9 // fits the width that layout gives a letter
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: points, DPI: float64(dpi), Hinting: font.HintingNone})
	if err != nil {
		return nil, err
	}
	defer face.Close()
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Black), Face: face}
	for _, word := range p.Words {
		x, base := word.Box[0]*float64(w), word.Box[3]*float64(h)-2*scale
		d.Dot = fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(base * 64)}
		d.DrawString(word.Text)
	}
	var out bytes.Buffer
	err = png.Encode(&out, img)
	return out.Bytes(), err
}
