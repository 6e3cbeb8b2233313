//! Groups of two countries in one noun phrase: "four American and four Nigerien soldiers".

use claimant_parse::Token;

use crate::actors::names::StateWord;
use crate::context::Context;
use crate::tree::is_plural;

/// Groups looked for in one phrase.
const MOST: usize = 8;

/// Number and country's word of each group before the noun, leftmost first; empty where the noun has but one.
pub(crate) fn counted(context: &Context<'_>, noun: Token<'_>) -> Vec<(usize, usize)> {
    let is_side = |t: Token<'_>| {
        context.names.country(t).is_some_and(StateWord::is_adjective) && !matches!(t.tag(), "NNS" | "NNPS")
    };
    let mut found = Vec::new();
    let mut at = noun.index();
    while is_plural(noun) && at > 1 && found.len() < MOST {
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
    if found.len() < 2 { Vec::new() } else { found }
}
