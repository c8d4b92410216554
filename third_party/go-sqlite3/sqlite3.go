// Package sqlite3 stands in for the C driver that gorm.io/driver/sqlite imports for its side effect only. Mutasi opens
// SQLite through modernc.org/sqlite (pure Go), so compiling the C one would cost a minute and a C compiler for nothing.
// See docs/adr/0004-sqlite-driver.md.
package sqlite3
