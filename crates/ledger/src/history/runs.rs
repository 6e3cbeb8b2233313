//! Pairs in runs: each transaction writes its own, sorted, and when there are many of a size they are merged into one.
//!
//! An index that is a tree has a page for each pair that is added, wherever it sorts, and the larger the ledger the
//! fewer pairs share one. Runs are written from their beginning to their end, and every pair is copied some four times
//! until there are millions.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use super::filter::Filter;
use super::page::{self, Page, Pair};
use crate::store::{Row, Store, Value};
use crate::{LedgerError, Result};

/// Runs of a size, before they are merged.
const FEW: usize = 8;
/// Runs of fewer pairs are of one size.
const SMALL: u64 = 1 << 12;
/// Runs are not merged to ones of more pairs: their filters have to be held in memory.
const MOST: u64 = 1 << 26;
/// The number of a page: that of its run, and its own in so many bits.
const PAGE_BITS: u32 = 20;
/// A filter is fetched when a run was asked for so many things, or is this small.
const ASKED: u32 = 64;
/// So often another program may merge the runs away that are being read.
const PATIENCE: usize = 20;

/// What is known of a run. It never changes.
struct Run {
    number: i64,
    /// A hash of what is in it.
    stamp: i64,
    pairs: u64,
    /// The first thing of each page.
    first: Vec<i64>,
    filter: OnceLock<Filter>,
    asked: AtomicU32,
}

/// The runs of a ledger, as last seen.
#[derive(Default)]
pub(super) struct Runs {
    known: RefCell<Vec<Arc<Run>>>,
    /// Whether nobody else can write just now, so that what is known need not be looked up.
    certain: Cell<bool>,
}

impl Run {
    /// The first page that can hold a thing.
    fn page_of(&self, subject: i64) -> usize {
        self.first.partition_point(|&first| first < subject).saturating_sub(1)
    }

    /// The size that it counts for.
    fn level(&self) -> u32 {
        (self.pairs.max(SMALL) / SMALL).ilog2() / FEW.ilog2()
    }

    fn key(&self, page: usize) -> i64 {
        (self.number << PAGE_BITS) + page as i64
    }

    /// Whether there is any use in looking for a thing.
    fn may_have(&self, store: &dyn Store, subject: i64) -> Result<bool> {
        if let Some(filter) = self.filter.get() {
            return Ok(filter.may_have(subject));
        }
        if self.pairs > SMALL && self.asked.fetch_add(1, Ordering::Relaxed) < ASKED {
            return Ok(true);
        }
        let mut bytes = Vec::new();
        let sql = "SELECT filter FROM history_runs WHERE run = ?1 AND stamp = ?2";
        store.query(sql, &[Value::Integer(self.number), Value::Integer(self.stamp)], &mut |row| {
            bytes = row.bytes(0)?.to_vec();
            Ok(())
        })?;
        // Where it is gone, or no filter, everything is looked for.
        Ok(Filter::of_bytes(&bytes).is_none_or(|filter| self.filter.get_or_init(|| filter).may_have(subject)))
    }
}

/// Why pairs could not be read.
enum Trouble {
    /// Another program merged the run away.
    Gone,
    Fault(LedgerError),
}

impl From<LedgerError> for Trouble {
    fn from(error: LedgerError) -> Trouble {
        Trouble::Fault(error)
    }
}

impl Runs {
    /// Forgets what it was certain of: a transaction began or ended.
    pub(super) fn look_again(&self) {
        self.certain.set(false);
    }

    /// Until the transaction ends nobody else can write.
    pub(super) fn hold(&self, store: &dyn Store) -> Result<()> {
        self.refresh(store)?;
        self.certain.set(true);
        Ok(())
    }

    /// The runs as they are now. Every change of them makes a new one with the greatest number.
    fn refresh(&self, store: &dyn Store) -> Result<()> {
        if self.certain.get() {
            return Ok(());
        }
        let mut newest = None;
        let sql = "SELECT run, stamp FROM history_runs ORDER BY run DESC LIMIT 1";
        store.query(sql, &[], &mut |row| {
            newest = Some((row.integer(0)?, row.integer(1)?));
            Ok(())
        })?;
        if newest == self.known.borrow().last().map(|run| (run.number, run.stamp)) {
            return Ok(());
        }
        let before: HashMap<(i64, i64), Arc<Run>> =
            self.known.borrow().iter().map(|run| ((run.number, run.stamp), Arc::clone(run))).collect();
        let mut runs = Vec::new();
        store.query("SELECT run, stamp, pairs, first FROM history_runs ORDER BY run", &[], &mut |row| {
            let key = (row.integer(0)?, row.integer(1)?);
            runs.push(match before.get(&key) {
                Some(run) => Arc::clone(run),
                None => Arc::new(described(row)?),
            });
            Ok(())
        })?;
        *self.known.borrow_mut() = runs;
        Ok(())
    }

    /// The pairs of these things, which are sorted.
    pub(super) fn find(&self, store: &dyn Store, subjects: &[i64]) -> Result<Vec<Pair>> {
        for _ in 0..PATIENCE {
            self.refresh(store)?;
            let known = self.known.borrow().clone();
            match find_in(store, &known, subjects) {
                Ok(found) => return Ok(found),
                Err(Trouble::Fault(error)) => return Err(error),
                Err(Trouble::Gone) => self.known.borrow_mut().clear(),
            }
        }
        Err(LedgerError::damaged("the history", "pages of it are missing"))
    }

    /// Writes a run of these pairs, which are sorted, each once; and merges where there are many of a size.
    pub(super) fn add(&self, store: &dyn Store, pairs: &[Pair]) -> Result<()> {
        self.refresh(store)?;
        let mut writer = Writer::new(store, self.next(), pairs.len());
        pairs.iter().try_for_each(|&pair| writer.push(pair))?;
        let run = writer.finish()?;
        self.known.borrow_mut().push(Arc::new(run));
        while let Some(many) = self.many() {
            self.merge(store, &many)?;
        }
        Ok(())
    }

    fn next(&self) -> i64 {
        self.known.borrow().last().map_or(1, |run| run.number + 1)
    }

    /// The runs of a size of which there are many.
    fn many(&self) -> Option<Vec<Arc<Run>>> {
        let known = self.known.borrow();
        (0..u64::BITS).find_map(|level| {
            let same: Vec<Arc<Run>> = known.iter().filter(|run| run.level() == level).cloned().collect();
            let all: u64 = same.iter().map(|run| run.pairs).sum();
            (same.len() >= FEW && all <= MOST).then_some(same)
        })
    }

    fn merge(&self, store: &dyn Store, runs: &[Arc<Run>]) -> Result<()> {
        let all: u64 = runs.iter().map(|run| run.pairs).sum();
        let mut writer = Writer::new(store, self.next(), all as usize);
        each_pair(store, runs, &mut |pair| writer.push(pair)).map_err(fault)?;
        let merged = writer.finish()?;
        for run in runs {
            store.execute("DELETE FROM history_runs WHERE run = ?1", &[Value::Integer(run.number)])?;
            let (from, until) = (Value::Integer(run.key(0)), Value::Integer(run.key(run.first.len())));
            store.execute("DELETE FROM history_pages WHERE page >= ?1 AND page < ?2", &[from, until])?;
        }
        let mut known = self.known.borrow_mut();
        known.retain(|run| runs.iter().all(|gone| gone.number != run.number));
        known.push(Arc::new(merged));
        Ok(())
    }

    /// Every pair, sorted, however often it stands, with proof that it can be found.
    pub(super) fn prove(&self, store: &dyn Store, each: &mut dyn FnMut(Pair)) -> Result<()> {
        self.known.borrow_mut().clear();
        self.refresh(store)?;
        let known = self.known.borrow().clone();
        for run in &known {
            run.asked.store(ASKED, Ordering::Relaxed);
            let mut stamp = blake3::Hasher::new();
            let mut pairs = 0;
            for number in 0..run.first.len() {
                for pair in fetch(store, run, number, Some(&mut stamp)).map_err(fault)? {
                    if !run.may_have(store, pair.0)? {
                        return Err(LedgerError::damaged("the history", "a filter hides what is there"));
                    }
                    pairs += 1;
                    each(pair);
                }
            }
            if (pairs, stamp_of(&stamp)) != (run.pairs, run.stamp) {
                return Err(LedgerError::damaged("the history", "a page was changed"));
            }
        }
        Ok(())
    }
}

fn fault(trouble: Trouble) -> LedgerError {
    match trouble {
        Trouble::Gone => LedgerError::damaged("the history", "a page of it is missing"),
        Trouble::Fault(error) => error,
    }
}

/// A run from its row: number, stamp, pairs, the first thing of each page.
fn described(row: &dyn Row) -> Result<Run> {
    let (first, rest) = row.bytes(3)?.as_chunks::<8>();
    if !rest.is_empty() {
        return Err(LedgerError::damaged("the history", "a run is not described right"));
    }
    Ok(Run {
        number: row.integer(0)?,
        stamp: row.integer(1)?,
        pairs: row.integer(2)? as u64,
        first: first.iter().copied().map(i64::from_le_bytes).collect(),
        filter: OnceLock::new(),
        asked: AtomicU32::new(0),
    })
}

fn find_in(store: &dyn Store, runs: &[Arc<Run>], subjects: &[i64]) -> Result<Vec<Pair>, Trouble> {
    let mut found = Vec::new();
    for run in runs {
        let mut at_hand: Option<(usize, Vec<Pair>)> = None;
        for &subject in subjects {
            if !run.may_have(store, subject)? {
                continue;
            }
            let mut number = run.page_of(subject);
            while run.first.get(number).is_some_and(|&first| first <= subject) {
                let pairs = match at_hand.take() {
                    Some((at, pairs)) if at == number => pairs,
                    _ => fetch(store, run, number, None)?,
                };
                let from = pairs.partition_point(|pair| pair.0 < subject);
                found.extend(pairs[from..].iter().take_while(|pair| pair.0 == subject));
                at_hand = Some((number, pairs));
                number += 1;
            }
        }
    }
    Ok(found)
}

/// The pairs of a page.
fn fetch(
    store: &dyn Store,
    run: &Run,
    number: usize,
    hasher: Option<&mut blake3::Hasher>,
) -> Result<Vec<Pair>, Trouble> {
    let mut found = None;
    let mut hasher = hasher;
    let sql = "SELECT pairs FROM history_pages WHERE page = ?1";
    store.query(sql, &[Value::Integer(run.key(number))], &mut |row| {
        let bytes = row.bytes(0)?;
        if let Some(hasher) = &mut hasher {
            hasher.update(bytes);
        }
        found = Some(page::read(bytes).map_err(|why| LedgerError::damaged("a page of the history", why))?);
        Ok(())
    })?;
    let pairs = found.ok_or(Trouble::Gone)?;
    // Views made anew may have a run of the same number.
    if pairs.first().map(|pair| pair.0) == run.first.get(number).copied() {
        Ok(pairs)
    } else {
        Err(Trouble::Gone)
    }
}

/// Hands on the pairs of several runs in one order.
fn each_pair(
    store: &dyn Store,
    runs: &[Arc<Run>],
    each: &mut dyn FnMut(Pair) -> Result<()>,
) -> Result<(), Trouble> {
    let mut cursors = Vec::new();
    for run in runs {
        cursors.extend(Cursor::begin(store, run)?);
    }
    while let Some(least) = cursors.iter_mut().min_by_key(|cursor| cursor.pair()) {
        each(least.pair())?;
        if !least.step(store)? {
            cursors.retain(|cursor| !cursor.is_done());
        }
    }
    Ok(())
}

/// Where a run is read.
struct Cursor<'r> {
    run: &'r Run,
    page: usize,
    pairs: Vec<Pair>,
    at: usize,
}

impl<'r> Cursor<'r> {
    /// `None` for an empty run.
    fn begin(store: &dyn Store, run: &'r Run) -> Result<Option<Cursor<'r>>, Trouble> {
        if run.first.is_empty() {
            return Ok(None);
        }
        Ok(Some(Cursor { run, page: 0, pairs: fetch(store, run, 0, None)?, at: 0 }))
    }

    fn pair(&self) -> Pair {
        self.pairs[self.at]
    }

    /// Goes on; false at the end.
    fn step(&mut self, store: &dyn Store) -> Result<bool, Trouble> {
        self.at += 1;
        if self.at == self.pairs.len() && self.page + 1 < self.run.first.len() {
            self.page += 1;
            self.pairs = fetch(store, self.run, self.page, None)?;
            self.at = 0;
        }
        Ok(!self.is_done())
    }

    fn is_done(&self) -> bool {
        self.at == self.pairs.len()
    }
}

/// A run in the making.
struct Writer<'s> {
    store: &'s dyn Store,
    run: Run,
    page: Page,
    filter: Filter,
    hasher: blake3::Hasher,
    last: Option<Pair>,
}

impl<'s> Writer<'s> {
    fn new(store: &'s dyn Store, number: i64, most: usize) -> Writer<'s> {
        let run = Run {
            number,
            stamp: 0,
            pairs: 0,
            first: Vec::new(),
            filter: OnceLock::new(),
            asked: AtomicU32::new(0),
        };
        let filter = Filter::for_things(most);
        Writer { store, run, page: Page::default(), filter, hasher: blake3::Hasher::new(), last: None }
    }

    fn push(&mut self, pair: Pair) -> Result<()> {
        if self.last == Some(pair) {
            return Ok(());
        }
        if self.page.is_full() {
            self.end_page()?;
        }
        if self.page.is_empty() {
            self.run.first.push(pair.0);
        }
        self.page.push(pair);
        self.run.pairs += 1;
        if self.last.is_none_or(|last| last.0 != pair.0) {
            self.filter.insert(pair.0);
        }
        self.last = Some(pair);
        Ok(())
    }

    fn end_page(&mut self) -> Result<()> {
        let bytes = self.page.take();
        self.hasher.update(&bytes);
        let parameters = [Value::Integer(self.run.key(self.run.first.len() - 1)), Value::Blob(&bytes)];
        self.store.execute("INSERT INTO history_pages (page, pairs) VALUES (?1, ?2)", &parameters).map(drop)
    }

    fn finish(mut self) -> Result<Run> {
        if !self.page.is_empty() {
            self.end_page()?;
        }
        let Writer { store, mut run, filter, hasher, .. } = self;
        run.stamp = stamp_of(&hasher);
        let first: Vec<u8> = run.first.iter().flat_map(|first| first.to_le_bytes()).collect();
        let parameters = [
            Value::Integer(run.number),
            Value::Integer(run.stamp),
            Value::Integer(run.pairs as i64),
            Value::Blob(&first),
            Value::Blob(&filter.to_bytes()),
        ];
        let sql = "INSERT INTO history_runs (run, stamp, pairs, first, filter) VALUES (?1, ?2, ?3, ?4, ?5)";
        store.execute(sql, &parameters)?;
        run.filter.get_or_init(|| filter);
        Ok(run)
    }
}

fn stamp_of(hasher: &blake3::Hasher) -> i64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    i64::from_le_bytes(bytes)
}
