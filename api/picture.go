package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"mutasi/api/chart"
	"mutasi/domain"
	"mutasi/service"
)

const svgType = "image/svg+xml"

// wantsPicture reports whether the caller would rather look than read: Accept names SVG before JSON.
func wantsPicture(c echo.Context) bool {
	for kind := range strings.SplitSeq(c.Request().Header.Get(echo.HeaderAccept), ",") {
		kind, _, _ = strings.Cut(strings.TrimSpace(kind), ";")
		switch strings.TrimSpace(kind) {
		case svgType:
			return true
		case "application/json", "*/*":
			return false
		}
	}
	return false
}

func writePicture(c echo.Context, svg []byte, err error) error {
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Add("Vary", echo.HeaderAccept)
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	return c.Blob(http.StatusOK, svgType, svg)
}

// pictured is an answer that draw makes a picture of where the client asks for one.
func pictured[T any](c echo.Context, v T, err error, draw func(T) ([]byte, error)) error {
	if err != nil || !wantsPicture(c) {
		return answer(c, v, err)
	}
	svg, err := draw(v)
	return writePicture(c, svg, err)
}

// comma writes a ratio as Indonesian reports do; a dash where there is none.
func comma(t *domain.TenThousandths) string {
	if t == nil {
		return "–"
	}
	hundredths := domain.Hundredths(domain.RoundHalfUp(int64(*t), 100))
	return strings.Replace(hundredths.String(), ".", ",", 1)
}

func cell(name string, eu *domain.TenThousandths, grade *string) chart.Unit {
	u := chart.Unit{Name: name, Load: comma(eu), Empty: eu == nil, Grade: "–"}
	if eu != nil {
		u.Ratio = float64(*eu) / 10000
	}
	if grade != nil {
		u.Grade = *grade
	}
	return u
}

// heatMap draws the units of a page of the needs table.
func heatMap(page *service.NeedsPage) ([]byte, error) {
	rows, ok := page.Items.([]service.NeedUnit)
	if !ok {
		return nil, badParam("group_by", "bad_value", "a picture of the needs wants group_by=unit")
	}
	units := make([]chart.Unit, len(rows))
	for i, r := range rows {
		units[i] = cell(r.UnitName, r.EJ, r.Grade)
	}
	return chart.HeatMap("kebutuhan pegawai per "+page.Basis.AsOf.String(), units)
}

// balanceMap draws the units of a page of the balance.
func balanceMap(b *service.Balance) ([]byte, error) {
	units := make([]chart.Unit, len(b.Items))
	for i, r := range b.Items {
		units[i] = cell(r.UnitName, r.EU, r.Grade)
	}
	return chart.HeatMap("keseimbangan beban per "+b.Basis.AsOf.String(), units)
}

// nineBoxes draws the talent map.
func nineBoxes(m *service.TalentMap) ([]byte, error) {
	var counts [10]int
	for _, c := range m.Cells {
		counts[c.Box] = c.Count
	}
	return chart.NineBoxes("per "+m.AsOf.String(), counts, m.Unplaced.Total)
}

// gapBars draws a person's competencies against a position.
func gapBars(f *service.Fit) ([]byte, error) {
	gaps := make([]chart.Gap, len(f.Gaps))
	for i, g := range f.Gaps {
		gaps[i] = chart.Gap{Competency: g.Name, Required: g.Required, Actual: g.Actual}
	}
	return chart.GapBars(f.Person.FullName(), f.Position.Title, gaps)
}
