//! Events: which accounts are linked to them, what was derived and said of them, and what waits for a decision.

use std::collections::HashSet;

use claimant_model::{AccountId, Entry, EntryBody, Estimate, EventId, ReportCard, ReportId};

use super::Book;
use super::read::{SEALED, another, found_claim, not_retracted, open_entry, sealed};
use crate::nouns::{EventPage, FoundClaim, LinkedAccount, QueuedPair};
use crate::store::{Row, Value};
use crate::views::keys;
use crate::{LedgerError, Result};

/// So many keys are asked for at once.
const KEYS_AT_ONCE: usize = 50;

fn account(text: &str) -> Result<AccountId> {
    text.parse().map_err(|error| LedgerError::damaged("a link", error))
}

impl Book {
    /// The accounts linked to an event, by the ids of the accounts, with the entries that linked them.
    pub(super) fn links_of(&self, event: &EventId, at: i64) -> Result<Vec<(i64, AccountId)>> {
        let sql = format!(
            "SELECT l.valid_from, l.account_id FROM links l \
             WHERE l.event = ?1 AND l.valid_from <= ?2 AND l.valid_to > ?2 AND {}",
            not_retracted("l.report", "?2")
        );
        let number = keys::event(event.as_str());
        let mut links = self.all(&sql, &[Value::Integer(number), Value::Integer(at)], |row| {
            Ok((row.integer(0)?, account(row.text(1)?)?))
        })?;
        links.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(links)
    }

    pub(super) fn event_of_at(&self, account: &AccountId, at: i64) -> Result<Option<EventId>> {
        let sql = format!(
            "SELECT l.event_id FROM links l \
             WHERE l.account = ?1 AND l.valid_from <= ?2 AND l.valid_to > ?2 AND {}",
            not_retracted("l.report", "?2")
        );
        let number = keys::account(account);
        self.one(&sql, &[Value::Integer(number), Value::Integer(at)], |row| Ok(EventId::new(row.text(0)?)))
    }

    pub(super) fn linked_with_keys(&self, blocks: &[String]) -> Result<Vec<(AccountId, EventId)>> {
        let mut found: Vec<(i64, AccountId, EventId)> = Vec::new();
        for blocks in blocks.chunks(KEYS_AT_ONCE) {
            found.extend(self.linked_with_few_keys(blocks)?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found.into_iter().map(|(_, account, event)| (account, event)).collect())
    }

    fn linked_with_few_keys(&self, blocks: &[String]) -> Result<Vec<(i64, AccountId, EventId)>> {
        let places: Vec<String> = (2..blocks.len() + 2).map(|number| format!("?{number}")).collect();
        let sql = format!(
            "SELECT l.valid_from, l.account_id, l.event_id FROM link_keys k CROSS JOIN links l \
             WHERE k.block IN ({}) AND l.valid_from = k.link AND l.valid_to > ?1 AND {}",
            places.join(", "),
            not_retracted("l.report", "?1")
        );
        let blocks = blocks.iter().map(|block| Value::Integer(keys::block(block)));
        let parameters: Vec<Value<'_>> =
            std::iter::once(Value::Integer(i64::MAX - 1)).chain(blocks).collect();
        self.all(&sql, &parameters, |row| {
            Ok((row.integer(0)?, account(row.text(1)?)?, EventId::new(row.text(2)?)))
        })
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
            "SELECT c.entry, e.body FROM accounts k CROSS JOIN readings g CROSS JOIN claims c CROSS JOIN entries e \
             WHERE k.name = ?1 AND g.valid_from = k.reading AND g.valid_from <= ?2 AND g.valid_to > ?2 \
             AND c.reading = k.reading AND c.account = k.account AND c.entry <= ?2 AND {} AND e.sequence = c.entry \
             ORDER BY c.entry",
            not_retracted("c.claim", "?2")
        );
        let name = keys::account(account);
        self.all(&sql, &[Value::Integer(name), Value::Integer(at)], found_claim)
    }

    fn page_reviews(&self, event: &EventId, claims: &[FoundClaim], at: i64) -> Result<Vec<Entry>> {
        let numbers = claims.iter().map(|found| keys::claim(found.claim.id.as_str()));
        let mut reviews = Vec::new();
        for number in std::iter::once(keys::event(event.as_str())).chain(numbers) {
            reviews.extend(self.noted(number, at)?);
        }
        reviews.retain(|entry| matches!(entry.body, EntryBody::Reviewed { .. }));
        reviews.sort_by_key(|entry| entry.sequence);
        Ok(reviews)
    }

    pub(super) fn estimates_at(&self, event: &EventId, at: i64) -> Result<Vec<Estimate>> {
        let sql = "SELECT e.sequence, e.body FROM estimates t JOIN entries e ON e.sequence = t.valid_from \
                   WHERE t.event = ?1 AND t.valid_from <= ?2 AND t.valid_to > ?2";
        let number = keys::event(event.as_str());
        let estimates =
            self.one(sql, &[Value::Integer(number), Value::Integer(at)], |row| match body(row)? {
                EntryBody::Estimated { estimates, .. } => Ok(estimates),
                _ => Err(another(row.integer(0)? as u64)),
            })?;
        Ok(estimates.unwrap_or_default())
    }

    /// The entries about a subject, up to a state; oldest first.
    pub(super) fn noted(&self, subject: i64, at: i64) -> Result<Vec<Entry>> {
        let sql = format!(
            "SELECT {SEALED} FROM history h CROSS JOIN entries e \
             WHERE h.subject = ?1 AND h.entry <= ?2 AND e.sequence = h.entry ORDER BY h.entry"
        );
        self.all(&sql, &[Value::Integer(subject), Value::Integer(at)], |row| open_entry(&sealed(row)?))
    }

    /// The reviews among them.
    pub(super) fn noted_reviews(&self, subject: i64) -> Result<Vec<Entry>> {
        let sql = format!(
            "SELECT {SEALED} FROM history h CROSS JOIN reviews v CROSS JOIN entries e \
             WHERE h.subject = ?1 AND v.entry = h.entry AND e.sequence = h.entry ORDER BY h.entry"
        );
        self.all(&sql, &[Value::Integer(subject)], |row| open_entry(&sealed(row)?))
    }

    pub(super) fn claim_reviews_at(&self, report: &ReportId, at: i64) -> Result<Vec<Entry>> {
        let sql = format!(
            "SELECT {SEALED} FROM readings g CROSS JOIN claims c CROSS JOIN reviews v CROSS JOIN entries e \
             WHERE g.report = ?1 AND g.valid_from <= ?2 AND g.valid_to > ?2 AND c.reading = g.valid_from \
             AND v.target = c.claim AND v.entry <= ?2 AND e.sequence = v.entry ORDER BY v.entry"
        );
        let report = keys::report(report.as_str());
        self.all(&sql, &[Value::Integer(report), Value::Integer(at)], |row| open_entry(&sealed(row)?))
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

/// The body of an entry from a row with its number and body.
fn body(row: &dyn Row) -> Result<EntryBody> {
    let sequence = row.integer(0)?;
    serde_json::from_str(row.text(1)?)
        .map_err(|error| LedgerError::damaged(format!("entry {sequence}"), error))
}
