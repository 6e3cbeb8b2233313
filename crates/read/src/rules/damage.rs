//! "Damage" as a noun: "the blast caused heavy damage to the pipeline", "an attack on a bank, causing considerable damage", "the
//! explosion shattered the windows of a hotel". What was damaged stands after the noun, or is what the violence hit.

use claimant_model::{Fate, ItemClass};
use claimant_parse::Token;

use super::event::participants_and_sites;
use super::materiel::draft_of;
use crate::clause;
use crate::draft::{Draft, Rule, Under};
use crate::frames;
use crate::lexicon::{List, Lists};
use crate::tree::{conjuncts, is_verb, oblique, prepositions};

/// Things that were damaged.
pub(super) struct DamageDone;

/// Parts of a sentence that are asked for what was hit; more are of no sentence that a reader follows.
const ASKED: usize = 12;

impl Rule for DamageDone {
    fn name(&self) -> &'static str {
        "damage/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let damage = token.lemma() == "damage" && crate::tree::is_noun(token) && token.label() != "compound";
        let (things, causes) = if damage {
            let causes = causes(token);
            let told = told(token);
            (if told.is_empty() { hit(under, &causes) } else { told }, causes)
        } else {
            (broken(token), vec![token])
        };
        for thing in things {
            let thing = under.context.token(thing.index());
            let Some(mut draft) = draft_of(self.name(), under, token, thing, Fate::Damaged, None) else {
                continue;
            };
            draft.links = causes.iter().map(|cause| cause.index()).collect();
            out.push(draft);
        }
    }
}

/// "Damage to the pipeline", "damage of the headquarters".
fn told(noun: Token<'_>) -> Vec<Token<'_>> {
    let to = prepositions(noun).filter(|(prep, _)| matches!(prep.lemma(), "to" | "of" | "on"));
    let verb = noun.head();
    // "caused damage last night to the bank": the parser may hang it on the verb.
    let of_verb =
        (noun.label() == "dobj" && Lists::embedded().has(List::BringsAbout, verb.lemma())).then_some(verb);
    let after = of_verb.into_iter().flat_map(prepositions).filter(|(prep, _)| prep.lemma() == "to");
    let suffered = matches!(verb.lemma(), "suffer" | "sustain") && noun.label() == "dobj";
    let sufferers = if suffered { clause::of_verb(verb).agents } else { Vec::new() };
    to.chain(after).flat_map(|(_, object)| conjuncts(object)).chain(sufferers).collect()
}

/// The words that say what caused the damage: the subject of "caused", the clause that "causing" hangs on.
fn causes(noun: Token<'_>) -> Vec<Token<'_>> {
    let result = noun.label() == "pobj" && matches!(noun.head().text(), "in" | "with");
    let verb = if result { noun.head().head() } else { noun.head() };
    let object = result || crate::tree::first_conjunct(noun).label() == "dobj";
    if !is_verb(verb) || !Lists::embedded().has(List::BringsAbout, verb.lemma()) || !object {
        return Vec::new();
    }
    // "Killing two people and causing damage": both hang on what is told first.
    let first = crate::tree::first_conjunct(verb);
    let above = matches!(first.label(), "advcl" | "xcomp" | "acl" | "relcl").then(|| first.head());
    let before = (first != verb).then_some(first);
    clause::of_verb(verb).agents.into_iter().chain(above).chain(before).collect()
}

/// The things that the violence hit which these words tell of.
fn hit<'a>(under: &Under<'a>, causes: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut words: Vec<Token<'a>> = causes.to_vec();
    for cause in causes.iter().filter(|cause| is_verb(**cause)) {
        let arguments = clause::of_verb(*cause);
        words.extend(arguments.agents.iter().chain(&arguments.patients));
        words.extend(arguments.obliques.iter().map(|(_, object)| *object));
    }
    let mut things: Vec<Token<'a>> = Vec::new();
    for word in words.into_iter().take(ASKED) {
        for thing in struck(under, under.context.token(word.index())) {
            if !things.contains(&thing) {
                things.push(thing);
            }
        }
    }
    things
}

/// The buildings, vehicles and lines that one act of violence hit.
fn struck<'a>(under: &Under<'a>, word: Token<'a>) -> Vec<Token<'a>> {
    let Some(framed) = frames::of(under, word) else { return Vec::new() };
    if !framed.frame.is_assault() {
        return Vec::new();
    }
    let hit = participants_and_sites(under, word, &framed).into_iter();
    let solid = |class| !matches!(class, ItemClass::Weapon | ItemClass::Other);
    hit.filter(|part| part.class.is_some_and(solid)).map(|part| part.token).collect()
}

/// "Shattered the windows of a hotel", "broke the school's windows": the hotel, the school.
fn broken(verb: Token<'_>) -> Vec<Token<'_>> {
    if !is_verb(verb) || !Lists::embedded().has(List::BreaksPanes, verb.lemma()) {
        return Vec::new();
    }
    let panes = clause::of_verb(verb)
        .patients
        .into_iter()
        .filter(|object| Lists::embedded().has(List::Pane, object.lemma()));
    panes
        .filter_map(|pane| oblique(pane, &["of", "in"]).or_else(|| pane.child("poss")))
        .flat_map(conjuncts)
        .collect()
}
