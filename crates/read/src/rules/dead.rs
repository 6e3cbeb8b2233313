//! Adjectives that count people: "12 dead", "left 30 wounded", "two people are dead".

use claimant_model::{Outcome, Qualifier};
use claimant_parse::Token;

use super::casualties::{can_be_victim, is_perpetrator};
use crate::clause;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::tree::is_verb;

/// "Dead", "wounded" and the like as predicates.
pub(super) struct Dead;

impl Rule for Dead {
    fn name(&self) -> &'static str {
        "dead/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let Some(outcome) = outcome(token) else { return };
        let found = victims(under, token);
        for victim in found.into_iter().filter(|victim| can_be_victim(&under.context, *victim)) {
            let mut casualties = CasualtyDraft::of(under, victim, Some(outcome));
            casualties.perpetrator = is_perpetrator(&under.context, casualties.victims.unwrap_or(victim));
            let already = out.iter().any(|d| matches!(&d.what, What::Casualties(c) if c.outcome == Some(outcome) && c.victims == casualties.victims));
            if already || casualties.figure.qualifier == Qualifier::Withheld {
                continue;
            }
            let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
            draft.links.push(token.head().index());
            draft
                .links
                .extend(clause::of_verb(crate::tree::clause_head(token)).agents.iter().map(|a| a.index()));
            out.push(draft);
        }
    }
}

fn outcome(token: Token<'_>) -> Option<Outcome> {
    let adjective = matches!(token.tag(), "JJ" | "VBN" | "VBD" | "NN" | "RB" | "NNP");
    match token.text().to_lowercase().as_str() {
        // "shot dead" is read by the frame of the verb.
        "dead" | "lifeless" if adjective && !matches!(token.head().lemma(), "shoot" | "stab" | "beat") => {
            Some(Outcome::Killed)
        }
        "wounded" | "injured" | "hurt" | "maimed" if adjective && !is_verb(token) => Some(Outcome::Wounded),
        "missing" if matches!(token.label(), "acomp" | "oprd" | "xcomp" | "ccomp") => Some(Outcome::Missing),
        _ => None,
    }
}

/// Who is dead: the subject, the object of "left", the number beside the word.
fn victims<'a>(under: &Under<'a>, token: Token<'a>) -> Vec<Token<'a>> {
    let own: Vec<_> = token
        .children()
        .filter(|c| matches!(c.label(), "nsubj" | "nsubjpass"))
        .flat_map(crate::tree::conjuncts)
        .collect();
    if !own.is_empty() {
        return own;
    }
    let head = token.head();
    // "leaving 12 dead and 30 wounded", "12 dead"
    let number = token.previous().filter(|p| {
        under.context.quantities().number(*p).is_some() && (p.head() == token || p.head() == head)
    });
    // "six wounded soldiers": the number is the noun's, see `wounded_people`.
    let of_noun = number.is_some_and(|n| n.label() == "nummod" && n.head() == head)
        && token.label() == "amod"
        && head.index() > token.index();
    if let Some(number) = number.filter(|_| !of_noun) {
        return vec![number];
    }
    match token.label() {
        "acomp" | "oprd" | "xcomp" | "ccomp" | "conj" if is_verb(head) => {
            let objects: Vec<_> =
                head.children().filter(|c| c.label() == "dobj" && c.index() < token.index()).collect();
            if objects.is_empty() && head.lemma() != "leave" && token.label() != "conj" {
                clause::subjects(head, 4)
            } else {
                objects
            }
        }
        "acl" | "amod" if head.index() < token.index() => vec![head],
        _ => Vec::new(),
    }
}
