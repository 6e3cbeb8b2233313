//! The choice among places of one name.

use std::collections::HashMap;

use super::country::Country;
use super::feature::Feature;
use super::fold::fold;
use super::gazetteer::{Gazetteer, Match, Place, PlaceId};
use super::mention::{PlaceKind, PlaceMention, Relation};
use super::story::StoryContext;

/// A mention with the place it was found to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedPlace {
    /// The place's own name, or the mention's where it is not known.
    pub name: String,
    /// Number in GeoNames.
    pub geonames: Option<u32>,
    /// Degrees north and east; none for what could not be placed.
    pub point: Option<(f64, f64)>,
    /// Its country.
    pub country: Option<Country>,
    /// Its first-level division.
    pub admin1: Option<String>,
    /// UCDP `where_prec`, 1 to 7; none for what could not be placed.
    pub precision: Option<u8>,
    /// The best of what it could mean, best first.
    pub candidates: Vec<PlaceCandidate>,
}

/// One of the places that a mention could mean.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceCandidate {
    /// Which.
    pub place: PlaceId,
    /// How much speaks for it, from 0 to 1; those of a mention add up to at most 1.
    pub score: f32,
}

/// What speaks for a candidate, in nats. Set by hand, then moved to what placed most names of a set of local news right.
pub mod weights {
    /// A tenfold larger population.
    pub const POPULATION: f32 = 0.9;
    /// A name that is not the place's own.
    pub const OTHER_NAME: f32 = -1.2;
    /// A name that only sounds like it.
    pub const SOUND: f32 = -2.5;
    /// A country.
    pub const COUNTRY: f32 = 1.0;
    /// A capital.
    pub const CAPITAL: f32 = 1.0;
    /// A first-level division.
    pub const DIVISION: f32 = 0.0;
    /// A second-level division that the report does not call one.
    pub const DISTRICT: f32 = -3.0;
    /// A region, sea or other thing of the table of regions.
    pub const REGION: f32 = 5.0;
    /// A part of a town.
    pub const QUARTER: f32 = -1.0;
    /// A kind that is not what the report calls it.
    pub const OTHER_KIND: f32 = -6.0;
    /// A country that other names and hints speak for, at most.
    pub const SAME_COUNTRY: f32 = 4.0;
    /// A division that other names speak for, at most.
    pub const SAME_DIVISION: f32 = 4.0;
    /// Other places nearby, at most.
    pub const NEAR: f32 = 5.0;
    /// Lying in what is named after the comma.
    pub const WITHIN: f32 = 12.0;
}

/// How many candidates of a name are weighed against each other.
const CANDIDATES: usize = 40;
/// How often beliefs are passed around.
const ROUNDS: usize = 4;
/// The distance at which a place nearby counts half, in kilometres.
const HALF_NEAR: f32 = 60.0;
const EARTH: f32 = 6371.0;

/// Finds what each mention means; one answer a mention, in the same order.
pub fn resolve(
    gazetteer: &Gazetteer,
    mentions: &[PlaceMention],
    story: &StoryContext,
) -> Vec<ResolvedPlace> {
    let mut names = Names::new(gazetteer, mentions, story);
    for _ in 0..ROUNDS {
        names.weigh(story);
    }
    mentions.iter().enumerate().map(|(index, mention)| names.answer(index, mention)).collect()
}

/// One name of the story with what it could mean. Within a story a name means one place.
struct Name<'g> {
    candidates: Vec<Candidate<'g>>,
    within: Option<usize>,
    weight: f32,
}

struct Candidate<'g> {
    place: Place<'g>,
    division: Option<PlaceId>,
    direction: [f32; 3],
    base: f32,
    belief: f32,
}

struct Names<'g> {
    all: Vec<Name<'g>>,
    /// Which name each mention bears.
    of_mention: Vec<usize>,
}

impl<'g> Names<'g> {
    fn new(gazetteer: &'g Gazetteer, mentions: &[PlaceMention], story: &StoryContext) -> Names<'g> {
        let mut names = Names { all: Vec::new(), of_mention: Vec::new() };
        let mut known: HashMap<(String, Option<String>), usize> = HashMap::new();
        for mention in mentions {
            let outer = mention.within.and_then(|within| mentions.get(within)).map(|m| fold(&m.name));
            let key = (fold(&mention.name), outer);
            let number = *known.entry(key).or_insert_with(|| {
                names.all.push(Name { candidates: candidates(gazetteer, mention), within: None, weight: 1.0 });
                names.all.len() - 1
            });
            names.of_mention.push(number);
        }
        for (mention, &number) in mentions.iter().zip(&names.of_mention) {
            let within = mention.within.and_then(|within| names.of_mention.get(within).copied());
            names.all[number].within = within.filter(|&within| within != number);
        }
        for place in &story.places {
            let mention = PlaceMention::new(place, 0..0);
            names.all.push(Name { candidates: candidates(gazetteer, &mention), within: None, weight: 1.0 });
        }
        names.all.iter_mut().for_each(|name| soften(&mut name.candidates, |candidate| candidate.base));
        names
    }

    /// Passes the beliefs of all names to each other once.
    fn weigh(&mut self, story: &StoryContext) {
        let scores: Vec<Vec<f32>> = (0..self.all.len())
            .map(|number| {
                let name = &self.all[number];
                name.candidates.iter().map(|candidate| self.score(number, candidate, story)).collect()
            })
            .collect();
        for (name, scores) in self.all.iter_mut().zip(scores) {
            let mut scores = scores.into_iter();
            soften(&mut name.candidates, |_| scores.next().unwrap_or(f32::MIN));
        }
    }

    fn score(&self, number: usize, candidate: &Candidate<'_>, story: &StoryContext) -> f32 {
        let mut support = Support::default();
        let country = candidate.place.country();
        let hints = story.countries.iter().filter(|(hint, _)| Some(*hint) == country);
        support.country += hints.map(|(_, weight)| weight).sum::<f32>();
        for (other, name) in self.all.iter().enumerate() {
            if other != number {
                support.add(candidate, name);
            }
        }
        let within = self.all[number].within.map_or(0.0, |outer| lies_in(candidate, &self.all[outer]));
        candidate.base
            + weights::SAME_COUNTRY * saturate(support.country)
            + weights::SAME_DIVISION * saturate(support.division)
            + weights::NEAR * saturate(support.near)
            + weights::WITHIN * within
    }

    fn answer(&self, index: usize, mention: &PlaceMention) -> ResolvedPlace {
        let name = &self.all[self.of_mention[index]];
        let mut order: Vec<&Candidate<'_>> = name.candidates.iter().collect();
        order.sort_by(|a, b| b.belief.total_cmp(&a.belief).then(a.place.id().cmp(&b.place.id())));
        let candidates =
            order.iter().take(5).map(|c| PlaceCandidate { place: c.place.id(), score: c.belief }).collect();
        match order.first() {
            Some(best) => placed(best.place, mention, candidates),
            None => unplaced(mention),
        }
    }
}

fn unplaced(mention: &PlaceMention) -> ResolvedPlace {
    ResolvedPlace {
        name: mention.name.clone(),
        geonames: None,
        point: None,
        country: None,
        admin1: None,
        precision: None,
        candidates: Vec::new(),
    }
}

fn placed(place: Place<'_>, mention: &PlaceMention, candidates: Vec<PlaceCandidate>) -> ResolvedPlace {
    let _ = (mention, Relation::At);
    ResolvedPlace {
        name: place.name().to_owned(),
        geonames: place.geonames(),
        point: Some((f64::from(place.latitude()), f64::from(place.longitude()))),
        country: place.country(),
        admin1: place.division().map(|division| division.name().to_owned()),
        precision: Some(place.precision()),
        candidates,
    }
}

/// What the other names of a story say for a candidate.
#[derive(Default)]
struct Support {
    country: f32,
    division: f32,
    near: f32,
}

impl Support {
    fn add(&mut self, candidate: &Candidate<'_>, name: &Name<'_>) {
        let country = candidate.place.country();
        let precise = candidate.place.precision() < 5;
        for other in name.candidates.iter().filter(|other| other.belief > 0.01) {
            let belief = other.belief * name.weight;
            if country.is_some() && other.place.country() == country {
                self.country += belief;
            }
            if candidate.division.is_some() && other.division == candidate.division {
                self.division += belief;
            }
            if precise && other.place.precision() < 4 {
                self.near += belief * nearness(candidate, other);
            }
        }
    }
}

/// From 0 far away to 1 in one place.
fn nearness(a: &Candidate<'_>, b: &Candidate<'_>) -> f32 {
    let ratio = kilometres(a.direction, b.direction) / HALF_NEAR;
    1.0 / (1.0 + ratio * ratio)
}

/// Along the chord; close enough to the great circle for what is near.
fn kilometres(a: [f32; 3], b: [f32; 3]) -> f32 {
    let squares: f32 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
    squares.sqrt() * EARTH
}

fn saturate(sum: f32) -> f32 {
    sum / (sum + 1.0)
}

/// How much of what the outer name could mean contains the candidate.
fn lies_in(candidate: &Candidate<'_>, outer: &Name<'_>) -> f32 {
    let inside = |other: &&Candidate<'_>| match other.place.feature() {
        Feature::COUNTRY => other.place.country() == candidate.place.country() && other.place.id() != candidate.place.id(),
        Feature::DIVISION => candidate.division == Some(other.place.id()) && other.place.id() != candidate.place.id(),
        _ => kilometres(candidate.direction, other.direction) < 80.0,
    };
    outer.candidates.iter().filter(inside).map(|other| other.belief.max(0.2)).sum::<f32>().min(1.0)
}

/// Turns scores into beliefs that add up to 1.
fn soften<'g>(candidates: &mut [Candidate<'g>], mut score: impl FnMut(&Candidate<'g>) -> f32) {
    let scores: Vec<f32> = candidates.iter().map(&mut score).collect();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - most).exp()).sum();
    for (candidate, score) in candidates.iter_mut().zip(scores) {
        candidate.belief = (score - most).exp() / sum;
    }
}

/// What a mention could mean, the likeliest first.
fn candidates<'g>(gazetteer: &'g Gazetteer, mention: &PlaceMention) -> Vec<Candidate<'g>> {
    let found = gazetteer.lookup(&mention.name);
    let mut all: Vec<Candidate<'g>> = found
        .into_iter()
        .map(|(place, how)| Candidate {
            place,
            division: place.division().map(|division| division.id()),
            direction: place.direction(),
            base: base(&place, how, mention.kind),
            belief: 0.0,
        })
        .collect();
    all.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.place.id().cmp(&b.place.id())));
    all.truncate(CANDIDATES);
    all
}

/// What speaks for a place without looking at the story.
fn base(place: &Place<'_>, how: Match, kind: Option<PlaceKind>) -> f32 {
    let name = match how {
        Match::Name => 0.0,
        Match::OtherName => weights::OTHER_NAME,
        Match::Sound(alike) => weights::SOUND * (2.0 - alike),
    };
    let feature = place.feature();
    let rank = match feature {
        Feature::COUNTRY => weights::COUNTRY,
        Feature::DIVISION => weights::DIVISION,
        Feature::DISTRICT => weights::DISTRICT,
        _ => match feature.code() {
            "PPLC" => weights::CAPITAL,
            "PPLX" => weights::QUARTER,
            _ if feature.class() != 'P' && feature.class() != 'A' => weights::REGION,
            _ => 0.0,
        },
    };
    let other_kind = kind.is_some_and(|kind| !fits(feature, kind));
    let population = weights::POPULATION * (place.population() as f32 + 1.0).log10();
    name + rank + population + if other_kind { weights::OTHER_KIND } else { 0.0 }
}

fn fits(feature: Feature, kind: PlaceKind) -> bool {
    match kind {
        PlaceKind::Division => feature == Feature::DIVISION || feature.code() == "RGN",
        PlaceKind::District => feature.class() == 'A',
        PlaceKind::Settlement => matches!(feature.class(), 'P' | 'S'),
        PlaceKind::Natural => matches!(feature.class(), 'H' | 'T' | 'L' | 'V'),
    }
}
