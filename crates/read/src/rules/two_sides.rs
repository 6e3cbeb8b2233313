//! Victims of two sides in one noun phrase: "four American and four Nigerien soldiers" are two groups of four.

use claimant_model::Outcome;
use claimant_parse::Token;

use crate::draft::{CasualtyDraft, Under};
use crate::tree::is_plural;

/// The groups, each with its own number and its country's word; empty where the phrase holds but one.
pub(super) fn split<'a>(
    under: &Under<'a>,
    noun: Token<'a>,
    outcome: Option<Outcome>,
) -> Vec<CasualtyDraft<'a>> {
    let groups = groups(under, noun);
    if groups.len() < 2 {
        return Vec::new();
    }
    let quantities = under.context.quantities();
    let drafts = groups.into_iter().filter_map(|(number, side)| {
        let quantity = quantities.run(under.context.document, number, side)?;
        Some(CasualtyDraft {
            words: Some(quantity.tokens),
            figure: quantity.figure,
            victims: Some(under.context.token(side)),
            ..CasualtyDraft::of(under, noun, outcome)
        })
    });
    drafts.collect()
}

/// Number and country's word of each group, leftmost first.
fn groups(under: &Under<'_>, noun: Token<'_>) -> Vec<(usize, usize)> {
    let context = &under.context;
    let is_side = |t: Token<'_>| context.lexicon.names.country(t.text()).is_some_and(|c| c.adjective);
    let mut found = Vec::new();
    let mut at = noun.index();
    while is_plural(noun) && at > 1 && found.len() < 8 {
        let (number, side) = (context.token(at - 2), context.token(at - 1));
        if !is_side(side) || context.quantities().number(number).is_none() {
            break;
        }
        found.push((number.index(), side.index()));
        at -= 2;
        while at > 0 && matches!(context.token(at - 1).text(), "and" | ",") {
            at -= 1;
        }
    }
    found.reverse();
    found
}
