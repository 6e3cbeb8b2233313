//! The country that a story plays in, and what follows for names that many places bear.

use claimant_parse::Document;
use claimant_resolve::places::{
    Country, Feature, Gazetteer, Match, Place, PlaceMention, ResolvedPlace, StoryContext, country_name,
    resolve,
};

use super::COUNTRY;

/// The dateline is among the first places.
const DATELINE_MENTIONS: usize = 3;
/// Letters of a dateline at most.
const LONGEST_DATELINE: usize = 90;
/// How much the dateline's country weighs among the countries of a story; 1 is worth a place of it named once.
const DATELINE_WEIGHT: f32 = 2.0;
/// From so many inhabitants a place is known abroad, without a word of its country.
const KNOWN_ABROAD: u32 = 300_000;

/// Adds the country of the dateline to the hints of a story, and tells it.
pub(super) fn add_dateline(
    document: &Document,
    gazetteer: &Gazetteer,
    mentions: &[PlaceMention],
    story: &mut StoryContext,
) -> Option<Country> {
    let mention = mentions.iter().take(DATELINE_MENTIONS).find(|mention| is_dateline(document, mention))?;
    let from = resolve(gazetteer, std::slice::from_ref(mention), story).pop();
    let country = from.and_then(|place| place.country)?;
    story.add_country(country, DATELINE_WEIGHT);
    Some(country)
}

/// Whether a place opens a line that goes on after a dash: "SAN JUAN, 19 April (AFP) -- …".
fn is_dateline(document: &Document, mention: &PlaceMention) -> bool {
    let start = document.byte_span(mention.tokens.clone()).start;
    let text = document.text();
    let before = text[..start].trim_end_matches([' ', '\t', '(']);
    let line = text[start..].lines().next().unwrap_or_default();
    let head: String = line.chars().take(LONGEST_DATELINE).collect();
    (before.is_empty() || before.ends_with('\n'))
        && [" -- ", " - ", " – ", " — "].iter().any(|dash| head.contains(dash))
}

/// The countries of a story with how much speaks for each: named, hinted at by adjectives, the dateline's.
pub(super) struct Scene {
    dateline: Option<Country>,
    weights: Vec<(Country, f32)>,
}

impl Scene {
    /// From the hints and the countries that are named.
    pub(super) fn new(story: &StoryContext, dateline: Option<Country>, places: &[ResolvedPlace]) -> Scene {
        let mut all = story.clone();
        for place in places.iter().filter(|place| place.precision == Some(COUNTRY)) {
            if let Some(country) = place.country {
                all.add_country(country, 1.0);
            }
        }
        Scene { dateline, weights: all.countries }
    }

    /// The country that the story plays in: where most of the towns and provinces lie that it names, for soldiers of one
    /// country fight in another; where it names none, the country that most speaks for.
    pub(super) fn of_towns(&self, towns: impl Iterator<Item = (Country, usize)>) -> Option<Country> {
        let mut counts: Vec<(Country, usize)> = Vec::new();
        for (country, mentions) in towns {
            match counts.iter_mut().find(|(known, _)| *known == country) {
                Some((_, count)) => *count += mentions,
                None => counts.push((country, mentions)),
            }
        }
        let most = counts.iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(country, _)| *country).or_else(|| self.country())
    }

    /// The country that most speaks for.
    fn country(&self) -> Option<Country> {
        let heaviest = self.weights.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
        heaviest.map(|(country, _)| *country)
    }

    fn has(&self, country: Option<Country>) -> bool {
        self.weights.iter().any(|(known, _)| Some(*known) == country)
    }

    /// In a story sent from the country that it plays in, a small place of a country that it never speaks of is taken for another of that name in the story's own
    /// country; where none is known, and several countries have such a place, for a place nobody can point to.
    pub(super) fn settle(
        &self,
        gazetteer: &Gazetteer,
        mention: &PlaceMention,
        known: ResolvedPlace,
    ) -> ResolvedPlace {
        let home = self.country().filter(|country| self.dateline == Some(*country));
        let Some(home) = home.filter(|_| !self.has(known.country)) else { return known };
        let chosen = known.candidates.first().and_then(|best| gazetteer.place(best.place));
        let Some(chosen) = chosen.filter(|place| is_small_town(place)) else { return known };
        let all: Vec<Place<'_>> = towns(gazetteer, &mention.name);
        let here = all.iter().filter(|place| place.country() == Some(home));
        match here.max_by_key(|place| place.population()) {
            Some(place) => at(place, known),
            None if all.iter().any(|place| place.country() != chosen.country()) => ResolvedPlace {
                name: mention.name.clone(),
                geonames: None,
                point: None,
                country: Some(home),
                admin1: None,
                precision: None,
                candidates: Vec::new(),
            },
            None => known,
        }
    }
}

fn is_small_town(place: &Place<'_>) -> bool {
    place.population() < KNOWN_ABROAD && place.feature().class() == 'P'
}

/// The towns that bear a name as their own.
fn towns<'g>(gazetteer: &'g Gazetteer, name: &str) -> Vec<Place<'g>> {
    let own = gazetteer.lookup(name).into_iter().filter(|(_, how)| *how == Match::Name);
    own.map(|(place, _)| place).filter(|place| Feature::class(place.feature()) == 'P').collect()
}

fn at(place: &Place<'_>, known: ResolvedPlace) -> ResolvedPlace {
    ResolvedPlace {
        name: place.name().to_owned(),
        geonames: place.geonames(),
        point: Some((f64::from(place.latitude()), f64::from(place.longitude()))),
        country: place.country(),
        admin1: place.division().map(|division| division.name().to_owned()),
        precision: Some(place.precision()),
        candidates: known.candidates,
    }
}

/// A country as a place.
pub(super) fn country_place(gazetteer: &Gazetteer, country: Country) -> Option<ResolvedPlace> {
    let mut found = gazetteer.lookup(country_name(country)?).into_iter().map(|(place, _)| place);
    let place = found.find(|place| place.country() == Some(country) && place.precision() == COUNTRY)?;
    Some(ResolvedPlace {
        name: place.name().to_owned(),
        geonames: place.geonames(),
        point: Some((f64::from(place.latitude()), f64::from(place.longitude()))),
        country: Some(country),
        admin1: None,
        precision: Some(COUNTRY),
        candidates: Vec::new(),
    })
}
