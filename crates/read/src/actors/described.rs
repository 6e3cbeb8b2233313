//! Descriptions of persons by name: "Judge Ana Rivas", "Ana Rivas, a judge of the high court", and later "the judge".

use std::ops::Range;

use claimant_model::ActorKind;
use claimant_parse::{Pos, Token};

use super::Actors;
use crate::context::Context;
use crate::lexicon::NounClass;
use crate::tree::{bare_noun_phrase, conjuncts, is_noun, is_plural, noun_phrase};

/// Mentions of a person looked at; who somebody is is said early.
const MENTIONS: usize = 4;

/// Descriptions kept in view; more are a directory, no report.
const MOST: usize = 200;

/// What one person is called beside the name.
struct Called {
    actor: usize,
    /// The noun that says it, and its words.
    head: usize,
    words: Range<usize>,
}

impl Actors {
    /// Adds to every person by name the descriptions beside the name, and what speaks of the person by them later.
    pub(super) fn descriptions(&mut self, context: &Context<'_>) {
        let called: Vec<Called> = self.called(context);
        if called.is_empty() {
            return;
        }
        self.later(context, &called);
        for one in called {
            self.give_up(context, one.head);
            self.by_head.entry(one.head).or_insert(one.actor);
            let mentions = &mut self.all[one.actor].mentions;
            if !mentions.iter().any(|(head, _)| *head == one.head) {
                mentions.push((one.head, one.words));
            }
        }
        for actor in self.all.iter_mut().filter(|actor| actor.person) {
            actor.mentions.sort_by_key(|(head, _)| *head);
        }
    }

    /// "A vendor named Ana Rivas": the vendor is she, and nobody beside her.
    fn give_up(&mut self, context: &Context<'_>, noun: usize) {
        let token = context.token(noun);
        let one = context.noun(token, NounClass::Person).is_some() || context.names.country(token).is_some();
        let Some(actor) = self.of(token).filter(|_| one && !context.is(token, NounClass::Group)) else {
            return;
        };
        let other = &mut self.all[actor];
        if other.known.is_none() && !other.person && other.mentions.len() == 1 {
            other.mentions.clear();
            self.by_head.remove(&noun);
        }
    }

    fn called(&self, context: &Context<'_>) -> Vec<Called> {
        let mut found = Vec::new();
        for (actor, draft) in self.all.iter().enumerate().filter(|(_, draft)| draft.kind == ActorKind::Person)
        {
            for (head, _) in draft.mentions.iter().take(MENTIONS) {
                let name = context.token(*head);
                if name.pos() == Pos::Propn {
                    let each = beside(context, name).into_iter().chain(before(context, name));
                    found.extend(each.map(|(head, words)| Called { actor, head, words }));
                }
            }
        }
        found.sort_by_key(|one| one.head);
        found.truncate(MOST);
        found
    }

    /// "The judge", once a judge has been named.
    fn later(&mut self, context: &Context<'_>, called: &[Called]) {
        for token in context.document.tokens().skip(called[0].head + 1) {
            if !is_definite(context, token) || self.of(token).is_some() {
                continue;
            }
            let known = called.iter().take_while(|one| one.head < token.index());
            let same = |one: &&Called| context.token(one.head).lemma().eq_ignore_ascii_case(token.lemma());
            if let Some(one) = known.filter(same).last() {
                self.by_head.insert(token.index(), one.actor);
                self.all[one.actor].mentions.push((token.index(), bare_noun_phrase(token)));
            }
        }
    }
}

/// Descriptions in apposition: "Ana Rivas, a judge and writer", "the judge, Ana Rivas".
fn beside(context: &Context<'_>, name: Token<'_>) -> Vec<(usize, Range<usize>)> {
    let after = name.children().filter(|child| child.label() == "appos").flat_map(conjuncts);
    let same = |noun: &Token<'_>| {
        let mut between = context.document.token_range(noun.index()..name.index());
        name.label() == "appos" && !between.any(|mark| mark.text() == ";")
    };
    let above = Some(name.head()).filter(same);
    let describes = |noun: &Token<'_>| {
        is_noun(*noun) && !is_plural(*noun) && noun.pos() != Pos::Propn && context.people(*noun).is_some()
    };
    after
        .chain(above)
        .chain(bearer(name))
        .filter(describes)
        .map(|noun| (noun.index(), bare_noun_phrase(noun)))
        .collect()
}

/// "A man named Luis Mora", "a driver identified as Luis Mora".
fn bearer(name: Token<'_>) -> Option<Token<'_>> {
    let by = match name.label() {
        "oprd" | "attr" | "dobj" => name.head(),
        "pobj" if name.head().text() == "as" => name.head().head(),
        _ => return None,
    };
    let names = matches!(by.lemma(), "name" | "call" | "identify") && by.label() == "acl";
    names.then(|| by.head())
}

/// A title: "party leader Ana Rivas", "Judge Ana Rivas".
fn before(context: &Context<'_>, name: Token<'_>) -> Option<(usize, Range<usize>)> {
    let phrase = noun_phrase(name);
    let title = |index: &usize| {
        let token = context.token(*index);
        is_noun(token) && context.people(token).is_some_and(|sense| sense.actor != ActorKind::Unknown)
    };
    let last = (phrase.start..name.index()).rev().find(title)?;
    let names = (last + 1..=name.index()).all(|at| context.token(at).pos() == Pos::Propn);
    let start = bare_noun_phrase(name).start.min(last);
    names.then(|| (last, start..last + 1))
}

/// "The judge", "the slain judge": one person told of before; not "the judge of the case", "his judge", "the other judge".
fn is_definite(context: &Context<'_>, noun: Token<'_>) -> bool {
    let the = |child: Token<'_>| child.label() == "det" && matches!(child.lemma(), "the" | "this");
    let plain = |child: Token<'_>| {
        let fate = matches!(child.label(), "amod") && matches!(child.tag(), "VBN" | "VBD")
            || child.lemma() == "late";
        fate || !matches!(
            child.label(),
            "amod" | "poss" | "prep" | "compound" | "nmod" | "relcl" | "nummod" | "appos"
        )
    };
    noun.tag() == "NN"
        && context.people(noun).is_some()
        && noun.children().any(the)
        && noun.children().all(plain)
}
