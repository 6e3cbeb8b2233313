//! What a story says of where it plays, beside the places it names.

use std::sync::OnceLock;

use claimant_parse::{Document, Token};
use rustc_hash::FxHashMap;

use super::country::Country;
use super::tables;

/// Hints for choosing among places of one name.
#[derive(Clone, Debug, Default)]
pub struct StoryContext {
    /// Countries with weights; 1 is worth a place of that country named once.
    pub countries: Vec<(Country, f32)>,
    /// Other places that the story is about and that are no mentions: a dateline, the town of the publisher.
    pub places: Vec<String>,
}

/// The table of countries, as far as it is needed when reading.
struct Countries {
    adjectives: FxHashMap<&'static str, Country>,
    domains: FxHashMap<String, Country>,
    names: FxHashMap<Country, &'static str>,
    by_name: FxHashMap<&'static str, Country>,
    #[cfg(any(test, feature = "build"))]
    codes: FxHashMap<&'static str, Country>,
}

const TABLE: &str = include_str!("../../../../data/gazetteer/countries.tsv");

/// Read once; it never changes.
fn countries() -> &'static Countries {
    static COUNTRIES: OnceLock<Countries> = OnceLock::new();
    COUNTRIES.get_or_init(|| {
        let rows = tables::countries(TABLE).unwrap_or_default();
        let words = |row: &tables::CountryRow<'static>| row.adjectives.clone();
        let names = |row: &tables::CountryRow<'static>| row.others.clone().into_iter().chain([row.name]);
        let domain = |iso2: &str| if iso2 == "GB" { "uk".to_owned() } else { iso2.to_lowercase() };
        Countries {
            adjectives: rows.iter().flat_map(|r| words(r).into_iter().map(|a| (a, r.country))).collect(),
            domains: rows.iter().map(|row| (domain(row.iso2), row.country)).collect(),
            names: rows.iter().map(|row| (row.country, row.name)).collect(),
            by_name: rows.iter().flat_map(|r| names(r).map(|name| (name, r.country))).collect(),
            #[cfg(any(test, feature = "build"))]
            codes: rows.iter().map(|row| (row.iso2, row.country)).collect(),
        }
    })
}

impl StoryContext {
    /// The countries whose adjectives a story uses: each time, half of what naming the country is worth.
    pub fn of_document(document: &Document) -> StoryContext {
        let mut story = StoryContext::default();
        // No adjective of the table begins with a small letter.
        let small = |text: &str| text.starts_with(|first: char| first.is_ascii_lowercase());
        for text in document.tokens().map(Token::text).filter(|text| !small(text)) {
            let singular = text.strip_suffix('s').unwrap_or(text);
            let table = &countries().adjectives;
            if let Some(country) = table.get(text).or_else(|| table.get(singular)) {
                story.add_country(*country, 0.5);
            }
        }
        story
    }

    /// Adds weight to a country.
    pub fn add_country(&mut self, country: Country, weight: f32) {
        match self.countries.iter_mut().find(|(known, _)| *known == country) {
            Some((_, known)) => *known += weight,
            None => self.countries.push((country, weight)),
        }
    }

    /// Takes the country of a publisher's domain: `thisismoney.co.uk`, `civil.ge`.
    pub fn add_source(&mut self, domain: &str) {
        let last = domain.rsplit_once('.').map_or("", |(_, last)| last).to_lowercase();
        if let Some(country) = countries().domains.get(&last) {
            self.add_country(*country, 1.0);
        }
    }
}

/// What a country is called.
pub fn country_name(country: Country) -> Option<&'static str> {
    countries().names.get(&country).copied()
}

/// Whether a word is the adjective of a country or a word for its people.
pub(super) fn is_adjective(word: &str) -> bool {
    let table = &countries().adjectives;
    let people = word.strip_suffix('s').is_some_and(|singular| table.contains_key(singular));
    table.contains_key(word) || (people && country_named(word).is_none())
}

/// The country that is called so: `Philippines`, `UAE`.
pub(super) fn country_named(name: &str) -> Option<Country> {
    countries().by_name.get(name).copied()
}

/// The country with this ISO 3166-1 alpha-2 code in capitals.
#[cfg(any(test, feature = "build"))]
pub fn country_of_iso2(code: &str) -> Option<Country> {
    countries().codes.get(code).copied()
}

#[cfg(test)]
mod adjectives_tests {
    use super::*;

    #[test]
    fn adjectives_begin_with_capitals() {
        assert!(
            countries().adjectives.keys().all(|word| !word.starts_with(|c: char| c.is_ascii_lowercase()))
        );
    }
}
