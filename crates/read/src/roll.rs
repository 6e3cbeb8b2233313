//! Rolls of names: "Ana Rivas, 42; Pedro Lopez, his wife, Silvia Mora, and Corporal Juan Vega".

use claimant_parse::Token;

use crate::context::Context;
use crate::tree::{is_noun, is_plural};

/// Names in one roll.
const LONGEST: usize = 64;

/// The persons named in a row with the first noun and in apposition to those in it, in the order of the text.
pub(crate) fn names<'a>(context: &Context<'a>, first: Token<'_>) -> Vec<Token<'a>> {
    members(context, first, |member| is_person(context, member))
}

/// "Ana Rivas, Pedro Lopez and Juan Vega" where the parser takes the second for a description of the first.
pub(crate) fn apposed<'a>(context: &Context<'a>, name: Token<'_>) -> Vec<Token<'a>> {
    let second = |child: &Token<'_>| {
        child.label() == "appos" && is_person(context, *child) && !is_second_name(name, *child)
    };
    let first = name.children().find(second).filter(|_| is_person(context, name));
    first.map(|first| names(context, first)).unwrap_or_default()
}

/// The same with those who have no name, each one person: "Ana Rivas, her husband, Luis Mora, and a driver" are three.
pub(crate) fn people<'a>(context: &Context<'a>, first: Token<'_>) -> Vec<Token<'a>> {
    let named =
        |one: Token<'_>| one.children().any(|child| child.label() == "appos" && is_person(context, child));
    let one = |one: Token<'_>| {
        is_noun(one) && !is_plural(one) && context.people(one).is_some() && one.tag() != "NNP" && !named(one)
    };
    let joined = |one: Token<'_>| one == first || one.label() == "conj" || one.child("poss").is_some();
    members(context, first, |member| is_person(context, member) || one(member) && joined(member))
}

fn members<'a>(
    context: &Context<'a>,
    first: Token<'_>,
    is_one: impl Fn(Token<'_>) -> bool,
) -> Vec<Token<'a>> {
    let mut row = vec![first];
    let mut at = 0;
    while at < row.len() && row.len() < LONGEST {
        let head = row[at];
        let next = |child: &Token<'_>| {
            matches!(child.label(), "conj" | "appos")
                && child.index() > head.index()
                && !is_second_name(head, *child)
        };
        row.extend(head.children().filter(next));
        at += 1;
    }
    let found = row.into_iter().filter(|member| is_one(*member));
    let mut found: Vec<Token<'a>> = found.map(|member| context.token(member.index())).collect();
    found.sort_by_key(|member| member.index());
    found
}

/// "Jose Garza, The Fox", "Father Luis Mora (Padre Lucho)": a name of one who has one already is no row, unless it is as long as
/// his.
fn is_second_name(name: Token<'_>, apposed: Token<'_>) -> bool {
    let alias = |name: Token<'_>| name.children().any(|child| child.text().eq_ignore_ascii_case("alias"));
    let full =
        |name: Token<'_>| name.children().any(|child| child.label() == "compound" && child.tag() == "NNP");
    let bracketed = apposed.children().any(|child| child.text() == "(")
        || apposed
            .document()
            .token(apposed.subtree().start)
            .previous()
            .is_some_and(|mark| mark.text() == "(");
    let both = name.tag() == "NNP" && apposed.label() == "appos" && apposed.tag() == "NNP";
    both && (bracketed || alias(apposed) || !full(apposed))
}

/// Whether a word is the name of a person: so the recogniser says, or it stands in a row with one and nothing else is known of it.
pub(crate) fn is_person(context: &Context<'_>, name: Token<'_>) -> bool {
    let recognised =
        |name: Token<'_>| matches!(name.tag(), "NNP" | "NNPS") && context.entity_label(name) == "PERSON";
    recognised(name) || is_unknown(context, name) && beside(name).any(recognised)
}

/// A name of several words that is neither a party's, nor a country's, nor a place's.
fn is_unknown(context: &Context<'_>, name: Token<'_>) -> bool {
    name.tag() == "NNP"
        && matches!(context.entity_label(name), "" | "ORG" | "NORP")
        && name.child("compound").is_some_and(|given| given.tag() == "NNP")
        && !name.children().any(|child| child.label() == "det")
        && context.names.party(name).is_none()
        && context.names.country(name).is_none()
        && !context.names_place(name)
}

/// The members of the row right before and right after.
fn beside(name: Token<'_>) -> impl Iterator<Item = Token<'_>> {
    let before = Some(name.head()).filter(|_| matches!(name.label(), "conj" | "appos"));
    name.children().filter(|child| child.label() == "conj").chain(before)
}
