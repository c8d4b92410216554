package repository

import (
	"gorm.io/gorm/clause"

	"mutasi/domain"
)

// References reads a whole reference table, by code.
func References(tx *Tx, kind string) (map[string]domain.ReferenceEntry, error) {
	var rows []domain.ReferenceEntry
	if err := tx.db.Table("reference_entries").Where("kind = ?", kind).Find(&rows).Error; err != nil {
		return nil, translate(err, "reference entry")
	}
	found := make(map[string]domain.ReferenceEntry, len(rows))
	for _, r := range rows {
		found[r.Code] = r
	}
	return found, nil
}

// SaveReferences writes entries, new ones and changed ones alike; attributes must not be nil.
func SaveReferences(tx *Tx, rows []domain.ReferenceEntry) error {
	if len(rows) == 0 {
		return nil
	}
	db := tx.bulk().Table("reference_entries").Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "kind"}, {Name: "code"}}, UpdateAll: true})
	return translate(db.CreateInBatches(rows, 500).Error, "reference entry")
}
