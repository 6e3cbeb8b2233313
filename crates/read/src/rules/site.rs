//! What an explosion hit: the building or vehicle it is said to be in, at, under or in front of. "The bomb went off in a hotel",
//! "the blast occurred on the first floor of a bank", "a charge placed under a bus".

use claimant_model::{ItemClass, Role};
use claimant_parse::Token;

use crate::clause::does;
use crate::context::Context;
use crate::draft::{Participating, Under};
use crate::frames::Framed;
use crate::lexicon::{Does, List, Lists, NounClass};
use crate::tree::{conjuncts, is_noun, lower};

/// Modes of PLOVER whose place is what they hit.
const MODES: [&str; 2] = ["explosives", "suicide-attack"];
/// Words for where an explosion was.
const AT: [&str; 18] = [
    "in",
    "inside",
    "into",
    "at",
    "on",
    "under",
    "underneath",
    "beneath",
    "outside",
    "near",
    "beside",
    "behind",
    "opposite",
    "across",
    "against",
    "next",
    "close",
    "by",
];
/// "on the first floor of the north wing of a hotel".
const PARTS: usize = 3;

/// What an explosion hit, by where it is said to have been.
pub(super) fn of<'a>(under: &Under<'a>, predicate: Token<'a>, framed: &Framed<'a>) -> Vec<Participating<'a>> {
    if !framed.frame.mode.is_some_and(|mode| MODES.contains(&mode)) {
        return Vec::new();
    }
    let context = &under.context;
    let bombs = framed.arguments.patients.iter().chain(&framed.arguments.agents).copied();
    let bombs = bombs.filter(|token| context.is(*token, NounClass::Bomb));
    let said = std::iter::once(predicate).chain(occurs(predicate)).chain(bombs);
    let said = said.flat_map(phrases).chain(after_doers(framed)).chain(after_harm(predicate));
    let objects = said.flat_map(|(prep, object)| conjuncts(object).into_iter().map(move |one| (prep, one)));
    let hit = objects.filter_map(|(prep, object)| {
        let whole = whole(context, object);
        let token = context.token(whole.index());
        let within = whole == object && matches!(prep.lemma(), "in" | "inside" | "into");
        class(context, within, token).map(|class| Participating {
            role: Role::Target,
            token,
            class: Some(class),
        })
    });
    hit.collect()
}

/// "The blast occurred in a bank": the verb that says that it took place.
fn occurs(noun: Token<'_>) -> Option<Token<'_>> {
    let verb = noun.head();
    (is_noun(noun) && noun.label() == "nsubj" && does(verb, Does::Occurs)).then_some(verb)
}

/// "A charge left by two women at the bank": the parser hangs it on the women.
fn after_doers<'a>(framed: &Framed<'a>) -> impl Iterator<Item = (Token<'a>, Token<'a>)> {
    let doers = framed.arguments.agents.iter().filter(|_| framed.arguments.passive);
    doers.flat_map(|doer| phrases(*doer)).filter(|(prep, _)| prep.text().eq_ignore_ascii_case("at"))
}

/// "Were killed in the explosion at the bank": the parser hangs it on the verb.
fn after_harm(noun: Token<'_>) -> impl Iterator<Item = (Token<'_>, Token<'_>)> {
    let within = noun.label() == "pobj" && matches!(noun.head().lemma(), "in" | "by");
    let verb = within.then(|| noun.head().head()).filter(|verb| crate::tree::is_verb(*verb));
    verb.into_iter().flat_map(phrases).filter(move |(prep, _)| prep.index() > noun.index())
}

/// What is said of where, with its first preposition: "in a bank", "across from a bank", "close to a bank".
fn phrases(token: Token<'_>) -> impl Iterator<Item = (Token<'_>, Token<'_>)> {
    let first = token.children().filter(|child| {
        child.label() == "prep"
            || child.label() == "advmod" && matches!(child.lemma(), "next" | "close" | "near")
    });
    let place = |child: &Token<'_>| AT.contains(&lower(child.lemma()).as_ref());
    first.filter(place).flat_map(|prep| {
        let further = prep.children().filter(|child| child.label() == "prep");
        let objects = std::iter::once(prep).chain(further).flat_map(Token::children);
        objects.filter(|child| child.label() == "pobj").map(move |object| (prep, object))
    })
}

/// Of "the front of the bank", "the first floor of the bank" the bank.
fn whole<'d>(context: &Context<'_>, object: Token<'d>) -> Token<'d> {
    let mut whole = object;
    for _ in 0..PARTS {
        let is_thing = context.noun(whole, NounClass::Thing).is_some();
        match crate::tree::oblique(whole, &["of"]).filter(|_| !is_thing) {
            Some(inner) => whole = inner,
            None => break,
        }
    }
    whole
}

/// What kind of thing was hit; a vehicle that the bomb was in carried it.
fn class(context: &Context<'_>, within: bool, token: Token<'_>) -> Option<ItemClass> {
    let class = context.noun(token, NounClass::Thing)?.item?;
    let carries =
        matches!(class, ItemClass::Vehicle | ItemClass::Aircraft | ItemClass::Vessel | ItemClass::Helicopter);
    let within = within && !Lists::embedded().has(List::Passengers, token.lemma());
    let way = class == ItemClass::Infrastructure && !matches!(token.lemma(), "road" | "highway");
    (class == ItemClass::Building || (carries || way) && !within).then_some(class)
}
