//! What the book asks of a database: statements with numbered parameters, rows, one transaction at a time.

#[cfg(feature = "postgres")]
pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::borrow::Cow;

use crate::Result;

/// A parameter of a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'a str),
    Blob(&'a [u8]),
    /// Several, to be read as a table: see [`Dialect::list`].
    Integers(&'a [i64]),
}

impl From<Option<i64>> for Value<'_> {
    fn from(value: Option<i64>) -> Self {
        value.map_or(Value::Null, Value::Integer)
    }
}

impl From<Option<f64>> for Value<'_> {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Value::Null, Value::Real)
    }
}

/// A row that a query gives. Errors where a column is of another type, as in a file that was tampered with.
pub(crate) trait Row {
    fn integer(&self, column: usize) -> Result<i64>;
    fn real(&self, column: usize) -> Result<f64>;
    /// Text or blob, as kept.
    fn bytes(&self, column: usize) -> Result<&[u8]>;
    /// Text, which is in UTF-8.
    fn text(&self, column: usize) -> Result<&str>;
    /// Feeds every column to a hash; numbers as 8 bytes, little end first.
    fn hash_into(&self, columns: usize, hasher: &mut RowHash) -> Result<()>;
}

/// Takes each row of a query.
pub(crate) type Each<'a> = &'a mut dyn FnMut(&dyn Row) -> Result<()>;

/// A database that holds a ledger. SQL is written once for all stores: parameters are `?1`, `?2`, …
pub(crate) trait Store: Send {
    fn dialect(&self) -> &'static Dialect;
    /// The file or server, for messages.
    fn place(&self) -> &str;
    fn begin(&self) -> Result<()>;
    /// When it returns, what was written is on disk.
    fn commit(&self) -> Result<()>;
    fn rollback(&self);
    /// Several statements without parameters.
    fn batch(&self, sql: &str) -> Result<()>;
    fn execute(&self, sql: &str, parameters: &[Value<'_>]) -> Result<u64>;
    fn query(&self, sql: &str, parameters: &[Value<'_>], each: Each<'_>) -> Result<()>;
    /// What the database itself finds wrong with its files.
    fn check(&self) -> Result<Vec<String>>;
}

/// Where the databases differ.
pub(crate) struct Dialect {
    /// Tables of entries and kept files, by version: each brings the one before up to date.
    pub(crate) migrations: &'static [&'static str],
    /// Makes the tables of the views, none of which may be there.
    pub(crate) create_views: &'static str,
    /// Removes them.
    pub(crate) drop_views: &'static str,
    /// Indexes words: `?1` the entry, `?2` the words, after the table's name.
    pub(crate) insert_words: fn(table: &str) -> String,
    /// Makes a text ready for that.
    pub(crate) indexable: for<'a> fn(&'a str) -> Cow<'a, str>,
    /// The condition that `alias` of `table` has the words of a parameter.
    pub(crate) words_match: fn(table: &str, alias: &str, parameter: &str) -> String,
    /// An expression for how badly it fits: the least is best.
    pub(crate) badness: fn(table: &str, alias: &str, parameter: &str) -> String,
    /// Writes a search so that the database understands it.
    pub(crate) words: fn(&[crate::words::Term]) -> String,
    /// A table of the integers of a parameter, each as `value`, with an alias.
    pub(crate) list: fn(parameter: &str, alias: &str) -> String,
    /// Whether the history is kept in runs.
    pub(crate) has_runs: bool,
    /// The tables to find spots in a box with, the spot having the alias `s`.
    pub(crate) spots_from: &'static str,
    /// The condition that a spot is in the box south, west, north, east.
    pub(crate) in_area: fn([&str; 4]) -> String,
    /// The condition that a spot's days overlap the days from, until.
    pub(crate) in_days: fn([&str; 2]) -> String,
}

/// What an integer takes in a [`RowHash`]: a tag, a length and 8 bytes.
const INTEGER_LENGTH: usize = 1 + 4 + 8;

/// A hash of rows that does not depend on their order and can be taken apart again: the sum of their hashes.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowHash {
    buffer: Vec<u8>,
    sum: u128,
    rows: u64,
}

impl RowHash {
    pub(crate) fn add_value(&mut self, value: Value<'_>) {
        let (tag, bytes): (u8, &[u8]) = match &value {
            Value::Null => (0, &[]),
            Value::Integer(integer) => (1, &integer.to_le_bytes()),
            Value::Real(real) => (2, &real.to_bits().to_le_bytes()),
            Value::Text(text) => (3, text.as_bytes()),
            Value::Blob(bytes) => (4, bytes),
            // No row has any.
            Value::Integers(_) => (5, &[]),
        };
        self.buffer.push(tag);
        self.buffer.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        self.buffer.extend_from_slice(bytes);
    }

    /// Adds columns that were taken from another row with [`RowHash::without_last_integer`].
    pub(crate) fn add_columns(&mut self, columns: &[u8]) {
        self.buffer.extend_from_slice(columns);
    }

    /// The columns of the row at hand but the last, which is an integer.
    pub(crate) fn without_last_integer(&self) -> Vec<u8> {
        let end = self.buffer.len().saturating_sub(INTEGER_LENGTH);
        self.buffer[..end].to_vec()
    }

    /// Ends a row that is there.
    pub(crate) fn end_row(&mut self) {
        let hash = self.take_hash();
        self.sum = self.sum.wrapping_add(hash);
        self.rows += 1;
    }

    /// Ends a row that is there no more.
    pub(crate) fn end_removed_row(&mut self) {
        let hash = self.take_hash();
        self.sum = self.sum.wrapping_sub(hash);
        self.rows = self.rows.wrapping_sub(1);
    }

    /// Rows and the sum of their hashes.
    pub(crate) fn total(&self) -> (u64, u128) {
        (self.rows, self.sum)
    }

    fn take_hash(&mut self) -> u128 {
        let hash = blake3::hash(&self.buffer);
        self.buffer.clear();
        let mut half = [0; 16];
        half.copy_from_slice(&hash.as_bytes()[..16]);
        u128::from_le_bytes(half)
    }
}
