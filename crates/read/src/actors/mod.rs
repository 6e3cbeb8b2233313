//! Who is spoken of: mentions joined to actors within the report.
//!
//! Names are looked up in the register of parties; acronyms defined in brackets, definite descriptions ("the army", "the
//! mercenaries"), demonyms ("Russians"), capitals that act ("Moscow said"), parts of a force ("their forces"), persons with
//! their office and pronouns are joined by rules over kind, country, number and recency. What cannot be resolved stays
//! unresolved.

pub(crate) mod author;
mod called;
mod common;
mod deeds;
mod described;
mod draft;
mod joining;
mod named;
pub(crate) mod names;
mod organisation;
mod persons;
mod phrase;
mod pronoun;
mod sole;

use std::ops::Range;

use claimant_parse::{Pos, Token};
use claimant_resolve::actors::{Entry, Organ};
use rustc_hash::FxHashMap;

pub(crate) use called::called;
pub(crate) use draft::ActorDraft;
pub(crate) use named::named_behind;

use crate::clause;
use crate::context::Context;
use crate::lexicon::NounClass;
use crate::roll;
use crate::tree::{bare_noun_phrase, is_noun, is_plural};
use phrase::{describe, is_relative, name_of};

/// All actors of a report.
#[derive(Debug, Default)]
pub(crate) struct Actors {
    /// In order of first mention.
    pub all: Vec<ActorDraft>,
    /// Who speaks in the first person, where the text is a statement.
    pub author: Option<author::Author>,
    by_head: FxHashMap<usize, usize>,
}

/// The words of a mention: the noun phrase, of a party's name the name only ("the self-styled Army of God").
fn mentioned(context: &Context<'_>, token: Token<'_>) -> Range<usize> {
    let modifies = matches!(token.label(), "compound" | "nmod" | "amod");
    let named = context.names.party(token).filter(|party| modifies || party.tokens.contains(&token.index()));
    let single = modifies && token.child("compound").is_none_or(|air| air.lemma() != "air");
    let phrase = || if single { token.index()..token.index() + 1 } else { bare_noun_phrase(token) };
    named.map_or_else(phrase, |party| party.tokens.clone())
}

/// "The Houthi-run health ministry", "police of the Hamas-controlled authority": a body of those who run it.
fn run_by<'a>(context: &Context<'a>, body: Token<'_>) -> Option<&'a Entry> {
    let group = context.is(body, NounClass::Group) || context.noun(body, NounClass::Person).is_some();
    if !group || context.names.party(body).is_some() {
        return None;
    }
    let says_who =
        |child: &Token<'_>| matches!(child.text(), "run" | "controlled" | "appointed" | "administered");
    // "The health ministry in the Hamas-run territory."
    let territory = || crate::tree::oblique(body, &["in", "of"])?.children().find(says_who);
    let run = body.children().find(says_who).or_else(territory)?;
    let name = run.previous().filter(|hyphen| hyphen.pos() == Pos::Punct)?.previous()?;
    context.names.party(name).filter(|party| party.behind)?.entry
}

/// "Rebels belonging to the front", "gunmen suspected of belonging to it": the front.
fn belongs_to(people: Token<'_>) -> Option<Token<'_>> {
    let clause = people.child("acl")?;
    let verb = if clause.lemma() == "suspect" { crate::tree::oblique(clause, &["of"])? } else { clause };
    crate::tree::oblique(verb, &["to"]).filter(|_| verb.lemma() == "belong")
}

/// The part of a state that words of a family stand for.
fn organ_of_family(family: &str) -> Option<Organ> {
    match family {
        "army" => Some(Organ::ArmedForces),
        "police" => Some(Organ::Police),
        _ => None,
    }
}

/// "Army helicopters", "a Chadian air force jet": whose aircraft they are.
fn aircraft_of<'a>(context: &Context<'a>, force: Token<'_>) -> Option<&'a Entry> {
    let forces = context.people(force).is_some_and(|sense| matches!(sense.family, Some("army" | "force")));
    let flies = forces && force.label() == "compound" && context.is(force.head(), NounClass::Air);
    if flies { describe(context, force).party.filter(|party| party.organ().is_some()) } else { None }
}

impl Actors {
    /// Reads all mentions in text order; `byline` is who is known to have written the text.
    pub(crate) fn find(context: &Context<'_>, byline: Option<&str>) -> Actors {
        let mut actors = Actors::default();
        actors.sign(context, byline);
        for token in context.document.tokens() {
            if let Some(actor) = actors.resolve(context, token) {
                actors.mention(context, token, actor);
            }
        }
        actors.appositions(context);
        actors.parts_of_forces(context);
        actors.of_two_countries(context);
        actors.offices(context);
        actors.descriptions(context);
        actors.sole_rebels(context);
        actors.accusers(context);
        actors
    }

    /// The actor that a noun or pronoun means.
    pub(crate) fn of(&self, token: Token<'_>) -> Option<usize> {
        self.by_head.get(&token.index()).copied()
    }

    /// The person that a noun or pronoun means.
    pub(crate) fn person(&self, token: Token<'_>) -> Option<usize> {
        self.of(token).filter(|&actor| self.all[actor].person)
    }

    /// The actor that a noun means, or that it belongs to: "one of its units", "his wife" means nobody known.
    pub(crate) fn of_phrase(&self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        let inner = || crate::tree::oblique(token, &["of", "from"]);
        let group = belongs_to(token).or_else(|| belongs_to(inner()?));
        if let Some(group) = group.and_then(|group| self.of(group)) {
            return Some(group);
        }
        self.of(token).or_else(|| {
            let inner = inner()?;
            let unit = context.is(token, NounClass::Unit)
                || context.quantities().number(token).is_some()
                || crate::quantity::counts_nobody(token)
                || is_plural(token);
            unit.then(|| self.of(inner)).flatten()
        })
    }

    /// The actor itself and the ones it belongs to.
    pub(crate) fn chain(&self, actor: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(actor), |&at| {
            self.all[at].member_of.filter(|&above| above < at || above != at)
        })
        .take(4)
    }

    fn mention(&mut self, context: &Context<'_>, token: Token<'_>, actor: usize) {
        let words = mentioned(context, token);
        self.by_head.insert(token.index(), actor);
        let draft = &mut self.all[actor];
        if token.pos() == Pos::Propn && draft.known.is_none() && draft.person {
            let name = name_of(context, token);
            if name.len() > draft.name.len() {
                draft.names.push(name.to_lowercase());
                draft.name = name;
            }
        }
        draft.mentions.push((token.index(), words));
    }

    fn resolve(&mut self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        if let Some(author) = self.signed(token) {
            return Some(author);
        }
        if token.pos() == Pos::Pron || token.tag() == "PRP$" {
            return self.pronoun(context, token);
        }
        if let Some(party) = context.names.party(token) {
            // The words of a name are no mentions of their own.
            if party.root(context.document) != token.index() {
                return None;
            }
        } else if !is_noun(token) {
            return self.loser(context, token).or_else(|| self.adjective(context, token));
        }
        let held = || is_plural(token) && clause::is_captivity(token.head());
        let modifies = matches!(token.label(), "compound" | "nmod" | "amod") && !held()
            || token.label() == "npadvmod"
                && context.people(token).is_none()
                && !roll::is_person(context, token);
        if modifies {
            return self.modifier(context, token);
        }
        if let Some(party) = run_by(context, token) {
            return Some(self.party(context, party));
        }
        let mut described = describe(context, token);
        described.party = self.spoken_of(context, &described).or(described.party);
        if let Some(body) = self.definite_body(&described) {
            // "The group" after an armed group is that, not whatever has "Group" in its name.
            let group = self.definite_group(&described);
            let named = self.all[body].known.is_some();
            let later = |one: &usize| named && self.all[*one].last_mention() > self.all[body].last_mention();
            return Some(group.filter(later).unwrap_or(body));
        }
        if described.proper { self.proper(context, &described) } else { self.common(context, &described) }
    }

    /// "the al-Qaeda affiliate", "a Hamas command post": the group is spoken of, not meant. "JNIM fighters" are read with
    /// their noun.
    fn modifier(&mut self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        let party = context.names.party(token).filter(|party| !party.behind).and_then(|party| party.entry);
        let aside = is_relative(token.head()) || context.people(token.head()).is_none();
        if let Some(party) = party.filter(|_| aside) {
            return Some(self.party(context, party));
        }
        if let Some(organ) = aircraft_of(context, token) {
            return Some(self.party(context, organ));
        }
        self.loser(context, token).or_else(|| self.adjective(context, token))
    }

    /// "Three army casualties", "rebel deaths": the army, the rebels.
    fn loser(&mut self, context: &Context<'_>, token: Token<'_>) -> Option<usize> {
        let modifies = matches!(token.label(), "compound" | "amod" | "nmod");
        let lost = modifies && context.is(token.head(), NounClass::Casualty);
        let armed = lost && context.people(token).is_some_and(|sense| sense.actor.is_armed());
        if armed { self.common(context, &describe(context, token)) } else { None }
    }

    fn add(&mut self, draft: ActorDraft) -> usize {
        self.all.push(draft);
        self.all.len() - 1
    }
}
