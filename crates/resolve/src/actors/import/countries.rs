//! Countries as lists write them: names, ISO codes, numbers.

use super::super::entry::Iso3;
use super::super::register::{Register, Story};

const CODES: &str = include_str!("../../../../../data/codes/countries.tsv");

/// The country that is called so in any of the usual ways: `Mali`, `MLI`.
pub(super) fn named(text: &str, register: &Register) -> Option<Iso3> {
    let text = text.trim();
    let code = Iso3::parse(text).filter(|code| register.get(code.as_str()).is_some());
    code.or_else(|| register.state(text, &Story::default()).first().and_then(|state| state.entry.country()))
}

/// The countries of a list in one cell; names that are none are left out.
pub(super) fn all(text: &str, register: &Register) -> Vec<Iso3> {
    let mut found: Vec<Iso3> = Vec::new();
    // "Congo, Democratic Republic of" is one country, "Mali, Niger" are two.
    let whole = named(text, register);
    let parts = text.split([',', ';', '|']).filter_map(|part| named(part, register));
    for country in whole.map_or_else(|| parts.collect::<Vec<_>>(), |one| vec![one]) {
        if !found.contains(&country) {
            found.push(country);
        }
    }
    found
}

/// Countries by numbers of Gleditsch and Ward, as UCDP has them: `432, 436`.
pub(super) fn by_gw(text: &str) -> Vec<Iso3> {
    by_number(text, 3)
}

/// The country of an ISO number, as ACLED has it.
pub(super) fn by_iso_number(text: &str) -> Vec<Iso3> {
    by_number(text, 2)
}

fn by_number(text: &str, column: usize) -> Vec<Iso3> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<u32>().ok());
    numbers
        .filter_map(|number| rows().find(|row| number_of(row, column) == Some(number)))
        .filter_map(code)
        .collect()
}

fn rows() -> impl Iterator<Item = &'static str> {
    CODES.lines().filter(|line| !line.starts_with('#'))
}

fn number_of(row: &str, column: usize) -> Option<u32> {
    row.split('\t').nth(column)?.parse().ok()
}

fn code(row: &str) -> Option<Iso3> {
    Iso3::parse(row.split('\t').next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_by_any_name() {
        let register = Register::embedded();
        let codes = |found: Vec<Iso3>| found.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(codes(all("Mali; Niger, Nowhere", register)), "MLI NER");
        assert_eq!(codes(by_gw("432, 436")), "MLI NER");
        assert_eq!(codes(by_iso_number("466")), "MLI");
    }
}
