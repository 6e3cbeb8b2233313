//! Victims of two sides in one noun phrase: "four American and four Nigerien soldiers" are two groups of four.

use claimant_model::Outcome;
use claimant_parse::Token;

use crate::demonyms;
use crate::draft::{CasualtyDraft, Under};

/// The groups, each with its own number and its country's word; empty where the phrase holds but one.
pub(super) fn split<'a>(
    under: &Under<'a>,
    noun: Token<'a>,
    outcome: Option<Outcome>,
) -> Vec<CasualtyDraft<'a>> {
    let quantities = under.context.quantities();
    let drafts = demonyms::counted(&under.context, noun).into_iter().filter_map(|(number, side)| {
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
