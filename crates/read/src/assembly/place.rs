//! Where an event was.

use std::collections::HashSet;

use claimant_model::{ActorKind, Tense};
use claimant_parse::{Sentence, Token};
use claimant_resolve::actors::Iso3;

use super::happening;
use crate::claims::{Made, Workshop};
use crate::lexicon::{List, Lists};

/// What a rebel group among those who take part speaks for its country; a word of the country speaks 1.
const REBELS: u32 = 4;
/// What somebody else who is no part of a state does.
const PEOPLE: u32 = 2;
/// What a town that the event's own sentences name does, and the story for the country that it plays in.
const TOWN: u32 = 4;

/// How far above a name the word for bringing somebody there stands: "to a hospital in Goma".
const BROUGHT: usize = 5;

/// UCDP `where_prec` of the south-west of a country, and of what is at least known to its district.
const VAGUE: u8 = 5;
const SURELY: u8 = 3;

/// The place most claims give; else for a current event one that its own sentences name, else the one that the sentences
/// with claims name most. Datelines, history, and where a source has its seat do not count.
pub(super) fn of(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    claims: &[usize],
    tense: Tense,
) -> Option<usize> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    let of_deed = claims.iter().map(|&i| &made[i]).filter(|one| !super::tells_of_claiming(one));
    for place in of_deed.filter_map(|one| one.place) {
        match counts.iter_mut().find(|(known, _)| *known == place) {
            Some((_, count)) => *count += 1,
            None => counts.push((place, 1)),
        }
    }
    let specific = |place: usize| !workshop.places.all[place].is_country;
    let best = counts
        .iter()
        .enumerate()
        .max_by_key(|(order, (place, count))| (specific(*place), *count, std::cmp::Reverse(*order)))
        .map(|(_, (place, _))| *place);
    // The headline names the province, the report the town in it.
    let finer = best.and_then(|best| {
        let within = |(place, _): &&(usize, usize)| happening::is_within(workshop, *place, best);
        counts.iter().filter(within).max_by_key(|(_, count)| *count).map(|(place, _)| *place)
    });
    let best = finer.or(best);
    let vague = |place: usize| workshop.places.all[place].known.precision == Some(VAGUE);
    if best.is_some_and(|best| specific(best) && !vague(best)) || tense == Tense::Background {
        return best;
    }
    let sentences = |claims: &mut dyn Iterator<Item = &Made<'_>>| claims.map(|m| m.sentence).collect();
    let own: HashSet<usize> = sentences(&mut claims.iter().map(|&i| &made[i]));
    let told: HashSet<usize> = sentences(&mut made.iter().filter(|m| m.claim.tense == Tense::Current));
    let past: HashSet<usize> = sentences(&mut made.iter().filter(|m| m.claim.tense == Tense::Background));
    let document = workshop.under.context.document;
    let named = |of: &HashSet<usize>| {
        let counts = |sentence: &usize| of.contains(sentence) && !past.contains(sentence);
        workshop.places.main(|token| {
            let word = document.token(token);
            counts(&word.sentence().index())
                && !workshop.under.sayings.names_source(token)
                && !is_where_brought(word)
                && !is_beyond_a_border(word)
        })
    };
    let here = |place: &usize| workshop.places.in_scene(*place);
    let verbs = super::took_place::of(workshop, made, claims).into_iter();
    let mut beside = verbs.filter_map(|verb| workshop.places.of(verb, Some(verb.index())));
    if let Some(place) = beside.find(|place| specific(*place)) {
        return Some(place);
    }
    if best.is_some_and(specific) {
        // "In the south-west … at a camp outside El Adde, a small town": a town that is named while it is told.
        let span = own.iter().min().zip(own.iter().max()).map(|(first, last)| *first..=*last);
        let told = |token: usize| {
            let sentence = document.token(token).sentence().index();
            let within =
                span.as_ref().is_some_and(|span| span.contains(&sentence)) && !past.contains(&sentence);
            within && !workshop.under.sayings.names_source(token)
        };
        return town_named(workshop, told).filter(here).or(best);
    }
    let sure = |place: &usize| workshop.places.all[*place].known.precision.is_some();
    let own_place = named(&own)
        .filter(|place| specific(*place) && sure(place) && here(place) && !is_taken(made, &own, *place));
    let elsewhere = || if best.is_none() { elsewhere(workshop, made, claims, &own) } else { None };
    let theirs = |place: &usize| is_of_what_comes_later(workshop, made, claims, *place);
    let only = |place: &usize| !specific(*place) || sure(place) && is_only_one(workshop, *place);
    let told_place = || named(&told).filter(|place| here(place) && only(place) && !theirs(place));
    own_place.or_else(elsewhere).or_else(told_place).or(best).or(workshop.places.scene)
}

/// "The wounded were evacuated to Goma": where they came to harm is elsewhere.
fn is_where_brought(name: Token<'_>) -> bool {
    let mut above = name.ancestors().take(BROUGHT).filter(|word| word.label() == "prep");
    let to = above.find(|prep| prep.lemma() == "to");
    to.is_some_and(|to| Lists::embedded().has(List::Brought, to.head().lemma()))
}

/// "Some 30 km from the border with Mali": not in Mali.
fn is_beyond_a_border(name: Token<'_>) -> bool {
    let with = name.document().token(name.subtree().start).previous().filter(|with| with.text() == "with");
    let border = with.and_then(Token::previous);
    border.is_some_and(|border| matches!(border.lemma(), "border" | "frontier"))
}

/// "The authors of the raid were arrested in Goma": where only what is no violence was, as the same sentence tells.
fn is_taken(made: &[Made<'_>], own: &HashSet<usize>, place: usize) -> bool {
    let there = || made.iter().filter(|one| one.place == Some(place));
    let violent = |one: &Made<'_>| one.draft.codes.is_assault();
    there().any(|one| own.contains(&one.sentence)) && !there().any(violent)
}

/// Whether a report names one place within its country and no other, wide regions apart.
fn is_only_one(workshop: &Workshop<'_, '_>, place: usize) -> bool {
    let local = |other: &usize| {
        let draft = &workshop.places.all[*other];
        let exact = !draft.is_country && draft.known.precision.is_none_or(|precision| precision < VAGUE);
        exact && draft.tokens().next().is_some() && workshop.places.in_scene(*other)
    };
    (0..workshop.places.all.len()).filter(local).all(|other| {
        other == place
            || happening::is_within(workshop, other, place)
            || happening::is_within(workshop, place, other)
    })
}

/// The town that is named first where it counts.
fn town_named(workshop: &Workshop<'_, '_>, counts: impl Fn(usize) -> bool) -> Option<usize> {
    let places = &workshop.places.all;
    let town = |place: &usize| places[*place].known.precision.is_some_and(|precision| precision <= SURELY);
    let named = |place: usize| {
        let first = places[place].tokens().filter(|token| counts(*token)).min();
        first.map(|first| (first, place))
    };
    (0..places.len()).filter(town).filter_map(named).min().map(|(_, place)| place)
}

/// "…killed ten in the town. In a separate incident, two were shot in Delmas": named only after the event was told, as where
/// something else took place.
fn is_of_what_comes_later(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    claims: &[usize],
    place: usize,
) -> bool {
    let document = workshop.under.context.document;
    let first = workshop.places.all[place].mentions.first().map(|words| document.token(words.start));
    let last = claims.iter().map(|&i| made[i].sentence).max();
    let later = first.zip(last).is_some_and(|(first, last)| first.sentence().index() > last);
    later && made.iter().any(|other| other.place == Some(place))
}

/// The country that those who take part and the words around them speak for, where it is not the one that the story plays
/// in: "the murder of the Ruritanian bishop", said abroad.
fn elsewhere(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    claims: &[usize],
    sentences: &HashSet<usize>,
) -> Option<usize> {
    let mut votes: Vec<(Iso3, u32)> = Vec::new();
    let mut vote = |country: Iso3, weight: u32| match votes.iter_mut().find(|(known, _)| *known == country) {
        Some((_, known)) => *known += weight,
        None => votes.push((country, weight)),
    };
    let story = workshop.places.scene.and_then(|scene| workshop.places.country_of(scene));
    if let Some(country) = story {
        vote(country, TOWN);
    }
    for (country, weight) in parties(workshop, made, claims) {
        vote(country, weight);
    }
    let document = workshop.under.context.document;
    let said = |token: usize| sentences.contains(&document.token(token).sentence().index());
    for token in document.sentences().filter(|s| sentences.contains(&s.index())).flat_map(Sentence::tokens) {
        let word = workshop.under.context.names.country(token);
        if let Some(word) = word.filter(|_| !workshop.under.sayings.names_source(token.index())) {
            vote(word.iso3, 1);
        }
    }
    for place in (0..workshop.places.all.len()).filter(|&place| !workshop.places.all[place].is_country) {
        let named = workshop.places.all[place].mentions.iter().any(|words| said(words.start));
        if let Some(country) = workshop.places.country_of(place).filter(|_| named) {
            vote(country, TOWN);
        }
    }
    let most = votes.iter().rev().max_by_key(|(_, weight)| *weight).map(|(country, _)| *country)?;
    (story != Some(most)).then(|| workshop.places.country(most)).flatten()
}

/// The countries of those who take part, soldiers and officials apart: they fight and fall abroad.
fn parties(workshop: &Workshop<'_, '_>, made: &[Made<'_>], claims: &[usize]) -> Vec<(Iso3, u32)> {
    let (context, actors) = (&workshop.under.context, &workshop.under.actors);
    let mut all: Vec<usize> = claims
        .iter()
        .flat_map(|&i| &made[i].draft.participants)
        .filter_map(|part| actors.of_phrase(context, part.token))
        .collect();
    all.sort_unstable();
    all.dedup();
    let weigh = |actor: usize| match actors.all[actor].kind {
        ActorKind::RebelGroup | ActorKind::PoliticalMilitia => Some(REBELS),
        kind if kind.is_state() => None,
        _ => Some(PEOPLE),
    };
    all.into_iter().filter_map(|actor| Some((actors.all[actor].country?, weigh(actor)?))).collect()
}
