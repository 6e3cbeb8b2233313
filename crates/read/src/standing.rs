//! What the report says of a claim's standing: unverified, corroborated, disputed, refuted; also across sentences
//! ("these figures remain unverified", "the army corroborates this account").

use std::ops::Range;

use claimant_model::VerificationStatus;
use claimant_parse::Token;

use crate::clause;
use crate::context::Context;
use crate::tree::{is_negated, is_verb};

/// One thing said of other claims' standing.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    /// The standing.
    pub status: VerificationStatus,
    /// Who says so.
    pub by: Option<usize>,
    /// The words that say so.
    pub words: Range<usize>,
    /// What it is about.
    pub about: About,
    /// The sentence it stands in.
    pub sentence: usize,
}

/// What a verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// "These figures": claims with numbers, in this sentence or the one before.
    Figures,
    /// "This account", "the claim": claims of the sentences before that somebody else made.
    Account,
}

/// The standing a word expresses.
pub(crate) fn status(word: Token<'_>) -> Option<VerificationStatus> {
    let negated = is_negated(word) || cannot(word);
    Some(match word.lemma().to_lowercase().as_str() {
        "unverified" | "unconfirmed" | "unsubstantiated" | "unproven" | "uncorroborated" => {
            VerificationStatus::Unverified
        }
        "verify" | "confirm" | "substantiate" | "verified" | "confirmed" if negated => {
            VerificationStatus::Unverified
        }
        "debunk" | "refute" | "disprove" | "discredit" | "debunked" | "fake" | "false" | "fabricate"
        | "fabricated" | "doctored" | "untrue"
            if !negated =>
        {
            VerificationStatus::Refuted
        }
        "corroborate" | "corroborated" | "verified" | "authentic" | "genuine" if !negated => {
            VerificationStatus::Corroborated
        }
        "dispute" | "contest" | "disputed" | "contradict" | "deny" | "reject" if !negated => {
            VerificationStatus::Disputed
        }
        _ => return None,
    })
}

fn cannot(word: Token<'_>) -> bool {
    word.label() == "xcomp"
        && matches!(word.head().lemma(), "unable" | "impossible" | "be")
        && (word.head().lemma() != "be" || is_negated(word.head()))
        || word.label() == "xcomp"
            && word.head().tag() == "JJ"
            && matches!(word.head().lemma(), "unable" | "impossible")
}

/// All verdicts of a report.
pub(crate) fn find(context: &Context<'_>, actor_of: impl Fn(Token<'_>) -> Option<usize>) -> Vec<Verdict> {
    let mut found = Vec::new();
    for token in context.document.tokens() {
        let Some(status) = status(token) else { continue };
        let adjective = !is_verb(token) && matches!(token.label(), "acomp" | "oprd" | "attr");
        let subject = if adjective { clause::subjects(token.head(), 3) } else { Vec::new() };
        let arguments = is_verb(token).then(|| clause::of_verb(token));
        let objects = arguments.as_ref().map_or(subject, |a| a.patients.clone());
        let by = arguments.as_ref().and_then(|a| a.agents.first().copied()).and_then(&actor_of);
        let Some(about) = objects.iter().find_map(|object| about(*object)) else { continue };
        found.push(Verdict {
            status,
            by,
            words: token.index()..token.index() + 1,
            about,
            sentence: token.sentence().index(),
        });
    }
    found
}

/// Whether a noun stands for claims made before.
fn about(noun: Token<'_>) -> Option<About> {
    let definite = noun
        .children()
        .any(|c| matches!(c.label(), "det" | "poss" | "predet") && !matches!(c.lemma(), "a" | "an" | "no"))
        || noun.tag() == "DT";
    Some(match noun.lemma() {
        "number" if noun.tag() == "NN" => return None,
        "figure" | "number" | "toll" | "estimate" | "tally" | "count" if definite => About::Figures,
        "account" | "claim" | "report" | "version" | "statement" | "allegation" | "accusation"
        | "assertion" | "information" | "story"
            if definite || noun.tag() == "NNS" =>
        {
            About::Account
        }
        "this" | "that" | "it" if noun.tag() != "PRP" => About::Account,
        _ => return None,
    })
}
