//! Strength: so many fought. "The combined force of rebels exceeded 1,000", "some 300 fighters attacked": never casualties.

use claimant_model::{Figure, Qualifier};
use claimant_parse::Token;

use crate::clause;
use crate::draft::{Draft, Rule, Under, What};
use crate::frames::is_human;
use crate::lexicon::NounClass;
use crate::tree::is_verb;

/// "Exceed", "number", "total" with a force as their subject.
pub(super) struct Strength;

impl Rule for Strength {
    fn name(&self) -> &'static str {
        "strength/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_verb(token)
            || !matches!(token.lemma(), "exceed" | "number" | "total" | "surpass" | "outnumber")
        {
            return;
        }
        let arguments = clause::of_verb(token);
        let Some(who) = arguments.agents.first().copied() else { return };
        let force = under.context.is(who, NounClass::Unit)
            || is_human(&under.context, who)
            || under.actors.of(who).is_some();
        let Some(number) = arguments.patients.first().copied().or_else(|| {
            token.children().find(|c| matches!(c.label(), "dobj" | "attr" | "npadvmod" | "advmod"))
        }) else {
            return;
        };
        let Some(mut quantity) = under.context.quantities().stated(number).filter(|_| force) else { return };
        if let (Some(low), "exceed" | "surpass") = (quantity.figure.low, token.lemma()) {
            quantity.figure = Figure::new(Some(low), None, Qualifier::MoreThan);
        }
        out.push(Draft::new(self.name(), token, What::Strength { who, quantity }));
    }
}
