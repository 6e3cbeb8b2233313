//! Where: the places a report names, resolved by the gazetteer, and which of them a predicate hangs on.

mod meant;
mod scene;

use std::ops::Range;

use claimant_parse::Token;
use claimant_resolve::actors::Iso3;
use claimant_resolve::places::{
    Country, Gazetteer, PlaceMention, ResolvedPlace, StoryContext, describe, find_mentions, fold, resolve,
};
use rustc_hash::FxHashMap;

use crate::actors::names::Names;
use crate::clause::{does, occurrences};
use crate::context::Context;
use crate::lexicon::Does;
use crate::tree::{is_meanwhile, is_noun};
use meant::Meant;
use scene::Scene;

/// UCDP `where_prec` of a country.
const COUNTRY: u8 = 6;

/// UCDP `where_prec` of a first-level division.
const DIVISION: u8 = 4;

/// Prepositions that lead to where something is done.
const WHERE: [&str; 15] = [
    "in", "at", "near", "from", "outside", "on", "to", "of", "around", "inside", "into", "across", "along",
    "within", "toward",
];

/// Prepositions that lead to where somebody or something stands.
const STANDS: [&str; 6] = ["in", "at", "near", "outside", "around", "inside"];

/// How deep a noun phrase is searched for the place it means.
const DEPTH: usize = 6;
/// A place under construction.
#[derive(Clone, Debug)]
pub(crate) struct PlaceDraft {
    /// What the gazetteer says it is.
    pub(crate) known: ResolvedPlace,
    /// Whether it is a whole country.
    pub(crate) is_country: bool,
    /// Where it is named.
    pub(crate) mentions: Vec<Range<usize>>,
    /// Nouns that mean it without naming it: "the capital".
    pub(crate) meant: Vec<usize>,
}

impl PlaceDraft {
    /// Where it is named or meant.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = usize> {
        self.mentions.iter().map(|words| words.start).chain(self.meant.iter().copied())
    }
}

/// All places of a report.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// In order of first mention.
    pub(crate) all: Vec<PlaceDraft>,
    by_token: FxHashMap<usize, usize>,
    /// The country that the story plays in.
    pub(crate) scene: Option<usize>,
}

/// "Attacked the headquarters of the brigade located in Zalo": the word that says where the object stands.
fn located(object: Token<'_>) -> Option<Token<'_>> {
    let whose = object.child("prep").filter(|of| of.text() == "of").and_then(|of| of.child("pobj"));
    let mut clauses = [Some(object), whose].into_iter().flatten().filter_map(|noun| noun.child("acl"));
    clauses.find(|clause| matches!(clause.lemma(), "locate" | "situate" | "base" | "station"))
}

/// A report that writes no accents names the place without them, and spells it as its readers know it: "Mekelle", not
/// "Mek'ele".
fn spelled_as(mention: &PlaceMention, known: ResolvedPlace) -> ResolvedPlace {
    let signs = |name: &str| !name.is_ascii() || name.contains(['\'', '`']);
    let plain = !signs(&mention.name) && signs(&known.name);
    let first = |name: &str| fold(name).chars().next();
    if plain && first(&mention.name) == first(&known.name) {
        ResolvedPlace { name: mention.name.clone(), ..known }
    } else {
        known
    }
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
        let dateline = scene::add_dateline(context.document, gazetteer, &mentions, &mut story);
        let resolved = resolve(gazetteer, &mentions, &story);
        let groups = context.names.groups().filter_map(|country| Country::new(country.as_str()));
        let mut scene = Scene::new(&story, dateline);
        scene.add_places(context.document, gazetteer, &mentions, &resolved);
        scene.add_groups(groups);
        let settled: Vec<ResolvedPlace> = mentions
            .iter()
            .zip(resolved)
            .map(|(mention, known)| scene.settle(gazetteer, mention, known))
            .collect();
        let mut places = Places::default();
        for (index, (mention, known)) in mentions.iter().zip(&settled).enumerate() {
            // "Islamic State in the Greater Sahara" names a party and no place; the register knows better.
            let body = known.precision.is_none() && context.names.is_party(&mention.tokens);
            if !body && !context.names.is_group(&mention.tokens) {
                // What it lies in may have been settled elsewhere.
                let known = known.clone().within(index, &mentions, &settled);
                places.add(mention.tokens.clone(), spelled_as(mention, known));
            }
        }
        if let Some(country) = scene.country() {
            places.set_scene(gazetteer, country);
        }
        let here = scene.sent_at(context.document, &mentions);
        let here = here.and_then(|at| places.by_token.get(&mentions[at].tokens.start).copied());
        places.add_meant(context, gazetteer, scene.home(), here);
        places
    }

    /// Adds the towns that are meant and not named.
    fn add_meant(
        &mut self,
        context: &Context<'_>,
        gazetteer: &Gazetteer,
        home: Option<Country>,
        here: Option<usize>,
    ) {
        for noun in context.document.tokens() {
            let meant = meant::meant(context, noun).filter(|_| !self.by_token.contains_key(&noun.index()));
            let country = match meant {
                None => continue,
                Some(Meant::Here) => None,
                Some(Meant::Home) => home,
                Some(Meant::Of(country)) => Country::new(country.as_str()),
            };
            let capital = country.and_then(|country| meant::capital_of(context, gazetteer, country));
            let place = match capital {
                Some(capital) => Some(self.known(scene::settled(&capital))),
                None => here.filter(|&here| meant == Some(Meant::Here) && self.fineness(here) < DIVISION),
            };
            if let Some(place) = place {
                self.by_token.insert(noun.index(), place);
                self.all[place].meant.push(noun.index());
            }
        }
    }

    /// A place of the gazetteer, as the report has named it or for the first time.
    fn known(&mut self, known: ResolvedPlace) -> usize {
        let same = |place: &PlaceDraft| place.known.point == known.point;
        self.all.iter().position(same).unwrap_or_else(|| {
            self.all.push(PlaceDraft { known, is_country: false, mentions: Vec::new(), meant: Vec::new() });
            self.all.len() - 1
        })
    }

    /// The country that the story plays in is a place even where it is not named.
    fn set_scene(&mut self, gazetteer: &Gazetteer, country: Country) {
        let named =
            self.all.iter().position(|place| place.is_country && place.known.country == Some(country));
        self.scene = named.or_else(|| {
            let known = scene::country_place(gazetteer, country)?;
            self.all.push(PlaceDraft { known, is_country: true, mentions: Vec::new(), meant: Vec::new() });
            Some(self.all.len() - 1)
        });
    }

    /// A country as a place of the report.
    pub(crate) fn country(&self, country: Iso3) -> Option<usize> {
        (0..self.all.len())
            .find(|&place| self.all[place].is_country && self.country_of(place) == Some(country))
    }

    /// Whether the report names a country, or plays in it.
    pub(crate) fn names_country(&self, country: Country) -> bool {
        let named = |place: usize| !self.all[place].mentions.is_empty() || self.scene == Some(place);
        let mut places = 0..self.all.len();
        places.any(|place| {
            let one = &self.all[place];
            one.is_country && one.known.country == Some(country) && named(place)
        })
    }

    /// The country that a place lies in.
    pub(crate) fn country_of(&self, place: usize) -> Option<Iso3> {
        self.all[place].known.country.and_then(|country| Iso3::parse(country.code()))
    }

    /// Whether a place lies in the country that the story plays in.
    pub(crate) fn in_scene(&self, place: usize) -> bool {
        let country = |index: usize| self.all[index].known.country;
        self.scene.is_none_or(|scene| country(scene) == country(place))
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

    /// The words that name places which the gazetteer knows.
    pub(crate) fn known_tokens(&self) -> impl Iterator<Item = usize> {
        let known = |place: usize| self.all[place].known.precision.is_some();
        self.by_token.iter().filter(move |(_, place)| known(**place)).map(|(token, _)| *token)
    }

    fn add(&mut self, tokens: Range<usize>, known: ResolvedPlace) {
        let same = |place: &PlaceDraft| place.known.name == known.name && place.known.point == known.point;
        let index = self.all.iter().position(same).unwrap_or_else(|| {
            let is_country = known.precision == Some(COUNTRY);
            self.all.push(PlaceDraft { known, is_country, mentions: Vec::new(), meant: Vec::new() });
            self.all.len() - 1
        });
        self.by_token.extend(tokens.clone().map(|token| (token, index)));
        self.all[index].mentions.push(tokens);
    }

    /// The place of a predicate: from what is attached to it, or to what governs it, up to `stop`.
    pub(crate) fn of(&self, predicate: Token<'_>, stop: Option<usize>) -> Option<usize> {
        let (mut at, mut stop) = (predicate, stop);
        for _ in 0..24 {
            let told = || occurrences(at).find_map(|verb| self.attached(verb));
            if let Some(place) = self.attached(at).or_else(told) {
                return Some(place);
            }
            if at.is_root() {
                return None;
            }
            if Some(at.index()) == stop {
                stop = is_meanwhile(at).then(|| at.head().index());
                stop?;
            }
            at = at.head();
        }
        None
    }

    /// Where the words say that it was: what hangs on a predicate, and what hangs on its object, where that is finer: "bombed a
    /// market in Gao in the north".
    fn attached(&self, token: Token<'_>) -> Option<usize> {
        let carries = does(token, Does::Carries);
        let own = self.hanging_on(token, |prep| WHERE.contains(&prep) && !(prep == "to" && carries));
        // "The killing of a teacher in Gao": the parser may hang the town on the teacher.
        let of =
            || token.child("prep").filter(|prep| prep.lemma() == "of").and_then(|prep| prep.child("pobj"));
        let whom = if is_noun(token) { of() } else { None };
        let objects =
            token.children().filter(|child| matches!(child.label(), "dobj" | "nsubjpass")).chain(whom);
        let mut theirs = objects.filter_map(|object| {
            let stands = |noun: Token<'_>| self.hanging_on(noun, |prep| STANDS.contains(&prep));
            self.itself(object).or_else(|| stands(object)).or_else(|| located(object).and_then(stands))
        });
        match (own, theirs.next()) {
            (Some(own), Some(theirs)) if self.fineness(theirs) < self.fineness(own).min(DIVISION) => {
                Some(theirs)
            }
            (own, theirs) => own.or(theirs).or_else(|| self.on_the_way(token)),
        }
    }

    /// "Shot as he left a mosque in Gao", "while sleeping in his house at Zalo": what those it was done to were about.
    fn on_the_way(&self, predicate: Token<'_>) -> Option<usize> {
        let theirs = |clause: &Token<'_>| {
            let subject = clause.children().find(|child| matches!(child.label(), "nsubj" | "nsubjpass"));
            is_meanwhile(*clause) && subject.is_none_or(|subject| subject.tag() == "PRP")
        };
        predicate.children().filter(theirs).find_map(|clause| self.attached(clause))
    }

    /// "Shelled Gao", "burned the village of Zalo": the object is the place; a country is a party.
    fn itself(&self, object: Token<'_>) -> Option<usize> {
        let name = object.child("prep").filter(|of| of.text() == "of").and_then(|of| of.child("pobj"));
        let named = [Some(object), name].into_iter().flatten();
        let mut places = named.filter_map(|name| self.by_token.get(&name.index()).copied());
        places.find(|place| !self.all[*place].is_country)
    }

    /// The place that prepositions at a word name: one that the gazetteer knows before others, countries last.
    fn hanging_on(&self, word: Token<'_>, leads: impl Fn(&str) -> bool) -> Option<usize> {
        let preps = word.children().filter(|child| child.label() == "prep" && leads(child.lemma()));
        let mut country = None;
        for prep in preps {
            // "In Jos two cooks were killed": the town is taken for a part of those who were.
            let bare = prep.next().filter(|_| prep.children().len() == 0);
            if let Some(&place) = bare.and_then(|next| self.by_token.get(&next.index())) {
                return Some(place);
            }
            let objects = prep.children().filter(|child| child.label() == "pobj");
            let places: Vec<usize> = objects.flat_map(|object| self.said_by(object, DEPTH)).collect();
            let known = |place: &&usize| self.all[**place].known.precision.is_some();
            let local = || places.iter().filter(|place| !self.all[**place].is_country);
            if let Some(&place) = local().find(known).or(local().next()) {
                return Some(place);
            }
            country = country.or(places.first().copied());
        }
        country
    }

    /// UCDP `where_prec`; a place that the gazetteer does not know comes after countries.
    fn fineness(&self, place: usize) -> u8 {
        self.all[place].known.precision.unwrap_or(u8::MAX)
    }

    fn is_country(&self, token: Token<'_>) -> bool {
        self.by_token.get(&token.index()).is_some_and(|&place| self.all[place].is_country)
    }

    /// The places that a noun phrase means: "the town of A", "A and B", "the A valley"; not "the mayor of A", "two A
    /// citizens", "the A embassy" of a country, where the place tells who.
    fn said_by(&self, noun: Token<'_>, depth: usize) -> Vec<usize> {
        if let Some(&place) = self.by_token.get(&noun.index()) {
            return vec![place];
        }
        if depth == 0 {
            return Vec::new();
        }
        let inner = noun.children().flat_map(|child| match child.label() {
            "prep"
                if matches!(
                    child.lemma(),
                    "of" | "in" | "near" | "at" | "between" | "around" | "outside"
                ) =>
            {
                child.children().filter(|c| c.label() == "pobj").collect()
            }
            "conj" | "appos" => vec![child],
            "compound" | "nmod" | "poss" | "npadvmod"
                if !self.is_country(child) && !self.is_from_abroad(child, noun) =>
            {
                vec![child]
            }
            _ => Vec::new(),
        });
        inner.flat_map(|child| self.said_by(child, depth - 1)).collect()
    }

    /// "A Vienna engineer in Mombasa", told of Kenya: the name says where somebody is from, who stands in another country.
    fn is_from_abroad(&self, name: Token<'_>, noun: Token<'_>) -> bool {
        let named = |word: Token<'_>| self.by_token.get(&word.index()).copied();
        let Some(home) = named(name).filter(|&home| !self.in_scene(home)) else { return false };
        let stands =
            noun.children().filter(|child| child.label() == "prep" && STANDS.contains(&child.lemma()));
        let mut there = stands.filter_map(|prep| prep.child("pobj").and_then(named));
        let country = self.country_of(home);
        country.is_some()
            && there.any(|there| self.country_of(there).is_some_and(|other| Some(other) != country))
    }

    /// The place most named by tokens that count: one that is no country before countries, ties to the first.
    pub(crate) fn main(&self, counts: impl Fn(usize) -> bool) -> Option<usize> {
        let named = |index: usize| self.all[index].tokens().filter(|token| counts(*token)).count();
        let weighed = (0..self.all.len()).map(|index| (named(index), index)).filter(|(named, _)| *named > 0);
        weighed
            .max_by_key(|&(named, index)| (!self.all[index].is_country, named, std::cmp::Reverse(index)))
            .map(|(_, index)| index)
    }
}
