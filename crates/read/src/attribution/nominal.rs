//! "According to…", and nouns of saying: "the claim that…", "a statement by… that…".

use std::ops::Range;

use claimant_model::Act;
use claimant_parse::Token;

use super::Saying;
use super::span::{source, trim_content, without};
use crate::context::Context;
use crate::lexicon::WordKind;
use crate::tree::{is_noun, oblique};

/// "…, according to the ministry".
pub(super) fn according_to(context: &Context<'_>, token: Token<'_>) -> Option<Saying> {
    let cue = context.word(token)?.cues.iter().find(|cue| cue.kind == WordKind::Preposition)?;
    let to = token.children().find(|child| child.text() == "to")?;
    let noun = to.child("pobj")?;
    let words = token.index()..to.index() + 1;
    let source = (noun.index(), source(noun, token));
    let host = clause_above(token);
    let phrase = words.start.min(source.1.start)..words.end.max(source.1.end);
    let sentence = token.sentence().token_range();
    let range = host.subtree();
    let range = range.start.max(sentence.start)..range.end.min(sentence.end);
    let content = without(token, range, &phrase);
    Some(Saying {
        act: cue.act.unwrap_or(Act::Say),
        certainty: None,
        cue: words,
        cue_head: token.index(),
        source: Some(source),
        content,
        content_head: Some(host.index()),
    })
}

/// The clause that a phrase at its edge speaks of.
fn clause_above(token: Token<'_>) -> Token<'_> {
    let mut at = token.head();
    for above in token.ancestors() {
        at = above;
        if crate::tree::is_verb(above)
            && matches!(above.label(), "ROOT" | "ccomp" | "conj" | "advcl" | "relcl")
        {
            break;
        }
    }
    at
}

/// "the allegation that…", "her claim of…".
pub(super) fn of_noun(context: &Context<'_>, noun: Token<'_>) -> Option<Saying> {
    if !is_noun(noun) {
        return None;
    }
    let cue = context.word(noun)?.cues.iter().find(|cue| cue.kind == WordKind::Noun)?;
    let clause = noun.children().find(|child| {
        matches!(child.label(), "acl" | "ccomp" | "relcl")
            && child.children().any(|c| c.label() == "mark" && c.lemma() == "that")
            && child.index() > noun.index()
    })?;
    let speaker =
        noun.child("poss").or_else(|| oblique(noun, &["by", "from"])).or_else(|| oblique(noun, &["of"]));
    let content: Vec<Range<usize>> = vec![trim_content(clause, clause.subtree())];
    Some(Saying {
        act: cue.act.unwrap_or(Act::Say),
        certainty: None,
        cue: noun.index()..noun.index() + 1,
        cue_head: noun.index(),
        source: speaker.map(|speaker| (speaker.index(), source(speaker, noun))),
        content,
        content_head: Some(clause.index()),
    })
}
