//! The tables of `data/codes/`: numbers and names that the coding projects use.

use std::collections::HashMap;
use std::sync::LazyLock;

use claimant_model::Plover;

static COUNTRIES: LazyLock<HashMap<&'static str, Country>> = LazyLock::new(|| {
    rows(include_str!("../../../data/codes/countries.tsv")).filter_map(|row| Country::read(&row)).collect()
});
static ACLED: LazyLock<Vec<SubEvent>> = LazyLock::new(|| {
    rows(include_str!("../../../data/codes/acled.tsv")).filter_map(|row| SubEvent::read(&row)).collect()
});
static PLOVER: LazyLock<HashMap<(&'static str, &'static str), Scale>> = LazyLock::new(|| {
    rows(include_str!("../../../data/codes/plover.tsv")).filter_map(|row| Scale::read(&row)).collect()
});

/// The rows of a table, without its comments.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

/// `-` is nothing.
fn given(cell: &'static str) -> Option<&'static str> {
    (cell != "-").then_some(cell)
}

/// What the coding projects know a country by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3.
    pub iso3: &'static str,
    /// ISO 3166-1 alpha-2.
    pub iso2: &'static str,
    /// ISO 3166-1 numeric.
    pub number: Option<u16>,
    /// Number of Gleditsch and Ward.
    pub gw: Option<u16>,
    /// UCDP's region.
    pub region: &'static str,
    /// ACLED's region.
    pub acled_region: &'static str,
    /// The name to print.
    pub name: &'static str,
    /// UCDP's name.
    pub ucdp_name: &'static str,
}

impl Country {
    fn read(row: &[&'static str]) -> Option<(&'static str, Country)> {
        let &[iso3, iso2, number, gw, region, acled_region, name, ucdp] = row else { return None };
        let number = given(number).and_then(|number| number.parse().ok());
        let gw = given(gw).and_then(|gw| gw.parse().ok());
        let ucdp_name = given(ucdp).unwrap_or(name);
        Some((iso3, Country { iso3, iso2, number, gw, region, acled_region, name, ucdp_name }))
    }

    /// The country of this ISO 3166-1 alpha-3 code.
    pub fn of(iso3: &str) -> Option<&'static Country> {
        COUNTRIES.get(iso3)
    }

    /// The country of this name, UCDP's or the one printed.
    pub fn named(name: &str) -> Option<&'static Country> {
        COUNTRIES.values().find(|country| country.name == name || country.ucdp_name == name)
    }

    /// The country of this number of Gleditsch and Ward.
    pub fn with_gw(number: u16) -> Option<&'static Country> {
        COUNTRIES.values().find(|country| country.gw == Some(number))
    }

    /// The country of this ISO 3166-1 numeric code.
    pub fn with_number(number: u16) -> Option<&'static Country> {
        COUNTRIES.values().find(|country| country.number == Some(number))
    }
}

/// A sub-event type of ACLED's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SubEvent {
    pub name: &'static str,
    pub event: &'static str,
    pub disorder: &'static str,
}

impl SubEvent {
    fn read(row: &[&'static str]) -> Option<SubEvent> {
        let &[name, event, disorder] = row else { return None };
        Some(SubEvent { name, event, disorder })
    }

    /// The sub-event type of this name, whatever the case of its letters.
    pub(crate) fn of(name: &str) -> Option<&'static SubEvent> {
        ACLED.iter().find(|sub| sub.name.eq_ignore_ascii_case(name))
    }
}

/// PLOVER's quad code and scale value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    pub quad: u8,
    pub value: f64,
}

impl Scale {
    fn read(row: &[&'static str]) -> Option<((&'static str, &'static str), Scale)> {
        let &[event, mode, quad, value] = row else { return None };
        Some(((event, mode), Scale { quad: quad.parse().ok()?, value: value.parse().ok()? }))
    }

    /// Of an event type and mode; the type's where the mode has none.
    pub(crate) fn of(event: Plover, mode: Option<&str>) -> Option<Scale> {
        let event = plover_name(event);
        PLOVER.get(&(event, mode.unwrap_or("-"))).or_else(|| PLOVER.get(&(event, "-"))).copied()
    }
}

/// PLOVER's own name of an event type.
pub(crate) fn plover_name(event: Plover) -> &'static str {
    match event {
        Plover::Agree => "AGREE",
        Plover::Consult => "CONSULT",
        Plover::Support => "SUPPORT",
        Plover::Concede => "CONCEDE",
        Plover::Cooperate => "COOPERATE",
        Plover::Aid => "AID",
        Plover::Retreat => "RETREAT",
        Plover::Request => "REQUEST",
        Plover::Accuse => "ACCUSE",
        Plover::Reject => "REJECT",
        Plover::Threaten => "THREATEN",
        Plover::Protest => "PROTEST",
        Plover::Sanction => "SANCTION",
        Plover::Mobilize => "MOBILIZE",
        Plover::Coerce => "COERCE",
        Plover::Assault => "ASSAULT",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let count = |table| rows(table).count();
        assert_eq!(COUNTRIES.len(), count(include_str!("../../../data/codes/countries.tsv")));
        assert_eq!(ACLED.len(), count(include_str!("../../../data/codes/acled.tsv")));
        assert_eq!(ACLED.len(), 25);
        assert_eq!(PLOVER.len(), count(include_str!("../../../data/codes/plover.tsv")));
    }

    #[test]
    fn regions_are_ucdps() {
        let regions = ["Africa", "Americas", "Asia", "Europe", "Middle East"];
        assert!(COUNTRIES.values().all(|country| regions.contains(&country.region)));
        let mali = Country::of("MLI").unwrap();
        assert_eq!((mali.gw, mali.number, mali.acled_region), (Some(432), Some(466), "Western Africa"));
        assert_eq!(Country::named("DR Congo (Zaire)").map(|c| c.iso3), Some("COD"));
    }

    #[test]
    fn a_mode_without_value_has_its_types() {
        assert_eq!(Scale::of(Plover::Assault, Some("drone")).map(|s| s.value), Some(-9.5));
        assert_eq!(Scale::of(Plover::Protest, Some("vandalize")).map(|s| s.value), Some(-5.0));
    }
}
