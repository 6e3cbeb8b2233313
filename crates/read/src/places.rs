//! Where: the places a report names, resolved by the gazetteer, and which of them a predicate hangs on.

use std::collections::HashMap;
use std::ops::Range;

use claimant_parse::Token;
use claimant_resolve::actors::Iso3;
use claimant_resolve::places::{Gazetteer, ResolvedPlace, StoryContext, describe, find_mentions, resolve};

use crate::actors::names::Names;
use crate::context::Context;

/// UCDP `where_prec` of a country.
const COUNTRY: u8 = 6;

/// A place under construction.
#[derive(Clone, Debug)]
pub(crate) struct PlaceDraft {
    /// What the gazetteer says it is.
    pub(crate) known: ResolvedPlace,
    /// Whether it is a whole country.
    pub(crate) is_country: bool,
    /// Where it is named.
    pub(crate) mentions: Vec<Range<usize>>,
}

/// All places of a report.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// In order of first mention.
    pub(crate) all: Vec<PlaceDraft>,
    by_token: HashMap<usize, usize>,
}

impl Places {
    /// Finds and resolves them. `source` is who publishes the report: a paper's own country is likelier than another.
    pub(crate) fn find(context: &Context<'_>, gazetteer: &Gazetteer, source: Option<&str>) -> Places {
        let ranges = find_mentions(context.document, gazetteer);
        let mentions = describe(context.document, gazetteer, &ranges);
        let mut story = StoryContext::of_document(context.document);
        if let Some(source) = source {
            story.add_source(source);
        }
        let mut places = Places::default();
        for (mention, known) in mentions.iter().zip(resolve(gazetteer, &mentions, &story)) {
            // "Islamic State in the Greater Sahara" names a party and no place; the register knows better.
            if !context.names.is_party(&mention.tokens) {
                places.add(mention.tokens.clone(), known);
            }
        }
        places
    }

    /// Tells which countries the report is about: every town named counts once.
    pub(crate) fn weigh(&self, names: &mut Names<'_>) {
        for place in self.all.iter().filter(|place| !place.is_country) {
            let country = place.known.country.and_then(|country| Iso3::parse(country.code()));
            if let Some(country) = country {
                place.mentions.iter().for_each(|_| names.weigh(country, 1.0));
            }
        }
    }

    fn add(&mut self, tokens: Range<usize>, known: ResolvedPlace) {
        let same = |place: &PlaceDraft| place.known.name == known.name && place.known.point == known.point;
        let index = self.all.iter().position(same).unwrap_or_else(|| {
            let is_country = known.precision == Some(COUNTRY);
            self.all.push(PlaceDraft { known, is_country, mentions: Vec::new() });
            self.all.len() - 1
        });
        self.by_token.extend(tokens.clone().map(|token| (token, index)));
        self.all[index].mentions.push(tokens);
    }

    /// The place of a predicate: from what is attached to it, or to what governs it, up to `stop`.
    pub(crate) fn of(&self, predicate: Token<'_>, stop: Option<usize>) -> Option<usize> {
        let mut at = predicate;
        for _ in 0..24 {
            if let Some(place) = self.attached(at) {
                return Some(place);
            }
            if at.is_root() || Some(at.index()) == stop {
                return None;
            }
            at = at.head();
        }
        None
    }

    fn attached(&self, token: Token<'_>) -> Option<usize> {
        let preps = token.children().filter(|child| {
            child.label() == "prep"
                && matches!(
                    child.lemma(),
                    "in" | "at"
                        | "near"
                        | "from"
                        | "outside"
                        | "on"
                        | "to"
                        | "of"
                        | "around"
                        | "inside"
                        | "into"
                        | "across"
                        | "along"
                        | "within"
                        | "toward"
                )
        });
        let mut country = None;
        for prep in preps {
            for object in prep.children().filter(|c| c.label() == "pobj") {
                for index in object.subtree() {
                    if let Some(&place) = self.by_token.get(&index) {
                        if !self.all[place].is_country {
                            return Some(place);
                        }
                        country = country.or(Some(place));
                    }
                }
            }
        }
        country
    }

    /// The place most named by tokens that count: one that is no country before countries, ties to the first.
    pub(crate) fn main(&self, counts: impl Fn(usize) -> bool) -> Option<usize> {
        let named =
            |index: usize| self.all[index].mentions.iter().filter(|words| counts(words.start)).count();
        let weighed = (0..self.all.len()).map(|index| (named(index), index)).filter(|(named, _)| *named > 0);
        weighed
            .max_by_key(|&(named, index)| (!self.all[index].is_country, named, std::cmp::Reverse(index)))
            .map(|(_, index)| index)
    }
}
