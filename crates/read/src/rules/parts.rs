//! Parts of those counted, never added to the whole: "23 people, including six children", "nine people, five of them
//! women", "240 deaths, among them 30 children".

use claimant_model::Outcome;
use claimant_parse::Token;

use super::victims::can_be_victim;
use crate::draft::{CasualtyDraft, Under};
use crate::tree::{conjuncts, is_nominal, is_noun, prepositions};

/// Words between those counted and "among them" or "five of them": "in the town on Friday, among them an estimated …".
const NEAR: usize = 14;

/// The parts told of right behind the people that a word counts, each with its figure.
pub(super) fn behind<'a>(
    under: &Under<'a>,
    counted: Token<'a>,
    outcome: Option<Outcome>,
) -> Vec<CasualtyDraft<'a>> {
    let named = including(counted).chain(among_them(under, counted));
    let named = named.filter(|part| can_be_victim(&under.context, *part));
    let mut parts: Vec<_> = named.map(|part| CasualtyDraft::of(under, part, outcome)).collect();
    parts.extend(some_of_them(under, counted, outcome));
    for part in &mut parts {
        part.part_of = Some(counted.index());
    }
    parts
}

/// "Including six children and a nurse", hung on a noun or a verb.
pub(super) fn including(host: Token<'_>) -> impl Iterator<Item = Token<'_>> {
    let named = prepositions(host).filter(|(prep, _)| {
        matches!(prep.lemma(), "include" | "among") || prep.text().eq_ignore_ascii_case("including")
    });
    let named = named.filter(|(_, part)| !is_them(*part));
    named.flat_map(|(_, part)| conjuncts(part))
}

fn is_them(word: Token<'_>) -> bool {
    matches!(word.text(), "them" | "whom")
}

/// "captured 40 others, among them a colonel": one of those counted before.
pub(super) fn is_among_them(noun: Token<'_>) -> bool {
    let among = |prep: Token<'_>| matches!(prep.lemma(), "among" | "include" | "including");
    prepositions(noun).any(|(prep, object)| prep.index() < noun.index() && among(prep) && is_them(object))
}

/// The first "them" or "whom" not far behind those counted, where it follows such a word and no other count stands between:
/// "killed 12 rebels and captured 30, among them two women" is of the 30.
fn them_behind<'a>(
    under: &Under<'a>,
    counted: Token<'a>,
    follows: impl Fn(Token<'a>) -> Option<Token<'a>>,
) -> Option<Token<'a>> {
    let document = under.context.document;
    let end = counted.sentence().token_range().end.min(counted.index() + NEAR);
    let mut after = document.token_range(counted.index() + 1..end).filter(|them| is_them(*them));
    let (them, first) = after.find_map(|them| Some((them, follows(them.previous()?)?)))?;
    let counts = |token: Token<'_>| {
        under.context.quantities().number(token).is_some() && under.context.entity_label(token) != "DATE"
    };
    (!document.token_range(counted.index() + 1..first.index()).any(counts)).then_some(them)
}

/// Who is told to be among those counted, wherever the parser hangs it: not far behind them.
pub(super) fn among_them<'a>(under: &Under<'a>, counted: Token<'a>) -> Vec<Token<'a>> {
    let among = |prep: Token<'a>| matches!(prep.lemma(), "among" | "include" | "including").then_some(prep);
    let Some(first) = them_behind(under, counted, among).and_then(Token::next) else { return Vec::new() };
    let mut part = first;
    while part.head().index() > part.index() && is_nominal(part.head()) {
        part = part.head();
    }
    conjuncts(under.context.token(part.index()))
}

/// "Nine people were killed, five of them children", "seven of whom were soldiers": so many of a kind.
fn some_of_them<'a>(
    under: &Under<'a>,
    counted: Token<'a>,
    outcome: Option<Outcome>,
) -> Option<CasualtyDraft<'a>> {
    let number = |of: Token<'a>| {
        let number = of.previous().filter(|_| of.text() == "of")?;
        under.context.quantities().number(number).map(|_| number)
    };
    let them = them_behind(under, counted, number)?;
    let number = them.previous().and_then(Token::previous)?;
    // "All but two of them".
    if number.previous().is_some_and(|before| before.text() == "but") {
        return None;
    }
    let kind = kind_behind(them).filter(|kind| can_be_victim(&under.context, *kind))?;
    let quantity = under.context.quantities().stated(under.context.token(number.index()))?;
    Some(CasualtyDraft {
        figure: quantity.figure,
        words: Some(number.index()..number.index() + 1),
        ..CasualtyDraft::of(under, under.context.token(kind.index()), outcome)
    })
}

/// "40 people, most of them civilians", "all of whom were soldiers": what they are said to be, and whether all of them.
pub(crate) fn mostly<'a>(under: &Under<'a>, counted: Token<'a>) -> Option<(Token<'a>, bool)> {
    let share = |of: Token<'a>| {
        let share = of.previous().filter(|_| of.text() == "of")?;
        matches!(share.lemma(), "most" | "many" | "half" | "some" | "all" | "majority").then_some(share)
    };
    let them = them_behind(under, counted, share)?;
    let all = them.previous().and_then(Token::previous).is_some_and(|share| share.lemma() == "all");
    Some((under.context.token(kind_behind(them)?.index()), all))
}

/// What those are told to be: the plural noun that ends the words behind "them", perhaps after a form of "be".
fn kind_behind(them: Token<'_>) -> Option<Token<'_>> {
    let mut word = them.next()?;
    while word.lemma() == "be" {
        word = word.next()?;
    }
    while !is_noun(word) || word.label() == "compound" {
        // "Two of whom wore uniforms" does not say what they are.
        let participle = word.tag().starts_with("VB") && word.child("dobj").is_none();
        let before_noun = matches!(word.tag(), "JJ" | "DT" | "NN" | "NNP" | "HYPH") || participle;
        word = word.next().filter(|_| before_noun)?;
    }
    Some(word)
}
