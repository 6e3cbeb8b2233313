//! Which ledger, as of when, and what to look for in it: the options that the verbs over a ledger share.

use std::path::{Path, PathBuf};

use anyhow::Context;
use claimant::model::{Outcome, ReportId, VerificationStatus};
use claimant_desk::Desk;
use claimant_ledger::{Area, AsOf, Ledger, Query, open, open_read_only, system_clock};
use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::de::DeserializeOwned;

use crate::errors::Hinted;

/// Which ledger.
#[derive(Args, Debug)]
pub(super) struct LedgerArgs {
    /// The ledger: a file, or postgres://… where the program is built with PostgreSQL
    #[arg(
        long,
        value_name = "LEDGER",
        env = "CLAIMANT_LEDGER",
        default_value = "claimant.ledger",
        hide_env_values = true
    )]
    ledger: String,
}

impl LedgerArgs {
    /// Where it lies; a database lies nowhere, and what lies beside it is this folder.
    pub(super) fn place(&self) -> &Path {
        if self.ledger.contains("://") { Path::new("") } else { Path::new(&self.ledger) }
    }

    /// The ledger at this place.
    pub(super) fn at(place: &str) -> LedgerArgs {
        LedgerArgs { ledger: place.to_owned() }
    }

    /// To add to; it is made when it is not there.
    pub(super) fn to_write(&self) -> anyhow::Result<Box<dyn Ledger>> {
        Ok(Box::new(open(&self.ledger, system_clock())?))
    }

    /// To look at; it has to be there.
    pub(super) fn to_read(&self) -> anyhow::Result<Box<dyn Ledger>> {
        self.must_be_there()?;
        Ok(Box::new(open_read_only(&self.ledger)?))
    }

    /// To change; it has to be there.
    pub(super) fn to_change(&self) -> anyhow::Result<Box<dyn Ledger>> {
        self.must_be_there()?;
        self.to_write()
    }

    /// A file beside the ledger that belongs to it; a server has none.
    pub(super) fn beside(&self, ending: &str) -> Option<PathBuf> {
        (!self.is_server()).then(|| PathBuf::from(format!("{}.{ending}", self.ledger)))
    }

    fn must_be_there(&self) -> anyhow::Result<()> {
        if !self.is_server() && !Path::new(&self.ledger).exists() {
            let message = format!("there is no ledger {}", self.ledger);
            return Err(Hinted::new(message, "`claimant add` makes one; --ledger says which").into());
        }
        Ok(())
    }

    fn is_server(&self) -> bool {
        self.ledger.contains("://")
    }
}

/// Which past state.
#[derive(Args, Debug)]
pub(super) struct AsOfArgs {
    /// The state after this entry (a number), or at this time (2024-07-31T10:00:00Z); a day means its end, UTC
    #[arg(long, value_name = "WHEN", value_parser = parse_as_of)]
    as_of: Option<AsOf>,
}

impl AsOfArgs {
    pub(super) fn get(&self) -> AsOf {
        self.as_of.unwrap_or_default()
    }
}

/// What to look for. All conditions have to be met.
#[derive(Args, Debug)]
pub(super) struct QueryArgs {
    /// Words in the sentence a claim was read from: all of them, "as a phrase", or begin* of one
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// A box on the map in degrees; what has no point is not found
    #[arg(long, value_name = "SOUTH,WEST,NORTH,EAST", value_parser = parse_area, allow_hyphen_values = true)]
    area: Option<Area>,
    /// It may have happened on this day or later
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// It may have happened on this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Somebody with a part in it: a key of the register (`claimant actors show`), or the name where there is none
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,
    /// What became of people: killed, wounded, captured, missing, abducted, …
    #[arg(long, value_name = "OUTCOME", value_parser = parse_code::<Outcome>)]
    outcome: Option<Outcome>,
    /// What the report says of the claim: none, unverified, corroborated, disputed, refuted
    #[arg(long, value_name = "STANDING", value_parser = parse_code::<VerificationStatus>)]
    standing: Option<VerificationStatus>,
    /// Who reviewed it
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
    /// The report it was read from
    #[arg(long, value_name = "REPORT")]
    report: Option<String>,
}

impl QueryArgs {
    /// The query for at most `limit` events.
    pub(super) fn query(&self, limit: usize) -> Query {
        Query {
            text: self.text.clone(),
            area: self.area,
            from: self.from,
            until: self.until,
            actor: self.actor.clone(),
            outcome: self.outcome,
            standing: self.standing,
            reviewer: self.reviewer.clone(),
            report: self.report.as_deref().map(ReportId::new),
            limit: Some(limit),
            ..Query::default()
        }
    }
}

/// A desk over a ledger that is there, to look at.
pub(super) fn reading_desk(ledger: &LedgerArgs) -> anyhow::Result<Desk> {
    Ok(Desk::new(ledger.to_read()?)?)
}

fn parse_as_of(text: &str) -> anyhow::Result<AsOf> {
    if let Ok(sequence) = text.parse() {
        return Ok(AsOf::Sequence(sequence));
    }
    if let Ok(time) = text.parse::<Timestamp>() {
        return Ok(AsOf::Time(time));
    }
    let day: Date = text.parse().ok().context("write an entry's number, a day, or a time with its zone")?;
    let end = day.checked_add(1.day())?.to_zoned(TimeZone::UTC)?.timestamp();
    Ok(AsOf::Time(end.checked_sub(1.microsecond())?))
}

fn parse_area(text: &str) -> anyhow::Result<Area> {
    let degrees: Vec<f64> = text
        .split(',')
        .map(|part| part.trim().parse())
        .collect::<Result<_, _>>()
        .context("four numbers are wanted")?;
    let [south, west, north, east] = degrees[..] else {
        anyhow::bail!("four numbers are wanted: south, west, north, east");
    };
    Ok(Area::new(south, west, north, east)?)
}

/// A code of the contract, such as `killed`.
fn parse_code<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_value(text.replace('-', "_").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_means_its_end() {
        let AsOf::Time(time) = parse_as_of("2026-03-04").unwrap() else { panic!("a time") };
        assert_eq!(time.to_string(), "2026-03-04T23:59:59.999999Z");
        assert_eq!(parse_as_of("17").unwrap(), AsOf::Sequence(17));
        assert!(parse_as_of("yesterday").is_err());
    }

    #[test]
    fn areas_and_codes() {
        assert!(parse_area("-1.5, 10,2, 12").is_ok());
        for bad in ["1,2,3", "a,b,c,d", "2,0,1,0", "0,0,0,200"] {
            assert!(parse_area(bad).is_err(), "{bad}");
        }
        assert_eq!(parse_code::<Outcome>("killed-or-wounded").unwrap(), Outcome::KilledOrWounded);
        assert!(parse_code::<Outcome>("dead").unwrap_err().to_string().contains("killed"));
    }
}
