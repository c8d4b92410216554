package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"

	"mutasi/domain"
	"mutasi/domain/siasn"
	"mutasi/repository"
)

// ReferenceImport is what became of one reference file; the audit log keeps it.
type ReferenceImport struct {
	Kind      string `json:"kind"`
	File      string `json:"file"`
	SHA256    string `json:"sha256"`
	Rows      int    `json:"rows"`
	Inserted  int    `json:"inserted"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	// Problems are why nothing of the file was stored.
	Problems []siasn.Problem `json:"-"`
}

// ImportReference stores one of the government's reference files, whole or not at all: a file with problems changes nothing
// and comes back with them. Entries that the file no longer has stay, for staff records may name them. A file that brings
// nothing new leaves no trace in the audit log. There is no caller: the command line is for whoever holds the database.
func (s *Service) ImportReference(ctx context.Context, f siasn.File, data []byte) (ReferenceImport, error) {
	sum := sha256.Sum256(data)
	done := ReferenceImport{Kind: f.Kind, File: f.Name, SHA256: hex.EncodeToString(sum[:])}
	entries, problems := f.Parse(data)
	if done.Rows, done.Problems = len(entries), problems; len(problems) > 0 {
		return done, nil
	}
	err := s.write(ctx, func(tx *repository.Tx) error {
		stored, err := repository.References(tx, f.Kind)
		if err != nil {
			return err
		}
		done.Inserted, done.Updated, done.Unchanged = 0, 0, 0 // the transaction may run again
		var changed []domain.ReferenceEntry
		for _, e := range entries {
			old, known := stored[e.Code]
			merged, differs := mergeReference(old, e)
			switch {
			case !known:
				done.Inserted++
				changed = append(changed, e)
			case differs:
				done.Updated++
				changed = append(changed, merged)
			default:
				done.Unchanged++
			}
		}
		if len(changed) == 0 {
			return nil
		}
		if err := repository.SaveReferences(tx, changed); err != nil {
			return err
		}
		return s.record(tx, domain.System, "reference.imported", "reference_import", domain.NewID(), 1, nil, done)
	})
	return done, err
}

// mergeReference lays what a file says over what is stored, and tells whether that changes anything. The built-in tables
// know more than the files (rank ranges, absence days): attributes and a retirement age that a file does not speak of stay.
func mergeReference(old, e domain.ReferenceEntry) (domain.ReferenceEntry, bool) {
	differs := old.Name != e.Name || old.NameNorm != e.NameNorm || old.Level != e.Level || old.Parent != e.Parent ||
		old.Active != e.Active || old.Ordinal != e.Ordinal
	switch {
	case e.RetirementAge == nil:
		e.RetirementAge = old.RetirementAge
	case old.RetirementAge == nil || *old.RetirementAge != *e.RetirementAge:
		differs = true
	}
	attributes := maps.Clone(old.Attributes)
	if attributes == nil {
		attributes = map[string]any{}
	}
	for k, v := range e.Attributes { // text, true or false, or null
		if was, there := attributes[k]; !there || was != v {
			attributes[k], differs = v, true
		}
	}
	e.Attributes = attributes
	return e, differs
}
