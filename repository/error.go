package repository

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	mysqldriver "github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
	sqlitedriver "modernc.org/sqlite"

	"mutasi/domain"
)

// MySQL server errors by number.
const (
	myDeadlock    = 1213
	myLockWait    = 1205
	myDuplicate   = 1062
	myNoParent    = 1452
	myHasChildren = 1451
	myDataTooLong = 1406
	myReadOnly    = 1290
	myRollback    = 3101 // Group Replication certification failed: another member won
)

// SQLite extended result codes.
const (
	liteBusy       = 5
	liteLocked     = 6
	liteIOErr      = 10
	liteFull       = 13
	liteCantOpen   = 14
	liteUnique     = 2067
	litePrimaryKey = 1555
	liteForeignKey = 787
	liteTrigger    = 1811 // a RESTRICT foreign key
)

// ErrForeignKey tells callers that a foreign key refused the statement; what it means depends on what they did.
var ErrForeignKey = errors.New("foreign key")

func retryable(err error) bool {
	var my *mysqldriver.MySQLError
	if errors.As(err, &my) {
		return my.Number == myDeadlock || my.Number == myLockWait || my.Number == myRollback
	}
	var lite *sqlitedriver.Error
	if errors.As(err, &lite) {
		return lite.Code()&0xff == liteBusy || lite.Code()&0xff == liteLocked
	}
	return false
}

// translate turns a driver's error into a *domain.Error. what names the kind of row for "not found".
func translate(err error, what string) error {
	var known *domain.Error
	var my *mysqldriver.MySQLError
	var lite *sqlitedriver.Error
	var network *net.OpError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case errors.Is(err, gorm.ErrRecordNotFound):
		return domain.ErrNotFound(what)
	case errors.Is(err, context.Canceled):
		return &domain.Error{Kind: domain.Unavailable, Code: "cancelled", Format: "the request was cancelled", Err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, driver.ErrBadConn), errors.Is(err, mysqldriver.ErrInvalidConn),
		errors.Is(err, sql.ErrConnDone), err.Error() == "sql: database is closed", // a hard stop while a request runs; database/sql does not export it
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &network), retryable(err):
		return unavailable(err)
	case errors.As(err, &my):
		return translateMySQL(my)
	case errors.As(err, &lite):
		return translateSQLite(lite)
	}
	return err
}

func unavailable(err error) *domain.Error {
	return &domain.Error{Kind: domain.Unavailable, Code: "database_unavailable", Format: "the database cannot be reached; try again", RetryAfter: 2, Err: err}
}

func translateMySQL(err *mysqldriver.MySQLError) error {
	switch err.Number {
	case myDuplicate:
		_, key, _ := strings.Cut(err.Message, "for key '")
		key = strings.TrimSuffix(key, "'")
		if _, after, ok := strings.Cut(key, "."); ok {
			key = after // MySQL puts the table in front, MariaDB does not
		}
		return duplicate(key, err)
	case myNoParent, myHasChildren:
		return errors.Join(ErrForeignKey, err)
	case 1040, 1053, 1129, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1927, 3100, 3169, 3950, myReadOnly, 1836:
		return unavailable(err)
	}
	return err
}

func translateSQLite(err *sqlitedriver.Error) error {
	switch err.Code() {
	case liteUnique, litePrimaryKey:
		// "constraint failed: UNIQUE constraint failed: staff.nip (2067)" names table.column pairs; ours are uq_table_columns.
		_, cols, _ := strings.Cut(err.Error(), "UNIQUE constraint failed: ")
		cols, _, _ = strings.Cut(cols, " (")
		key := "uq"
		for i, c := range strings.Split(cols, ", ") {
			table, col, _ := strings.Cut(c, ".")
			if i == 0 {
				key += "_" + table
			}
			key += "_" + col
		}
		return duplicate(key, err)
	case liteForeignKey, liteTrigger:
		return errors.Join(ErrForeignKey, err)
	}
	switch err.Code() & 0xff {
	case liteIOErr, liteFull, liteCantOpen:
		return unavailable(err)
	}
	return err
}

// pointers names the field that a unique key stands for.
var pointers = map[string]string{
	"uq_units_code": "/code", "uq_competencies_code": "/code", "uq_positions_code": "/code", "uq_staff_nip": "/nip",
	"uq_users_username": "/username", "uq_holidays_date": "/date", "uq_decrees_number": "/number", "uq_ratings_staff_id_year": "/year",
	"uq_assessments_staff_id_competency_id_assessed_on": "/assessed_on", "uq_relations_staff_id_other_staff_id_kind": "/other_staff_id",
	"uq_proposals_open_key": "/staff_id", "uq_policy_sets_version": "/version", "uq_overrides_proposal_id_rule_code": "/rule",
	"uq_participants_forum_id_staff_id": "/staff_id",
}

func duplicate(key string, err error) error {
	if key == "uq_proposals_open_key" {
		e := domain.Errorf(domain.Conflict, "open_proposal_exists", "this person already has an open proposal")
		e.Fields = []domain.FieldError{domain.Fieldf("/staff_id", "open_proposal_exists", "this person already has an open proposal")}
		e.Err = err
		return e
	}
	if key == "uq_aspirations_programme_id_open_key" {
		e := domain.Errorf(domain.Conflict, "open_aspiration_exists", "this person already has a list of wishes in this programme")
		e.Fields = []domain.FieldError{domain.Fieldf("/staff_id", "open_aspiration_exists", "this person already has a list of wishes in this programme")}
		e.Err = err
		return e
	}
	e := domain.Errorf(domain.Conflict, "duplicate", "a row with this value exists already")
	e.Err = err
	if p := pointers[key]; p != "" {
		e.Fields = []domain.FieldError{domain.Fieldf(p, "duplicate", "this value is taken")}
	}
	return e
}

// IsDuplicate reports a violated unique key.
func IsDuplicate(err error) bool { return domain.CodeOf(err) == "duplicate" }
