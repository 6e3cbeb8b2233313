//! Strength: so many fought. "The combined force of rebels exceeded 1,000", "deployed 3,000 fighters", "some 300 gunmen
//! attacked the town": never casualties.

use std::ops::Range;

use claimant_model::{Figure, Qualifier, Role, VictimStatus};
use claimant_parse::Token;

use crate::clause;
use crate::draft::{Draft, Rule, Under, What};
use crate::frames::{self, is_human};
use crate::lexicon::{List, Lists, NounClass, Part};
use crate::quantity::Quantity;
use crate::tree::is_verb;

/// "Exceed", "number", "total" with a force as their subject; those brought up, and those who attack in number.
pub(super) struct Strength;

impl Rule for Strength {
    fn name(&self) -> &'static str {
        "strength/2"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let found = if crate::tree::is_noun(token) {
            force_of(under, token)
        } else if !is_verb(token) {
            None
        } else if matches!(token.lemma(), "exceed" | "number" | "total" | "surpass" | "outnumber") {
            counted(under, token)
        } else {
            let found = brought_up(under, token).or_else(|| attackers(under, token));
            found.or_else(|| under_arms(under, token)).or_else(|| taking_part(under, token))
        };
        // "300 gunmen attacked the town, killing six": counted once.
        let told = |tokens: &Range<usize>| {
            out.iter()
                .rev()
                .take(NEAR)
                .any(|d| matches!(&d.what, What::Strength { quantity, .. } if quantity.tokens == *tokens))
        };
        let new = found.filter(|(_, quantity)| !told(&quantity.tokens));
        out.extend(
            new.map(|(who, quantity)| Draft::new(self.name(), token, What::Strength { who, quantity })),
        );
    }
}

/// How many drafts are looked through for a force that was counted before in its sentence.
const NEAR: usize = 64;

type Force<'a> = (Token<'a>, Quantity);

/// "The force numbers 1,000".
fn counted<'a>(under: &Under<'a>, verb: Token<'a>) -> Option<Force<'a>> {
    let arguments = clause::of_verb(verb);
    let who = arguments.agents.first().copied()?;
    let force = under.context.is(who, NounClass::Unit)
        || is_human(&under.context, who)
        || under.actors.of(who).is_some();
    // "Rebel casualties totalled 40".
    let force = force && !under.context.is(who, NounClass::Casualty);
    let number =
        arguments.patients.first().copied().or_else(|| {
            verb.children().find(|c| matches!(c.label(), "dobj" | "attr" | "npadvmod" | "advmod"))
        })?;
    let mut quantity = under.context.quantities().stated(number).filter(|_| force)?;
    if let (Some(low), "exceed" | "surpass") = (quantity.figure.low, verb.lemma()) {
        quantity.figure = Figure::new(Some(low), None, Qualifier::MoreThan);
    }
    Some((who, quantity))
}

/// "The group deployed more than 3,000 fighters": as many of the group, or of those whom the noun names.
fn brought_up<'a>(under: &Under<'a>, verb: Token<'a>) -> Option<Force<'a>> {
    if !Lists::embedded().has(List::Fields, verb.lemma()) {
        return None;
    }
    let arguments = clause::of_verb(verb);
    let mut forces = arguments.patients.iter().filter_map(|object| armed(under, *object));
    let (forces, quantity) = forces.find(|(_, quantity)| is_many(quantity))?;
    let who =
        if under.actors.of(forces).is_some() { Some(forces) } else { arguments.agents.first().copied() };
    Some((who.unwrap_or(forces), quantity))
}

/// "Some 300 gunmen attacked the town". A handful are attackers, no force.
fn attackers<'a>(under: &Under<'a>, verb: Token<'a>) -> Option<Force<'a>> {
    let framed = frames::of(under, verb)?;
    let attack = framed.frame.is_assault() && framed.frame.agent == Some(Part::As(Role::Initiator));
    let agents = framed.arguments.agents.iter().filter(|_| attack);
    let mut forces = agents.filter_map(|agent| armed(under, *agent));
    forces.find(|(_, quantity)| is_many(quantity))
}

/// Fewer are no force.
const FORCE: u64 = 10;

/// "The army has 20,000 men in the region", "is believed to have 2,000 fighters".
fn under_arms<'a>(under: &Under<'a>, verb: Token<'a>) -> Option<Force<'a>> {
    if !matches!(verb.lemma(), "have" | "command" | "field" | "boast") {
        return None;
    }
    let arguments = clause::of_verb(verb);
    let who = arguments.agents.first().copied()?;
    let actor = under.actors.of_phrase(&under.context, who).map(|actor| under.actors.all[actor].kind);
    let fights =
        actor.is_some_and(claimant_model::ActorKind::is_armed) || under.context.is(who, NounClass::Unit);
    let group = under.context.noun(who, NounClass::Group).is_some();
    arguments.patients.iter().find_map(|object| {
        let men = |people: &Token<'a>| fights && people.lemma() == "man";
        let quantity = under.context.quantities().stated(*object)?;
        let people = under.context.token(quantity.counted);
        let counted = armed(under, *object).is_some() && (fights || group) || men(&people);
        (counted && is_many(&quantity)).then_some((who, quantity))
    })
}

/// "Some 300 fighters took part in the attack".
fn taking_part<'a>(under: &Under<'a>, verb: Token<'a>) -> Option<Force<'a>> {
    let part = verb.lemma() == "take" && verb.child("dobj").is_some_and(|part| part.lemma() == "part");
    if !part && !matches!(verb.lemma(), "participate" | "fight") {
        return None;
    }
    let agents = clause::of_verb(verb).agents;
    agents.iter().find_map(|agent| armed(under, *agent)).filter(|(_, quantity)| is_many(quantity))
}

/// "A force of 5,000", "a contingent of 300 soldiers".
fn force_of<'a>(under: &Under<'a>, noun: Token<'a>) -> Option<Force<'a>> {
    if !matches!(noun.lemma(), "force" | "contingent" | "garrison" | "army" | "strength") {
        return None;
    }
    let number = crate::tree::oblique(noun, &["of"])?;
    let quantity = under.context.quantities().stated(number)?;
    let people = number.tag() == "CD" || armed(under, number).is_some() || number.lemma() == "man";
    // "The rebels claim a force of 5,000": theirs.
    let whose = Some(noun.head()).filter(|verb| noun.label() == "dobj" && is_verb(*verb));
    let whose = whose.and_then(|verb| clause::of_verb(verb).agents.first().copied());
    (people && is_many(&quantity)).then_some((whose.unwrap_or(noun), quantity))
}

fn is_many(quantity: &Quantity) -> bool {
    quantity.figure.low.or(quantity.figure.high).is_some_and(|number| number >= FORCE)
}

/// People under arms, or who attack by the word for them, with a number.
fn armed<'a>(under: &Under<'a>, noun: Token<'a>) -> Option<Force<'a>> {
    let quantity = under.context.quantities().stated(noun)?;
    let people = under.context.token(quantity.counted);
    let sense = under.context.noun(people, NounClass::Person)?;
    let fights = sense.status == VictimStatus::Combatant || sense.perpetrator || people.lemma() == "police";
    let number = quantity.figure.low.or(quantity.figure.high).is_some();
    (fights && number).then_some((people, quantity))
}
