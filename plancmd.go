package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"

	"mutasi/domain/placement"
)

type planCmd struct {
	Check planCheckCmd `cmd:"" help:"Verify an exported plan: that it is lawful, and that none can be better. Needs no database."`
}

type planCheckCmd struct {
	File string `arg:"" help:"Exported plan, plain or gzip; - for standard input."`
}

// Run verifies the file and prints what holds. It fails with the first thing that does not.
func (cmd *planCheckCmd) Run(e *env) error {
	in := e.in
	if cmd.File != "-" {
		f, err := os.Open(cmd.File)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	in, err := unzipped(in)
	if err != nil {
		return err
	}
	p, plan, err := placement.Read(in)
	switch {
	case err != nil:
		return err
	case plan == nil:
		return errors.New("the file holds a problem and no plan")
	}
	if err := placement.Check(p, plan); err != nil {
		return err
	}
	return printProof(e.out, p, &plan.Certificate)
}

// unzipped reads plain text and gzip alike.
func unzipped(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	if head, err := b.Peek(2); err != nil || !bytes.Equal(head, []byte{0x1f, 0x8b}) {
		return b, nil // what is wrong with it is said when it is read
	}
	return gzip.NewReader(b)
}

// printProof says what Check has verified, a fact a line.
func printProof(w io.Writer, p *placement.Problem, c *placement.Certificate) error {
	line := func(name, format string, args ...any) string {
		return fmt.Sprintf("%-12s ", name) + fmt.Sprintf(format, args...) + "\n"
	}
	text := line("people", "%d, each on one lawful seat", len(p.People)) +
		line("positions", "%d, no quota exceeded", len(p.Posts)) +
		line("units", "%d, none below its floor", len(p.Units)) +
		line("pairs", "%d lawful moves were possible", len(p.Pairs))
	if p.Limit < 0 {
		text += line("moves", "%d, without a limit", c.Moves)
	} else {
		text += line("moves", "%d of at most %d", c.Moves, p.Limit)
	}
	x := c.Parts
	text += line("objective", "%d basis points: fit %d, wish %d, need %d, development %d, cost %d", x.Total(), x.Fit, x.Wish, x.Need, x.Development, x.Cost)
	if c.Optimal {
		text += line("optimal", "yes: the prices prove that no lawful plan is worth more")
	} else {
		text += line("optimal", "not proven: no lawful plan is worth more than %s basis points above this one", gap(c))
	}
	text += line("input", "%s", c.InputHash) + line("plan", "%s", c.PlanHash) + line("certificate", "%s", c.Digest)
	_, err := io.WriteString(w, text)
	return err
}

// gap in basis points with two places, rounded up.
func gap(c *placement.Certificate) string {
	whole, rest := c.Gap/c.Scale, c.Gap%c.Scale
	hundredths := (rest*100 + c.Scale - 1) / c.Scale
	return fmt.Sprintf("%d.%02d", whole+hundredths/100, hundredths%100)
}
