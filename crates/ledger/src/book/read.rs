//! Reading back what was entered.

use std::ops::Range;

use claimant_model::{
    Claim, ClaimId, Digest, Entry, EntryBody, Reading, Report, ReportAdded, ReportId, ReportRead, SchemaName,
};

use super::Book;
use crate::nouns::{FoundClaim, KeptReport, SealedEntry};
use crate::store::{Row, Value};
use crate::views::keys;
use crate::{LedgerError, Result};

/// A hash as a store keeps it.
pub(super) fn digest(bytes: &[u8]) -> Result<Digest> {
    let bytes: [u8; 32] = bytes
        .try_into()
        .map_err(|_| LedgerError::damaged("a hash", format!("it has {} bytes", bytes.len())))?;
    Ok(Digest::from_bytes(bytes))
}

/// What a sealed entry says.
pub(super) fn open_entry(sealed: &SealedEntry) -> Result<Entry> {
    let fault = |error: serde_json::Error| LedgerError::damaged(format!("entry {}", sealed.sequence), error);
    Ok(Entry {
        sequence: sealed.sequence,
        time: sealed.time.clone(),
        author: serde_json::from_str(&sealed.author).map_err(fault)?,
        body: serde_json::from_str(&sealed.body).map_err(fault)?,
        previous: sealed.previous,
        hash: sealed.hash,
    })
}

/// An entry from its row: sequence, time, author, body, previous, hash.
pub(super) fn sealed(row: &dyn Row) -> Result<SealedEntry> {
    Ok(SealedEntry {
        sequence: row.integer(0)? as u64,
        time: row.text(1)?.to_owned(),
        author: row.text(2)?.to_owned(),
        body: row.text(3)?.to_owned(),
        previous: digest(row.bytes(4)?)?,
        hash: digest(row.bytes(5)?)?,
    })
}

/// The columns that [`sealed`] reads.
pub(super) const SEALED: &str = "e.sequence, e.time, e.author, e.body, e.previous, e.hash";

/// The condition that a report, given as a column with its number, is not retracted in the state of a parameter.
pub(super) fn not_retracted(column: &str, state: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM retractions r WHERE r.target = {column} \
         AND r.valid_from <= {state} AND r.valid_to > {state})"
    )
}

impl Book {
    pub(super) fn sealed(&self, sequences: Range<u64>) -> Result<Vec<SealedEntry>> {
        let sql = format!(
            "SELECT {SEALED} FROM entries e WHERE sequence >= ?1 AND sequence < ?2 ORDER BY sequence"
        );
        let bound = |sequence: u64| Value::Integer(i64::try_from(sequence).unwrap_or(i64::MAX));
        self.all(&sql, &[bound(sequences.start), bound(sequences.end)], sealed)
    }

    /// An entry that a view names.
    pub(super) fn entry(&self, sequence: i64) -> Result<Entry> {
        let sql = format!("SELECT {SEALED} FROM entries e WHERE sequence = ?1");
        let found = self.one(&sql, &[Value::Integer(sequence)], sealed)?;
        open_entry(&found.ok_or_else(|| missing(sequence))?)
    }

    /// What an entry that a view names says.
    pub(super) fn body(&self, sequence: i64) -> Result<EntryBody> {
        let sql = "SELECT body FROM entries WHERE sequence = ?1";
        let body = self.one(sql, &[Value::Integer(sequence)], |row| {
            serde_json::from_str(row.text(0)?)
                .map_err(|error| LedgerError::damaged(format!("entry {sequence}"), error))
        })?;
        body.ok_or_else(|| missing(sequence))
    }

    pub(super) fn report_at(&self, report: &ReportId, at: i64) -> Result<Option<KeptReport>> {
        let number = keys::report(report.as_str());
        let Some(entry) = self.standing("reports", number, at)? else { return Ok(None) };
        self.kept_report(entry, self.is_retracted(number, at)?).map(Some)
    }

    /// The entry of a report or reading that stands, by the number of the report.
    fn standing(&self, table: &str, report: i64, at: i64) -> Result<Option<i64>> {
        let sql = format!(
            "SELECT t.valid_from FROM {} CROSS JOIN {table} t WHERE t.valid_from = h.value AND t.report = ?2 \
             AND t.valid_from <= ?3 AND t.valid_to > ?3",
            self.listed("?1")
        );
        let entries = self.about(report)?;
        let parameters = [Value::Integers(&entries), Value::Integer(report), Value::Integer(at)];
        self.one(&sql, &parameters, |row| row.integer(0))
    }

    fn is_retracted(&self, target: i64, at: i64) -> Result<bool> {
        let sql = "SELECT 1 FROM retractions WHERE target = ?1 AND valid_from <= ?2 AND valid_to > ?2";
        let found = self.one(sql, &[Value::Integer(target), Value::Integer(at)], |_| Ok(()))?;
        Ok(found.is_some())
    }

    pub(super) fn reports_at(&self, after: u64, limit: usize, at: i64) -> Result<Vec<KeptReport>> {
        let sql = format!(
            "SELECT p.valid_from FROM reports p WHERE p.valid_from > ?1 AND p.valid_from <= ?2 AND p.valid_to > ?2 \
             AND {} ORDER BY p.valid_from LIMIT ?3",
            not_retracted("p.report", "?2")
        );
        let parameters = [Value::Integer(after as i64), Value::Integer(at), Value::Integer(limit as i64)];
        let entries = self.all(&sql, &parameters, |row| row.integer(0))?;
        entries.into_iter().map(|entry| self.kept_report(entry, false)).collect()
    }

    fn kept_report(&self, entry: i64, retracted: bool) -> Result<KeptReport> {
        let entry = self.entry(entry)?;
        match entry.body {
            EntryBody::ReportAdded(added) => {
                Ok(KeptReport { sequence: entry.sequence, time: entry.time, added: *added, retracted })
            }
            _ => Err(another(entry.sequence)),
        }
    }

    pub(super) fn reading_at(&self, report: &ReportId, at: i64) -> Result<Option<Reading>> {
        let Some(kept) = self.report_at(report, at)?.filter(|kept| !kept.retracted) else {
            return Ok(None);
        };
        let number = keys::report(report.as_str());
        let Some(reading) = self.standing("readings", number, at)? else { return Ok(None) };
        let EntryBody::ReportRead(read) = self.body(reading)? else {
            return Err(another(reading as u64));
        };
        let text = self.kept_text(&kept.added.text)?;
        let claims = self.claims_of(reading, at)?;
        Ok(Some(put_together(kept.added, text, *read, claims)))
    }

    /// The claims of a reading that stand, in the order they were entered.
    fn claims_of(&self, reading: i64, at: i64) -> Result<Vec<Claim>> {
        let sql = format!(
            "SELECT c.entry, e.body FROM claims c JOIN entries e ON e.sequence = c.entry \
             WHERE c.reading = ?1 AND c.entry <= ?2 AND {} ORDER BY c.entry",
            not_retracted("c.claim", "?2")
        );
        let claims = self.all(&sql, &[Value::Integer(reading), Value::Integer(at)], found_claim)?;
        Ok(claims.into_iter().map(|found| found.claim).collect())
    }

    pub(super) fn claim_at(&self, claim: &ClaimId, at: i64) -> Result<Option<FoundClaim>> {
        let sql = format!(
            "SELECT c.entry, e.body FROM {} CROSS JOIN claims c CROSS JOIN readings g CROSS JOIN entries e \
             WHERE c.entry = h.value AND g.valid_from = c.reading AND e.sequence = c.entry \
             AND c.claim = ?1 AND c.entry <= ?2 AND g.valid_to > ?2 AND {} AND {}",
            self.listed("?3"),
            not_retracted("c.claim", "?2"),
            not_retracted("g.report", "?2")
        );
        let number = keys::claim(claim.as_str());
        let entries = self.about(number)?;
        let parameters = [Value::Integer(number), Value::Integer(at), Value::Integers(&entries)];
        self.one(&sql, &parameters, found_claim)
    }

    /// The claims in these entries.
    pub(super) fn claims_in(&self, entries: &[i64]) -> Result<Vec<FoundClaim>> {
        let sql = "SELECT sequence, body FROM entries WHERE sequence = ?1";
        let claim = |&entry: &i64| {
            self.one(sql, &[Value::Integer(entry)], found_claim)?.ok_or_else(|| missing(entry))
        };
        entries.iter().map(claim).collect()
    }
}

/// A claim from a row with its entry's number and body.
pub(super) fn found_claim(row: &dyn Row) -> Result<FoundClaim> {
    let sequence = row.integer(0)? as u64;
    let body = serde_json::from_str(row.text(1)?);
    match body.map_err(|error| LedgerError::damaged(format!("entry {sequence}"), error))? {
        EntryBody::ClaimRead { report, claim, .. } => Ok(FoundClaim { sequence, report, claim: *claim }),
        _ => Err(another(sequence)),
    }
}

fn missing(sequence: i64) -> LedgerError {
    LedgerError::damaged(format!("entry {sequence}"), "it is not there, though a view names it")
}

pub(super) fn another(sequence: u64) -> LedgerError {
    LedgerError::damaged(format!("entry {sequence}"), "it is of another kind than a view says")
}

/// A reading as it was before its parts were entered one by one.
fn put_together(added: ReportAdded, text: String, read: ReportRead, claims: Vec<Claim>) -> Reading {
    let card = added.report;
    Reading {
        schema: SchemaName::V1,
        report: Report {
            id: card.id,
            source: card.source,
            wire: card.wire,
            url: card.url,
            title: card.title,
            byline: card.byline,
            published: card.published,
            language: card.language,
            text,
        },
        actors: read.actors,
        places: read.places,
        claims,
        attributions: read.attributions,
        events: read.events,
        problems: read.problems,
    }
}
