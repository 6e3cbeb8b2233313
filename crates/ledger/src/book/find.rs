//! Claims and events that meet a query.
//!
//! The databases are told where to begin, because they cannot know: at the words, the map, the actor, the report or the
//! reviewer, in this order, whichever is first asked for. Everything else is looked at claim by claim.

use claimant_model::{AccountId, EventId};

use super::Book;
use super::read::not_retracted;
use super::statement::Statement;
use crate::nouns::{FoundClaim, FoundEvent};
use crate::store::Dialect;
use crate::views::context::day_number;
use crate::views::{codes, keys};
use crate::words::terms;
use crate::{Area, LedgerError, Order, Query, Result};

/// Days that no event reaches.
const NEVER: i64 = 8_000_000;

impl Book {
    pub(super) fn find_claims(&self, query: &Query, at: i64) -> Result<Vec<FoundClaim>> {
        let mut statement = self.matching(query, at)?;
        let limit = statement.integer(query.limit());
        let sql = statement.select("c.entry", &format!("ORDER BY c.entry DESC LIMIT {limit}"));
        let entries = self.all(&sql, &statement.values(), |row| row.integer(0))?;
        self.claims_in(&entries)
    }

    pub(super) fn find_events(&self, query: &Query, at: i64) -> Result<Vec<FoundEvent>> {
        let unconditional = Query { limit: query.limit, order: query.order, ..Query::default() } == *query;
        let mut statement = if unconditional { Statement::default() } else { self.matching(query, at)? };
        if !unconditional {
            statement.table("accounts k");
            statement.condition("k.account = c.account");
        }
        let state = statement.integer(at);
        statement.table("links l");
        if !unconditional {
            statement.condition("l.account = k.name");
        }
        statement.condition(format!("l.valid_from <= {state} AND l.valid_to > {state}"));
        statement.condition(not_retracted("l.report", &state));
        let limit = statement.integer(query.limit());
        let order = order(query.order, &state);
        let rest = format!("GROUP BY l.event ORDER BY {order} max(l.valid_from) DESC LIMIT {limit}");
        let sql = statement.select("max(l.event_id)", &rest);
        let events = self.all(&sql, &statement.values(), |row| Ok(EventId::new(row.text(0)?)))?;
        events.into_iter().map(|event| self.found_event(event, at)).collect()
    }

    fn found_event(&self, event: EventId, at: i64) -> Result<FoundEvent> {
        let accounts: Vec<AccountId> =
            self.links_of(&event, at)?.into_iter().map(|(_, account)| account).collect();
        Ok(FoundEvent { event, accounts })
    }

    /// The claims, with the alias `c`, that meet a query in a state.
    fn matching(&self, query: &Query, at: i64) -> Result<Statement> {
        let mut statement = Statement::default();
        begin(&mut statement, query, self.store.dialect())?;
        let state = statement.integer(at);
        statement.table("readings g");
        statement
            .condition(format!("g.valid_from = c.reading AND c.entry <= {state} AND g.valid_to > {state}"));
        statement.condition(not_retracted("c.claim", &state));
        statement.condition(not_retracted("g.report", &state));
        filter(&mut statement, query, &state);
        Ok(statement)
    }
}

/// What events are put in order by before the time of their last link.
fn order(order: Order, state: &str) -> String {
    let standing = |alias: &str| format!("{alias}.valid_from <= {state} AND {alias}.valid_to > {state}");
    match order {
        Order::News => String::new(),
        Order::Day => format!(
            "(SELECT max(os.last_day) FROM links ol CROSS JOIN accounts ok CROSS JOIN readings og \
             CROSS JOIN claims oc CROSS JOIN spots os \
             WHERE ol.event = l.event AND {} AND ok.name = ol.account AND og.valid_from = ok.reading AND {} \
             AND oc.reading = ok.reading AND oc.account = ok.account AND os.spot = oc.spot) DESC NULLS LAST,",
            standing("ol"),
            standing("og")
        ),
        Order::Killed => format!(
            "(SELECT ot.killed FROM estimates ot WHERE ot.event = l.event AND {}) DESC NULLS LAST,",
            standing("ot")
        ),
    }
}

/// Names the table to begin at, and leads from it to the claims.
fn begin(statement: &mut Statement, query: &Query, dialect: &Dialect) -> Result<()> {
    let place_or_time = query.area.is_some() || query.from.is_some() || query.until.is_some();
    if let Some(text) = &query.text {
        let terms = terms(text);
        if terms.is_empty() {
            return Err(LedgerError::Query(format!("there are no words to look for in {text:?}")));
        }
        let words = statement.text((dialect.words)(&terms));
        statement.table("claim_words w");
        statement.condition((dialect.words_match)("claim_words", "w", &words));
        claims_by(statement, "c.entry = w.rowid");
    } else if place_or_time {
        statement.table(dialect.spots_from);
        near(statement, query, dialect);
        claims_by(statement, "c.reading = s.reading AND c.spot = s.spot");
        return Ok(());
    } else if let Some(actor) = &query.actor {
        let actor = statement.integer(keys::actor(actor));
        statement.table("claim_actors a");
        statement.condition(format!("a.actor = {actor}"));
        claims_by(statement, "c.entry = a.entry");
    } else {
        statement.table("claims c");
    }
    if place_or_time {
        statement.table("spots s");
        statement.condition("s.spot = c.spot");
        exactly_near(statement, query);
    }
    Ok(())
}

fn claims_by(statement: &mut Statement, condition: &str) {
    statement.table("claims c");
    statement.condition(condition);
}

/// Where and when, by the index of spots.
fn near(statement: &mut Statement, query: &Query, dialect: &Dialect) {
    match query.area {
        Some(area) if area.west <= area.east => {
            let bounds =
                [area.south, area.west, area.north, area.east].map(|degrees| statement.real(degrees));
            statement.condition((dialect.in_area)(bounds.each_ref().map(String::as_str)));
        }
        _ => exactly_in(statement, query.area),
    }
    if query.from.is_some() || query.until.is_some() {
        let days = days(query).map(|day| statement.integer(day));
        statement.condition((dialect.in_days)(days.each_ref().map(String::as_str)));
    }
}

/// Where and when, without an index.
fn exactly_near(statement: &mut Statement, query: &Query) {
    exactly_in(statement, query.area);
    if query.from.is_some() || query.until.is_some() {
        let [from, until] = days(query).map(|day| statement.integer(day));
        statement.condition(format!("s.first_day <= {until} AND s.last_day >= {from}"));
    }
}

fn exactly_in(statement: &mut Statement, area: Option<Area>) {
    let Some(area) = area else { return };
    let [south, west, north, east] =
        [area.south, area.west, area.north, area.east].map(|degrees| statement.real(degrees));
    let joined = if area.west <= area.east { "AND" } else { "OR" };
    statement.condition(format!(
        "s.latitude BETWEEN {south} AND {north} AND (s.longitude >= {west} {joined} s.longitude <= {east})"
    ));
}

fn days(query: &Query) -> [i64; 2] {
    [query.from.map_or(-NEVER, day_number), query.until.map_or(NEVER, day_number)]
}

/// Everything that is looked at claim by claim.
fn filter(statement: &mut Statement, query: &Query, state: &str) {
    if let Some(actor) = &query.actor {
        let actor = statement.integer(keys::actor(actor));
        statement.condition(format!(
            "EXISTS (SELECT 1 FROM claim_actors o WHERE o.actor = {actor} AND o.entry = c.entry)"
        ));
    }
    if let Some(outcome) = query.outcome {
        let outcome = statement.text(codes::outcome(outcome));
        statement.condition(format!("c.outcome = {outcome}"));
    }
    match query.standing.map(codes::standing) {
        None => {}
        Some(None) => statement.condition("c.standing IS NULL"),
        Some(Some(standing)) => {
            let standing = statement.text(standing);
            statement.condition(format!("c.standing = {standing}"));
        }
    }
    if let Some(kind) = query.kind {
        let kind = statement.text(codes::kind(kind));
        statement.condition(format!("c.kind = {kind}"));
    }
    if let Some(reviewer) = &query.reviewer {
        let reviewer = statement.text(reviewer);
        statement.condition(format!(
            "c.claim IN (SELECT v.target FROM reviews v WHERE v.reviewer = {reviewer} AND v.entry <= {state})"
        ));
    }
    if let Some(report) = &query.report {
        let report = statement.integer(keys::report(report.as_str()));
        statement.condition(format!(
            "c.reading IN (SELECT h.valid_from FROM readings h WHERE h.report = {report})"
        ));
    }
    if let Some(before) = query.before {
        let before = statement.integer(i64::try_from(before).unwrap_or(i64::MAX));
        statement.condition(format!("c.entry < {before}"));
    }
}
