//! PostgreSQL with PostGIS.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::error::Error;

use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};

use super::{Dialect, Each, Row, RowHash, Store, Value};
use crate::words::Term;
use crate::{LedgerError, Result};

/// A text vector of PostgreSQL holds a megabyte at most: of longer texts the beginning is indexed.
const INDEXED: usize = 300_000;

/// "CLMT": the lock that those who write take turns with.
const LOCK: i64 = 0x434C_4D54;

pub(crate) struct Postgres {
    client: RefCell<Client>,
    prepared: RefCell<HashMap<String, Statement>>,
    place: String,
}

pub(crate) const DIALECT: Dialect = Dialect {
    migrations: &[include_str!("entries.postgres.sql"), include_str!("entries_2.postgres.sql")],
    create_views: include_str!("views.postgres.sql"),
    drop_views: include_str!("drop_views.sql"),
    insert_words: |table| {
        format!("INSERT INTO {table} (rowid, words) VALUES (?1, to_tsvector('simple', unaccent(?2::text)))")
    },
    indexable,
    words_match: |_, alias, parameter| format!("{alias}.words @@ {}", search(parameter)),
    badness: |_, alias, parameter| {
        format!("-ts_rank({alias}.words, {})::double precision", search(parameter))
    },
    words,
    list: |parameter, alias| format!("unnest({parameter}::bigint[]) AS {alias}(value)"),
    has_runs: false,
    spots_from: "spots s",
    in_area: |[south, west, north, east]| {
        // The index keeps coordinates in 32 bits: the exact ones decide.
        format!(
            "s.point && ST_MakeEnvelope({west}, {south}, {east}, {north}, 4326) \
             AND s.latitude BETWEEN {south} AND {north} AND s.longitude BETWEEN {west} AND {east}"
        )
    },
    in_days: |[from, until]| format!("s.first_day <= {until} AND s.last_day >= {from}"),
};

fn search(parameter: &str) -> String {
    format!("to_tsquery('simple', unaccent({parameter}::text))")
}

/// Words only: PostgreSQL would take addresses and numbers with signs for one word each.
fn indexable(text: &str) -> Cow<'_, str> {
    let words = |letter: char| if letter.is_alphanumeric() { letter } else { ' ' };
    Cow::Owned(text.chars().take(INDEXED).map(words).collect())
}

fn words(terms: &[Term]) -> String {
    let term = |term: &Term| format!("({}{})", term.words.join(" <-> "), if term.open { ":*" } else { "" });
    terms.iter().map(term).collect::<Vec<_>>().join(" & ")
}

impl Postgres {
    /// Connects to `postgres://user@host:port/database`.
    pub(crate) fn open(url: &str) -> Result<Postgres> {
        let config: Config = url.parse().map_err(|error| LedgerError::Store {
            place: "server".to_owned(),
            message: format!("its address is not understood: {error}"),
        })?;
        let place = place(&config);
        let client = config.connect(NoTls).map_err(|error| fault(&place, &error))?;
        let store = Postgres { client: RefCell::new(client), prepared: RefCell::default(), place };
        store.batch("SET client_min_messages = warning; SET synchronous_commit = on; SET standard_conforming_strings = on")?;
        Ok(store)
    }

    /// The same, refusing to write.
    pub(crate) fn open_read_only(url: &str) -> Result<Postgres> {
        let store = Postgres::open(url)?;
        store.batch("SET default_transaction_read_only = on")?;
        Ok(store)
    }

    fn prepare(&self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.prepared.borrow().get(sql) {
            return Ok(statement.clone());
        }
        let statement = self
            .client
            .borrow_mut()
            .prepare(&sql.replace('?', "$"))
            .map_err(|error| fault(&self.place, &error))?;
        self.prepared.borrow_mut().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// Without the password.
fn place(config: &Config) -> String {
    let host = config.get_hosts().first().map_or_else(String::new, |host| match host {
        postgres::config::Host::Tcp(name) => name.clone(),
        postgres::config::Host::Unix(path) => path.display().to_string(),
    });
    format!("{}/{}", host, config.get_dbname().unwrap_or_default())
}

fn fault(place: &str, error: &postgres::Error) -> LedgerError {
    let message = match error.as_db_error() {
        Some(error) => error.message().to_owned(),
        None => error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}")),
    };
    LedgerError::Store { place: place.to_owned(), message }
}

impl Store for Postgres {
    fn dialect(&self) -> &'static Dialect {
        &DIALECT
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn begin(&self) -> Result<()> {
        self.batch(&format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK})"))
    }

    fn commit(&self) -> Result<()> {
        self.batch("COMMIT")
    }

    fn rollback(&self) {
        // Where the connection is gone, the server rolls back by itself.
        let _ = self.client.borrow_mut().batch_execute("ROLLBACK");
    }

    fn batch(&self, sql: &str) -> Result<()> {
        // It may have made or removed tables that prepared statements name.
        if sql.contains("TABLE") {
            self.prepared.borrow_mut().clear();
        }
        self.client.borrow_mut().batch_execute(sql).map_err(|error| fault(&self.place, &error))
    }

    fn execute(&self, sql: &str, parameters: &[Value<'_>]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        let parameters: Vec<&(dyn ToSql + Sync)> = parameters.iter().map(|value| value as _).collect();
        let rows = self.client.borrow_mut().execute(&statement, &parameters);
        rows.map_err(|error| fault(&self.place, &error))
    }

    fn query(&self, sql: &str, parameters: &[Value<'_>], each: Each<'_>) -> Result<()> {
        let statement = self.prepare(sql)?;
        let mut client = self.client.borrow_mut();
        let mut rows =
            client.query_raw(&statement, parameters).map_err(|error| fault(&self.place, &error))?;
        while let Some(row) = rows.next().map_err(|error| fault(&self.place, &error))? {
            each(&PostgresRow(row))?;
        }
        Ok(())
    }

    /// The server checks its pages itself where it was set up with checksums.
    fn check(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Integer(integer) => integer.to_sql(ty, out),
            Value::Real(real) => real.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
            Value::Blob(bytes) => bytes.to_sql(ty, out),
            Value::Integers(integers) => integers.to_sql(ty, out),
        }
    }

    /// Every statement here is written for its types.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

struct PostgresRow(postgres::Row);

impl PostgresRow {
    fn get<'a, T: FromSql<'a>>(&'a self, column: usize) -> Result<T> {
        self.0
            .try_get(column)
            .map_err(|error| LedgerError::damaged(format!("column {column} of a row"), error))
    }

    fn is(&self, column: usize, ty: &Type) -> bool {
        self.0.columns().get(column).is_some_and(|column| column.type_() == ty)
    }
}

impl Row for PostgresRow {
    fn integer(&self, column: usize) -> Result<i64> {
        self.get(column)
    }

    fn real(&self, column: usize) -> Result<f64> {
        self.get(column)
    }

    fn bytes(&self, column: usize) -> Result<&[u8]> {
        if self.is(column, &Type::BYTEA) { self.get(column) } else { self.text(column).map(str::as_bytes) }
    }

    fn text(&self, column: usize) -> Result<&str> {
        self.get(column)
    }

    fn hash_into(&self, columns: usize, hasher: &mut RowHash) -> Result<()> {
        for column in 0..columns {
            let value = if self.is(column, &Type::INT8) {
                self.get::<Option<i64>>(column)?.into()
            } else if self.is(column, &Type::FLOAT8) {
                self.get::<Option<f64>>(column)?.into()
            } else {
                self.get::<Option<&str>>(column)?.map_or(Value::Null, Value::Text)
            };
            hasher.add_value(value);
        }
        Ok(())
    }
}
