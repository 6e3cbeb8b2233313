//! Counts that somebody puts at a number: "officials put the toll at 40", "a herder put the number at between 30 and 50".

use claimant_model::Act;
use claimant_parse::Token;

use crate::clause;
use crate::counts;
use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::tree::{is_verb, oblique, prepositions};

/// "Put", "place" and "estimate" with a count and a number.
pub(super) struct PutAt;

impl Rule for PutAt {
    fn name(&self) -> &'static str {
        "put-at/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        if !is_put(token) {
            return;
        }
        let verb = token.head();
        let quantities = under.context.quantities();
        let numeric = |t: &Token<'a>| quantities.number(*t).is_some() || quantities.stated(*t).is_some();
        let at = prepositions(verb).chain(prepositions(token));
        let mut numbers = at.filter(|(prep, _)| matches!(prep.text(), "at" | "as")).map(|(_, object)| object);
        let Some(number) = numbers.find(numeric).map(|t| under.context.token(t.index())) else { return };
        let own = counts::outcome(token);
        let before = earlier(token, out).filter(|_| own.is_none());
        let Some(outcome) = own.or(before.as_ref().and_then(|b| b.outcome)) else { return };
        let mut casualties = CasualtyDraft::of(under, number, Some(outcome));
        let people = oblique(token, &["of"]).filter(|of| under.context.people(*of).is_some());
        casualties.victims = people
            .map(|of| under.context.token(of.index()))
            .or(before.and_then(|b| b.victims))
            .or(casualties.victims);
        casualties.total = true;
        let mut draft = Draft::new(self.name(), verb, What::Casualties(casualties));
        let source = clause::of_verb(verb).agents.first().copied();
        draft.set.said = Some((source, Act::Estimate, verb.index()..verb.index() + 1));
        out.push(draft);
    }
}

/// Whether the noun is a count that a verb puts somewhere.
pub(super) fn is_put(noun: Token<'_>) -> bool {
    let verb = noun.head();
    matches!(noun.lemma(), "number" | "toll" | "figure" | "count" | "tally")
        && is_verb(verb)
        && matches!(noun.label(), "dobj" | "nsubjpass")
        && matches!(verb.lemma(), "put" | "place" | "estimate" | "set")
}

/// "The number" alone counts those who were counted just before.
fn earlier<'a>(count: Token<'a>, out: &[Draft<'a>]) -> Option<CasualtyDraft<'a>> {
    let sentence = count.sentence().index();
    let near = |draft: &&Draft<'a>| draft.predicate.sentence().index() + 2 >= sentence;
    out.iter().rev().filter(near).find_map(|draft| match &draft.what {
        What::Casualties(casualties) if casualties.figure.low.is_some() => Some(casualties.clone()),
        _ => None,
    })
}
