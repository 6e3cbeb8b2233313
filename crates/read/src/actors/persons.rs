//! Persons and the bodies they speak or act for: "Abdi Nur, a spokesman for the Somali army".
//!
//! A person is never the body; the body is what he or she is a member of.

use claimant_parse::{Pos, Token};
use claimant_resolve::actors::{Entry, best};

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
            let office =
                heads.into_iter().take(MENTIONS).find_map(|head| office(context, context.token(head)));
            if let Some(entry) = office {
                let body = self.party(context, entry);
                self.all[person].member_of = Some(body);
            }
        }
    }
}

/// Mentions of a person looked at; who somebody is is said early.
const MENTIONS: usize = 4;

/// The body whose office the words around a name give.
fn office<'a>(context: &Context<'a>, name: Token<'_>) -> Option<&'a Entry> {
    if name.pos() != Pos::Propn {
        return None;
    }
    let after =
        name.children().filter(|child| child.label() == "appos").find_map(|title| titled(context, title));
    let above = || (name.label() == "appos").then(|| titled(context, name.head())).flatten();
    after.or_else(above).or_else(|| before(context, name))
}

/// "a spokesman for the Somali army"
fn titled<'a>(context: &Context<'a>, title: Token<'_>) -> Option<&'a Entry> {
    let start = noun_phrase(title).start;
    let of = prepositions(title)
        .filter(|(prep, _)| matches!(prep.text(), "of" | "for" | "in" | "from" | "at" | "with"));
    let end = of.map(|(_, object)| noun_phrase(object).end).max().unwrap_or(0).max(title.index() + 1);
    spoken_for(context, start..end)
}

/// "Somali army spokesman Abdi Nur"
fn before<'a>(context: &Context<'a>, name: Token<'_>) -> Option<&'a Entry> {
    let start = noun_phrase(name).start;
    let first = name.entity().map_or(name.index(), |entity| entity.token_range().start);
    // A title may stand in the entity itself: "President Karim Daoud".
    let own = (first..name.index()).take_while(|at| context.people(context.token(*at)).is_some()).last();
    let end = own.map_or(first, |last| last + 1);
    (start < end).then(|| spoken_for(context, start..end)).flatten()
}

fn spoken_for<'a>(context: &Context<'a>, words: std::ops::Range<usize>) -> Option<&'a Entry> {
    let text = &context.document.text()[context.document.byte_span(words)];
    let said = context.names.register.describe(text, &context.names.main_story());
    let entry = best(&said.parties).map(|candidate| candidate.entry)?;
    let holds = said.role.is_some() || said.organ.is_some();
    holds.then_some(entry)
}
