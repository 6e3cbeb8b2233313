//! People counted under a word of harm: "six wounded soldiers were flown out", "the bodies of three slain teachers".

use claimant_model::Outcome;
use claimant_parse::Token;

use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::frames::is_human;
use crate::tree::{conjuncts, first_conjunct, is_noun, lower};

/// A noun of people with a number and a word such as "wounded" before it.
pub(super) struct WoundedPeople;

impl Rule for WoundedPeople {
    fn name(&self) -> &'static str {
        "wounded-people/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_noun(token) || !is_human(&under.context, token) {
            return;
        }
        if is_figurative(token) {
            return;
        }
        let Some((word, outcome)) = token.children().filter(|c| c.label() == "amod").find_map(harm) else {
            return;
        };
        for people in counted(under, token, word) {
            let casualties = CasualtyDraft::of(under, people, Some(outcome));
            let known = |c: &CasualtyDraft<'a>| c.victims == casualties.victims && c.outcome == Some(outcome);
            if out.iter().any(|draft| matches!(&draft.what, What::Casualties(c) if known(c))) {
                continue;
            }
            let mut draft =
                Draft::new(self.name(), under.context.token(word.index()), What::Casualties(casualties));
            draft.links.push(crate::tree::clause_head(token).index());
            out.push(draft);
        }
    }
}

/// The people with a number whom a word of harm tells of: those beside it, and behind "left 12 soldiers and 13 militants dead"
/// all in the row.
fn counted<'a>(under: &Under<'a>, people: Token<'a>, word: Token<'a>) -> Vec<Token<'a>> {
    let ends_row = people.label() == "conj" && word.index() > people.index();
    let row = if ends_row { conjuncts(first_conjunct(people)) } else { vec![people] };
    let row = row.into_iter().map(|one| under.context.token(one.index()));
    let fits =
        |one: &Token<'a>| is_human(&under.context, *one) && under.context.quantities().stated(*one).is_some();
    row.filter(fits).collect()
}

/// A word of harm before a noun, and what became of the people.
fn harm(word: Token<'_>) -> Option<(Token<'_>, Outcome)> {
    let outcome = match lower(word.text()).as_ref() {
        "wounded" | "injured" => Outcome::Wounded,
        "dead" | "slain" | "fallen" => Outcome::Killed,
        "captured" | "captive" => Outcome::Captured,
        "kidnapped" | "abducted" => Outcome::Abducted,
        "missing" => Outcome::Missing,
        "displaced" => Outcome::Displaced,
        _ => return None,
    };
    Some((word, outcome))
}

/// "a hospital for 200 wounded soldiers", "beds for", "room for": capacity is no count.
fn is_figurative(noun: Token<'_>) -> bool {
    // "freed 46 captured soldiers": what ended is not what happened.
    if matches!(noun.head().lemma(), "free" | "release" | "exchange" | "swap" | "return" | "liberate") {
        return true;
    }
    let prep = noun.head();
    let holds = |t: Token<'_>| {
        matches!(t.lemma(), "hospital" | "ward" | "bed" | "room" | "centre" | "center" | "capacity")
    };
    let host = prep.head();
    noun.label() == "pobj" && prep.text() == "for" && (holds(host) || host.child("dobj").is_some_and(holds))
}
