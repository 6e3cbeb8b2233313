//! SQLite: one file, its write-ahead log beside it while it is open, many readers.

use std::borrow::Cow;
use std::ffi::CStr;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};

use super::{Dialect, Each, Row, RowHash, Store, Value};
use crate::words::Term;
use crate::{LedgerError, Result};

/// "CLMT": marks our files among all of SQLite's.
const APPLICATION_ID: i64 = 0x434C_4D54;

pub(crate) struct Sqlite {
    connection: Connection,
    place: String,
}

pub(crate) const DIALECT: Dialect = Dialect {
    migrations: &[include_str!("entries.sqlite.sql"), include_str!("entries_2.sqlite.sql")],
    create_views: include_str!("views.sqlite.sql"),
    drop_views: include_str!("drop_views.sql"),
    insert_words: |table| format!("INSERT INTO {table} (rowid, words) VALUES (?1, ?2)"),
    indexable: |text| Cow::Borrowed(text),
    words_match: |table, _, parameter| format!("{table} MATCH {parameter}"),
    badness: |table, _, _| format!("bm25({table})"),
    words,
    list: |parameter, alias| format!("rarray({parameter}) {alias}"),
    has_runs: true,
    spots_from: "spot_boxes b CROSS JOIN spots s ON s.spot = b.spot",
    in_area: |[south, west, north, east]| {
        // The index keeps coordinates in 32 bits, rounded outwards: the exact ones decide.
        format!(
            "b.south <= {north} AND b.north >= {south} AND b.west <= {east} AND b.east >= {west} \
             AND s.latitude BETWEEN {south} AND {north} AND s.longitude BETWEEN {west} AND {east}"
        )
    },
    in_days: |[from, until]| format!("b.first_day <= {until} AND b.last_day >= {from}"),
};

fn words(terms: &[Term]) -> String {
    let term = |term: &Term| format!("\"{}\"{}", term.words.join(" "), if term.open { "*" } else { "" });
    terms.iter().map(term).collect::<Vec<_>>().join(" ")
}

impl Sqlite {
    /// Opens a file, and makes it when it is not there.
    pub(crate) fn open(path: &Path) -> Result<Sqlite> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let store = Sqlite::connect(path, flags)?;
        store.set_up(
            "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             PRAGMA wal_autocheckpoint = 8000; PRAGMA recursive_triggers = ON;",
        )?;
        store.mark()?;
        Ok(store)
    }

    /// Opens a file that is there, for reading only.
    pub(crate) fn open_read_only(path: &Path) -> Result<Sqlite> {
        let store = Sqlite::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        store.refuse_others()?;
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Sqlite> {
        let place = path.display().to_string();
        let fault =
            |error: rusqlite::Error| LedgerError::Store { place: place.clone(), message: error.to_string() };
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
        connection.busy_timeout(Duration::from_mins(1)).map_err(fault)?;
        rusqlite::vtab::array::load_module(&connection).map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(128);
        let store = Sqlite { connection, place };
        store.set_up(
            "PRAGMA cache_size = -262144; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;",
        )?;
        Ok(store)
    }

    /// The first statements show whether the file is one of SQLite's at all.
    fn set_up(&self, sql: &str) -> Result<()> {
        self.connection.execute_batch(sql).map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => self.not_a_ledger("it is no SQLite file"),
            _ => self.fault(&error),
        })
    }

    /// Marks an empty file as ours.
    fn mark(&self) -> Result<()> {
        if self.pragma("application_id")? == 0 && self.pragma("schema_version")? == 0 {
            return self.batch(&format!("PRAGMA application_id = {APPLICATION_ID}"));
        }
        self.refuse_others()
    }

    fn refuse_others(&self) -> Result<()> {
        match self.pragma("application_id")? {
            APPLICATION_ID => Ok(()),
            _ => Err(self.not_a_ledger("it is a database of another program")),
        }
    }

    fn pragma(&self, name: &str) -> Result<i64> {
        self.connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).map_err(
            |error| match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::NotADatabase) => self.not_a_ledger("it is no SQLite file"),
                _ => self.fault(&error),
            },
        )
    }

    fn not_a_ledger(&self, why: &str) -> LedgerError {
        LedgerError::NotALedger { place: self.place.clone(), why: why.to_owned() }
    }

    fn fault(&self, error: &rusqlite::Error) -> LedgerError {
        LedgerError::Store { place: self.place.clone(), message: error.to_string() }
    }
}

impl Store for Sqlite {
    fn dialect(&self) -> &'static Dialect {
        &DIALECT
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn begin(&self) -> Result<()> {
        self.batch("BEGIN IMMEDIATE")
    }

    fn commit(&self) -> Result<()> {
        self.batch("COMMIT")
    }

    fn rollback(&self) {
        // Where there is nothing to roll back, SQLite has done so itself.
        let _ = self.connection.execute_batch("ROLLBACK");
    }

    fn batch(&self, sql: &str) -> Result<()> {
        self.connection.execute_batch(sql).map_err(|error| self.fault(&error))
    }

    fn execute(&self, sql: &str, parameters: &[Value<'_>]) -> Result<u64> {
        let run = || -> rusqlite::Result<u64> {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.execute(rusqlite::params_from_iter(parameters)).map(|rows| rows as u64)
        };
        run().map_err(|error| self.fault(&error))
    }

    fn query(&self, sql: &str, parameters: &[Value<'_>], each: Each<'_>) -> Result<()> {
        let fault = |error: rusqlite::Error| self.fault(&error);
        let mut statement = self.connection.prepare_cached(sql).map_err(fault)?;
        let mut rows = statement.query(rusqlite::params_from_iter(parameters)).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            each(&SqliteRow(row))?;
        }
        Ok(())
    }

    fn check(&self) -> Result<Vec<String>> {
        let mut found = Vec::new();
        self.query("PRAGMA integrity_check(20)", &[], &mut |row| {
            let line = row.text(0)?;
            if line != "ok" {
                found.push(line.to_owned());
            }
            Ok(())
        })?;
        Ok(found)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Value::Integers(integers) => return Ok(array(integers)),
            Value::Null => ValueRef::Null,
            Value::Integer(integer) => ValueRef::Integer(integer),
            Value::Real(real) => ValueRef::Real(real),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// As `rarray` takes it.
fn array(integers: &[i64]) -> ToSqlOutput<'static> {
    const KIND: &CStr = c"rarray";
    let values: rusqlite::vtab::array::Array =
        Rc::new(integers.iter().copied().map(rusqlite::types::Value::Integer).collect());
    ToSqlOutput::from_rc(values, KIND)
}

struct SqliteRow<'a, 'b>(&'a rusqlite::Row<'b>);

impl SqliteRow<'_, '_> {
    fn value(&self, column: usize) -> Result<ValueRef<'_>> {
        self.0.get_ref(column).map_err(|error| odd(column, &error))
    }
}

fn odd(column: usize, why: impl std::fmt::Display) -> LedgerError {
    LedgerError::damaged(format!("column {column} of a row"), why)
}

impl Row for SqliteRow<'_, '_> {
    fn integer(&self, column: usize) -> Result<i64> {
        self.value(column)?.as_i64().map_err(|error| odd(column, error))
    }

    fn real(&self, column: usize) -> Result<f64> {
        self.value(column)?.as_f64().map_err(|error| odd(column, error))
    }

    fn bytes(&self, column: usize) -> Result<&[u8]> {
        self.value(column)?.as_bytes().map_err(|error| odd(column, error))
    }

    fn text(&self, column: usize) -> Result<&str> {
        self.value(column)?.as_str().map_err(|error| odd(column, error))
    }

    fn hash_into(&self, columns: usize, hasher: &mut RowHash) -> Result<()> {
        for column in 0..columns {
            hasher.add_value(match self.value(column)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(integer) => Value::Integer(integer),
                ValueRef::Real(real) => Value::Real(real),
                ValueRef::Text(text) => {
                    Value::Text(std::str::from_utf8(text).map_err(|error| odd(column, error))?)
                }
                ValueRef::Blob(bytes) => Value::Blob(bytes),
            });
        }
        Ok(())
    }
}
