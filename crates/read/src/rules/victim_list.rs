//! A list of victims that the parser takes for an apposition: "killed four teachers, a nurse and two pupils". What adds up to
//! the number before it takes that apart: "killed three people, a nurse and two pupils".

use claimant_model::{ActorKind, VictimStatus};
use claimant_parse::Token;

use super::victims::can_be_victim;
use crate::draft::Under;
use crate::lexicon::NounSense;
use crate::tree::{conjuncts, is_noun, is_plural};

/// What stands in a list behind a counted noun.
pub(super) enum Listed<'a> {
    /// More people.
    More(Vec<Token<'a>>),
    /// The same people, told apart.
    Parts(Vec<Token<'a>>),
}

/// The list behind these victims; `None` where there is none, or where it is not said how many each of its members are.
pub(super) fn behind<'a>(under: &Under<'a>, victims: Token<'a>) -> Option<Listed<'a>> {
    let list = victims.children().find(|c| c.label() == "appos" && c.index() > victims.index())?;
    // "At least eight soldiers, a clerk and a driver": the bound is of the soldiers.
    let least = under.context.quantities().stated(victims).and_then(|quantity| quantity.figure.low);
    let whole = least.or_else(|| number(under, victims)).filter(|&number| number > 1)?;
    let members: Vec<Token<'a>> =
        conjuncts(list).into_iter().map(|member| under.context.token(member.index())).collect();
    let and = list.children().any(|child| child.text() == "and");
    if members.len() < 2 || !and || !members.iter().all(|member| can_be_victim(&under.context, *member)) {
        return None;
    }
    let counts: Vec<u64> = members.iter().map(|member| number(under, *member)).collect::<Option<_>>()?;
    let sum: u64 = counts.iter().sum();
    if sum == whole || sum < whole && is_general(under, victims) {
        Some(Listed::Parts(members))
    } else {
        Some(Listed::More(members)).filter(|_| !is_general(under, victims))
    }
}

/// The number that a noun states: 1 for "a nurse" and "his driver".
fn number(under: &Under<'_>, noun: Token<'_>) -> Option<u64> {
    let one = |child: Token<'_>| matches!(child.text(), "a" | "an" | "A" | "An") || child.label() == "poss";
    match under.context.quantities().stated(noun) {
        Some(quantity) => quantity.figure.low.filter(|low| Some(*low) == quantity.figure.high),
        None => (!is_plural(noun) && noun.children().any(one)).then_some(1),
    }
}

/// "Seven people", "12 victims", "nine": whoever they are.
fn is_general(under: &Under<'_>, noun: Token<'_>) -> bool {
    let unknown =
        |sense: &NounSense| sense.actor == ActorKind::Unknown && sense.status == VictimStatus::Unknown;
    !is_noun(noun) || under.context.people(noun).is_some_and(unknown)
}
