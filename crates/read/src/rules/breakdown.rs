//! A toll taken apart after a colon: "412 people had been killed: 214 insurgents, 137 soldiers and 61 civilians". The parts
//! are never added to the whole.

use claimant_parse::Token;

use super::victims::can_be_victim;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::tree::{conjuncts, is_noun};

/// A list of people with numbers after a colon, behind a figure that they make up.
pub(super) struct Breakdown;

impl Rule for Breakdown {
    fn name(&self) -> &'static str {
        "breakdown/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if token.text() != ":" {
            return;
        }
        let Some((predicate, whole)) = whole(token, out) else { return };
        let parts: Vec<_> = parts(under, token)
            .into_iter()
            .map(|part| CasualtyDraft {
                part_of: whole.victims.map(Token::index),
                ..CasualtyDraft::of(under, part, whole.outcome)
            })
            .collect();
        let sum: Option<u64> = parts.iter().map(|part| part.figure.low).sum();
        let fits = parts.len() > 1
            && sum.zip(whole.figure.high.or(whole.figure.low)).is_some_and(|(sum, all)| sum <= all);
        if fits {
            out.extend(
                parts.into_iter().map(|part| Draft::new(self.name(), predicate, What::Casualties(part))),
            );
        }
    }
}

/// The last figure of people before the colon in its sentence, with its predicate.
fn whole<'a>(colon: Token<'a>, out: &[Draft<'a>]) -> Option<(Token<'a>, CasualtyDraft<'a>)> {
    let sentence = colon.sentence().token_range();
    let near = out.iter().rev().take_while(|draft| draft.predicate.index() >= sentence.start);
    near.filter_map(|draft| match &draft.what {
        What::Casualties(casualties) if casualties.part_of.is_none() && casualties.victims.is_some() => {
            Some((draft.predicate, casualties.clone()))
        }
        _ => None,
    })
    .find(|(_, casualties)| casualties.figure.low.is_some())
}

/// The people with a number that the list after a colon begins with, and those in its row.
fn parts<'a>(under: &Under<'a>, colon: Token<'a>) -> Vec<Token<'a>> {
    const FIRST: usize = 4;
    let after = colon.index() + 1..colon.sentence().token_range().end.min(colon.index() + 1 + FIRST);
    let counted = |noun: &Token<'a>| {
        under.context.quantities().stated(*noun).is_some() && can_be_victim(&under.context, *noun)
    };
    let first = after.map(|index| under.context.token(index)).find(|token| is_noun(*token));
    let row = first.filter(counted).map(conjuncts).unwrap_or_default();
    row.into_iter().filter(counted).collect()
}
