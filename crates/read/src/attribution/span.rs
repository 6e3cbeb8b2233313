//! How far cue, source and content reach.

use std::ops::Range;

use claimant_parse::{Pos, Token};

/// Cuts punctuation that does not belong to content off its edges: commas, and the full stop of the sentence.
pub(super) fn trim_content(token: Token<'_>, range: Range<usize>) -> Range<usize> {
    let document = token.document();
    let mut range = range;
    let cut = |index: usize| {
        let token = document.token(index);
        token.pos() == Pos::Space || matches!(token.text(), "," | "." | ";" | ":" | "—" | "–" | "--")
    };
    while range.start < range.end && cut(range.start) {
        range.start += 1;
    }
    while range.start < range.end && cut(range.end - 1) {
        range.end -= 1;
    }
    range
}

/// Takes `hole` out of `range`, leaving up to two trimmed pieces.
pub(super) fn without(token: Token<'_>, range: Range<usize>, hole: &Range<usize>) -> Vec<Range<usize>> {
    if hole.end <= range.start || hole.start >= range.end {
        return vec![trim_content(token, range)].into_iter().filter(|r| !r.is_empty()).collect();
    }
    [range.start..hole.start.max(range.start), hole.end.min(range.end)..range.end]
        .into_iter()
        .map(|piece| trim_content(token, piece))
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// The cue: the verb with its auxiliaries, negation, particle and the adverbs that touch it.
///
/// `with_preposition` takes in the preposition that leads to what is said: "called for", "was endorsed by".
pub(super) fn cue(verb: Token<'_>, with_preposition: bool) -> Range<usize> {
    let (mut start, mut end) = (verb.index(), verb.index() + 1);
    let belongs = |token: Token<'_>| {
        token.head() == verb
            && matches!(token.label(), "aux" | "auxpass" | "neg" | "advmod" | "prt")
            && token.children().len() == 0
            && !matches!(token.lemma(), "when" | "where" | "how" | "why" | "however")
    };
    while start > 0 && belongs(verb.document().token(start - 1)) {
        start -= 1;
    }
    while end < verb.document().len()
        && belongs(verb.document().token(end))
        && verb.document().token(end).label() != "aux"
    {
        end += 1;
    }
    // An adverb at the front of the clause is no part of it.
    while start < verb.index()
        && verb.document().token(start).label() == "advmod"
        && verb.document().token(start).index() == verb.sentence().token_range().start
    {
        start += 1;
    }
    let governs = |index: usize| {
        let token = verb.document().token(index);
        token.head() == verb
            && (token.label() == "agent"
                || token.label() == "prep"
                    && matches!(token.text(), "for" | "on" | "about" | "of" | "against"))
    };
    if end < verb.document().len() && with_preposition && governs(end) {
        end += 1;
    }
    if end < verb.document().len() && verb.document().token(end).text() == ":" {
        end += 1;
    }
    start..end
}

/// The source: the full noun phrase with appositions and relative clauses, without the commas at its edges.
pub(super) fn source(noun: Token<'_>, verb: Token<'_>) -> Range<usize> {
    let subtree = noun.subtree();
    let range = if subtree.contains(&verb.index()) { crate::tree::noun_phrase(noun) } else { subtree };
    let document = noun.document();
    // The mark that closes a quotation hangs on the speaker named after it.
    let mark = |index: &usize| matches!(document.token(*index).text(), "\"" | "''" | "”" | "»");
    let start = range.clone().find(|index| !mark(index)).unwrap_or(range.start);
    let start = crate::tree::after_clock(document.token(start)).min(noun.index());
    let trimmed = trim_content(noun, start..range.end);
    // An apposition is closed by a comma, which belongs to it.
    let inner = trimmed
        .clone()
        .any(|index| document.token(index).text() == "," && document.token(index).head() == noun);
    let closing = trimmed.end < document.len() && document.token(trimmed.end).text() == ",";
    if inner
        && closing
        && trimmed.end <= verb.index()
        && noun.children().any(|child| child.label() == "appos")
    {
        return trimmed.start..trimmed.end + 1;
    }
    trimmed
}
