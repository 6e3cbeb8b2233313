//! Which entries are about a thing: pairs of the number of a thing (see [`crate::views::keys`]) and an entry.
//!
//! Everything that is looked up by what it is, and not by its place in the ledger, is looked up here: the entries of a
//! report, a claim, an account, an event, an actor or a block, and where a kept file is. What the entries are is then
//! told by the other views, whose rows lie in the order of the entries.
//!
//! SQLite keeps the pairs in sorted runs (see [`runs`]), PostgreSQL in a table with an index.

mod filter;
mod page;
mod runs;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use page::Pair;
use runs::Runs;

use crate::Result;
use crate::store::{Store, Value};

/// The name that the pairs go by among the views.
pub(crate) const NAME: &str = "history";

/// The pairs of a ledger: those that are kept, and those that wait for the end of the transaction.
#[derive(Default)]
pub(crate) struct History {
    runs: Runs,
    waiting: RefCell<HashMap<i64, Vec<i64>>>,
    count: Cell<usize>,
}

impl History {
    /// So many pairs wait at most.
    const MOST: usize = 1 << 18;

    /// A transaction began, in which nobody else can write.
    pub(crate) fn begin(&self) {
        self.runs.look_again();
    }

    /// The transaction ended, or was taken back.
    pub(crate) fn end(&self) {
        self.runs.look_again();
        self.waiting.borrow_mut().clear();
        self.count.set(0);
    }

    /// In a transaction: what was looked up holds until its end.
    pub(crate) fn hold(&self, store: &dyn Store) -> Result<()> {
        if store.dialect().has_runs { self.runs.hold(store) } else { Ok(()) }
    }

    /// Notes that an entry is about a thing. It is written with [`History::write`].
    pub(crate) fn add(&self, store: &dyn Store, subject: i64, entry: i64) -> Result<()> {
        self.waiting.borrow_mut().entry(subject).or_default().push(entry);
        self.count.set(self.count.get() + 1);
        if self.count.get() < History::MOST { Ok(()) } else { self.write(store) }
    }

    /// Writes what waits.
    pub(crate) fn write(&self, store: &dyn Store) -> Result<()> {
        self.count.set(0);
        let waiting = self.waiting.take();
        let mut pairs: Vec<Pair> = waiting
            .into_iter()
            .flat_map(|(subject, entries)| entries.into_iter().map(move |entry| (subject, entry)))
            .collect();
        if pairs.is_empty() {
            return Ok(());
        }
        pairs.sort_unstable();
        if store.dialect().has_runs { self.runs.add(store, &pairs) } else { insert(store, &pairs) }
    }

    /// The entries about a thing, oldest first.
    pub(crate) fn about(&self, store: &dyn Store, subject: i64) -> Result<Vec<i64>> {
        Ok(self.find(store, vec![subject])?.into_iter().map(|(_, entry)| entry).collect())
    }

    /// The pairs of these things, sorted.
    pub(crate) fn find(&self, store: &dyn Store, mut subjects: Vec<i64>) -> Result<Vec<Pair>> {
        subjects.sort_unstable();
        subjects.dedup();
        let mut found = if store.dialect().has_runs {
            self.runs.find(store, &subjects)?
        } else {
            select(store, &subjects)?
        };
        let waiting = self.waiting.borrow();
        if !waiting.is_empty() {
            for subject in subjects {
                found.extend(waiting.get(&subject).into_iter().flatten().map(|&entry| (subject, entry)));
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Every pair that is kept. Errors where one could not be found though it is there.
    pub(crate) fn prove(&self, store: &dyn Store, each: &mut dyn FnMut(Pair)) -> Result<()> {
        if store.dialect().has_runs {
            return self.runs.prove(store, each);
        }
        store.query("SELECT subject, entry FROM history", &[], &mut |row| {
            each((row.integer(0)?, row.integer(1)?));
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests;

fn insert(store: &dyn Store, pairs: &[Pair]) -> Result<()> {
    let (subjects, entries): (Vec<i64>, Vec<i64>) = pairs.iter().copied().unzip();
    let sql = "INSERT INTO history (subject, entry) SELECT * FROM unnest(?1::bigint[], ?2::bigint[])";
    store.execute(sql, &[Value::Integers(&subjects), Value::Integers(&entries)]).map(drop)
}

fn select(store: &dyn Store, subjects: &[i64]) -> Result<Vec<Pair>> {
    let mut found = Vec::new();
    let sql = "SELECT subject, entry FROM history WHERE subject = ANY (?1::bigint[])";
    store.query(sql, &[Value::Integers(subjects)], &mut |row| {
        found.push((row.integer(0)?, row.integer(1)?));
        Ok(())
    })?;
    Ok(found)
}
