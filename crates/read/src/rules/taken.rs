//! Those taken, by a bare participle: "70 rebels were killed and 98 taken prisoner", "with 40 taken hostage".

use claimant_model::Outcome;
use claimant_parse::Token;

use crate::draft::{CasualtyDraft, Codes, Draft, Rule, Under, What};
use crate::lexicon::{Damage, WordKind};
use crate::tree::is_noun;

/// "Prisoner", "captive" or "hostage" after a number and a participle.
pub(super) struct Taken;

impl Rule for Taken {
    fn name(&self) -> &'static str {
        "taken/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(outcome) = outcome(token) else { return };
        let Some(participle) = token.previous().filter(|word| word.tag() == "VBN") else { return };
        let number =
            participle.previous().filter(|number| under.context.quantities().number(*number).is_some());
        let Some(number) = number.filter(|number| [participle, token].contains(&number.head())) else {
            return;
        };
        let Some(codes) = codes(under, participle, outcome) else { return };
        let mut casualties = CasualtyDraft::of(under, number, Some(outcome));
        casualties.victims = told_before(token, out).or(casualties.victims);
        let mut draft = Draft::new(self.name(), participle, What::Casualties(casualties));
        draft.codes = codes;
        draft.links.push(crate::tree::clause_head(token.head()).index());
        out.push(draft);
    }
}

/// What became of those who are called so.
fn outcome(word: Token<'_>) -> Option<Outcome> {
    let bare = is_noun(word) && word.tag() == "NN";
    match word.lemma() {
        "prisoner" | "captive" if bare => Some(Outcome::Captured),
        "hostage" if bare => Some(Outcome::Abducted),
        _ => None,
    }
}

/// The codes of the verb where it is said of people whom this befalls.
fn codes(under: &Under<'_>, verb: Token<'_>, outcome: Outcome) -> Option<Codes> {
    let frames = &under.context.word(verb)?.frames;
    let fits = |damage: Option<Damage>| damage == Some(Damage::People(outcome));
    let frame = frames.iter().find(|frame| frame.kind == WordKind::Verb && fits(frame.damage))?;
    Some(Codes::of(frame))
}

/// "70 rebels were killed and 98 taken": of the rebels.
fn told_before<'a>(token: Token<'a>, out: &[Draft<'a>]) -> Option<Token<'a>> {
    const NEAR: usize = 16;
    let beside = |draft: &&Draft<'a>| token.label() == "conj" && draft.predicate == token.head();
    let mut before = out.iter().rev().take(NEAR).filter(beside);
    before.find_map(|draft| match &draft.what {
        What::Casualties(before) if before.part_of.is_none() => {
            before.victims.filter(|who| who.tag() != "CD")
        }
        _ => None,
    })
}
