//! Lives lost: "the attack claimed 12 lives", "it claimed 12 victims", "30 people lost their lives".

use claimant_model::Outcome;
use claimant_parse::Token;

use crate::clause;
use crate::context::Context;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::frames::is_human;
use crate::roll;
use crate::tree::{conjuncts, is_plural, oblique};

/// Drafts of one clause stand together at the end.
const NEAR: usize = 16;

/// "Claim", "take", "cost" and "lose" with lives.
pub(super) struct Lives;

impl Rule for Lives {
    fn name(&self) -> &'static str {
        "lives/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let verb = token.head();
        let lost = token.lemma() == "life" || token.lemma() == "victim" && verb.lemma() == "claim";
        if !lost || token.label() != "dobj" {
            return;
        }
        let arguments = clause::of_verb(verb);
        let victims = match verb.lemma() {
            "claim" | "take" | "cost" => Some(token),
            "lose" => arguments.agents.first().copied(),
            _ => None,
        };
        let Some(victims) = victims else { return };
        let same = |draft: &Draft<'a>| match &draft.what {
            What::Casualties(c) => draft.predicate == verb && c.victims == Some(victims),
            _ => false,
        };
        if out.iter().rev().take(NEAR).any(same) {
            return;
        }
        if victims == token && !is_plural(token) && !is_of_one(&under.context, token) {
            return;
        }
        let obliques = arguments.obliques.iter().map(|(_, object)| object);
        let links: Vec<usize> = arguments.agents.iter().chain(obliques).map(|token| token.index()).collect();
        // "The lives of 11 soldiers and 40 rebels" are two counts.
        let mut of = oblique(token, &["of"]).filter(|_| victims == token).map(conjuncts).unwrap_or_default();
        if !of.is_empty() {
            of.extend(conjuncts(token).into_iter().skip(1).filter(|more| is_human(&under.context, *more)));
        }
        let bearers = if of.is_empty() { vec![None] } else { of.into_iter().map(Some).collect() };
        for bearer in bearers {
            let counted = bearer.or_else(|| number_before(under, token, victims)).unwrap_or(victims);
            let mut casualties = CasualtyDraft::of(under, counted, Some(Outcome::Killed));
            let own = under
                .context
                .quantities()
                .stated(token)
                .filter(|_| bearer.is_some() && casualties.words.is_none());
            if let Some(stated) = own {
                casualties.figure = stated.figure;
                casualties.words = Some(stated.tokens);
            }
            casualties.victims = bearer.or(Some(victims));
            let mut draft = Draft::new(self.name(), verb, What::Casualties(casualties));
            draft.links.clone_from(&links);
            out.push(draft);
        }
    }
}

/// "The life of a nurse"; not "the life of the town".
fn is_of_one(context: &Context<'_>, life: Token<'_>) -> bool {
    let whose = oblique(life, &["of"]).filter(|_| life.lemma() == "life");
    whose.is_some_and(|who| roll::is_person(context, who) || is_human(context, who))
}

/// "Claimed seven civilians' lives": the number may hang on the modifier.
fn number_before<'a>(under: &Under<'a>, lives: Token<'a>, victims: Token<'a>) -> Option<Token<'a>> {
    let number = |child: &Token<'a>| {
        child.index() < lives.index() && under.context.quantities().stated(*child).is_some()
    };
    lives.children().find(number).filter(|_| victims == lives)
}
