// Package chart draws the three pictures that people would rather look at than read: a heat map of load by unit, the nine
// boxes with their counts, and a person's competency gaps against a position. The result is SVG with a title, a
// description and the number in every shape, so that nothing is told by colour alone. Same input, same bytes.
package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/color"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// sheet is a canvas whose origin is the upper left corner, in points.
type sheet struct {
	svg  *vgsvg.Canvas
	c    draw.Canvas
	h    vg.Length
	text text.Style
}

func newSheet(w, h float64) *sheet {
	svg := vgsvg.NewWith(vgsvg.UseWH(vg.Length(w), vg.Length(h)))
	s := &sheet{svg: svg, c: draw.New(svg), h: vg.Length(h)}
	s.text = text.Style{Color: ink, Handler: plot.DefaultTextHandler, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: 10}, YAlign: text.YCenter}
	s.rect(0, 0, w, h, color.White, nil)
	return s
}

var (
	ink  = color.RGBA{0x1b, 0x1f, 0x24, 0xff}
	line = color.RGBA{0x8b, 0x94, 0x9e, 0xff}
)

func (s *sheet) point(x, y float64) vg.Point { return vg.Point{X: vg.Length(x), Y: s.h - vg.Length(y)} }

// rect fills a rectangle and draws its outline where a colour is given.
func (s *sheet) rect(x, y, w, h float64, fill, outline color.Color) {
	corners := []vg.Point{s.point(x, y), s.point(x+w, y), s.point(x+w, y+h), s.point(x, y+h)}
	if fill != nil {
		s.c.FillPolygon(fill, corners)
	}
	if outline != nil {
		s.c.StrokeLines(draw.LineStyle{Color: outline, Width: 0.8}, append(corners, corners[0]))
	}
}

type anchor = text.XAlignment

// write puts one line of text; size is in points.
func (s *sheet) write(x, y, size float64, bold bool, at anchor, words string) {
	st := s.text
	st.Font.Size, st.XAlign = vg.Length(size), at
	if bold {
		st.Font.Weight = 2 // bold
	}
	s.c.FillText(st, s.point(x, y), words)
}

// fit shortens words to a width.
func (s *sheet) fit(words string, size, width float64) string {
	st := s.text
	st.Font.Size = vg.Length(size)
	if float64(st.Width(words)) <= 0.93*width { // a reader without the font gets a wider one
		return words
	}
	r := []rune(words)
	for len(r) > 1 && float64(st.Width(string(r)+"…")) > 0.93*width {
		r = r[:len(r)-1]
	}
	return strings.TrimSpace(string(r)) + "…"
}

// finish writes the SVG with its title and description for screen readers.
func (s *sheet) finish(title, desc string) ([]byte, error) {
	var b bytes.Buffer
	if _, err := s.svg.WriteTo(&b); err != nil {
		return nil, err
	}
	out := b.String()
	open := strings.Index(out, "<svg")
	end := open + strings.Index(out[open:], ">")
	if open < 0 || end < open {
		return nil, fmt.Errorf("chart: the drawing library wrote no svg element")
	}
	head := fmt.Sprintf(` role="img" aria-labelledby="judul uraian"><title id="judul">%s</title><desc id="uraian">%s</desc>`, escape(title), escape(desc))
	out = out[:end] + head + out[end+1:]
	// A reader without Liberation gets a font of the same widths.
	out = strings.ReplaceAll(out, "font-family:Liberation Sans", "font-family:Liberation Sans,Arial,Helvetica,sans-serif")
	return []byte(out), nil
}

func escape(s string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return ""
	}
	return b.String()
}
