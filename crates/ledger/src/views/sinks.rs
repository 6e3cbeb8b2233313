//! Where the rows of the views go: into the tables of a store, or into sums to compare the tables with.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::{FOREVER, Sink, TABLES, Table, Words};
use crate::Result;
use crate::history::{self, History};
use crate::store::{Dialect, RowHash, Store, Value};

/// The statements that write the views, made once.
pub(crate) struct Statements {
    insert: HashMap<&'static str, String>,
    close: HashMap<&'static str, String>,
    words: [String; 2],
}

impl Statements {
    pub(crate) fn new(dialect: &Dialect) -> Statements {
        let keyed = TABLES.iter().filter(|table| !table.keys.is_empty());
        Statements {
            insert: TABLES.iter().map(|table| (table.name, insert(table))).collect(),
            close: keyed.map(|table| (table.name, close(table))).collect(),
            words: Words::ALL.map(|words| (dialect.insert_words)(words.table())),
        }
    }
}

fn insert(table: &Table) -> String {
    let places: Vec<String> = (1..=table.columns.len()).map(|number| format!("?{number}")).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", table.name, table.columns.join(", "), places.join(", "))
}

fn close(table: &Table) -> String {
    let condition = |(number, &key): (usize, &usize)| format!("{} = ?{}", table.columns[key], number + 3);
    let conditions: Vec<String> = table.keys.iter().enumerate().map(condition).collect();
    format!(
        "UPDATE {} SET valid_to = ?1 WHERE valid_from = ?2 AND {} AND valid_to = {FOREVER}",
        table.name,
        conditions.join(" AND ")
    )
}

/// Words that are still to be indexed.
///
/// An index of words gathers them in memory, and writes a piece of itself whenever a statement begins that can fail half
/// done. Put in one after the other at the end, the words of a whole transaction are one piece.
#[derive(Default)]
pub(crate) struct WaitingWords {
    rows: RefCell<Vec<(Words, i64, String)>>,
    bytes: Cell<usize>,
}

impl WaitingWords {
    /// So many bytes wait at most.
    const MOST: usize = 64 << 20;

    /// Forgets them: the transaction was taken back.
    pub(crate) fn clear(&self) {
        self.rows.borrow_mut().clear();
        self.bytes.set(0);
    }
}

/// Writes into the tables of a store; words wait for [`StoreSink::write_waiting`].
pub(crate) struct StoreSink<'a> {
    pub(crate) store: &'a dyn Store,
    pub(crate) history: &'a History,
    pub(crate) statements: &'a Statements,
    pub(crate) waiting: &'a WaitingWords,
}

impl StoreSink<'_> {
    /// Writes what waits: words, and the history.
    pub(crate) fn write_waiting(&self) -> Result<()> {
        self.index_waiting()?;
        self.history.write(self.store)
    }

    /// Indexes the words that wait.
    fn index_waiting(&self) -> Result<()> {
        self.waiting.bytes.set(0);
        for (table, entry, words) in self.waiting.rows.take() {
            let parameters = [Value::Integer(entry), Value::Text(&words)];
            self.store.execute(&self.statements.words[table as usize], &parameters)?;
        }
        Ok(())
    }
}

impl Sink for StoreSink<'_> {
    fn insert(&mut self, table: &'static Table, row: &[Value<'_>]) -> Result<()> {
        self.store.execute(&self.statements.insert[table.name], row).map(drop)
    }

    fn close(&mut self, table: &'static Table, keys: &[i64], at: i64) -> Result<()> {
        let mut parameters = [Value::Integer(at), Value::Null, Value::Null, Value::Null];
        for (place, &key) in parameters[2..].iter_mut().zip(keys) {
            *place = Value::Integer(key);
        }
        // Only one can be open, and it is among the newest.
        for entry in self.history.about(self.store, keys[0])?.into_iter().rev() {
            parameters[1] = Value::Integer(entry);
            if self.store.execute(&self.statements.close[table.name], &parameters[..keys.len() + 2])? > 0 {
                break;
            }
        }
        Ok(())
    }

    fn note(&mut self, subject: i64, entry: i64) -> Result<()> {
        self.history.add(self.store, subject, entry)
    }

    fn index(&mut self, table: Words, entry: i64, words: &str) -> Result<()> {
        let words = (self.store.dialect().indexable)(words).into_owned();
        let bytes = self.waiting.bytes.get() + words.len();
        self.waiting.bytes.set(bytes);
        self.waiting.rows.borrow_mut().push((table, entry, words));
        if bytes > WaitingWords::MOST { self.index_waiting() } else { Ok(()) }
    }

    fn open_row(&self, table: &'static Table, key: i64) -> Result<Option<i64>> {
        let column = table.columns[table.keys[0]];
        let sql = format!(
            "SELECT valid_from FROM {} WHERE valid_from = ?1 AND {column} = ?2 AND valid_to = {FOREVER}",
            table.name
        );
        let mut found = None;
        for entry in self.history.about(self.store, key)?.into_iter().rev() {
            self.store.query(&sql, &[Value::Integer(entry), Value::Integer(key)], &mut |row| {
                found = Some(row.integer(0)?);
                Ok(())
            })?;
            if found.is_some() {
                break;
            }
        }
        Ok(found)
    }

    fn wants_words(&self) -> bool {
        true
    }
}

/// The rows that a keyed table has open: by key, where each begins and its columns.
type Open = HashMap<Vec<i64>, (i64, Vec<u8>)>;

/// Sums up what the tables would hold.
#[derive(Default)]
pub(crate) struct SumSink {
    sums: HashMap<&'static str, RowHash>,
    open: HashMap<&'static str, Open>,
}

impl SumSink {
    /// Rows of this table, and the sum of their hashes.
    pub(crate) fn total(&self, table: &str) -> (u64, u128) {
        self.sums.get(table).map_or((0, 0), RowHash::total)
    }
}

impl Sink for SumSink {
    fn insert(&mut self, table: &'static Table, row: &[Value<'_>]) -> Result<()> {
        let sum = self.sums.entry(table.name).or_default();
        for &value in row {
            sum.add_value(value);
        }
        if !table.keys.is_empty() {
            let integer = |index: usize| if let Value::Integer(integer) = row[index] { integer } else { 0 };
            let key = table.keys.iter().map(|&index| integer(index)).collect();
            let columns = sum.without_last_integer();
            self.open.entry(table.name).or_default().insert(key, (integer(0), columns));
        }
        sum.end_row();
        Ok(())
    }

    fn close(&mut self, table: &'static Table, keys: &[i64], at: i64) -> Result<()> {
        let Some((_, columns)) = self.open.get_mut(table.name).and_then(|open| open.remove(keys)) else {
            return Ok(());
        };
        let sum = self.sums.entry(table.name).or_default();
        sum.add_columns(&columns);
        sum.add_value(Value::Integer(FOREVER));
        sum.end_removed_row();
        sum.add_columns(&columns);
        sum.add_value(Value::Integer(at));
        sum.end_row();
        Ok(())
    }

    fn note(&mut self, subject: i64, entry: i64) -> Result<()> {
        let sum = self.sums.entry(history::NAME).or_default();
        sum.add_value(Value::Integer(subject));
        sum.add_value(Value::Integer(entry));
        sum.end_row();
        Ok(())
    }

    fn index(&mut self, table: Words, entry: i64, _: &str) -> Result<()> {
        let sum = self.sums.entry(table.table()).or_default();
        sum.add_value(Value::Integer(entry));
        sum.end_row();
        Ok(())
    }

    fn open_row(&self, table: &'static Table, key: i64) -> Result<Option<i64>> {
        let open = self.open.get(table.name).and_then(|open| open.get([key].as_slice()));
        Ok(open.map(|(valid_from, _)| *valid_from))
    }

    fn wants_words(&self) -> bool {
        false
    }
}
