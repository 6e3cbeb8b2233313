//! The ledger over any store.

mod append;
mod blobs;
mod events;
mod find;
mod read;
mod replay;
mod search;
mod statement;
mod verify;

use std::ops::Range;
use std::path::Path;

use claimant_model::{
    AccountId, ActorId, ClaimId, Digest, Entry, EntryBody, Estimate, EventId, Reading, ReportId, Target,
    entry_hash,
};

use crate::history::History;
use crate::ledger::Ledger;
use crate::nouns::{
    Appended, AsOf, Blob, Clock, Draft, EventPage, FoundClaim, FoundEvent, Head, Hit, KeptReport, QueuedPair,
    SealedEntry, Verification,
};
use crate::store::sqlite::Sqlite;
use crate::store::{Row, Store, Value};
use crate::views::context::SharedContext;
use crate::views::sinks::{Statements, StoreSink, WaitingWords};
use crate::views::{FOREVER, VERSION};
use crate::{LedgerError, Query, Result};

/// A ledger in a store: see [`Ledger`] for what it does.
pub struct Book {
    store: Box<dyn Store>,
    clock: Clock,
    statements: Statements,
    history: History,
    waiting: WaitingWords,
    /// The reading whose claims come in, and the entry after which it was the last.
    context: Option<SharedContext>,
    context_at: u64,
}

/// A ledger in a file of SQLite.
pub type SqliteLedger = Book;

impl Book {
    /// Opens the ledger in this file of SQLite, and makes it when it is not there.
    pub fn open_sqlite(path: &Path, clock: Clock) -> Result<Book> {
        Book::open(Box::new(Sqlite::open(path)?), clock)
    }

    /// Opens the ledger in this file of SQLite for reading: nothing can be added, and the file has to be there.
    pub fn open_sqlite_read_only(path: &Path) -> Result<Book> {
        let book = Book::over(Box::new(Sqlite::open_read_only(path)?), crate::system_clock());
        book.refuse_too_new()?;
        book.refuse_too_old()?;
        Ok(book)
    }

    /// Opens the ledger in this database of PostgreSQL, which has to have PostGIS; its tables are made when they are
    /// not there.
    #[cfg(feature = "postgres")]
    pub fn open_postgres(url: &str, clock: Clock) -> Result<Book> {
        Book::open(Box::new(crate::store::postgres::Postgres::open(url)?), clock)
    }

    /// Opens the ledger in this database of PostgreSQL for reading: nothing can be added, and nothing is made.
    #[cfg(feature = "postgres")]
    pub fn open_postgres_read_only(url: &str) -> Result<Book> {
        let store = crate::store::postgres::Postgres::open_read_only(url)?;
        let book = Book::over(Box::new(store), crate::system_clock());
        if !book.has_versions()? {
            let place = book.store.place().to_owned();
            return Err(LedgerError::NotALedger { place, why: "it holds no ledger".to_owned() });
        }
        book.refuse_too_new()?;
        book.refuse_too_old()?;
        Ok(book)
    }

    #[cfg(feature = "postgres")]
    fn has_versions(&self) -> Result<bool> {
        let sql = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'versions' \
                   AND table_schema = current_schema()";
        Ok(self.one(sql, &[], |row| row.integer(0))?.unwrap_or(0) > 0)
    }

    /// Runs SQL as the ledger itself would: for tests of the triggers.
    #[doc(hidden)]
    pub fn execute_for_tests(&self, sql: &str) -> Result<()> {
        self.store.batch(sql)
    }

    fn over(store: Box<dyn Store>, clock: Clock) -> Book {
        let statements = Statements::new(store.dialect());
        Book {
            store,
            clock,
            statements,
            history: History::default(),
            waiting: WaitingWords::default(),
            context: None,
            context_at: 0,
        }
    }

    fn sink(&self) -> StoreSink<'_> {
        StoreSink {
            store: &*self.store,
            history: &self.history,
            statements: &self.statements,
            waiting: &self.waiting,
        }
    }

    /// The entries about a subject, oldest first.
    fn about(&self, subject: i64) -> Result<Vec<i64>> {
        self.history.about(&*self.store, subject)
    }

    /// The entries about any of these subjects, in order, each once.
    fn about_any(&self, subjects: Vec<i64>) -> Result<Vec<i64>> {
        let mut entries: Vec<i64> =
            self.history.find(&*self.store, subjects)?.into_iter().map(|(_, entry)| entry).collect();
        entries.sort_unstable();
        entries.dedup();
        Ok(entries)
    }

    /// A table of the integers of a parameter, each as `value`, with the alias `h`.
    fn listed(&self, parameter: &str) -> String {
        (self.store.dialect().list)(parameter, "h")
    }

    /// Brings the tables up to date.
    fn open(store: Box<dyn Store>, clock: Clock) -> Result<Book> {
        let mut book = Book::over(store, clock);
        book.store.batch(
            "CREATE TABLE IF NOT EXISTS versions (part TEXT PRIMARY KEY NOT NULL, version BIGINT NOT NULL)",
        )?;
        book.refuse_too_new()?;
        if book.version("entries")? < book.migrations() || book.version("views")? < VERSION {
            book.in_transaction(Book::migrate)?;
        }
        Ok(book)
    }

    fn migrations(&self) -> i64 {
        self.store.dialect().migrations.len() as i64
    }

    fn refuse_too_new(&self) -> Result<()> {
        for (part, known) in [("entries", self.migrations()), ("views", VERSION)] {
            let found = self.version(part)?;
            if found > known {
                return Err(LedgerError::TooNew { place: self.store.place().to_owned(), found, known });
            }
        }
        Ok(())
    }

    /// Who only reads cannot bring the tables up to date.
    fn refuse_too_old(&self) -> Result<()> {
        for (part, known) in [("entries", self.migrations()), ("views", VERSION)] {
            let found = self.version(part)?;
            if found < known {
                return Err(LedgerError::TooOld { place: self.store.place().to_owned(), found, known });
            }
        }
        Ok(())
    }

    /// 0 where the part is not there.
    fn version(&self, part: &str) -> Result<i64> {
        let sql = "SELECT version FROM versions WHERE part = ?1";
        Ok(self.one(sql, &[Value::Text(part)], |row| row.integer(0))?.unwrap_or(0))
    }

    fn set_version(&self, part: &str, version: i64) -> Result<()> {
        let sql = "INSERT INTO versions (part, version) VALUES (?1, ?2) \
                   ON CONFLICT (part) DO UPDATE SET version = excluded.version";
        self.store.execute(sql, &[Value::Text(part), Value::Integer(version)]).map(drop)
    }

    /// Asks for the versions again: another program may have been first.
    fn migrate(&mut self) -> Result<()> {
        let migrations = self.store.dialect().migrations;
        for sql in &migrations[self.version("entries")? as usize..] {
            self.store.batch(sql)?;
        }
        self.set_version("entries", self.migrations())?;
        if self.version("views")? < VERSION {
            self.replay()?;
            self.set_version("views", VERSION)?;
        }
        Ok(())
    }

    /// Does it all or nothing.
    fn in_transaction<T>(&mut self, work: impl FnOnce(&mut Book) -> Result<T>) -> Result<T> {
        self.store.begin()?;
        self.history.begin();
        let done = work(self).and_then(|done| self.store.commit().map(|()| done));
        self.history.end();
        if done.is_err() {
            self.context = None;
            self.waiting.clear();
            self.store.rollback();
        }
        done
    }

    /// The first row, if there is one.
    fn one<T>(
        &self,
        sql: &str,
        parameters: &[Value<'_>],
        read: impl Fn(&dyn Row) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut found = None;
        self.store.query(sql, parameters, &mut |row| {
            if found.is_none() {
                found = Some(read(row)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// All rows.
    fn all<T>(
        &self,
        sql: &str,
        parameters: &[Value<'_>],
        read: impl Fn(&dyn Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.store.query(sql, parameters, &mut |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The number of the last entry of a state.
    fn sequence(&self, as_of: AsOf) -> Result<i64> {
        match as_of {
            AsOf::Now => Ok(FOREVER - 1),
            AsOf::Sequence(sequence) => Ok((sequence as i64).clamp(0, FOREVER - 1)),
            AsOf::Time(time) => self.last_at(&append::written(time)),
        }
    }

    /// The last entry at or before a time. Times never go back, so it can be closed in on.
    fn last_at(&self, time: &str) -> Result<i64> {
        let (mut low, mut high) = (0, self.head()?.sequence as i64);
        while low < high {
            let middle = low + (high - low + 1) / 2;
            let sql = "SELECT time FROM entries WHERE sequence = ?1";
            let later = self.one(sql, &[Value::Integer(middle)], |row| Ok(row.text(0)? > time))?;
            if later.unwrap_or(true) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        Ok(low)
    }
}

impl Ledger for Book {
    fn append(&mut self, drafts: Vec<Draft>, blobs: &[Blob]) -> Result<Appended> {
        self.in_transaction(|book| book.append_all(drafts, blobs))
    }

    fn head(&self) -> Result<Head> {
        let sql = "SELECT sequence, time, hash FROM entries ORDER BY sequence DESC LIMIT 1";
        let head = self.one(sql, &[], |row| {
            Ok(Head {
                sequence: row.integer(0)? as u64,
                time: row.text(1)?.to_owned(),
                hash: read::digest(row.bytes(2)?)?,
            })
        })?;
        Ok(head.unwrap_or(Head { sequence: 0, time: String::new(), hash: Digest::ZERO }))
    }

    fn entries(&self, sequences: Range<u64>) -> Result<Vec<Entry>> {
        self.sealed_entries(sequences)?.iter().map(read::open_entry).collect()
    }

    fn sealed_entries(&self, sequences: Range<u64>) -> Result<Vec<SealedEntry>> {
        self.sealed(sequences)
    }

    /// Looks through all of them: it is asked for once in a while, and an index would cost every append.
    fn entry_with_hash(&self, hash: &Digest) -> Result<Option<u64>> {
        let sql = "SELECT sequence FROM entries WHERE hash = ?1";
        self.one(sql, &[Value::Blob(hash.as_bytes())], |row| Ok(row.integer(0)? as u64))
    }

    fn restore(&mut self, entries: &[SealedEntry], blobs: &[Blob]) -> Result<()> {
        self.in_transaction(|book| book.restore_all(entries, blobs))
    }

    fn blob(&self, hash: &Digest) -> Result<Option<Vec<u8>>> {
        self.kept(hash)
    }

    fn report(&self, report: &ReportId, as_of: AsOf) -> Result<Option<KeptReport>> {
        let at = self.sequence(as_of)?;
        self.report_at(report, at)
    }

    fn reports(&self, after: u64, limit: usize, as_of: AsOf) -> Result<Vec<KeptReport>> {
        let at = self.sequence(as_of)?;
        self.reports_at(after, limit, at)
    }

    fn reading(&self, report: &ReportId, as_of: AsOf) -> Result<Option<Reading>> {
        let at = self.sequence(as_of)?;
        self.reading_at(report, at)
    }

    fn claim(&self, claim: &ClaimId, as_of: AsOf) -> Result<Option<FoundClaim>> {
        let at = self.sequence(as_of)?;
        self.claim_at(claim, at)
    }

    fn claims(&self, query: &Query, as_of: AsOf) -> Result<Vec<FoundClaim>> {
        let at = self.sequence(as_of)?;
        self.find_claims(query, at)
    }

    fn events(&self, query: &Query, as_of: AsOf) -> Result<Vec<FoundEvent>> {
        let at = self.sequence(as_of)?;
        self.find_events(query, at)
    }

    fn event_accounts(&self, event: &EventId, as_of: AsOf) -> Result<Vec<AccountId>> {
        let at = self.sequence(as_of)?;
        Ok(self.links_of(event, at)?.into_iter().map(|(_, account)| account).collect())
    }

    fn event_of(&self, account: &AccountId, as_of: AsOf) -> Result<Option<EventId>> {
        let at = self.sequence(as_of)?;
        self.event_of_at(account, at)
    }

    fn accounts_with_keys(&self, keys: &[String]) -> Result<Vec<(AccountId, EventId)>> {
        self.linked_with_keys(keys)
    }

    fn event_page(&self, event: &EventId, as_of: AsOf) -> Result<Option<EventPage>> {
        let at = self.sequence(as_of)?;
        self.event_page_at(event, at)
    }

    fn estimates(&self, event: &EventId, as_of: AsOf) -> Result<Vec<Estimate>> {
        let at = self.sequence(as_of)?;
        self.estimates_at(event, at)
    }

    fn history(&self, event: &EventId) -> Result<Vec<Entry>> {
        self.noted(crate::views::keys::event(event.as_str()), FOREVER - 1)
    }

    fn pair_reviews(&self, event: &EventId) -> Result<Vec<Entry>> {
        let mut entries = self.noted(crate::views::keys::reviewed_event(event.as_str()), FOREVER - 1)?;
        entries.retain(|entry| {
            matches!(&entry.body, EntryBody::Reviewed { target: Target::Pair { event: of, .. }, .. } if of == event)
        });
        Ok(entries)
    }

    fn reviews(&self, target: &Target, as_of: AsOf) -> Result<Vec<Entry>> {
        let at = self.sequence(as_of)?;
        let mut entries = self.noted(crate::views::keys::target(target), at)?;
        entries.retain(|entry| is_about(&entry.body, target));
        Ok(entries)
    }

    fn claim_reviews(&self, report: &ReportId, as_of: AsOf) -> Result<Vec<Entry>> {
        let at = self.sequence(as_of)?;
        self.claim_reviews_at(report, at)
    }

    fn actor_edits(&self, actor: &ActorId, as_of: AsOf) -> Result<Vec<Entry>> {
        let at = self.sequence(as_of)?;
        let mut entries = self.noted(crate::views::keys::edited_actor(actor.as_str()), at)?;
        entries
            .retain(|entry| matches!(&entry.body, EntryBody::ActorEdited { actor: of, .. } if of == actor));
        Ok(entries)
    }

    fn review_queue(&self, limit: usize, as_of: AsOf) -> Result<Vec<QueuedPair>> {
        let at = self.sequence(as_of)?;
        self.queue_at(limit, at)
    }

    fn search(&self, words: &str, limit: usize, as_of: AsOf) -> Result<Vec<Hit>> {
        let at = self.sequence(as_of)?;
        self.search_at(words, limit, at)
    }

    fn verify(&self) -> Result<Verification> {
        self.verify_all()
    }

    fn rebuild_views(&mut self) -> Result<()> {
        self.in_transaction(|book| {
            book.replay()?;
            book.set_version("views", VERSION)
        })
    }
}

/// Whether an entry says something of a target, and not only links it.
fn is_about(body: &EntryBody, wanted: &Target) -> bool {
    match body {
        EntryBody::Reviewed { target, .. }
        | EntryBody::Retracted { target, .. }
        | EntryBody::Restored { target, .. } => target == wanted,
        _ => false,
    }
}

/// The hash that an entry as kept has to have.
fn hash_of(entry: &SealedEntry) -> Digest {
    let SealedEntry { sequence, time, author, body, previous, .. } = entry;
    entry_hash(previous, *sequence, time.as_bytes(), author.as_bytes(), body.as_bytes())
}
