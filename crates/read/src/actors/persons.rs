//! Persons and the bodies they speak or act for: "Abdi Nur, a spokesman for the Somali army".
//!
//! A person is never the body; the body is what he or she is a member of.

use std::ops::Range;

use claimant_parse::{Pos, Token};
use claimant_resolve::actors::{Entry, Organ, Origin, best};

use super::Actors;
use crate::context::Context;
use crate::tree::{noun_phrase, prepositions};

impl Actors {
    /// Finds the office of every person by name.
    pub(super) fn offices(&mut self, context: &Context<'_>) {
        for person in 0..self.all.len() {
            if !self.all[person].person || self.all[person].member_of.is_some() {
                continue;
            }
            let heads: Vec<usize> = self.all[person].mentions.iter().map(|(head, _)| *head).collect();
            let office = heads
                .into_iter()
                .take(MENTIONS)
                .find_map(|head| self.office_of(context, context.token(head)));
            let body = match office {
                Some(entry) => Some(self.party(context, entry)),
                None => self.rebels_of(context, person),
            };
            self.all[person].member_of = body.or(self.all[person].member_of);
        }
    }

    /// "Rebel spokesman Jean Nkundu": a spokesman of the rebels spoken of last before him.
    fn rebels_of(&self, context: &Context<'_>, person: usize) -> Option<usize> {
        let name = context.token(self.all[person].mentions.first()?.0);
        let words = before(context, name)?;
        let says = |token: Token<'_>| context.people(token).and_then(|sense| sense.family);
        let speaks =
            |token: Token<'_>| matches!(token.lemma(), "spokesman" | "spokeswoman" | "commander" | "leader");
        let words = || context.document.token_range(words.clone());
        let family = words().find_map(says).filter(|family| matches!(*family, "rebel" | "militant"))?;
        let rebels = self.all.iter().enumerate().filter(|(_, actor)| {
            !actor.person
                && actor.kind.is_armed()
                && !actor.kind.is_state()
                && actor.families.contains(&family)
        });
        let last = |actor: &super::ActorDraft| {
            actor.mentions.iter().map(|(head, _)| *head).filter(|head| *head < name.index()).max()
        };
        let spoken_of = rebels.filter_map(|(index, actor)| Some((last(actor)?, index)));
        spoken_of.max().map(|(_, index)| index).filter(|_| words().any(speaks))
    }

    /// The body whose office the words around a name give.
    fn office_of<'a>(&self, context: &Context<'a>, name: Token<'_>) -> Option<&'a Entry> {
        if name.pos() != Pos::Propn {
            return None;
        }
        let titles = name.children().filter(|child| child.label() == "appos");
        let after = titles.map(titled).find_map(|words| self.spoken_for(context, words));
        let above =
            || (name.label() == "appos").then(|| self.spoken_for(context, titled(name.head()))).flatten();
        after.or_else(above).or_else(|| self.spoken_for(context, before(context, name)?))
    }

    /// The body that the holder of an office speaks or acts for; one of no country said is the one spoken of last.
    fn spoken_for<'a>(&self, context: &Context<'a>, words: Range<usize>) -> Option<&'a Entry> {
        let start = words.start;
        let text = &context.document.text()[context.document.byte_span(words)];
        let said = context.names.register.describe(text, &context.names.main_story());
        let known = best(&said.parties).map(|candidate| candidate.entry);
        let told = matches!(said.origin, Origin::Said | Origin::Party) && known.is_some();
        let latest = || self.latest(context, said.organ?, start);
        let entry = if told {
            known
        } else {
            latest().or_else(|| self.of_speaker_before(context, start, said.organ?)).or(known)
        };
        entry.filter(|_| said.role.is_some() || said.organ.is_some())
    }

    /// "Pakistan's foreign ministry denied it. Defence Minister Khalid Shah said": of the country for which the sentence
    /// before spoke.
    pub(super) fn of_speaker_before<'a>(
        &self,
        context: &Context<'a>,
        at: usize,
        organ: Organ,
    ) -> Option<&'a Entry> {
        let before = context.token(at).sentence().index().checked_sub(1)?;
        let sentence = context.document.sentences().nth(before)?;
        let subject = sentence.roots().next()?.child("nsubj")?;
        let register = context.names.register;
        let entry = register.get(self.all[self.of(subject)?].known.as_deref()?)?;
        let country = entry.country().filter(|_| entry.organ().is_some())?;
        register.organ(country, organ, context.names.on())
    }
}

/// Mentions of a person looked at; who somebody is is said early.
const MENTIONS: usize = 4;

/// "a spokesman for the Somali army"
fn titled(title: Token<'_>) -> Range<usize> {
    let start = noun_phrase(title).start;
    let of = prepositions(title)
        .filter(|(prep, _)| matches!(prep.text(), "of" | "for" | "in" | "from" | "at" | "with"));
    let end = of.map(|(_, object)| noun_phrase(object).end).max().unwrap_or(0).max(title.index() + 1);
    start..end
}

/// "Somali army spokesman Abdi Nur"
fn before(context: &Context<'_>, name: Token<'_>) -> Option<Range<usize>> {
    let start = noun_phrase(name).start;
    let first = name.entity().map_or(name.index(), |entity| entity.token_range().start);
    // A title may stand in the entity itself: "President Karim Daoud".
    let own = (first..name.index()).take_while(|at| context.people(context.token(*at)).is_some()).last();
    let end = own.map_or(first, |last| last + 1);
    (start < end).then_some(start..end)
}
