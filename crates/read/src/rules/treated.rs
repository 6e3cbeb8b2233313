//! The wounded by their treatment: "the hospital treated 23 people", "40 people were admitted to a clinic". Told only
//! where violence is told nearby, since hospitals treat the sick too.

use claimant_model::{Act, Outcome};
use claimant_parse::Token;

use crate::clause;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::frames::{self, is_human};
use crate::lexicon::{List, Lists};
use crate::tree::{is_noun, is_plural, is_verb, lower, oblique};

/// "Treat", "admit" and "receive" with a place of treatment and a number of people.
pub(super) struct Treated;

impl Rule for Treated {
    fn name(&self) -> &'static str {
        "treated/2"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_verb(token) {
            return;
        }
        let lists = Lists::embedded();
        let treats = lists.has(List::Treats, token.lemma());
        let brought = lists.has(List::Brought, token.lemma());
        if !(treats || brought) || !is_past(token) {
            return;
        }
        let arguments = clause::of_verb(token);
        let goers = arguments.agents.iter().filter(|_| token.lemma() == "go");
        let Some(people) = arguments.patients.iter().chain(goers).next().copied() else { return };
        let by = arguments.agents.iter().any(|agent| is_medical(speaker(under, *agent)));
        let at = arguments
            .obliques
            .iter()
            .any(|(prep, place)| matches!(prep.text(), "at" | "in" | "to" | "by") && is_medical(*place));
        let wounds = || treats && is_for_wounds(token);
        if !(by || at || wounds()) {
            return;
        }
        let stated =
            under.context.quantities().stated(people).filter(|_| treats).map(|stated| stated.counted);
        let Some(counted) = stated.or_else(|| is_one_of_several(people).then_some(people.index())) else {
            return;
        };
        let counted = under.context.token(counted);
        let human = is_human(&under.context, counted) || under.context.quantities().number(counted).is_some();
        // What is received or admitted must be people; patients may be sick.
        let sick = matches!(counted.lemma(), "patient" | "case") || for_illness(token) || for_illness(people);
        if !human
            || sick
            || known(&out[out.len().saturating_sub(64)..], counted)
            || !is_near_violence(under, token)
        {
            return;
        }
        let casualties = CasualtyDraft::of(under, people, Some(Outcome::Wounded));
        let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
        draft.set.partial = true;
        let told = under.sayings.above(token.index()).is_empty();
        let medical = arguments.agents.iter().copied().find(|agent| is_medical(*agent)).filter(|_| told);
        draft.set.said = medical.map(|who| (Some(who), Act::Say, token.index()..token.index() + 1));
        out.push(draft);
    }
}

/// "The second victim was treated", "a third victim went to a hospital": one beside those told of before.
fn is_one_of_several(person: Token<'_>) -> bool {
    let ordinal = |c: Token<'_>| matches!(c.lemma(), "second" | "third" | "fourth" | "fifth" | "sixth");
    !is_plural(person) && is_noun(person) && person.children().any(ordinal)
}

/// "treated 23 people", "has admitted", "is being treated"; not "treats 300 people a day".
fn is_past(verb: Token<'_>) -> bool {
    matches!(verb.tag(), "VBD" | "VBN")
        || verb.tag() == "VBG" && verb.children().any(|c| matches!(c.lemma(), "be"))
}

/// "Doctors said they had treated…": they are the doctors.
fn speaker<'a>(under: &Under<'a>, agent: Token<'a>) -> Token<'a> {
    let said = under.sayings.above(agent.index()).into_iter().next_back();
    let source = said.and_then(|saying| saying.source.as_ref()).map(|(head, _)| under.context.token(*head));
    source.filter(|_| agent.tag() == "PRP").unwrap_or(agent)
}

fn is_medical(token: Token<'_>) -> bool {
    Lists::embedded().has(List::Medical, &lower(token.lemma()))
}

/// "Is being treated for burns", wherever.
fn is_for_wounds(verb: Token<'_>) -> bool {
    let lists = Lists::embedded();
    let ground = |word: Token<'_>| {
        lists.has(List::Wound, word.lemma()) && !matches!(word.lemma(), "smoke" | "shock" | "trauma")
    };
    oblique(verb, &["for"]).is_some_and(ground)
}

/// "treated for cholera": only wounds are of violence.
fn for_illness(word: Token<'_>) -> bool {
    oblique(word, &["for"]).is_some_and(|illness| {
        !Lists::embedded().has(List::Wound, illness.lemma())
            && illness.document().token(illness.index()).entity().is_none()
    })
}

/// Whether another rule counted them already: "treated 12 wounded soldiers".
fn known(out: &[Draft<'_>], counted: Token<'_>) -> bool {
    out.iter().any(|draft| matches!(&draft.what, What::Casualties(c) if c.victims == Some(counted)))
}

/// Whether an act of violence is told in the same sentence or in the three before.
fn is_near_violence<'a>(under: &Under<'a>, token: Token<'a>) -> bool {
    const BEFORE: usize = 3;
    let sentence = token.sentence();
    let (index, end) = (sentence.index(), sentence.token_range().end);
    let violent = |t: Token<'a>| frames::of(under, t).is_some_and(|f| f.frame.is_assault());
    let document = under.context.document;
    (0..end)
        .rev()
        .map(|i| document.token(i))
        .take_while(|t| t.sentence().index() + BEFORE >= index)
        .any(|t| violent(under.context.token(t.index())))
}
