package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"mutasi/domain/siasn"
	"mutasi/service"
)

type importCmd struct {
	Siasn importSiasnCmd `cmd:"" help:"Read the government's reference files from a folder."`
}

type importSiasnCmd struct {
	Dir string `arg:"" help:"Folder with the SIASN JSON files." type:"existingdir"`
}

// shownProblems is how many problems of one file are printed; the rest are counted.
const shownProblems = 20

// Run imports every file of the folder, each on its own: what is wrong with one does not keep the others out.
func (cmd *importSiasnCmd) Run(e *env) error {
	svc, st, err := e.service()
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	failed := 0
	for _, f := range siasn.Files {
		stored, err := cmd.file(e, svc, f)
		if err != nil {
			return err
		}
		if !stored {
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d reference files were not stored", failed, len(siasn.Files))
	}
	return nil
}

// file imports one file and prints its line. The error is of the database or the terminal; what is wrong with the file is
// printed and told by false.
func (cmd *importSiasnCmd) file(e *env, svc *service.Service, f siasn.File) (bool, error) {
	start := time.Now()
	head := fmt.Sprintf("%-22s %-20s", f.Name, f.Kind)
	data, err := os.ReadFile(filepath.Join(cmd.Dir, f.Name))
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			err = path.Err // the line names the file already
		}
		_, err = fmt.Fprintf(e.out, "%s NOT STORED: %v\n", head, err)
		return false, err
	}
	r, err := svc.ImportReference(e.ctx, f, data)
	if err != nil {
		return false, fmt.Errorf("%s: %w", f.Name, err)
	}
	if n := len(r.Problems); n > 0 {
		text := fmt.Sprintf("%s NOT STORED: the file has %d problems\n", head, n)
		if n == 1 {
			text = fmt.Sprintf("%s NOT STORED: the file has 1 problem\n", head)
		}
		for _, p := range r.Problems[:min(n, shownProblems)] {
			text += fmt.Sprintf("    %s\n", p)
		}
		if n > shownProblems {
			text += fmt.Sprintf("    and %d more\n", n-shownProblems)
		}
		_, err = fmt.Fprint(e.out, text)
		return false, err
	}
	_, err = fmt.Fprintf(e.out, "%s %6d rows: %6d inserted %6d updated %6d unchanged  %5.2f s\n",
		head, r.Rows, r.Inserted, r.Updated, r.Unchanged, time.Since(start).Seconds())
	return true, err
}
