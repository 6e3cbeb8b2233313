//! Denials of what another said: "the army denied a statement by the president that 200 soldiers were killed". The
//! president says it; the army disputes it.

use claimant_model::VerificationStatus;
use claimant_parse::Token;

use crate::context::Context;
use crate::lexicon::{List, Lists};
use crate::standing;
use crate::tree::{is_noun, is_verb, oblique};

/// A claim told only to be denied.
pub(super) struct Contested<'a> {
    /// The verb of denying.
    pub verb: Token<'a>,
    /// The noun that stands for what was said: "statement".
    pub noun: Token<'a>,
    /// Who said it.
    pub source: Option<Token<'a>>,
    /// The verb of what was said.
    pub clause: Token<'a>,
}

/// The denial that a predicate stands under, if it does.
pub(super) fn of<'a>(context: &Context<'a>, predicate: Token<'a>) -> Option<Contested<'a>> {
    let mut clause = None;
    let mut below = predicate;
    for above in predicate.ancestors() {
        let above = context.token(above.index());
        if matches!(below.label(), "acl" | "relcl" | "ccomp") {
            clause = Some(below);
        }
        if let Some(noun) = denied(context, above).filter(|noun| noun.index() < predicate.index()) {
            // "denied that 40 were killed" is a denial of one's own: see `FAILED` in factuality.
            let own = below.label() == "ccomp" && below.head() == above && above.child("dobj").is_none();
            // "Disputed the account, saying that two were farmers": the denier's own words.
            let own = own || below.label() == "advcl" && below.head() == above;
            // "Denied the claim but confirmed that 20 had died": what the denier does next.
            let own = own || below.label() == "conj" && below.head() == above;
            let clause = clause.filter(|clause| clause.index() > noun.index() && !own)?;
            return Some(Contested { verb: above, noun, source: source(context, above, noun), clause });
        }
        below = above;
    }
    None
}

/// The noun of saying that a verb denies: "rejected the claim", "the reports were denied".
fn denied<'a>(context: &Context<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    let judged = verb.child("acomp").filter(|_| verb.lemma() == "be");
    let judged = judged.map_or(verb, |adjective| context.token(adjective.index()));
    let status = standing::status(context, judged).filter(|_| is_verb(verb))?;
    if !matches!(status, VerificationStatus::Disputed | VerificationStatus::Refuted) {
        return None;
    }
    // "Information that six were killed is not true."
    let noun =
        verb.child("dobj").or_else(|| verb.child(if judged == verb { "nsubjpass" } else { "nsubj" }))?;
    let said = is_noun(noun) && Lists::embedded().has(List::Said, noun.lemma());
    said.then(|| context.token(noun.index()))
}

/// "a statement by the president", "the rebels' claim", "claims from residents".
fn source<'a>(context: &Context<'a>, verb: Token<'a>, noun: Token<'a>) -> Option<Token<'a>> {
    let by = oblique(noun, &["by", "from", "of"]).or_else(|| noun.child("poss"));
    // The parser may hang "by the president" on the verb.
    let passive = verb.child("nsubjpass").is_some();
    let by = by.or_else(|| oblique(verb, &["by", "from"]).filter(|by| !passive && by.index() > noun.index()));
    by.map(|by| context.token(by.index()))
}
