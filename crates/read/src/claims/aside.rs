//! What the report itself puts into the words of others: relative clauses in what is denied or kept back ("denied arming the
//! rebels, who took the town in May", "declined to comment on the raid that killed 20 people"), and glosses ("said it struck a
//! depot, the latest round of a campaign that has killed 53 people").

use claimant_model::Act;
use claimant_parse::Token;

use crate::attribution::Saying;
use crate::lexicon::{List, Lists};
use crate::tree::has_determiner;

/// Whether a predicate stands in such words: the report's own words, and not what somebody denies or keeps back.
pub(super) fn is_told_aside(saying: &Saying, predicate: Token<'_>) -> bool {
    let path = || std::iter::once(predicate).chain(predicate.ancestors());
    let within = |clause: &Token<'_>| {
        clause.label() == "relcl" && clause.index() > saying.cue_head && saying.covers(clause.head().index())
    };
    match saying.act {
        Act::Withhold => path().any(|clause| within(&clause)),
        // "Denied the raid that killed ten" is of the whole of it.
        Act::Deny => path().any(|clause| within(&clause) && is_set_off(clause)),
        _ => {
            path().any(|noun| is_gloss(noun) && saying.covers(noun.index()) && saying.cue_head < noun.index())
        }
    }
}

/// "…, the latest round in", "…, the third attack in a week": one of a row that only the report has in view.
fn is_gloss(noun: Token<'_>) -> bool {
    let of_a_row = |word: Token<'_>| word.tag() == "JJS" || Lists::embedded().has(List::OneMore, word.text());
    noun.label() == "appos"
        && has_determiner(noun, &["the"])
        && (of_a_row(noun) || noun.children().any(|child| child.label() == "amod" && of_a_row(child)))
        && is_set_off(noun)
}

/// Whether a comma stands before the words.
fn is_set_off(clause: Token<'_>) -> bool {
    let first = clause.document().token(clause.subtree().start);
    first.text() == "," || first.previous().is_some_and(|before| before.text() == ",")
}
