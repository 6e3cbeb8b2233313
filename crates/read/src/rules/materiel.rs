//! Things met an end: destroyed, damaged, lost, taken. "Two tanks were destroyed", "the loss of a helicopter".

use claimant_model::{Fate, Figure, ItemClass, Qualifier};
use claimant_parse::Token;

use super::event::{codes, links, participants};
use crate::clause;
use crate::draft::{Codes, Draft, Rule, Under, What};
use crate::frames::{self, Framed, is_human};
use crate::lexicon::{Damage, NounClass, Part};
use crate::tree::{conjuncts, oblique};

/// Equipment and buildings.
pub(super) struct Materiel;

impl Rule for Materiel {
    fn name(&self) -> &'static str {
        "materiel/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if token.lemma() == "loss" {
            self.loss(under, token, out);
        }
        let Some(framed) = frames::of(under, token) else { return };
        if let Some(things) = others_of_those(under, token, &framed.arguments.patients) {
            out.extend(taken_besides(self.name(), under, token, things));
            return;
        }
        let of_owner = framed.frame.agent == Some(Part::As(claimant_model::Role::Owner));
        let (fate, things) = match framed.frame.damage {
            Some(Damage::Thing(fate)) => (fate, things(&framed)),
            // "Lost 200 soldiers, two tanks and a jet".
            Some(Damage::People(_)) if of_owner => (Fate::Lost, things_beside_people(under, &framed)),
            _ => return,
        };
        let owner = framed.arguments.agents.first().copied().filter(|_| of_owner);
        for thing in things {
            let Some(mut draft) = draft_of(self.name(), under, token, thing, fate, owner) else { continue };
            draft.codes = codes(&framed);
            draft.participants = participants(under, &framed);
            draft.links = links(&framed);
            out.push(draft);
        }
    }
}

impl Materiel {
    /// "the loss of one of two helicopters", "losses in equipment".
    fn loss<'a>(&self, under: &Under<'a>, noun: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let verb = noun.head();
        let verb = if noun.label() == "pobj" { verb.head() } else { verb };
        let owner = noun.child("poss").or_else(|| clause::of_verb(verb).agents.first().copied());
        let Some(object) = oblique(noun, &["of", "in"]) else { return };
        for thing in conjuncts(object) {
            let quantity = under.context.quantities().of(thing);
            let counted = under.context.token(quantity.counted);
            if is_human(&under.context, counted) {
                continue;
            }
            let Some(mut draft) = draft_of(self.name(), under, noun, thing, Fate::Lost, owner) else {
                continue;
            };
            draft.codes = Codes::default();
            if let What::Materiel { figure, words, .. } = &mut draft.what {
                let vague = under.context.quantities().stated(noun);
                if words.is_none() && vague.is_some() {
                    *figure = vague.as_ref().map_or(Figure::implied(1), |q| q.figure.clone());
                    *words = vague.map(|q| q.tokens);
                }
            }
            out.push(draft);
        }
    }
}

/// The words that name the things, by the frame.
fn things<'a>(framed: &Framed<'a>) -> Vec<Token<'a>> {
    let Framed { frame, arguments } = framed;
    let thing = |part: Option<Part>| part == Some(Part::Thing);
    let named =
        |prep: &Token<'_>| frame.obliques.iter().any(|(name, part)| prep.text() == *name && thing(*part));
    let patients = arguments.patients.iter().filter(|_| thing(frame.patient));
    let agents = arguments.agents.iter().filter(|_| thing(frame.agent));
    let obliques = arguments.obliques.iter().filter(|(prep, _)| named(prep)).map(|(_, object)| object);
    patients.chain(agents).chain(obliques).copied().collect()
}

/// Things in a row with people. The parser may take a second and third item for an apposition.
fn things_beside_people<'a>(under: &Under<'a>, framed: &Framed<'a>) -> Vec<Token<'a>> {
    let beside = |people: Token<'a>| people.child("appos").map(conjuncts).unwrap_or_default();
    let patients = framed.arguments.patients.iter().copied();
    let all = patients.flat_map(|one| std::iter::once(one).chain(beside(one)));
    all.filter(|thing| under.context.is(*thing, NounClass::Thing)).collect()
}

/// "Destroyed eleven vehicles and captured four others": the others, and what they are.
pub(super) fn others_of_those<'a>(
    under: &Under<'a>,
    verb: Token<'a>,
    patients: &[Token<'a>],
) -> Option<(Token<'a>, Token<'a>)> {
    let others = patients.iter().copied().find(|patient| patient.lemma() == "other")?;
    let before = verb.head();
    let joined = verb.label() == "conj" && matches!(verb.lemma(), "capture" | "seize" | "take");
    let object = before.child("dobj").or_else(|| before.child("nsubjpass")).filter(|_| joined)?;
    let item = under.context.token(under.context.quantities().of(object).counted);
    let thing = under.context.noun(item, NounClass::Thing).is_some() && !is_human(&under.context, item);
    thing.then_some((others, item))
}

fn taken_besides<'a>(
    rule: &'static str,
    under: &Under<'a>,
    verb: Token<'a>,
    (others, item): (Token<'a>, Token<'a>),
) -> Option<Draft<'a>> {
    let class = under.context.noun(item, NounClass::Thing).and_then(|sense| sense.item)?;
    let stated = under.context.quantities().stated(others);
    let figure = under.context.quantities().of(others).figure;
    let words = stated.map(|quantity| quantity.tokens);
    let what = What::Materiel { item: others, class, fate: Fate::Captured, figure, words, owner: None };
    Some(Draft::new(rule, verb, what))
}

/// One kind of thing that met such an end, with the figure its noun phrase gives; `None` where the noun names no thing.
pub(super) fn draft_of<'a>(
    rule: &'static str,
    under: &Under<'a>,
    predicate: Token<'a>,
    thing: Token<'a>,
    fate: Fate,
    owner: Option<Token<'a>>,
) -> Option<Draft<'a>> {
    let context = &under.context;
    // A church whose roof is destroyed is damaged.
    let (thing, fate) = match super::event::thing_of_part(context, thing) {
        Some(whole) if fate == Fate::Destroyed => (whole, Fate::Damaged),
        Some(whole) => (whole, fate),
        None => (thing, fate),
    };
    let stated = context.quantities().stated(thing);
    let quantity = context.quantities().of(thing);
    let item = context.token(quantity.counted);
    let class = context.noun(item, NounClass::Thing).and_then(|sense| sense.item);
    let building = matches!(context.entity_label(item), "FAC");
    if class.is_none() && !building {
        return None;
    }
    let owner = owner.or_else(|| item.child("poss"));
    let mut figure = quantity.figure;
    if stated.is_none() && figure.qualifier == Qualifier::Vague {
        figure.term = None;
    }
    let what = What::Materiel {
        item,
        class: class.unwrap_or(ItemClass::Building),
        fate,
        figure,
        words: stated.map(|q| q.tokens),
        owner,
    };
    Some(Draft::new(rule, predicate, what))
}
