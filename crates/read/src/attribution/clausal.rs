//! Verbs of saying: "X said that…", "…, X said", "X claims to have…", "X told reporters: “…”".

use std::ops::Range;

use claimant_model::{Act, Certainty};
use claimant_parse::Token;

use super::quotation::Quotations;
use super::span::{cue, source, trim_content, without};
use super::{Saying, content};
use crate::clause;
use crate::context::Context;
use crate::lexicon::{Cue, WordKind};
use crate::misplaced;
use crate::tree::is_verb;

/// The saying that a verb makes, if it is a cue here.
pub(super) fn of_verb(context: &Context<'_>, quotations: &Quotations, verb: Token<'_>) -> Option<Saying> {
    if !is_verb(verb) {
        return None;
    }
    let cues: Vec<&Cue> = context.word(verb)?.cues.iter().filter(|cue| cue.kind == WordKind::Verb).collect();
    if cues.is_empty() || matches!(verb.label(), "amod" | "aux" | "auxpass" | "compound") {
        return None;
    }
    if content::is_how_it_was_made_known(verb) {
        return None;
    }
    let arguments = clause::of_verb(verb);
    let words = cue(verb, arguments.passive);
    let speaker = speaker(verb, &arguments);
    let found = cues
        .iter()
        .find_map(|cue| content::of_cue(quotations, verb, cue, &words, &arguments).map(|c| (*cue, c)))?;
    let (row, (mut content, mut content_head)) = found;
    if let Some(other) = content.last().and_then(|last| set_against(context, quotations, verb, last)) {
        end_before(&mut content, &mut content_head, other);
    }
    let mut source = speaker.map(|noun| (noun.index(), source(noun, verb)));
    if let (Some(first), Some(last), Some((_, words))) =
        (misplaced::speaker(verb), content.last_mut(), source.as_mut())
    {
        let start = misplaced::own_start(first);
        words.start = words.start.max(start);
        *last = trim_content(verb, last.start..last.end.max(start).min(verb.index()));
    }
    // "The claim could not be verified": nobody keeps it back.
    if arguments.passive && source.is_none() && act(row, verb) == Act::Withhold {
        return None;
    }
    let words = if leads_to_content(verb, &words, &content) { cue(verb, true) } else { words };
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for piece in content {
        pieces.extend(cut(verb, piece, &words, source.as_ref().map(|(_, s)| s)));
    }
    pieces.sort_by_key(|piece| piece.start);
    Some(Saying {
        act: act(row, verb),
        certainty: row.certainty.or_else(|| hedged(verb)),
        cue: words,
        cue_head: verb.index(),
        quoted: !quotations.is_outside(verb.index()),
        source,
        content: pieces,
        content_head,
    })
}

/// "The army said it had lost eleven men, while the rebels put the number at 40", "…; residents spoke of 30": the verb of
/// another who says something else, which the parser takes into what is said. Its clause begins where the first range ends.
fn set_against<'d>(
    context: &Context<'d>,
    quotations: &Quotations,
    verb: Token<'_>,
    content: &Range<usize>,
) -> Option<(usize, Token<'d>)> {
    if content.start < verb.index() || quotations.around(content.start).is_some() {
        return None;
    }
    // "Denied that it had fled but confirmed losses": where the parser takes the second verb into what is denied.
    let goes_on = |other: &Token<'d>| misplaced::saying_before(*other).is_some_and(|denies| denies == verb);
    if let Some(other) = context.document.token_range(content.clone()).into_iter().find(goes_on) {
        let joins = |child: &Token<'_>| child.label() == "cc" && child.index() < other.index();
        let start = other.head().children().rfind(joins).map_or(other.index(), Token::index);
        return (start > content.start + 1).then_some((start, other));
    }
    let mut others = context.document.token_range(content.clone()).filter(|other| says(context, *other));
    others.find_map(|other| {
        let contrast = |child: &Token<'_>| {
            child.label() == "mark" && matches!(child.lemma(), "while" | "whereas" | "although" | "though")
        };
        let marked = other.children().find(contrast).map(Token::index);
        let subject = other.child("nsubj").map(|subject| subject.subtree().start)?;
        let parted = subject.checked_sub(1).filter(|&at| context.token(at).text() == ";");
        let start = marked.or(parted)?;
        (start > content.start + 1).then_some((start, other))
    })
}

/// Whether a verb reports what its own subject says, or the figure that it gives: "spoke of 30", "put the toll at 30".
fn says(context: &Context<'_>, verb: Token<'_>) -> bool {
    let figure = matches!(verb.lemma(), "speak" | "talk" | "put" | "place" | "count");
    let cue = || {
        figure
            || context.word(verb).is_some_and(|word| word.cues.iter().any(|cue| cue.kind == WordKind::Verb))
    };
    is_verb(verb) && verb.child("nsubj").is_some() && cue()
}

/// Ends what is said before the clause of another speaker.
fn end_before(content: &mut [Range<usize>], head: &mut Option<usize>, (start, other): (usize, Token<'_>)) {
    if let Some(last) = content.last_mut() {
        *last = trim_content(other, last.start..start);
    }
    if *head == Some(other.index()) {
        let said = other.children().find(|child| child.label() == "ccomp" && child.index() < start);
        *head = said.map(Token::index);
    }
}

/// Whether only a preposition stands between the cue and what is said.
fn leads_to_content(verb: Token<'_>, words: &Range<usize>, content: &[Range<usize>]) -> bool {
    content.first().is_some_and(|piece| piece.start == words.end + 1)
        && verb.document().token(words.end).label() == "prep"
}

fn cut(
    verb: Token<'_>,
    piece: Range<usize>,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
) -> Vec<Range<usize>> {
    let mut pieces = without(verb, piece, cue);
    if let Some(source) = source {
        pieces = pieces.into_iter().flat_map(|piece| without(verb, piece, source)).collect();
    }
    pieces
}

/// "did not confirm", "refused to confirm" says nothing of the kind; the act stays what was refused.
pub(super) fn act(cue: &Cue, verb: Token<'_>) -> Act {
    let act = cue.act.unwrap_or(Act::Say);
    let negated = crate::tree::is_negated(verb);
    match act {
        Act::Confirm | Act::Say if negated && verb.lemma() != "say" => Act::Withhold,
        Act::Threaten if warns_of_others(verb) => Act::Say,
        _ => act,
    }
}

/// "Warned that attacks on civilians may be crimes": not that it will commit them.
fn warns_of_others(verb: Token<'_>) -> bool {
    let subject = verb.child("ccomp").and_then(|clause| clause.child("nsubj"));
    let own = |subject: Token<'_>| {
        matches!(subject.tag(), "PRP" | "EX")
            || subject.child("poss").is_some_and(|owner| owner.tag() == "PRP$")
    };
    matches!(verb.lemma(), "warn" | "caution") && subject.is_some_and(|subject| !own(subject))
}

pub(super) fn hedged(verb: Token<'_>) -> Option<Certainty> {
    crate::tree::is_put_as_possible(verb).then_some(Certainty::Possible)
}

/// Who speaks: whom another quotes, else the deep subject.
fn speaker<'d>(verb: Token<'d>, arguments: &clause::Arguments<'d>) -> Option<Token<'d>> {
    quoted_by_another(verb).or_else(|| misplaced::speaker(verb)).or_else(|| subject(verb, arguments))
}

/// "quoted a nurse as saying", "a nurse was quoted by the paper as saying": it is the nurse who says it.
fn quoted_by_another(verb: Token<'_>) -> Option<Token<'_>> {
    let phrase = verb.head();
    if verb.label() != "pcomp" || !phrase.text().eq_ignore_ascii_case("as") {
        return None;
    }
    let host = phrase.head();
    let quoted = |noun: &Token<'_>| matches!(noun.label(), "dobj" | "nsubjpass");
    if is_verb(host) { host.children().find(quoted) } else { Some(host).filter(quoted) }
}

/// The deep subject.
fn subject<'d>(verb: Token<'d>, arguments: &clause::Arguments<'d>) -> Option<Token<'d>> {
    let first = |tokens: &[Token<'d>]| tokens.iter().copied().find(|t| !matches!(t.tag(), "EX"));
    let noun = first(&arguments.agents)?;
    let own = verb.children().find(|child| matches!(child.label(), "nsubj" | "agent"));
    match own {
        // A relative pronoun is itself the source.
        Some(subject) if subject.label() == "nsubj" && matches!(subject.tag(), "WDT" | "WP") => Some(subject),
        _ => Some(noun),
    }
}
