//! One number for two ends: "killed or wounded 24 soldiers", "lost 1,050 men killed and wounded". The dead and the wounded
//! are not told apart, and neither is as many as the number.

use claimant_model::Outcome;
use claimant_parse::Token;

use crate::draft::Under;
use crate::frames;
use crate::lexicon::Damage;
use crate::tree::{conjuncts, first_conjunct};

/// How a verb of killing or wounding stands to its other half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// It tells of both.
    Tells,
    /// The other tells of both.
    Told,
}

/// "Lost 870 men killed and wounded", "lost 12 men wounded": what the participles after those who were lost say of them.
pub(super) fn end_of_those_lost<'a>(under: &Under<'a>, verb: Token<'a>, lost: Token<'a>) -> Option<Outcome> {
    let participle = lost.child("acl").filter(|word| verb.lemma() == "lose" && word.tag() == "VBN")?;
    let end = |token: Token<'a>| match frames::of(under, token)?.frame.damage {
        Some(Damage::People(outcome)) => Some(outcome),
        _ => None,
    };
    let token = |other: Token<'_>| under.context.token(other.index());
    let ends: Vec<Outcome> = conjuncts(participle).into_iter().map(token).filter_map(end).collect();
    match ends[..] {
        [one] => Some(one),
        [_, ..] if ends.iter().all(|end| matches!(end, Outcome::Killed | Outcome::Wounded)) => {
            Some(Outcome::KilledOrWounded)
        }
        _ => None,
    }
}

/// Whether those to whom a verb does something had this or another end: "150 soldiers were killed or captured". Neither is as
/// many as the number.
pub(super) fn is_either<'a>(under: &Under<'a>, verb: Token<'a>, victims: &[Token<'a>]) -> bool {
    let first = first_conjunct(verb);
    let or = first.children().any(|child| child.label() == "cc" && child.lemma() == "or");
    let ends = |other: &Token<'a>| {
        let Some(framed) = frames::of(under, *other) else { return false };
        matches!(framed.frame.damage, Some(Damage::People(_)))
            && super::victims::victims(under, *other, &framed).first() == victims.first()
    };
    let others = conjuncts(first).into_iter().map(|other| under.context.token(other.index()));
    or && others.filter(|other| *other != verb).any(|other| ends(&other))
}

/// Whether those whom a verb kills or wounds are the very ones that a verb coordinated with it wounds or kills.
pub(super) fn of<'a>(
    under: &Under<'a>,
    verb: Token<'a>,
    outcome: Option<Outcome>,
    victims: &[Token<'a>],
) -> Option<Joint> {
    let wanted = match outcome? {
        Outcome::Killed => Outcome::Wounded,
        Outcome::Wounded => Outcome::Killed,
        _ => return None,
    };
    let several = victims.iter().any(|one| under.context.quantities().stated(*one).is_some());
    let first = victims.first().filter(|_| several)?;
    let same = |other: &Token<'a>| {
        let Some(framed) = frames::of(under, *other) else { return false };
        framed.frame.damage == Some(Damage::People(wanted))
            && super::victims::victims(under, *other, &framed).first() == Some(first)
    };
    let token = |other: Token<'_>| under.context.token(other.index());
    let other =
        conjuncts(first_conjunct(verb)).into_iter().map(token).filter(|other| *other != verb).find(same)?;
    // "lost 1,050 men killed and wounded": the verb that governs them tells of both.
    let lost = first.label() == "dobj" && first.head().lemma() == "lose";
    Some(if lost || other.index() < verb.index() { Joint::Told } else { Joint::Tells })
}
