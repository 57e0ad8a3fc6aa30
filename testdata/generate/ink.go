package main

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strings"
)

// seeded returns a source of numbers that is the same for the same words.
func seeded(words ...string) *rand.Rand {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w + "\x00"))
	}
	return rand.New(rand.NewPCG(h.Sum64(), 1))
}

// splitName splits a person's name into its parts.
func splitName(name string) []string { return strings.Fields(name) }

// scribble draws a signature in blue ink with its middle line at y: loops that
// lean to the right and a stroke beneath, the same for the same person.
func (s *sheet) scribble(x, y, width float64, who string) {
	if s.dry {
		return
	}
	r := seeded("signature", who)
	s.pdf.SetDrawColor(28, 42, 128)
	s.pdf.SetLineWidth(0.35)
	loops := 4 + r.IntN(4)
	step := width / float64(loops+1)
	px, py := x, y-1
	s.pdf.MoveTo(px, py)
	for i := range loops {
		rise := 2 + 4.5*r.Float64()
		if i > 1 {
			rise *= 0.55
		}
		nx, ny := px+step*(0.8+0.5*r.Float64()), y-1.5*r.Float64()
		s.pdf.CurveBezierCubicTo(px+step*1.2, py-rise*1.4, nx-step*1.3, ny-rise, nx, ny)
		px, py = nx, ny
	}
	s.pdf.CurveBezierCubicTo(px+step, y+1.5, x+width*0.3, y+2.5, x+width*0.95, y-0.5-r.Float64())
	s.pdf.DrawPath("D")
	s.pdf.SetDrawColor(0, 0, 0)
	s.pdf.SetLineWidth(0.2)
}

// stamp draws a round seal in blue ink: words around the rim and in the middle.
func (s *sheet) stamp(cx, cy, radius float64, rim string, middle ...string) {
	if s.dry {
		return
	}
	s.pdf.SetDrawColor(36, 54, 150)
	s.pdf.SetTextColor(36, 54, 150)
	s.pdf.SetLineWidth(0.6)
	s.pdf.Circle(cx, cy, radius, "D")
	s.pdf.SetLineWidth(0.25)
	s.pdf.Circle(cx, cy, radius-1, "D")
	s.pdf.Circle(cx, cy, radius-5.2, "D")

	rimFace := face{"sans", "B", 6.5}
	letters := []rune(rim)
	for i, l := range letters {
		turn := 360 * float64(i) / float64(len(letters))
		angle := (turn - 90) * math.Pi / 180
		x, y := cx+(radius-4)*math.Cos(angle), cy+(radius-4)*math.Sin(angle)
		s.pdf.TransformBegin()
		s.pdf.TransformRotate(-turn, x, y)
		s.put(rimFace, x-s.width(rimFace, string(l))/2, y, string(l))
		s.pdf.TransformEnd()
	}
	middleFace := face{"sans", "B", 6.5}
	col := column{s: s, x: cx - radius + 6, w: 2*radius - 12, y: cy - 1.4*float64(len(middle))}
	for _, line := range middle {
		col.aligned(centre, run{middleFace, line})
	}
	s.pdf.SetDrawColor(0, 0, 0)
	s.pdf.SetTextColor(0, 0, 0)
	s.pdf.SetLineWidth(0.2)
}

// intakeStamp draws the office's stamp of acceptance: incoming number and date.
func (s *sheet) intakeStamp(x, y float64, number, date string) {
	if s.dry {
		return
	}
	s.pdf.SetDrawColor(120, 30, 60)
	s.pdf.SetTextColor(120, 30, 60)
	s.pdf.SetLineWidth(0.5)
	s.pdf.TransformBegin()
	s.pdf.TransformRotate(3, x+22, y+7)
	s.rect(x, y, 46, 15)
	col := column{s: s, x: x + 1, w: 44, y: y + 1}
	col.aligned(centre, run{face{"sans", "B", 7.5}, "ОТДЕЛ ПРИЁМА\nВХОДЯЩИЙ " + number + "\n" + date})
	s.pdf.TransformEnd()
	s.pdf.SetDrawColor(0, 0, 0)
	s.pdf.SetTextColor(0, 0, 0)
	s.pdf.SetLineWidth(0.2)
}
