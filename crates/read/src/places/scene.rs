//! The country that a story plays in, and what follows for names that many places bear.

use std::ops::Range;

use claimant_parse::Document;
use claimant_resolve::places::{
    Country, Feature, Gazetteer, Match, Place, PlaceKind, PlaceMention, ResolvedPlace, StoryContext,
    country_name, resolve,
};

use super::COUNTRY;

/// The dateline is among the first places.
const DATELINE_MENTIONS: usize = 3;
/// Places looked at to tell which of several places of its name a dateline names.
const BESIDE_DATELINE: usize = 24;
/// Letters of a dateline at most.
const LONGEST_DATELINE: usize = 90;
/// How much the dateline's country weighs among the countries of a story; 1 is worth a place of it named once.
const DATELINE_WEIGHT: f32 = 2.0;
/// What naming a country weighs where the name says whose somebody is: "the U.S. embassy".
const SAYS_WHOSE: f32 = 0.5;
/// So much more than any other a country must weigh for a story to play there that was not sent from there.
const CLEARLY: f32 = 3.0;
/// A country is hardly spoken of where so many times its weight is not that of the story's own.
const HARDLY: f32 = 6.0;
/// From so many inhabitants a place is known abroad, without a word of its country.
const KNOWN_ABROAD: u32 = 300_000;

/// Where and how a report was sent.
pub(super) struct Dateline {
    country: Option<Country>,
    /// Its line up to the dash, in bytes.
    span: Range<usize>,
}

impl Dateline {
    fn covers(&self, document: &Document, mention: &PlaceMention) -> bool {
        self.span.contains(&document.byte_span(mention.tokens.clone()).start)
    }
}

/// Adds the country of the dateline to the hints of a story, and tells it.
pub(super) fn add_dateline(
    document: &Document,
    gazetteer: &Gazetteer,
    mentions: &[PlaceMention],
    story: &mut StoryContext,
) -> Option<Dateline> {
    let opening = mentions.iter().take(DATELINE_MENTIONS).enumerate().find_map(|(index, mention)| {
        let start = document.byte_span(mention.tokens.clone()).start;
        Some((index, dateline_at(document.text(), start)?))
    });
    let mut told: Vec<PlaceMention> = mentions.iter().take(BESIDE_DATELINE).cloned().collect();
    let (index, span) = opening.or_else(|| {
        let (place, span) = unnoticed(document.text())?;
        told.push(place);
        Some((told.len() - 1, span))
    })?;
    let country = resolve(gazetteer, &told, story).get(index).and_then(|place| place.country);
    if let Some(country) = country {
        story.add_country(country, DATELINE_WEIGHT);
    }
    Some(Dateline { country, span })
}

/// The dateline that opens at a byte: "SAN JUAN, 19 April (AFP) -- …".
fn dateline_at(text: &str, start: usize) -> Option<Range<usize>> {
    let before = text[..start].trim_end_matches([' ', '\t', '(']);
    let line = text[start..].lines().next().unwrap_or_default();
    let ends = |dash: &&str| {
        // The parser's copy of a text breaks the line after the dash.
        let at_end = || line.strip_suffix(*dash).map(str::len);
        line.find(&format!("{dash} ")).or_else(at_end)
    };
    let dash = [" --", " -", " –", " —"].iter().filter_map(ends).min()?;
    let near = line[..dash].chars().count() <= LONGEST_DATELINE;
    ((before.is_empty() || before.ends_with('\n')) && near).then_some(start..start + dash)
}

/// The place of a dateline that opens the report, where it was not read as a place: what stands in capitals before a comma or a
/// bracket, or in title case before a comma and a number.
fn unnoticed(text: &str) -> Option<(PlaceMention, Range<usize>)> {
    let start = text.len() - text.trim_start().len();
    let span = dateline_at(text, start)?;
    let line = &text[span.clone()];
    let (place, rest) = line.split_at(line.find([',', '('])?);
    let place = place.trim_end();
    let named = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let dated = rest.trim_start_matches([',', ' ']).starts_with(|c: char| c.is_ascii_digit());
    let capitals = place.chars().count() > 2 && !place.chars().any(char::is_lowercase);
    (named && (dated || capitals)).then(|| (PlaceMention::new(place, 0..0), span))
}

/// The countries of a story with how much speaks for each: named, hinted at by adjectives, the dateline's, those of the
/// armed groups that it names, and those of its towns.
pub(super) struct Scene {
    dateline: Option<Dateline>,
    /// What speaks for each country but its towns.
    words: Vec<(Country, f32)>,
    weights: Vec<(Country, f32)>,
}

impl Scene {
    /// From the hints of a story.
    pub(super) fn new(story: &StoryContext, dateline: Option<Dateline>) -> Scene {
        Scene { dateline, words: story.countries.clone(), weights: story.countries.clone() }
    }

    /// Adds the countries and towns that are named after the dateline. Small towns of countries that the story does not
    /// speak of are most likely namesakes.
    pub(super) fn add_places(
        &mut self,
        document: &Document,
        gazetteer: &Gazetteer,
        mentions: &[PlaceMention],
        places: &[ResolvedPlace],
    ) {
        let dateline = self.dateline.as_ref();
        let told = |mention: &PlaceMention| dateline.is_none_or(|line| !line.covers(document, mention));
        let told: Vec<_> = mentions.iter().zip(places).filter(|(mention, _)| told(mention)).collect();
        for (mention, place) in &told {
            if let (Some(COUNTRY), Some(country)) = (place.precision, place.country) {
                let weight = if is_attributive(document, mention) { SAYS_WHOSE } else { 1.0 };
                add(&mut self.words, country, weight);
            }
        }
        self.weights.clone_from(&self.words);
        for (_, place) in told.iter().filter(|(_, place)| place.precision != Some(COUNTRY)) {
            let Some(country) = place.country else { continue };
            let spoken_of = self.words.is_empty() || Scene::weight(&self.words, Some(country)) > 0.0;
            if spoken_of || !chosen(gazetteer, place).is_some_and(|place| is_small_town(&place)) {
                add(&mut self.weights, country, 1.0);
            }
        }
    }

    /// Adds the countries of the armed groups that are named, where the story speaks of them otherwise: acronyms are many
    /// groups'.
    pub(super) fn add_groups(&mut self, groups: impl Iterator<Item = Country>) {
        for country in groups {
            if Scene::weight(&self.weights, Some(country)) > 0.0 {
                add(&mut self.weights, country, 1.0);
            }
        }
    }

    /// The country that most speaks for: the one that the story plays in.
    pub(super) fn country(&self) -> Option<Country> {
        let heaviest = self.weights.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
        heaviest.map(|(country, _)| *country)
    }

    /// What a list of countries gives for one.
    fn weight(countries: &[(Country, f32)], country: Option<Country>) -> f32 {
        countries.iter().find(|(known, _)| Some(*known) == country).map_or(0.0, |(_, weight)| *weight)
    }

    /// The mention that the dateline names first.
    pub(super) fn sent_at(&self, document: &Document, mentions: &[PlaceMention]) -> Option<usize> {
        let dateline = self.dateline.as_ref()?;
        mentions.iter().position(|mention| dateline.covers(document, mention))
    }

    /// The country that the story plays in, where that is clear: it was sent from there, or hardly another is spoken of.
    pub(super) fn home(&self) -> Option<Country> {
        let home = self.country()?;
        let most = Scene::weight(&self.weights, Some(home));
        let others = self.weights.iter().filter(|(country, _)| *country != home);
        let second = others.map(|(_, weight)| *weight).fold(0.0, f32::max);
        (self.sent_from(home) || most >= CLEARLY * second.max(1.0)).then_some(home)
    }

    fn sent_from(&self, country: Country) -> bool {
        self.dateline.as_ref().and_then(|line| line.country) == Some(country)
    }

    /// Whether the story speaks of a country otherwise than by naming towns in it, and as one it could play in.
    fn speaks_of(&self, country: Option<Country>, home: Country) -> bool {
        let said = Scene::weight(&self.words, country);
        said > 0.0 && said * HARDLY >= Scene::weight(&self.weights, Some(home))
    }

    /// A small place or a quarter of a town in a country that the story hardly speaks of is taken for another of that name in
    /// the country that the story plays in; where none is known there, for a place nobody can point to: where the story was
    /// sent from that country and the other place is no division's seat, where several others have such a place, and where it
    /// is only called so beside its own name.
    pub(super) fn settle(
        &self,
        gazetteer: &Gazetteer,
        mention: &PlaceMention,
        known: ResolvedPlace,
    ) -> ResolvedPlace {
        if known.country.is_none() && known.precision.is_none() {
            // "The village of Zalo", which no gazetteer has, lies where the story plays.
            return ResolvedPlace { country: self.home(), ..known };
        }
        let home = self.home().filter(|home| mention.within.is_none() && known.country != Some(*home));
        let Some(home) = home.filter(|home| !self.speaks_of(known.country, *home)) else { return known };
        let quarter = mention.kind == Some(PlaceKind::Quarter);
        let chosen = chosen(gazetteer, &known).filter(|place| quarter || is_small_town(place));
        let Some(chosen) = chosen else { return known };
        let all: Vec<Place<'_>> = towns(gazetteer, &mention.name);
        let here = all.iter().filter(|place| place.country() == Some(home));
        let own_name = all.iter().any(|place| place.id() == chosen.id());
        let several = all.iter().any(|place| place.country() != chosen.country());
        match here.max_by_key(|place| place.population()) {
            Some(place) => at(place, known),
            None if several || !own_name || self.sent_from(home) && (quarter || !is_seat(&chosen)) => {
                ResolvedPlace {
                    name: mention.name.clone(),
                    geonames: None,
                    point: None,
                    country: Some(home),
                    admin1: None,
                    precision: None,
                    candidates: Vec::new(),
                }
            }
            None => known,
        }
    }
}

fn add(countries: &mut Vec<(Country, f32)>, country: Country, weight: f32) {
    match countries.iter_mut().find(|(known, _)| *known == country) {
        Some((_, known)) => *known += weight,
        None => countries.push((country, weight)),
    }
}

/// "the U.S. embassy", "an Italy midfielder": a name before the noun that it belongs to.
fn is_attributive(document: &Document, mention: &PlaceMention) -> bool {
    let last = mention.tokens.end.checked_sub(1).map(|at| document.token(at));
    last.is_some_and(|token| matches!(token.label(), "compound" | "nmod" | "amod" | "poss"))
}

/// The place that a name was taken for.
fn chosen<'g>(gazetteer: &'g Gazetteer, place: &ResolvedPlace) -> Option<Place<'g>> {
    place.candidates.first().and_then(|best| gazetteer.place(best.place))
}

/// The seat of a first-level division.
fn is_seat(place: &Place<'_>) -> bool {
    place.feature().code() == "PPLA"
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
    ResolvedPlace { candidates: known.candidates, ..settled(place) }
}

/// A place of the gazetteer of which there is no doubt.
pub(super) fn settled(place: &Place<'_>) -> ResolvedPlace {
    ResolvedPlace {
        name: place.name().to_owned(),
        geonames: place.geonames(),
        point: Some((f64::from(place.latitude()), f64::from(place.longitude()))),
        country: place.country(),
        admin1: place.division().map(|division| division.name().to_owned()),
        precision: Some(place.precision()),
        candidates: Vec::new(),
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
