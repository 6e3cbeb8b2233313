//! Claims and events that meet a query.
//!
//! The databases are told where to begin, because they cannot know: at the words, the map, the actor, the report or the
//! reviewer, in this order, whichever is first asked for. Everything else is looked at claim by claim.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use claimant_model::{AccountId, EventId};

use super::Book;
use super::events::accounts_of;
use super::read::not_retracted;
use super::statement::Statement;
use crate::nouns::{FoundClaim, FoundEvent};
use crate::store::{Dialect, Value};
use crate::views::context::day_number;
use crate::views::{FOREVER, codes, keys};
use crate::words::terms;
use crate::{Area, LedgerError, Order, Query, Result};

/// Days that no event reaches.
const NEVER: i64 = 8_000_000;

impl Book {
    pub(super) fn find_claims(&self, query: &Query, at: i64) -> Result<Vec<FoundClaim>> {
        let limit = usize::try_from(query.limit()).unwrap_or(usize::MAX);
        let mut entries = Vec::new();
        // Of somebody who is in very many claims only the newest are looked at, as long as enough of them are found.
        for begin in self.beginnings(query, at)? {
            let mut statement = self.matching(query, begin, at)?;
            let limit = statement.integer((limit - entries.len()).min(i64::MAX as usize) as i64);
            let sql = statement.select("c.entry", &format!("ORDER BY c.entry DESC LIMIT {limit}"));
            entries.extend(self.all(&sql, &statement.values(), |row| row.integer(0))?);
            if entries.len() >= query.limit() as usize {
                break;
            }
        }
        self.claims_in(&entries)
    }

    /// Where to begin, one after the other: the newest first.
    fn beginnings(&self, query: &Query, at: i64) -> Result<Vec<Begin>> {
        let Some(actor) = query.actor.as_ref().filter(|_| begins_at_actor(query)) else {
            return Ok(vec![Begin::AsAsked]);
        };
        let before = query.before.and_then(|before| i64::try_from(before).ok()).unwrap_or(FOREVER);
        let mut entries = self.about(keys::actor(actor))?;
        entries.retain(|&entry| entry <= at && entry < before);
        let (mut begins, mut most) = (Vec::new(), FEW);
        while !entries.is_empty() {
            begins.push(Begin::AtClaims(entries.split_off(entries.len().saturating_sub(most))));
            most *= 4;
        }
        Ok(begins)
    }

    pub(super) fn find_events(&self, query: &Query, at: i64) -> Result<Vec<FoundEvent>> {
        let unconditional = Query { limit: query.limit, order: query.order, ..Query::default() } == *query;
        let links = if unconditional { None } else { Some(self.links_of_claims(query, at)?) };
        let mut statement = Statement::default();
        if let Some(links) = links {
            let links = statement.integers(links);
            statement.table(self.listed(&links));
        }
        let state = statement.integer(at);
        statement.table("links l");
        if !unconditional {
            statement.condition("l.valid_from = h.value");
        }
        statement.condition(format!("l.valid_from <= {state} AND l.valid_to > {state}"));
        statement.condition(not_retracted("l.report", &state));
        let limit = statement.integer(if query.order == Order::News { query.limit() } else { i64::MAX });
        let rest = format!("GROUP BY l.event ORDER BY max(l.valid_from) DESC LIMIT {limit}");
        let sql = statement.select("l.event, max(l.event_id)", &rest);
        let mut events =
            self.all(&sql, &statement.values(), |row| Ok((row.integer(0)?, EventId::new(row.text(1)?))))?;
        self.put_in_order(&mut events, query.order, at)?;
        events.truncate(usize::try_from(query.limit()).unwrap_or(usize::MAX));
        events.into_iter().map(|(_, event)| self.found_event(event, at)).collect()
    }

    /// Entries among which are the links of all accounts with a claim that meets a query.
    fn links_of_claims(&self, query: &Query, at: i64) -> Result<Vec<i64>> {
        let mut names = HashSet::new();
        for begin in self.beginnings(query, at)? {
            let mut statement = self.matching(query, begin, at)?;
            statement.table("accounts k");
            statement.condition("k.account = c.account");
            names.extend(
                self.all(&statement.select("k.name", ""), &statement.values(), |row| row.integer(0))?,
            );
        }
        self.about_any(names.into_iter().collect())
    }

    /// Puts events, which come with their numbers and the latest link first, in another order.
    fn put_in_order(&self, events: &mut [(i64, EventId)], order: Order, at: i64) -> Result<()> {
        let numbers = || events.iter().map(|(number, _)| *number).collect();
        let by = match order {
            Order::News => return Ok(()),
            Order::Day => self.last_days(numbers(), at)?,
            Order::Killed => self.killed(numbers(), at)?,
        };
        events.sort_by_key(|(event, _)| Reverse(by.get(event).copied()));
        Ok(())
    }

    /// How many died in each event, where there are figures.
    fn killed(&self, events: Vec<i64>, at: i64) -> Result<HashMap<i64, i64>> {
        let sql = format!(
            "SELECT t.event, t.killed FROM {} CROSS JOIN estimates t WHERE t.valid_from = h.value \
             AND t.valid_from <= ?2 AND t.valid_to > ?2 AND t.killed IS NOT NULL",
            self.listed("?1")
        );
        let entries = self.about_any(events)?;
        let parameters = [Value::Integers(&entries), Value::Integer(at)];
        Ok(self.all(&sql, &parameters, |row| Ok((row.integer(0)?, row.integer(1)?)))?.into_iter().collect())
    }

    /// The last day on which each event may have happened by any of its claims, where one says so.
    fn last_days(&self, events: Vec<i64>, at: i64) -> Result<HashMap<i64, i64>> {
        let sql = format!(
            "SELECT l.account, l.event FROM {} CROSS JOIN links l \
             WHERE l.valid_from = h.value AND l.valid_from <= ?2 AND l.valid_to > ?2",
            self.listed("?1")
        );
        let entries = self.about_any(events)?;
        let parameters = [Value::Integers(&entries), Value::Integer(at)];
        let links = self.all(&sql, &parameters, |row| Ok((row.integer(0)?, row.integer(1)?)))?;
        let days = self.last_days_of_accounts(links.iter().map(|(account, _)| *account).collect(), at)?;
        let mut last = HashMap::new();
        for (account, event) in links {
            if let Some(&day) = days.get(&account) {
                let known = last.entry(event).or_insert(day);
                *known = day.max(*known);
            }
        }
        Ok(last)
    }

    fn last_days_of_accounts(&self, accounts: Vec<i64>, at: i64) -> Result<HashMap<i64, i64>> {
        let sql = format!(
            "SELECT k.name, max(s.last_day) FROM {} CROSS JOIN readings g CROSS JOIN accounts k \
             CROSS JOIN claims c CROSS JOIN spots s \
             WHERE g.valid_from = h.value AND g.valid_from <= ?2 AND g.valid_to > ?2 AND {} \
             AND c.reading = k.reading AND c.account = k.account AND s.spot = c.spot \
             AND s.last_day IS NOT NULL GROUP BY k.name",
            self.listed("?1"),
            accounts_of("k", "g")
        );
        let entries = self.about_any(accounts)?;
        let parameters = [Value::Integers(&entries), Value::Integer(at)];
        Ok(self.all(&sql, &parameters, |row| Ok((row.integer(0)?, row.integer(1)?)))?.into_iter().collect())
    }

    fn found_event(&self, event: EventId, at: i64) -> Result<FoundEvent> {
        let accounts: Vec<AccountId> =
            self.links_of(&event, at)?.into_iter().map(|(_, account)| account).collect();
        Ok(FoundEvent { event, accounts })
    }

    /// The claims, with the alias `c`, that meet a query in a state.
    fn matching(&self, query: &Query, begin: Begin, at: i64) -> Result<Statement> {
        let mut statement = Statement::default();
        match begin {
            Begin::AsAsked => begin_as_asked(&mut statement, query, self.store.dialect())?,
            Begin::AtClaims(claims) => {
                let claims = statement.integers(claims);
                statement.table(self.listed(&claims));
                claims_by(&mut statement, "c.entry = h.value");
            }
        }
        let state = statement.integer(at);
        statement.table("readings g");
        statement
            .condition(format!("g.valid_from = c.reading AND c.entry <= {state} AND g.valid_to > {state}"));
        statement.condition(not_retracted("c.claim", &state));
        statement.condition(not_retracted("g.report", &state));
        filter(&mut statement, query, &state);
        if let Some(report) = &query.report {
            let readings = statement.integers(self.about(keys::report(report.as_str()))?);
            let list = self.listed(&readings);
            statement.condition(format!("c.reading IN (SELECT h.value FROM {list})"));
        }
        Ok(statement)
    }
}

/// So many of the newest claims of somebody are looked at first.
const FEW: usize = 500;

/// Where a search for claims begins.
enum Begin {
    AsAsked,
    /// At these entries.
    AtClaims(Vec<i64>),
}

/// Whether there is nothing that says more than who is in a claim.
fn begins_at_actor(query: &Query) -> bool {
    query.text.is_none() && !of_place_or_time(query)
}

fn of_place_or_time(query: &Query) -> bool {
    query.area.is_some() || query.from.is_some() || query.until.is_some()
}

/// Names the table to begin at, and leads from it to the claims.
fn begin_as_asked(statement: &mut Statement, query: &Query, dialect: &Dialect) -> Result<()> {
    let place_or_time = of_place_or_time(query);
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
    if let Some(before) = query.before {
        let before = statement.integer(i64::try_from(before).unwrap_or(i64::MAX));
        statement.condition(format!("c.entry < {before}"));
    }
}
