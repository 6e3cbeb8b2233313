//! The choice among places of one name.

use std::collections::HashMap;

use super::answer::{PlaceCandidate, ResolvedPlace};
use super::copies;
use super::country::Country;
use super::feature::Feature;
use super::fold::fold;
use super::gazetteer::{Gazetteer, Match, Place, PlaceId};
use super::mention::{PlaceKind, PlaceMention};
use super::near::Neighbours;
use super::story::StoryContext;

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
    /// A first-level division beside its own town of that name.
    pub const NAMED_AFTER_TOWN: f32 = -4.0;
    /// A town by its other name beside the country of that name.
    pub const NAMED_AS_COUNTRY: f32 = -8.0;
    /// A second-level division that the report does not call one.
    pub const DISTRICT: f32 = -3.0;
    /// A region, sea or other thing of the table of regions.
    pub const REGION: f32 = 5.0;
    /// A part of a town.
    pub const QUARTER: f32 = -1.0;
    /// A forest, an airport or a well that only a side file knows, where the report does not call it one.
    pub const SPOT: f32 = -5.0;
    /// A place that only a side file knows, where the program knows one of that name in the same country.
    pub const SIDE: f32 = -2.0;
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
/// How many of them an answer keeps.
const KEPT: usize = 5;
/// How often beliefs are passed around.
const ROUNDS: usize = 4;
/// Radius in kilometres.
pub(super) const EARTH: f32 = 6371.0;

/// Finds what each mention means; one answer a mention, in the same order.
///
/// Every name is given to the place that its size, the words beside it, the story's countries and the other places of the
/// story speak for. What is spelled like no place and sounds like none of the story's countries stays without a point.
pub fn resolve(gazetteer: &Gazetteer, mentions: &[PlaceMention], story: &StoryContext) -> Vec<ResolvedPlace> {
    let mut names = Names::new(gazetteer, mentions, story);
    (0..ROUNDS).for_each(|_| names.weigh(story));
    if names.add_sounds(gazetteer, mentions, story) {
        (0..ROUNDS).for_each(|_| names.weigh(story));
    }
    let single: Vec<ResolvedPlace> = mentions
        .iter()
        .enumerate()
        .map(|(index, mention)| {
            let candidates = names.ranked(index).into_iter().take(KEPT);
            let candidates =
                candidates.map(|c| PlaceCandidate { place: c.place.id(), score: c.belief }).collect();
            ResolvedPlace::new(gazetteer, mention, candidates)
        })
        .collect();
    mentions
        .iter()
        .enumerate()
        .map(|(index, mention)| {
            single[index].clone().between(mention, &single).within(index, mentions, &single)
        })
        .collect()
}

/// One name of the story with what it could mean. Within a story a name means one place.
struct Name<'g> {
    candidates: Vec<Candidate<'g>>,
    within: Option<usize>,
    weight: f32,
}

pub(super) struct Candidate<'g> {
    pub(super) place: Place<'g>,
    pub(super) division: Option<PlaceId>,
    pub(super) direction: [f32; 3],
    /// Whether the name is not the place's own.
    pub(super) other_name: bool,
    pub(super) base: f32,
    belief: f32,
}

/// A candidate as the other names of the story hear it.
struct Speaker {
    name: usize,
    belief: f32,
    country: Option<Country>,
    division: Option<PlaceId>,
}

/// All that can speak for names: those that are believed in, and of these the ones that others can be near to.
struct Speakers {
    all: Vec<Speaker>,
    near: Neighbours,
}

struct Names<'g> {
    all: Vec<Name<'g>>,
    /// Which name each mention bears.
    of_mention: Vec<usize>,
}

impl<'g> Names<'g> {
    fn new(gazetteer: &'g Gazetteer, mentions: &[PlaceMention], story: &StoryContext) -> Names<'g> {
        let mut names = Names { all: Vec::new(), of_mention: Vec::new() };
        let mut numbers: HashMap<(String, Option<String>, Option<PlaceKind>), usize> = HashMap::new();
        for mention in mentions {
            let outer = mention.within.and_then(|within| mentions.get(within)).map(|m| fold(&m.name));
            let key = (fold(&mention.name), outer, mention.kind);
            let number = *numbers.entry(key).or_insert_with(|| {
                names.all.push(Name { candidates: known(gazetteer, mention), within: None, weight: 1.0 });
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
            names.all.push(Name { candidates: known(gazetteer, &mention), within: None, weight: 1.0 });
        }
        names.all.iter_mut().for_each(|name| soften(&mut name.candidates, |candidate| candidate.base));
        names
    }

    /// Passes the beliefs of all names to each other once.
    fn weigh(&mut self, story: &StoryContext) {
        let speakers = self.speakers();
        let scores: Vec<Vec<f32>> = (0..self.all.len())
            .map(|number| {
                let of = |candidate| self.score(number, candidate, story, &speakers);
                let candidates = &self.all[number].candidates;
                // What stands alone is believed in whatever speaks for it.
                if candidates.len() < 2 {
                    vec![0.0; candidates.len()]
                } else {
                    candidates.iter().map(of).collect()
                }
            })
            .collect();
        for (name, scores) in self.all.iter_mut().zip(scores) {
            let mut scores = scores.into_iter();
            soften(&mut name.candidates, |_| scores.next().unwrap_or(f32::MIN));
        }
    }

    /// What can speak for other names: the candidates that are believed in, each with its name.
    fn speakers(&self) -> Speakers {
        let mut speakers = Speakers { all: Vec::new(), near: Neighbours::default() };
        for (number, name) in self.all.iter().enumerate() {
            for candidate in name.candidates.iter().filter(|candidate| candidate.belief > 0.01) {
                let belief = candidate.belief * name.weight;
                let country = candidate.place.country();
                speakers.all.push(Speaker { name: number, belief, country, division: candidate.division });
                if candidate.place.precision() < 4 {
                    speakers.near.push(number, belief, candidate.direction);
                }
            }
        }
        speakers
    }

    fn score(
        &self,
        number: usize,
        candidate: &Candidate<'_>,
        story: &StoryContext,
        speakers: &Speakers,
    ) -> f32 {
        let mut support = Support::default();
        let country = candidate.place.country();
        let hints = story.countries.iter().filter(|(hint, _)| Some(*hint) == country);
        support.country += hints.map(|(_, weight)| weight).sum::<f32>();
        for other in speakers.all.iter().filter(|other| other.name != number) {
            support.add(candidate, country, other);
        }
        if candidate.place.precision() < 5 {
            support.near = speakers.near.support(number, candidate.direction);
        }
        let within = self.all[number].within.map_or(0.0, |outer| lies_in(candidate, &self.all[outer]));
        candidate.base
            + weights::SAME_COUNTRY * saturate(support.country)
            + weights::SAME_DIVISION * saturate(support.division)
            + weights::NEAR * saturate(support.near)
            + weights::WITHIN * within
    }

    /// The places a mention could mean, best first.
    fn ranked(&self, index: usize) -> Vec<&Candidate<'g>> {
        let mut order: Vec<&Candidate<'_>> = self.all[self.of_mention[index]].candidates.iter().collect();
        order.sort_by(|a, b| b.belief.total_cmp(&a.belief).then(a.place.id().cmp(&b.place.id())));
        order
    }

    /// How much speaks for each country, hints included.
    fn countries(&self, story: &StoryContext) -> HashMap<Country, f32> {
        let mut countries: HashMap<Country, f32> = story.countries.iter().copied().collect();
        for candidate in self.all.iter().flat_map(|name| &name.candidates) {
            if let Some(country) = candidate.place.country() {
                *countries.entry(country).or_default() += candidate.belief;
            }
        }
        countries
    }

    /// Names that are spelled like no place may sound like one, in a country that the story plays in.
    fn add_sounds(
        &mut self,
        gazetteer: &'g Gazetteer,
        mentions: &[PlaceMention],
        story: &StoryContext,
    ) -> bool {
        let countries = self.countries(story);
        let plays =
            |place: &Place<'_>| place.country().is_some_and(|c| countries.get(&c).is_some_and(|&w| w >= 0.5));
        let mut any = false;
        for (mention, &number) in mentions.iter().zip(&self.of_mention) {
            let name = &mut self.all[number];
            if name.candidates.is_empty() {
                let sounds =
                    gazetteer.lookup_sound(&mention.name).into_iter().filter(|(place, _)| plays(place));
                name.candidates = candidates(gazetteer, sounds, mention.kind);
                soften(&mut name.candidates, |candidate| candidate.base);
                any |= !name.candidates.is_empty();
            }
        }
        any
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
    fn add(&mut self, candidate: &Candidate<'_>, country: Option<Country>, other: &Speaker) {
        if country.is_some() && other.country == country {
            self.country += other.belief;
        }
        if candidate.division.is_some() && other.division == candidate.division {
            self.division += other.belief;
        }
    }
}

/// Along the chord; close enough to the great circle for what is near.
pub(super) fn kilometres(a: [f32; 3], b: [f32; 3]) -> f32 {
    let squares: f32 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
    squares.sqrt() * EARTH
}

fn saturate(sum: f32) -> f32 {
    sum / (sum + 1.0)
}

/// How much of what the outer name could mean contains the candidate.
fn lies_in(candidate: &Candidate<'_>, outer: &Name<'_>) -> f32 {
    let inside = |other: &&Candidate<'_>| match other.place.feature() {
        Feature::COUNTRY => {
            other.place.country() == candidate.place.country() && other.place.id() != candidate.place.id()
        }
        Feature::DIVISION => {
            candidate.division == Some(other.place.id()) && other.place.id() != candidate.place.id()
        }
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

/// What a mention is spelled like.
fn known<'g>(gazetteer: &'g Gazetteer, mention: &PlaceMention) -> Vec<Candidate<'g>> {
    candidates(gazetteer, gazetteer.lookup(&mention.name), mention.kind)
}

/// What a mention could mean, the likeliest first.
fn candidates<'g>(
    gazetteer: &'g Gazetteer,
    found: impl IntoIterator<Item = (Place<'g>, Match)>,
    kind: Option<PlaceKind>,
) -> Vec<Candidate<'g>> {
    let candidate = |(place, how): (Place<'g>, Match)| Candidate {
        place,
        division: place.division().map(|division| division.id()),
        direction: place.direction(),
        other_name: how != Match::Name,
        base: base(&place, how, kind),
        belief: 0.0,
    };
    let mut all: Vec<Candidate<'g>> = found.into_iter().map(candidate).collect();
    if all.iter().any(|candidate| !candidate.place.id().is_own()) {
        all = copies::join(gazetteer, all);
    }
    if kind != Some(PlaceKind::Division) {
        prefer_towns(&mut all);
    }
    prefer_countries(&mut all);
    all.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.place.id().cmp(&b.place.id())));
    all.truncate(CANDIDATES);
    all
}

/// A division that is named after its own town is meant only where the report says so. In the United States the usage is
/// the other way round (New York), so divisions there stand by themselves.
fn prefer_towns(candidates: &mut [Candidate<'_>]) {
    let towns: Vec<PlaceId> = candidates
        .iter()
        .filter(|candidate| candidate.place.feature().class() == 'P')
        .filter_map(|candidate| candidate.division)
        .collect();
    for candidate in candidates {
        let division =
            candidate.place.feature() == Feature::DIVISION && towns.contains(&candidate.place.id());
        if division && candidate.place.country().is_some_and(|country| country.code() != "USA") {
            candidate.base += weights::NAMED_AFTER_TOWN;
        }
    }
}

/// A town that is also called as its country is not meant by the country's name.
fn prefer_countries(candidates: &mut [Candidate<'_>]) {
    let countries: Vec<Country> = candidates
        .iter()
        .filter(|candidate| candidate.place.feature() == Feature::COUNTRY)
        .filter_map(|candidate| candidate.place.country())
        .collect();
    for candidate in candidates.iter_mut().filter(|candidate| candidate.place.feature().class() == 'P') {
        if candidate.other_name && candidate.place.country().is_some_and(|c| countries.contains(&c)) {
            candidate.base += weights::NAMED_AS_COUNTRY;
        }
    }
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
            _ if matches!(feature.class(), 'P' | 'A') => 0.0,
            _ if place.id().is_own() => weights::REGION,
            _ if kind.is_some_and(|kind| fits(feature, kind)) => 0.0,
            _ => weights::SPOT,
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
        PlaceKind::Settlement | PlaceKind::Quarter => matches!(feature.class(), 'P' | 'S'),
        PlaceKind::Natural => matches!(feature.class(), 'H' | 'T' | 'L' | 'V'),
    }
}
