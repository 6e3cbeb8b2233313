//! Events: which accounts are linked to them, what was derived and said of them, and what waits for a decision.

use std::collections::HashSet;

use claimant_model::{AccountId, Entry, EntryBody, Estimate, EventId, ReportCard, ReportId};

use super::Book;
use super::read::{SEALED, another, found_claim, not_retracted, open_entry, sealed};
use crate::nouns::{EventPage, FoundClaim, LinkedAccount, QueuedPair};
use crate::store::{Row, Value};
use crate::views::context::PER_ENTRY;
use crate::views::{FOREVER, keys};
use crate::{LedgerError, Result};

fn account(text: &str) -> Result<AccountId> {
    text.parse().map_err(|error| LedgerError::damaged("a link", error))
}

impl Book {
    /// The accounts linked to an event, by the ids of the accounts, with the entries that linked them.
    pub(super) fn links_of(&self, event: &EventId, at: i64) -> Result<Vec<(i64, AccountId)>> {
        let sql = format!(
            "SELECT l.valid_from, l.account_id FROM {} CROSS JOIN links l \
             WHERE l.valid_from = h.value AND l.event = ?1 AND l.valid_from <= ?2 AND l.valid_to > ?2 AND {}",
            self.listed("?3"),
            not_retracted("l.report", "?2")
        );
        let number = keys::event(event.as_str());
        let entries = self.about(number)?;
        let parameters = [Value::Integer(number), Value::Integer(at), Value::Integers(&entries)];
        let mut links = self.all(&sql, &parameters, |row| Ok((row.integer(0)?, account(row.text(1)?)?)))?;
        links.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(links)
    }

    pub(super) fn event_of_at(&self, account: &AccountId, at: i64) -> Result<Option<EventId>> {
        let sql = format!(
            "SELECT l.event_id FROM {} CROSS JOIN links l \
             WHERE l.valid_from = h.value AND l.account = ?1 AND l.valid_from <= ?2 AND l.valid_to > ?2 AND {}",
            self.listed("?3"),
            not_retracted("l.report", "?2")
        );
        let number = keys::account(account);
        let entries = self.about(number)?;
        let parameters = [Value::Integer(number), Value::Integer(at), Value::Integers(&entries)];
        self.one(&sql, &parameters, |row| Ok(EventId::new(row.text(0)?)))
    }

    pub(super) fn linked_with_keys(&self, blocks: &[String]) -> Result<Vec<(AccountId, EventId)>> {
        let entries = self.about_any(blocks.iter().map(|block| keys::block(block)).collect())?;
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT l.account_id, l.event_id FROM {} CROSS JOIN links l \
             WHERE l.valid_from = h.value AND l.valid_to > ?2 AND {} ORDER BY l.valid_from",
            self.listed("?1"),
            not_retracted("l.report", "?2")
        );
        let parameters = [Value::Integers(&entries), Value::Integer(FOREVER - 1)];
        self.all(&sql, &parameters, |row| Ok((account(row.text(0)?)?, EventId::new(row.text(1)?))))
    }

    pub(super) fn event_page_at(&self, event: &EventId, at: i64) -> Result<Option<EventPage>> {
        let links = self.links_of(event, at)?;
        if links.is_empty() {
            return Ok(None);
        }
        let mut claims = Vec::new();
        for (_, account) in &links {
            claims.extend(self.account_claims(account, at)?);
        }
        Ok(Some(EventPage {
            event: event.clone(),
            reports: self.cards(&links, at)?,
            estimates: self.estimates_at(event, at)?,
            reviews: self.page_reviews(event, &claims, at)?,
            accounts: links.into_iter().map(|link| self.linked_account(link)).collect::<Result<_>>()?,
            claims,
        }))
    }

    fn linked_account(&self, (entry, account): (i64, AccountId)) -> Result<LinkedAccount> {
        match self.body(entry)? {
            EntryBody::Linked { score, reasons, .. } => {
                Ok(LinkedAccount { sequence: entry as u64, account, score, reasons })
            }
            _ => Err(another(entry as u64)),
        }
    }

    /// The cards of the reports, each once.
    fn cards(&self, links: &[(i64, AccountId)], at: i64) -> Result<Vec<ReportCard>> {
        let mut seen: HashSet<&ReportId> = HashSet::new();
        let reports = links.iter().map(|(_, account)| &account.report).filter(|report| seen.insert(report));
        let kept: Vec<_> = reports.map(|report| self.report_at(report, at)).collect::<Result<_>>()?;
        Ok(kept.into_iter().flatten().map(|kept| kept.added.report).collect())
    }

    /// The claims of an account that stand.
    fn account_claims(&self, account: &AccountId, at: i64) -> Result<Vec<FoundClaim>> {
        let sql = format!(
            "SELECT c.entry, e.body FROM {} CROSS JOIN readings g CROSS JOIN accounts k CROSS JOIN claims c \
             CROSS JOIN entries e \
             WHERE g.valid_from = h.value AND g.valid_from <= ?2 AND g.valid_to > ?2 AND {} AND k.name = ?1 \
             AND c.reading = k.reading AND c.account = k.account AND c.entry <= ?2 AND {} AND e.sequence = c.entry \
             ORDER BY c.entry",
            self.listed("?3"),
            accounts_of("k", "g"),
            not_retracted("c.claim", "?2")
        );
        let name = keys::account(account);
        let entries = self.about(name)?;
        self.all(&sql, &[Value::Integer(name), Value::Integer(at), Value::Integers(&entries)], found_claim)
    }

    fn page_reviews(&self, event: &EventId, claims: &[FoundClaim], at: i64) -> Result<Vec<Entry>> {
        let claims = claims.iter().map(|found| keys::claim(found.claim.id.as_str()));
        let number = keys::event(event.as_str());
        let mut targets: Vec<i64> = std::iter::once(number).chain(claims).collect();
        targets.sort_unstable();
        targets.dedup();
        let sql = format!(
            "SELECT v.entry FROM {} CROSS JOIN reviews v WHERE v.target = h.value AND v.entry <= ?2",
            self.listed("?1")
        );
        let parameters = [Value::Integers(&targets), Value::Integer(at)];
        let mut entries = self.all(&sql, &parameters, |row| row.integer(0))?;
        // Pairs of an account and the event are other targets.
        entries.extend(
            self.about(keys::reviewed_event(event.as_str()))?.into_iter().filter(|&entry| entry <= at),
        );
        entries.sort_unstable();
        entries.into_iter().map(|entry| self.entry(entry)).collect()
    }

    pub(super) fn estimates_at(&self, event: &EventId, at: i64) -> Result<Vec<Estimate>> {
        let sql = format!(
            "SELECT e.sequence, e.body FROM {} CROSS JOIN estimates t CROSS JOIN entries e \
             WHERE t.valid_from = h.value AND e.sequence = t.valid_from \
             AND t.event = ?1 AND t.valid_from <= ?2 AND t.valid_to > ?2",
            self.listed("?3")
        );
        let number = keys::event(event.as_str());
        let entries = self.about(number)?;
        let parameters = [Value::Integer(number), Value::Integer(at), Value::Integers(&entries)];
        let estimates = self.one(&sql, &parameters, |row| match body(row)? {
            EntryBody::Estimated { estimates, .. } => Ok(estimates),
            _ => Err(another(row.integer(0)? as u64)),
        })?;
        Ok(estimates.unwrap_or_default())
    }

    /// The entries about a subject, up to a state; oldest first.
    pub(super) fn noted(&self, subject: i64, at: i64) -> Result<Vec<Entry>> {
        let sql = format!(
            "SELECT {SEALED} FROM {} CROSS JOIN entries e \
             WHERE e.sequence = h.value AND e.sequence <= ?2 ORDER BY e.sequence",
            self.listed("?1")
        );
        let entries = self.about(subject)?;
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let parameters = [Value::Integers(&entries), Value::Integer(at)];
        self.all(&sql, &parameters, |row| open_entry(&sealed(row)?))
    }

    pub(super) fn claim_reviews_at(&self, report: &ReportId, at: i64) -> Result<Vec<Entry>> {
        let sql = format!(
            "SELECT {SEALED} FROM {} CROSS JOIN readings g CROSS JOIN claims c CROSS JOIN reviews v \
             CROSS JOIN entries e \
             WHERE g.valid_from = h.value AND g.report = ?1 AND g.valid_from <= ?2 AND g.valid_to > ?2 AND c.reading = g.valid_from \
             AND v.target = c.claim AND v.entry <= ?2 AND e.sequence = v.entry ORDER BY v.entry",
            self.listed("?3")
        );
        let report = keys::report(report.as_str());
        let entries = self.about(report)?;
        let parameters = [Value::Integer(report), Value::Integer(at), Value::Integers(&entries)];
        self.all(&sql, &parameters, |row| open_entry(&sealed(row)?))
    }

    pub(super) fn queue_at(&self, limit: usize, at: i64) -> Result<Vec<QueuedPair>> {
        let sql = "SELECT e.sequence, e.body FROM queue q CROSS JOIN entries e \
                   WHERE q.valid_to > ?1 AND q.valid_from <= ?1 AND e.sequence = q.valid_from \
                   ORDER BY q.valid_from LIMIT ?2";
        let parameters = [Value::Integer(at), Value::Integer(limit as i64)];
        self.all(sql, &parameters, |row| {
            let sequence = row.integer(0)? as u64;
            match body(row)? {
                EntryBody::Queued { account, event, score, reasons } => {
                    Ok(QueuedPair { sequence, account, event, score, reasons })
                }
                _ => Err(another(sequence)),
            }
        })
    }
}

/// The condition that an account is one of a reading, both given by their aliases.
pub(super) fn accounts_of(account: &str, reading: &str) -> String {
    format!(
        "{account}.account BETWEEN {reading}.valid_from * {PER_ENTRY} \
         AND {reading}.valid_from * {PER_ENTRY} + {}",
        PER_ENTRY - 1
    )
}

/// The body of an entry from a row with its number and body.
fn body(row: &dyn Row) -> Result<EntryBody> {
    let sequence = row.integer(0)?;
    serde_json::from_str(row.text(1)?)
        .map_err(|error| LedgerError::damaged(format!("entry {sequence}"), error))
}
