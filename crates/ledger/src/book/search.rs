//! Full text over evidence and reports.
//!
//! Ranking looks at the newest matches only: a word that stands in every second report would take a database seconds to
//! rank, and nobody reads the hundred-thousandth report that has it.

use claimant_model::EntryBody;

use super::Book;
use super::read::{another, not_retracted};
use super::statement::Statement;
use crate::nouns::{FoundClaim, Hit};
use crate::views::Words;
use crate::words::{Term, excerpt, terms};
use crate::{LedgerError, Result};

/// So many of the newest matches are ranked.
const RANKED: i64 = 1000;

impl Book {
    pub(super) fn search_at(&self, words: &str, limit: usize, at: i64) -> Result<Vec<Hit>> {
        let terms = terms(words);
        if terms.is_empty() {
            return Err(LedgerError::Query(format!("there are no words to look for in {words:?}")));
        }
        let mut hits = Vec::new();
        for (entry, score) in self.ranked(Words::Claims, &terms, limit, at)? {
            hits.extend(self.claim_hit(entry, score, &terms, at)?);
        }
        if hits.len() < limit {
            for (entry, score) in self.ranked(Words::Reports, &terms, limit, at)? {
                self.add_report_hit(&mut hits, entry, score, &terms)?;
            }
            hits.truncate(limit);
        }
        Ok(hits)
    }

    /// Entries with the words, best first, with their scores.
    fn ranked(&self, table: Words, terms: &[Term], limit: usize, at: i64) -> Result<Vec<(i64, f64)>> {
        let dialect = self.store.dialect();
        let name = table.table();
        let mut statement = Statement::default();
        let words = statement.text((dialect.words)(terms));
        let state = statement.integer(at);
        statement.table(format!("{name} w"));
        statement.condition((dialect.words_match)(name, "w", &words));
        match table {
            Words::Claims => {
                statement.table("claims c");
                statement.table("readings g");
                statement.condition("c.entry = w.rowid AND g.valid_from = c.reading");
                statement.condition(format!("c.entry <= {state} AND g.valid_to > {state}"));
                statement.condition(not_retracted("c.claim", &state));
                statement.condition(not_retracted("g.report", &state));
            }
            Words::Reports => {
                statement.table("reports p");
                statement.condition("p.valid_from = w.rowid");
                statement.condition(format!("p.valid_from <= {state} AND p.valid_to > {state}"));
                statement.condition(not_retracted("p.report", &state));
            }
        }
        let columns = format!("w.rowid AS entry, {} AS badness", (dialect.badness)(name, "w", &words));
        let newest = statement.select(&columns, &format!("ORDER BY w.rowid DESC LIMIT {RANKED}"));
        let limit = statement.integer(limit as i64);
        let sql = format!(
            "SELECT entry, badness FROM ({newest}) AS newest ORDER BY badness, entry DESC LIMIT {limit}"
        );
        self.all(&sql, &statement.values(), |row| Ok((row.integer(0)?, -row.real(1)?)))
    }

    fn claim_hit(&self, entry: i64, score: f64, terms: &[Term], at: i64) -> Result<Option<Hit>> {
        let EntryBody::ClaimRead { report, claim, .. } = self.body(entry)? else {
            return Err(another(entry as u64));
        };
        let evidence: Vec<&str> = claim.evidence.spans().map(claimant_model::Span::text).collect();
        let excerpt = excerpt(&evidence.join(" "), terms);
        let kept = self.report_at(&report, at)?;
        let found = FoundClaim { sequence: entry as u64, report, claim: *claim };
        Ok(kept.map(|kept| Hit { report: kept.added.report, claim: Some(found), excerpt, score }))
    }

    /// Adds a report unless one of its claims was found.
    fn add_report_hit(&self, hits: &mut Vec<Hit>, entry: i64, score: f64, terms: &[Term]) -> Result<()> {
        let EntryBody::ReportAdded(added) = self.body(entry)? else {
            return Err(another(entry as u64));
        };
        if hits.iter().all(|hit| hit.report.id != added.report.id) {
            let text = self.kept_text(&added.text)?;
            hits.push(Hit { report: added.report, claim: None, excerpt: excerpt(&text, terms), score });
        }
        Ok(())
    }
}
