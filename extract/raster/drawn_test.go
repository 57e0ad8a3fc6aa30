package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// prose is what the drawn pages say.
var prose = strings.Split(`Заявитель просит зарегистрировать программу для ЭВМ и внести сведения
о ней в реестр. Правообладатель гарантирует, что указанные в заявлении
данные достоверны, а исключительное право никому не передано. Адрес для
переписки: 394018, г. Воронеж, ул. Плехановская, д. 17, кв. 42. Объём
исходного текста составляет 245 Кбайт; язык программирования Go 1.22.
Авторами признаются граждане, творческим трудом которых создано это
произведение. Вознаграждение выплачено полностью по договору № 12/07
от 3 июня 2021 года. Согласие на обработку персональных данных дано
каждым из авторов и приложено на отдельном листе. Пошлина уплачена,
документ об уплате прилагается. Подпись удостоверена нотариусом.`, "\n")

// drawing is a page in colour on which tests draw.
type drawing struct {
	*image.RGBA
	dpi  float64
	text []string // what stands on it, top to bottom
}

// newDrawing is a white sheet of some inches.
func newDrawing(width, height, dpi float64) *drawing {
	d := &drawing{RGBA: image.NewRGBA(image.Rect(0, 0, int(width*dpi), int(height*dpi))), dpi: dpi}
	draw.Draw(d, d.Rect, image.White, image.Point{}, draw.Src)
	return d
}

// write sets a line of print with its baseline at y inches.
func (d *drawing) write(t testing.TB, x, y, points float64, s string, c color.Color) {
	t.Helper()
	d.text = append(d.text, s)
	dr := font.Drawer{Dst: d, Src: image.NewUniform(c), Face: face(t, points, d.dpi), Dot: fixed.P(int(x*d.dpi), int(y*d.dpi))}
	dr.DrawString(s)
}

// fill paints an area given in inches.
func (d *drawing) fill(x0, y0, x1, y1 float64, c color.Color) {
	r := image.Rect(int(x0*d.dpi), int(y0*d.dpi), int(math.Ceil(x1*d.dpi)), int(math.Ceil(y1*d.dpi)))
	draw.Draw(d, r.Intersect(d.Rect), image.NewUniform(c), image.Point{}, draw.Src)
}

// print fills the sheet with prose of some points.
func (d *drawing) print(t testing.TB, points float64) {
	lead := points * 1.4 / 72
	for i := 0; 1.2+lead*float64(i) < float64(d.Rect.Dy())/d.dpi-1; i++ {
		d.write(t, 1, 1.2+lead*float64(i), points, prose[i%len(prose)], color.Black)
	}
}

func (d *drawing) gray() *image.Gray { return sourceOf(d.RGBA, 0).gray }

// gray is an image without colours.
func gray(img *image.Gray) source { return source{gray: img, times: 1} }

var faces = map[[2]float64]font.Face{}

func face(t testing.TB, points, dpi float64) font.Face {
	t.Helper()
	if f := faces[[2]float64{points, dpi}]; f != nil {
		return f
	}
	b, err := os.ReadFile("../../publish/fonts/PTF55F.ttf")
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := opentype.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	f, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: points, DPI: dpi, Hinting: font.HintingNone})
	if err != nil {
		t.Fatal(err)
	}
	faces[[2]float64{points, dpi}] = f
	return f
}

// grain adds noise of a sensor.
func grain(img *image.Gray, deviation float64) *image.Gray {
	r := rand.New(rand.NewPCG(1, 2))
	for i, v := range img.Pix {
		img.Pix[i] = uint8(min(255, max(0, float64(v)+r.NormFloat64()*deviation)))
	}
	return img
}

// leaned is the image with its writing leaning clockwise.
func leaned(img *image.Gray, degrees float64) *image.Gray { return straighten(img, -degrees) }
