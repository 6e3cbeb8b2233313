//! Small questions put to a dependency tree.

use std::borrow::Cow;
use std::ops::Range;

use claimant_parse::{Pos, Token};

use crate::calendar::MONTHS;
use crate::misplaced::joined_subject;

/// How far chains of conjuncts, auxiliaries and the like are followed: trees of damaged text can be very deep.
const REACH: usize = 64;

/// The token and what is coordinated with it: "rebels, militants and soldiers".
pub(crate) fn conjuncts(token: Token<'_>) -> Vec<Token<'_>> {
    let mut found = vec![token];
    let mut at = 0;
    while at < found.len() && found.len() < REACH {
        let head = found[at];
        let joined = |child: &Token<'_>| child.label() == "conj" && !is_joined_subject(*child);
        found.extend(head.children().filter(|child| joined(child) || is_list(head, *child)));
        at += 1;
    }
    found
}

/// Whether a noun in a row is the subject of the verb after it.
fn is_joined_subject(noun: Token<'_>) -> bool {
    let verb = || {
        let next = noun.next()?;
        Some(if matches!(next.label(), "aux" | "auxpass") { next.head() } else { next })
    };
    noun.label() == "conj" && verb().and_then(joined_subject) == Some(noun)
}

/// "killed a colonel, his driver and two guards": a list that the parser takes for an apposition. One person is not two.
fn is_list(head: Token<'_>, child: Token<'_>) -> bool {
    let one = is_noun(head) && !is_plural(head) && child.label() == "appos";
    let several =
        child.children().any(|c| c.label() == "conj") && child.children().any(|c| c.text() == "and");
    let document = child.document();
    let end = child.subtree().end;
    let closed = end < document.len() && document.token(end).text() == ",";
    one && several && !closed && child.index() > head.index()
}

/// The first of the coordination that the token is in.
pub(crate) fn first_conjunct(token: Token<'_>) -> Token<'_> {
    let mut token = token;
    for _ in 0..REACH {
        if token.label() != "conj" {
            break;
        }
        token = token.head();
    }
    token
}

/// A word in lower case; most are as they stand, and nothing is built for them.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Whether the tag is a verb's.
pub(crate) fn is_verb(token: Token<'_>) -> bool {
    token.tag().starts_with("VB")
}

/// Whether the tag is a noun's.
pub(crate) fn is_noun(token: Token<'_>) -> bool {
    token.tag().starts_with("NN")
}

/// Whether the word can head a noun phrase.
pub(crate) fn is_nominal(token: Token<'_>) -> bool {
    is_noun(token)
        || matches!(token.tag(), "PRP" | "CD" | "DT" | "WP" | "WDT" | "EX")
        || token.pos() == Pos::Propn
}

/// Whether it is a word in the plural.
pub(crate) fn is_plural(token: Token<'_>) -> bool {
    matches!(token.tag(), "NNS" | "NNPS") || matches!(token.lemma(), "people" | "police" | "they" | "them")
}

/// Labels of what belongs to a noun on its left.
const LEFT: [&str; 10] =
    ["det", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "advmod", "predet", "npadvmod"];

/// The noun phrase around a noun, without relative clauses, appositions and coordination: "the leader of the rebels".
pub(crate) fn noun_phrase(noun: Token<'_>) -> Range<usize> {
    let start = noun
        .children()
        .filter(|child| child.index() < noun.index() && LEFT.contains(&child.label()))
        .map(left_edge)
        .min()
        .unwrap_or(noun.index());
    let start = after_time(noun, start..noun.index());
    let start = after_place(noun, start..noun.index());
    start..of_phrase(noun).unwrap_or(noun.index() + 1)
}

/// Where a noun phrase begins whose front the parser took from the time before it: "On 10 March suspected rebels", "In 2012
/// rebels".
fn after_time(noun: Token<'_>, front: Range<usize>) -> usize {
    let document = noun.document();
    let word = |index: usize| document.token(index).text();
    let Some(opener) = document.token(front.start).previous() else { return front.start };
    let end = front.clone().find(|index| !is_time_word(word(*index))).unwrap_or(front.end);
    let governed = noun.head() == opener;
    let alone = match opener.text() {
        // "It fought in 2012 villages": what "in" governs may be counted.
        "In" => is_year(word(front.start)),
        "in" => is_year(word(front.start)) && !governed,
        "At" | "at" => word(front.start).len() == 4 && !governed,
        "On" | "on" => false,
        _ => return front.start,
    };
    if end > front.start + 1 || end == front.start + 1 && alone { end } else { front.start }
}

/// "In Jos two cooks were killed": the parser may take the town for a part of those who are counted after it.
fn after_place(noun: Token<'_>, front: Range<usize>) -> usize {
    let document = noun.document();
    let opener = document.token(front.start).previous();
    let open = opener.is_some_and(|word| matches!(word.text(), "In" | "Near") && word.children().len() == 0);
    let proper = |index: &usize| document.token(*index).pos() == Pos::Propn;
    let end = front.clone().find(|index| !proper(index)).unwrap_or(front.start);
    let counted = end > front.start && document.token(end).tag() == "CD";
    if open && counted { end } else { front.start }
}

/// A number, a month or a mark of the time of day.
fn is_time_word(word: &str) -> bool {
    let number = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let month = MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word));
    number || month || matches!(word, "GMT" | "UTC" | "a.m." | "p.m." | "am" | "pm")
}

/// "2012".
pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
}

/// Where what stands before a noun begins, without what the parser hangs on it from further left: "On 14 May, suspected
/// rebels", "16:40 - Moscow-backed officials".
fn left_edge(word: Token<'_>) -> usize {
    let start = word.subtree().start;
    let first = word.document().token(start);
    let own = word.children().next().filter(|child| child.index() < word.index());
    match own {
        Some(phrase) if phrase.label() == "prep" && first == phrase => phrase.subtree().end,
        _ => after_clock(first).min(word.index()),
    }
}

/// The token after the hour that begins an entry of a running report, "16:40 -", else the token itself.
pub(crate) fn after_clock(first: Token<'_>) -> usize {
    let clock = first.tag() == "CD" && first.space_after();
    let dash = first.next().filter(|dash| matches!(dash.text(), "-" | "–" | "—") && dash.space_after());
    first.index() + dash.filter(|_| clock).map_or(0, |_| 2)
}

/// Where the "of" phrase right after a noun ends.
fn of_phrase(noun: Token<'_>) -> Option<usize> {
    let of = noun.next().filter(|next| next.text() == "of" && next.head() == noun)?;
    let inner = of.child("pobj")?;
    let end = conjuncts(inner).last().copied().unwrap_or(inner);
    let deeper = if inner == end { of_phrase(inner) } else { None };
    Some(deeper.unwrap_or(end.index() + 1))
}

/// The same without articles at its front.
pub(crate) fn bare_noun_phrase(noun: Token<'_>) -> Range<usize> {
    let range = noun_phrase(noun);
    let article = noun.document().token(range.start);
    let skip = range.len() > 1 && matches!(article.text(), "the" | "The" | "a" | "A" | "an" | "An");
    range.start + usize::from(skip)..range.end
}

/// The prepositions attached to a token, with what hangs on them: `("by", rebels)`.
pub(crate) fn prepositions(token: Token<'_>) -> impl Iterator<Item = (Token<'_>, Token<'_>)> {
    token.children().filter(|child| matches!(child.label(), "prep" | "agent" | "dative")).flat_map(|prep| {
        prep.children().filter(|c| matches!(c.label(), "pobj" | "pcomp")).map(move |object| (prep, object))
    })
}

/// What hangs on one of these prepositions.
pub(crate) fn oblique<'d>(token: Token<'d>, names: &[&str]) -> Option<Token<'d>> {
    prepositions(token)
        .find(|(prep, _)| names.iter().any(|name| prep.text().eq_ignore_ascii_case(name)))
        .map(|(_, object)| object)
}

/// Whether the word is negated itself: "did not attack", "never attacked", "no attack".
pub(crate) fn is_negated(token: Token<'_>) -> bool {
    shares_no(token)
        || token.children().any(|child| {
            child.label() == "neg"
                || (child.label() == "advmod" && matches!(child.lemma(), "never" | "not"))
                || (matches!(child.label(), "det" | "preconj") && matches!(child.lemma(), "no" | "neither"))
        })
}

/// The injuries of "no deaths or injuries": the "no" before the first is theirs as well.
fn shares_no(token: Token<'_>) -> bool {
    let first = token.head();
    let or = |child: Token<'_>| child.label() == "cc" && matches!(child.lemma(), "or" | "nor");
    let no = |child: Token<'_>| child.label() == "det" && child.lemma().eq_ignore_ascii_case("no");
    token.label() == "conj" && is_noun(token) && first.children().any(or) && first.children().any(no)
}

/// "The patrol was returning on Monday when rebels opened fire": the clause is of the time and place of the one above it.
pub(crate) fn is_meanwhile(clause: Token<'_>) -> bool {
    let opener = |child: Token<'_>| {
        matches!(child.label(), "advmod" | "mark") && matches!(child.lemma(), "when" | "as" | "while")
    };
    clause.label() == "advcl" && clause.children().any(opener)
}

/// Whether one of these determiners stands before a noun.
pub(crate) fn has_determiner(noun: Token<'_>, determiners: &[&str]) -> bool {
    noun.children().any(|child| child.label() == "det" && determiners.contains(&child.lemma()))
}

/// "May", "might", "could": whether a verb says only that it is possible.
pub(crate) fn is_put_as_possible(verb: Token<'_>) -> bool {
    verb.children().any(|child| child.label() == "aux" && matches!(child.lemma(), "may" | "might" | "could"))
}

/// The clause a token stands in: the nearest verb at or above it.
pub(crate) fn clause_head(token: Token<'_>) -> Token<'_> {
    std::iter::once(token).chain(token.ancestors()).find(|t| is_verb(*t)).unwrap_or(token)
}

/// The tokens of a subtree that a range covers, without white space at its edges.
pub(crate) fn trim_range(token: Token<'_>, range: Range<usize>) -> Range<usize> {
    let document = token.document();
    let blank = |index: usize| document.token(index).pos() == Pos::Space;
    let mut range = range;
    while range.start < range.end && blank(range.start) {
        range.start += 1;
    }
    while range.start < range.end && blank(range.end - 1) {
        range.end -= 1;
    }
    range
}
