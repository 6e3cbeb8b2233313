//! What to look for.

use claimant_model::{ClaimType, Outcome, ReportId, VerificationStatus};
use jiff::civil::Date;

use crate::{LedgerError, Result};

/// A box on the map, in degrees. Where `west` is greater than `east` it goes across the 180th meridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Least latitude.
    pub south: f64,
    /// Where it begins, going east.
    pub west: f64,
    /// Greatest latitude.
    pub north: f64,
    /// Where it ends.
    pub east: f64,
}

impl Area {
    /// A box that is one.
    pub fn new(south: f64, west: f64, north: f64, east: f64) -> Result<Area> {
        let latitudes = -90.0 <= south && south <= north && north <= 90.0;
        let longitudes = [west, east].iter().all(|degrees| (-180.0..=180.0).contains(degrees));
        if latitudes && longitudes {
            return Ok(Area { south, west, north, east });
        }
        Err(LedgerError::Query(format!(
            "{south},{west},{north},{east} is no box on the map: south, west, north, east in degrees"
        )))
    }
}

/// In which order events are found, and which are left out where there are more than wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those with the latest link first.
    #[default]
    News,
    /// Those first that may have happened on the latest day, by any of their claims; those without a day last.
    Day,
    /// Those first with most killed on all sides, by the first rule there are figures by; those without figures last.
    Killed,
}

/// Conditions, all of which a claim has to meet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Words in the evidence. "Words in quotes" stand together; `word*` is the beginning of one.
    pub text: Option<String>,
    /// Where it happened. Events whose place is not known are not found.
    pub area: Option<Area>,
    /// It may have happened on this day or later.
    pub from: Option<Date>,
    /// It may have happened on this day or earlier.
    pub until: Option<Date>,
    /// Claimant, victim, or with any other part: a key of the register, or the name where it has no key.
    pub actor: Option<String>,
    /// What became of people.
    pub outcome: Option<Outcome>,
    /// What the report says of the claim's standing.
    pub standing: Option<VerificationStatus>,
    /// Who reviewed it.
    pub reviewer: Option<String>,
    /// What the claim is about.
    pub kind: Option<ClaimType>,
    /// The report it was read from.
    pub report: Option<ReportId>,
    /// Only claims entered before this entry: for the next page, the last one of the page before.
    pub before: Option<u64>,
    /// The order of events; claims come latest entry first whatever it is.
    pub order: Order,
    /// How many at most; 100 when not given.
    pub limit: Option<usize>,
}

impl Query {
    pub(crate) fn limit(&self) -> i64 {
        self.limit.unwrap_or(100).min(i64::MAX as usize) as i64
    }
}
