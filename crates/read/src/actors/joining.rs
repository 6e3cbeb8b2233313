//! Mentions joined once all are known: appositions, parts of a force, soldiers of two countries in one phrase.

use claimant_parse::{Pos, Token};

use super::Actors;
use super::draft::ActorDraft;
use crate::clause;
use crate::context::Context;
use crate::lexicon::NounClass;
use crate::roll;
use crate::tree::{bare_noun_phrase, first_conjunct, is_noun, is_plural, prepositions};

impl Actors {
    /// "the al-Qaeda affiliate, JNIM": both sides of an apposition are one actor.
    pub(super) fn appositions(&mut self, context: &Context<'_>) {
        // "412 people: 214 insurgents and 198 soldiers" are not insurgents.
        // Neither are soldiers in "eight soldiers, a clerk and a driver".
        let one = |child: Token<'_>| child.label() == "det" && matches!(child.lemma(), "a" | "an");
        let list = |token: Token<'_>| {
            let counted = token.child("nummod").is_some() || token.children().any(one);
            counted && token.child("conj").is_some()
        };
        // "Health ministry: Nine patients killed": who says it is not of whom it is said.
        let said = |token: Token<'_>| {
            let mut between = context.document.token_range(token.head().index()..token.index());
            between.any(|mark| mark.text() == ":")
        };
        let appositions = context.document.tokens().filter(|token| token.label() == "appos");
        for token in appositions.filter(|token| !list(*token) && !said(*token)) {
            let head = described_by(context, token);
            match (self.of(token), self.of(head)) {
                (Some(actor), None)
                    if is_noun(head)
                        && context.people(head).is_some()
                        && !(self.all[actor].person && is_plural(head)) =>
                {
                    self.join(head, actor);
                }
                (None, Some(actor)) if context.people(token).is_some() && !self.all[actor].person => {
                    self.join(token, actor);
                }
                (Some(a), Some(b)) if a != b => {
                    self.same(a, b);
                    self.takes_name(context, token, head);
                }
                _ => {}
            }
        }
    }

    /// 'The organization "Secret Army"': a description of a body and the name beside it.
    fn takes_name(&mut self, context: &Context<'_>, name: Token<'_>, head: Token<'_>) {
        let (Some(named), Some(described)) = (self.of(name), self.of(head)) else { return };
        let body = |actor: usize| self.all[actor].known.is_none() && !self.all[actor].person;
        let describes = head.pos() != Pos::Propn && context.is(head, NounClass::Group) && !is_plural(head);
        if named != described && name.pos() == Pos::Propn && describes && body(named) && body(described) {
            self.merge(described, named);
        }
    }

    /// A known party and a description of it become one; a person and a body never do.
    fn same(&mut self, a: usize, b: usize) {
        let known = |actor: usize| self.all[actor].known.is_some();
        if known(a) && !known(b) && !self.all[b].person {
            self.merge(b, a);
        }
    }

    /// "The minister accused Uganda": nobody accuses himself, so that what was guessed of the accuser is not so.
    pub(super) fn accusers(&mut self, context: &Context<'_>) {
        let accuses = |verb: Token<'_>| matches!(verb.lemma(), "accuse" | "blame" | "condemn" | "denounce");
        let subjects =
            context.document.tokens().filter(|token| token.label() == "nsubj" && accuses(token.head()));
        for subject in subjects {
            let Some(actor) = self.of(subject) else { continue };
            let accused = clause::of_verb(subject.head()).patients;
            if accused.into_iter().any(|whom| whom != subject && self.of(whom) == Some(actor)) {
                self.by_head.remove(&subject.index());
                self.all[actor].mentions.retain(|(head, _)| *head != subject.index());
            }
        }
    }

    /// "units of the army", "militants from JNIM".
    pub(super) fn parts_of_forces(&mut self, context: &Context<'_>) {
        for token in context.document.tokens().filter(|token| context.is(*token, NounClass::Unit)) {
            let part = prepositions(token).find(|(prep, _)| matches!(prep.text(), "from" | "of"));
            if let Some((_, whole)) = part
                && let Some(actor) = self.of(whole).filter(|&actor| self.all[actor].kind.is_armed())
                && self.of(token).is_none_or(|known| self.all[known].known.is_none())
            {
                if let Some(family) = context.people(token).and_then(|s| s.family) {
                    self.all[actor].family(family);
                }
                self.by_head.insert(token.index(), actor);
            }
        }
    }

    /// "four American and four Nigerien soldiers": each country's word stands for its own soldiers.
    pub(super) fn of_two_countries(&mut self, context: &Context<'_>) {
        for noun in context.document.tokens().filter(|token| is_plural(*token)) {
            if context.people(noun).is_none() {
                continue;
            }
            for (_, side) in crate::demonyms::counted(context, noun) {
                self.side(context, noun, context.token(side));
            }
        }
    }

    fn side(&mut self, context: &Context<'_>, noun: Token<'_>, word: Token<'_>) {
        let Some(sense) = context.people(noun) else { return };
        let country = context.names.country(word).map(|word| word.iso3);
        let fits = |actor: &ActorDraft| {
            actor.country == country && sense.family.is_some_and(|f| actor.families.contains(&f))
        };
        let known = self.all.iter().position(fits);
        let actor = known.unwrap_or_else(|| {
            let organ = sense.family.and_then(super::organ_of_family);
            let register = context.names.register;
            let on = context.names.on();
            let entry = country.zip(organ).and_then(|(country, organ)| register.organ(country, organ, on));
            if let Some(entry) = entry {
                self.party(context, entry)
            } else {
                let name = format!("{} {}", word.text(), noun.text());
                let mut draft = ActorDraft::new(name, sense.actor, country);
                draft.families.extend(sense.family);
                self.add(draft)
            }
        });
        self.join(word, actor);
    }

    fn join(&mut self, token: Token<'_>, actor: usize) {
        self.by_head.insert(token.index(), actor);
        self.all[actor].mentions.push((token.index(), bare_noun_phrase(token)));
    }

    pub(super) fn merge(&mut self, from: usize, into: usize) {
        let moved = std::mem::take(&mut self.all[from].mentions);
        let families = self.all[from].families.clone();
        for (head, _) in &moved {
            self.by_head.insert(*head, into);
        }
        self.all[into].mentions.extend(moved);
        for family in families {
            self.all[into].family(family);
        }
    }
}

/// What a name in apposition is the name of: "rebels and soldiers of the north, the FLA", but "Ana Rivas and her son Luis".
fn described_by<'d>(context: &Context<'_>, name: Token<'d>) -> Token<'d> {
    let own = roll::is_person(context, name) && !is_plural(name.head());
    if own { name.head() } else { first_conjunct(name.head()) }
}
