//! Involvement: "claimed Ukrainian involvement in the ambush", "its role in the attack": a supporter of that event.

use claimant_model::Role;
use claimant_parse::Token;

use crate::draft::{Draft, Participating, Rule, Under, What};
use crate::frames;
use crate::tree::{is_noun, oblique};

/// "Involvement", "role", "part" in something that happened.
pub(super) struct Involvement;

impl Rule for Involvement {
    fn name(&self) -> &'static str {
        "involvement/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_noun(token)
            || !matches!(token.lemma(), "involvement" | "role" | "participation" | "complicity")
        {
            return;
        }
        let Some(happening) = oblique(token, &["in"]) else { return };
        let Some(framed) = frames::of(under, happening) else { return };
        let who = token
            .child("poss")
            .or_else(|| {
                token.children().find(|c| {
                    matches!(c.label(), "amod" | "compound") && under.context.names.country(*c).is_some()
                })
            })
            .or_else(|| oblique(token, &["of", "by"]));
        let Some(who) = who else { return };
        let mut draft = Draft::new(self.name(), token, What::Event);
        draft.codes = super::event::codes(&framed);
        draft.participants.push(Participating {
            role: Role::Supporter,
            token: under.context.token(who.index()),
            class: None,
        });
        draft.links.push(happening.index());
        out.push(draft);
    }
}
