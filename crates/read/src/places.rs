//! Where: the places a report names. Coordinates come later, from the gazetteer.

use std::collections::HashMap;
use std::ops::Range;

use claimant_parse::{Pos, Token};

use crate::context::Context;

/// A place under construction.
#[derive(Clone, Debug)]
pub(crate) struct PlaceDraft {
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-3, where the place is a country.
    pub country: Option<&'static str>,
    /// Where it is named.
    pub mentions: Vec<Range<usize>>,
}

/// All places of a report.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// In order of first mention.
    pub all: Vec<PlaceDraft>,
    by_token: HashMap<usize, usize>,
}

impl Places {
    /// Entities that name places, adjectives left out; and proper names right after a place noun's preposition.
    pub(crate) fn find(context: &Context<'_>) -> Places {
        let mut places = Places::default();
        let mut known: HashMap<String, usize> = HashMap::new();
        for range in mentions(context) {
            let text = &context.document.text()[context.document.byte_span(range.clone())];
            let name = text
                .trim_start_matches("the ")
                .trim_start_matches("The ")
                .trim_end_matches("'s")
                .trim_end_matches("’s")
                .to_owned();
            let country = context.lexicon.names.country(&name);
            if name.is_empty()
                || country.is_some_and(|c| c.adjective)
                || context.lexicon.names.group(&name).is_some()
            {
                continue;
            }
            let index = *known.entry(name.to_lowercase()).or_insert_with(|| {
                places.all.push(PlaceDraft { name, country: country.map(|c| c.iso3), mentions: Vec::new() });
                places.all.len() - 1
            });
            for token in range.clone() {
                places.by_token.insert(token, index);
            }
            places.all[index].mentions.push(range);
        }
        places
    }

    /// The place of a predicate: from what is attached to it, or to what governs it, up to `stop`.
    pub(crate) fn of(
        &self,
        context: &Context<'_>,
        predicate: Token<'_>,
        stop: Option<usize>,
    ) -> Option<usize> {
        let mut at = predicate;
        for _ in 0..24 {
            if let Some(place) = self.attached(context, at) {
                return Some(place);
            }
            if at.is_root() || Some(at.index()) == stop {
                return None;
            }
            at = at.head();
        }
        None
    }

    fn attached(&self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
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
                        if self.all[place].country.is_none() {
                            return Some(place);
                        }
                        country = country.or(Some(place));
                    }
                }
            }
        }
        let _ = context;
        country
    }

    /// The most named place that is no country, else the most named; ties go to the first.
    pub(crate) fn main(&self) -> Option<usize> {
        let weight = |index: &usize| {
            let place = &self.all[*index];
            (place.country.is_none(), place.mentions.len(), std::cmp::Reverse(*index))
        };
        (0..self.all.len()).max_by_key(weight)
    }
}

fn mentions<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Range<usize>> + 'a {
    context
        .document
        .entities()
        .filter(|entity| matches!(entity.label(), "GPE" | "LOC" | "FAC"))
        .map(claimant_parse::Entity::token_range)
        .chain(
            context.document.tokens().filter(|t| unlabelled(context, *t)).map(|t| t.index()..t.index() + 1),
        )
}

/// A country's name that the entity recogniser took for something else.
fn unlabelled(context: &Context<'_>, token: Token<'_>) -> bool {
    token.pos() == Pos::Propn
        && !matches!(context.entity_label(token), "GPE" | "LOC" | "FAC")
        && token.text().len() > 3
        && context.lexicon.names.country(token.text()).is_some_and(|c| !c.adjective)
}
