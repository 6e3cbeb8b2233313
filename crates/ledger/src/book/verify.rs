//! Proving a ledger: chain, kept files, spans, views.

use std::collections::HashMap;

use claimant_model::{Digest, EntryBody, ReportId};
use serde_json::Value as Json;

use super::{Book, blobs, hash_of, read};
use crate::Result;
use crate::history;
use crate::nouns::{Fault, SealedEntry, Verification};
use crate::spans::KeptText;
use crate::store::{Row, RowHash, Value};
use crate::views::sinks::SumSink;
use crate::views::{TABLES, Words};

/// So many entries or files are looked at in one query.
const PAGE: i64 = 500;

impl Book {
    pub(super) fn verify_all(&self) -> Result<Verification> {
        let mut proof = Proof::new(self);
        proof.entries()?;
        proof.blobs()?;
        // Views of a broken chain are of no interest, and cannot be made.
        if proof.found.is_sound() {
            proof.views();
        }
        for line in self.store.check()? {
            proof.fault(None, format!("the database finds its own file at fault: {line}"));
        }
        let mut found = proof.found;
        found.faults.sort_by_key(|fault| fault.sequence.unwrap_or(u64::MAX));
        Ok(found)
    }
}

struct Proof<'a> {
    book: &'a Book,
    found: Verification,
    /// The text of each report's latest version.
    texts: HashMap<ReportId, Digest>,
    /// The first entry that names each file.
    named: HashMap<Digest, u64>,
    /// The text that spans were compared with last.
    text: Option<(Digest, Option<KeptText>)>,
}

/// What an entry has to follow on.
struct Last {
    sequence: u64,
    time: String,
    hash: Digest,
}

impl<'a> Proof<'a> {
    fn new(book: &'a Book) -> Proof<'a> {
        Proof {
            book,
            found: Verification::default(),
            texts: HashMap::new(),
            named: HashMap::new(),
            text: None,
        }
    }

    fn fault(&mut self, sequence: Option<u64>, what: impl Into<String>) {
        if self.found.faults.len() < Verification::MOST_FAULTS {
            self.found.faults.push(Fault { sequence, what: what.into() });
        }
    }

    fn entries(&mut self) -> Result<()> {
        let sql = format!(
            "SELECT {} FROM entries e WHERE sequence > ?1 ORDER BY sequence LIMIT {PAGE}",
            read::SEALED
        );
        let mut last = Last { sequence: 0, time: String::new(), hash: Digest::ZERO };
        let mut after = i64::MIN;
        loop {
            // A row whose columns are of other types is a fault like any other.
            let page = self
                .book
                .all(&sql, &[Value::Integer(after)], |row| Ok((row.integer(0)?, read::sealed(row))))?;
            let Some(&(end, _)) = page.last() else { break };
            after = end;
            for (number, entry) in page {
                self.entry(number, entry, &mut last);
            }
        }
        self.found.head = Some(last.hash);
        Ok(())
    }

    fn entry(&mut self, number: i64, entry: Result<SealedEntry>, last: &mut Last) {
        self.found.entries += 1;
        let wanted = last.sequence + 1;
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                last.sequence = wanted;
                return self.fault(Some(wanted), format!("the entry cannot be read: {error}"));
            }
        };
        if let Some(why) = broken(&entry, last) {
            self.fault(Some(wanted), why);
        } else {
            self.says(&entry);
        }
        *last =
            Last { sequence: u64::try_from(number).unwrap_or(wanted), time: entry.time, hash: entry.hash };
    }

    /// Looks into an entry whose hash is right.
    fn says(&mut self, sealed: &SealedEntry) {
        let sequence = sealed.sequence;
        match read::open_entry(sealed).map(|entry| entry.body) {
            Err(error) => self.fault(Some(sequence), error.to_string()),
            Ok(EntryBody::ReportAdded(added)) => {
                for hash in [added.raw, added.text] {
                    self.named.entry(hash).or_insert(sequence);
                }
                self.texts.insert(added.report.id, added.text);
            }
            Ok(EntryBody::ReportRead(read)) => self.spans(sequence, &read.report, &sealed.body),
            Ok(EntryBody::ClaimRead { report, .. }) => self.spans(sequence, &report, &sealed.body),
            Ok(_) => {}
        }
    }

    /// Compares every span in the entry with the report's text.
    fn spans(&mut self, sequence: u64, report: &ReportId, body: &str) {
        let Some(&hash) = self.texts.get(report) else {
            return self
                .fault(Some(sequence), format!("it is about report {report}, which was not added before"));
        };
        let Ok(body) = serde_json::from_str(body) else { return };
        let (_, text) = match self.text.take().filter(|(of, _)| *of == hash) {
            Some(text) => self.text.insert(text),
            None => self.text.insert((hash, self.book.kept_text(&hash).ok().map(KeptText::new))),
        };
        let Some(text) = text else {
            return self.fault(Some(sequence), format!("the text {hash} of report {report} cannot be read"));
        };
        let mut wrong = None;
        self.found.spans += check_spans(&body, text, &mut wrong);
        if let Some(wrong) = wrong {
            self.fault(Some(sequence), format!("its words are not those of report {report}: {wrong}"));
        }
    }

    fn blobs(&mut self) -> Result<()> {
        let sql = format!(
            "SELECT hash, encoding, bytes, number FROM blobs WHERE number > ?1 ORDER BY number LIMIT {PAGE}"
        );
        let mut missing = std::mem::take(&mut self.named);
        let mut after = i64::MIN;
        loop {
            let page =
                self.book.all(&sql, &[Value::Integer(after)], |row| Ok((row.integer(3)?, blob(row))))?;
            let Some(&(end, _)) = page.last() else { break };
            after = end;
            for (_, blob) in page {
                self.found.blobs += 1;
                match blob {
                    Ok((hash, why)) => self.blob(&hash, why, &mut missing),
                    Err(error) => self.fault(None, format!("a file is kept under what is no hash: {error}")),
                }
            }
        }
        for (hash, sequence) in missing {
            self.fault(Some(sequence), format!("the file {hash} is not kept"));
        }
        Ok(())
    }

    fn blob(&mut self, hash: &[u8], why: Option<String>, missing: &mut HashMap<Digest, u64>) {
        let named = read::digest(hash).ok().map(|hash| (hash, missing.remove(&hash)));
        match (named, why) {
            (Some((_, Some(_))), None) => {}
            (Some((hash, sequence)), Some(why)) => self.fault(sequence, format!("the file {hash}: {why}")),
            (Some((hash, None)), None) => self.fault(None, format!("the file {hash} is named by no entry")),
            (None, _) => self.fault(None, "a file is kept under what is no hash"),
        }
    }

    /// Compares the views with what the entries make of them, by sums over their rows.
    fn views(&mut self) {
        let mut wanted = SumSink::default();
        if let Err(error) = self.book.replay_into(&mut wanted) {
            self.fault(None, format!("the views cannot be made anew: {error}"));
            return;
        }
        let tables = TABLES.iter().map(|table| (table.name, table.columns));
        let words = Words::ALL.iter().map(|words| (words.table(), ["rowid"].as_slice()));
        for (table, columns) in tables.chain(words) {
            let why = self.book.differs(table, columns, wanted.total(table));
            self.view(table, why);
        }
        let why = self.book.history_differs(wanted.total(history::NAME));
        self.view(history::NAME, why);
    }

    fn view(&mut self, table: &str, differs: Option<String>) {
        if let Some(why) = differs {
            let what = format!("the view {table} is not what the entries make it: {why}; rebuild the views");
            self.fault(None, what);
        }
    }
}

impl Book {
    fn differs(&self, table: &str, columns: &[&str], wanted: (u64, u128)) -> Option<String> {
        let mut sum = RowHash::default();
        let sql = format!("SELECT {} FROM {table}", columns.join(", "));
        let summed = self.store.query(&sql, &[], &mut |row| {
            row.hash_into(columns.len(), &mut sum)?;
            sum.end_row();
            Ok(())
        });
        differs(summed, &sum, wanted)
    }

    fn history_differs(&self, wanted: (u64, u128)) -> Option<String> {
        let mut sum = RowHash::default();
        let summed = self.history.prove(&*self.store, &mut |(subject, entry)| {
            sum.add_value(Value::Integer(subject));
            sum.add_value(Value::Integer(entry));
            sum.end_row();
        });
        differs(summed, &sum, wanted)
    }
}

fn differs(summed: Result<()>, sum: &RowHash, wanted: (u64, u128)) -> Option<String> {
    match (summed, sum.total()) {
        (Err(error), _) => Some(error.to_string()),
        (Ok(()), (rows, _)) if rows != wanted.0 => Some(format!("{rows} rows instead of {}", wanted.0)),
        (Ok(()), total) => (total != wanted).then(|| "a row was changed".to_owned()),
    }
}

/// Why an entry does not follow on the last, or is not what its hash says.
fn broken(entry: &SealedEntry, last: &Last) -> Option<String> {
    if entry.sequence != last.sequence + 1 {
        return Some(format!("the entry is not there; the next one is {}", entry.sequence));
    }
    if entry.previous != last.hash {
        return Some("it does not carry the hash of the entry before it".to_owned());
    }
    if hash_of(entry) != entry.hash {
        return Some("its hash is not that of what it says: it was changed".to_owned());
    }
    (entry.time < last.time).then(|| "it is older than the entry before it".to_owned())
}

/// The hash a file is kept under, and what is wrong with it.
fn blob(row: &dyn Row) -> Result<(Vec<u8>, Option<String>)> {
    let hash = row.bytes(0)?.to_vec();
    let decoded = match (row.integer(1), row.bytes(2)) {
        (Ok(encoding), Ok(bytes)) => blobs::decode(encoding, bytes),
        (Err(error), _) | (_, Err(error)) => Err(error.to_string()),
    };
    let why = match decoded {
        Err(why) => Some(why),
        Ok(bytes) if Digest::of(&bytes).as_bytes() != hash.as_slice() => {
            Some("its bytes are not those that were kept".to_owned())
        }
        Ok(_) => None,
    };
    Ok((hash, why))
}

/// Counts the spans in a piece of JSON, and names the first that is not in the text.
fn check_spans(json: &Json, text: &KeptText, wrong: &mut Option<String>) -> u64 {
    match json {
        Json::Array(parts) => parts.iter().map(|part| check_spans(part, text, wrong)).sum(),
        Json::Object(parts) => match span(json) {
            Some((start, end, words)) => {
                if wrong.is_none() && !text.has(start, end, words) {
                    *wrong = Some(format!("{start}..{end} is not {words:?}"));
                }
                1
            }
            None => parts.values().map(|part| check_spans(part, text, wrong)).sum(),
        },
        _ => 0,
    }
}

/// An object with `start`, `end` and `text`, and nothing else.
fn span(json: &Json) -> Option<(usize, usize, &str)> {
    let parts = json.as_object().filter(|parts| parts.len() == 3)?;
    let number = |name: &str| parts.get(name).and_then(Json::as_u64).map(|number| number as usize);
    Some((number("start")?, number("end")?, parts.get("text")?.as_str()?))
}
