//! Writing entries.

use std::collections::{HashMap, HashSet};

use claimant_model::{
    AccountId, Claim, Digest, Entry, EntryBody, ReportAdded, ReportId, Span, Target, entry_hash,
};
use jiff::Timestamp;

use super::{Book, hash_of, read};
use crate::Ledger as _;
use crate::nouns::{Appended, Blob, Draft, Head, SealedEntry};
use crate::spans::KeptText;
use crate::store::Value;
use crate::views::context::SharedContext;
use crate::views::project::Projector;
use crate::views::sinks::StoreSink;
use crate::views::{REPORTS, Sink, Source, keys};
use crate::{LedgerError, Result};

/// As every entry has it: of fixed length, so that times compare as text.
pub(super) fn written(time: Timestamp) -> String {
    format!("{time:.6}")
}

impl Book {
    pub(super) fn append_all(&mut self, drafts: Vec<Draft>, blobs: &[Blob]) -> Result<Appended> {
        self.history.hold(&*self.store)?;
        blobs.iter().try_for_each(|blob| self.keep(blob))?;
        let head = self.head()?;
        // Entries never go back in time, even where the clock does.
        let time = written((self.clock)()).max(head.time.clone());
        let mut context = self.context.take().filter(|_| self.context_at == head.sequence);
        let mut writing = Writing::new(self, &mut context, head, blobs);
        for draft in drafts {
            writing.draft(draft, &time)?;
        }
        writing.sink().write_waiting()?;
        let Writing { head, done, .. } = writing;
        (self.context, self.context_at) = (context, head.sequence);
        Ok(done)
    }

    pub(super) fn restore_all(&mut self, entries: &[SealedEntry], blobs: &[Blob]) -> Result<()> {
        self.history.hold(&*self.store)?;
        blobs.iter().try_for_each(|blob| self.keep(blob))?;
        let head = self.head()?;
        let mut context = None;
        let mut writing = Writing::new(self, &mut context, head, blobs);
        entries.iter().try_for_each(|entry| writing.restored(entry))?;
        writing.sink().write_waiting()?;
        self.context = None;
        Ok(())
    }

    fn insert_entry(&self, head: &Head, previous: &Digest, author: &str, body: &str) -> Result<()> {
        let sql = "INSERT INTO entries (sequence, time, author, body, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let parameters = [
            Value::Integer(head.sequence as i64),
            Value::Text(&head.time),
            Value::Text(author),
            Value::Text(body),
            Value::Blob(previous.as_bytes()),
            Value::Blob(head.hash.as_bytes()),
        ];
        self.store.execute(sql, &parameters).map(drop)
    }
}

/// The files handed in, and those kept already.
struct Given<'a> {
    book: &'a Book,
    blobs: HashMap<Digest, &'a [u8]>,
}

impl Source for Given<'_> {
    fn body(&self, sequence: i64) -> Result<EntryBody> {
        self.book.body(sequence)
    }

    fn text(&self, hash: &Digest) -> Result<String> {
        match self.blobs.get(hash) {
            None => self.book.kept_text(hash),
            Some(bytes) => String::from_utf8(bytes.to_vec())
                .map_err(|error| LedgerError::damaged(format!("the text {hash}"), error)),
        }
    }
}

/// One transaction in the making.
struct Writing<'a> {
    given: Given<'a>,
    context: &'a mut Option<SharedContext>,
    head: Head,
    done: Appended,
    /// Reports that were there already.
    left_out: HashSet<ReportId>,
    /// The claims of the reading at hand.
    known: Option<(i64, HashSet<i64>)>,
    /// The text that evidence is looked up in.
    text: Option<(ReportId, KeptText)>,
    /// The last entry as JSON, to be written over.
    author: String,
}

impl<'a> Writing<'a> {
    fn new(
        book: &'a Book,
        context: &'a mut Option<SharedContext>,
        head: Head,
        blobs: &'a [Blob],
    ) -> Writing<'a> {
        let blobs = blobs.iter().map(|blob| (blob.hash, blob.bytes.as_slice())).collect();
        Writing {
            given: Given { book, blobs },
            context,
            head,
            done: Appended::default(),
            left_out: HashSet::new(),
            known: None,
            text: None,
            author: String::new(),
        }
    }

    fn sink(&self) -> StoreSink<'a> {
        self.given.book.sink()
    }

    fn draft(&mut self, draft: Draft, time: &str) -> Result<()> {
        if !self.is_new(&draft.body)? {
            return Ok(());
        }
        let Draft { author, body } = draft;
        let previous = self.head.hash;
        self.author = json(&author)?;
        let written = json(&body)?;
        let sequence = self.head.sequence + 1;
        let hash =
            entry_hash(&previous, sequence, time.as_bytes(), self.author.as_bytes(), written.as_bytes());
        self.head = Head { sequence, time: time.to_owned(), hash };
        self.given.book.insert_entry(&self.head, &previous, &self.author, &written)?;
        self.project(&author, &body)?;
        self.note(&body)?;
        self.done.entries.push(Entry { sequence, time: time.to_owned(), author, body, previous, hash });
        Ok(())
    }

    /// Remembers of an entry what its claims will ask for.
    fn note(&mut self, body: &EntryBody) -> Result<()> {
        match body {
            EntryBody::ReportAdded(added) => {
                let text = KeptText::new(self.given.text(&added.text)?);
                self.text = Some((added.report.id.clone(), text));
            }
            EntryBody::ReportRead(_) => self.known = Some((self.head.sequence as i64, HashSet::new())),
            _ => {}
        }
        Ok(())
    }

    fn project(&mut self, author: &claimant_model::Author, body: &EntryBody) -> Result<()> {
        let mut sink = self.sink();
        let sequence = self.head.sequence;
        Projector { sink: &mut sink, source: &self.given, context: self.context }
            .project(sequence, author, body)
    }

    /// Writes an entry of another ledger as it is.
    fn restored(&mut self, sealed: &SealedEntry) -> Result<()> {
        let fault = |why: &str| LedgerError::Restore { sequence: sealed.sequence, why: why.to_owned() };
        if sealed.sequence != self.head.sequence + 1 || sealed.previous != self.head.hash {
            return Err(fault("it does not follow on the last entry here"));
        }
        if hash_of(sealed) != sealed.hash {
            return Err(fault("its hash is not that of what it says"));
        }
        let previous = self.head.hash;
        self.head = Head { sequence: sealed.sequence, time: sealed.time.clone(), hash: sealed.hash };
        self.given.book.insert_entry(&self.head, &previous, &sealed.author, &sealed.body)?;
        let entry = read::open_entry(sealed)?;
        if let EntryBody::ReportAdded(added) = &entry.body {
            self.needs_blobs(added)?;
        }
        self.project(&entry.author, &entry.body)
    }

    /// Whether there is anything to be written. Errors where an entry speaks of what is not there.
    fn is_new(&mut self, body: &EntryBody) -> Result<bool> {
        match body {
            EntryBody::ReportAdded(added) => self.is_new_report(added),
            EntryBody::ReportRead(read) => self.can_be_read(&read.report),
            EntryBody::ClaimRead { report, claim, .. } => self.is_new_claim(report, claim),
            EntryBody::Reviewed { target, .. }
            | EntryBody::Retracted { target, .. }
            | EntryBody::Restored { target, .. } => self.is_known(target),
            EntryBody::Linked { account: AccountId { report, .. }, score, .. }
            | EntryBody::Queued { account: AccountId { report, .. }, score, .. } => {
                is_number(*score)?;
                self.report_is_known(report).map(|()| true)
            }
            _ => Ok(true),
        }
    }

    fn is_new_report(&mut self, added: &ReportAdded) -> Result<bool> {
        let id = &added.report.id;
        if let Some(entry) = self.sink().open_row(&REPORTS, keys::report(id.as_str()))? {
            let EntryBody::ReportAdded(kept) = self.given.body(entry)? else {
                return Err(LedgerError::damaged(format!("report {id}"), "its entry is another"));
            };
            if kept.report.id != *id {
                let why =
                    format!("reports {} and {id} have the same number: give one another id", kept.report.id);
                return Err(LedgerError::Query(why));
            }
            if kept.raw == added.raw && kept.text == added.text {
                self.left_out.insert(id.clone());
                self.done.already_there.push(id.clone());
                return Ok(false);
            }
        }
        self.left_out.remove(id);
        self.needs_blobs(added).map(|()| true)
    }

    fn needs_blobs(&self, added: &ReportAdded) -> Result<()> {
        for hash in [&added.raw, &added.text] {
            if !self.given.blobs.contains_key(hash) && !self.given.book.is_kept(hash)? {
                return Err(LedgerError::NoBlob(*hash));
            }
        }
        Ok(())
    }

    fn can_be_read(&self, report: &ReportId) -> Result<bool> {
        if self.left_out.contains(report) {
            return Ok(false);
        }
        self.report_is_known(report).map(|()| true)
    }

    fn report_is_known(&self, report: &ReportId) -> Result<()> {
        match self.sink().open_row(&REPORTS, keys::report(report.as_str()))? {
            Some(_) => Ok(()),
            None => Err(unknown("report", report.as_str(), "add it first")),
        }
    }

    fn is_new_claim(&mut self, report: &ReportId, claim: &Claim) -> Result<bool> {
        if self.left_out.contains(report) {
            return Ok(false);
        }
        let mut sink = self.sink();
        let context =
            Projector { sink: &mut sink, source: &self.given, context: self.context }.context_of(report)?;
        self.check_evidence(report, claim)?;
        let claims = self.claims_of(context.reading)?;
        Ok(claims.insert(keys::claim(claim.id.as_str())))
    }

    /// The claims that a reading has so far.
    fn claims_of(&mut self, reading: i64) -> Result<&mut HashSet<i64>> {
        let known = if let Some(known) = self.known.take().filter(|(known, _)| *known == reading) {
            known
        } else {
            let sql = "SELECT claim FROM claims WHERE reading = ?1";
            let claims = self.given.book.all(sql, &[Value::Integer(reading)], |row| row.integer(0))?;
            (reading, claims.into_iter().collect())
        };
        Ok(&mut self.known.insert(known).1)
    }

    fn check_evidence(&mut self, report: &ReportId, claim: &Claim) -> Result<()> {
        let text = self.text_of(report)?;
        let wrong = |span: &&Span| !text.has(span.start(), span.end(), span.text());
        match claim.evidence.spans().find(wrong) {
            None => Ok(()),
            Some(span) => Err(LedgerError::Evidence {
                claim: claim.id.to_string(),
                report: report.to_string(),
                start: span.start(),
                end: span.end(),
            }),
        }
    }

    fn text_of(&mut self, report: &ReportId) -> Result<&KeptText> {
        let text = match self.text.take().filter(|(of, _)| of == report) {
            Some(text) => text,
            None => (report.clone(), KeptText::new(self.find_text(report)?)),
        };
        Ok(&self.text.insert(text).1)
    }

    fn find_text(&self, report: &ReportId) -> Result<String> {
        let entry = self.sink().open_row(&REPORTS, keys::report(report.as_str()))?;
        let entry = entry.ok_or_else(|| unknown("report", report.as_str(), "add it first"))?;
        match self.given.body(entry)? {
            EntryBody::ReportAdded(added) => self.given.text(&added.text),
            _ => Err(LedgerError::damaged(format!("report {report}"), "its entry is another")),
        }
    }

    fn is_known(&self, target: &Target) -> Result<bool> {
        match target {
            Target::Report { report } => self.report_is_known(report)?,
            Target::Claim { claim } => {
                let (book, number) = (self.given.book, keys::claim(claim.as_str()));
                let sql = format!(
                    "SELECT c.entry FROM {} CROSS JOIN claims c WHERE c.entry = h.value AND c.claim = ?2",
                    book.listed("?1")
                );
                let entries = book.about(number)?;
                let parameters = [Value::Integers(&entries), Value::Integer(number)];
                if book.one(&sql, &parameters, |row| row.integer(0))?.is_none() {
                    return Err(unknown(
                        "claim",
                        claim.as_str(),
                        "see `claimant show` for the ids of claims",
                    ));
                }
            }
            Target::Event { .. } | Target::Pair { .. } => {}
        }
        Ok(true)
    }
}

/// JSON has no way to write what is no number.
fn is_number(score: f64) -> Result<()> {
    if score.is_finite() {
        return Ok(());
    }
    Err(LedgerError::Query(format!("a score is a number, not {score}")))
}

fn unknown(what: &'static str, id: &str, hint: &'static str) -> LedgerError {
    LedgerError::Unknown { what, id: id.to_owned(), hint }
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| LedgerError::Query(format!("an entry cannot be written: {error}")))
}
