//! Tolls: "the death toll rose to 12", "bringing the toll to 30", "raised the toll from 12 to 15".

use claimant_model::{Outcome, Qualifier};
use claimant_parse::Token;

use crate::draft::{CasualtyDraft, Draft, Rule, Under, What};
use crate::lexicon::NounClass;
use crate::quantity::bounded;
use crate::tree::{is_verb, prepositions};

/// A toll and the number it reached.
pub(super) struct Toll;

impl Rule for Toll {
    fn name(&self) -> &'static str {
        "toll/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let verb = token.head();
        let noun = under.context.noun(token, NounClass::Casualty).and_then(|sense| sense.outcome);
        let reaches = matches!(
            verb.lemma(),
            "exceed" | "total" | "number" | "reach" | "rise" | "pass" | "surpass" | "climb" | "stand"
        );
        let counted = noun.filter(|_| reaches && token.label() == "nsubj");
        if token.lemma() != "toll" && counted.is_none() || super::put_at::is_put(token) {
            return;
        }
        let quantities = under.context.quantities();
        let number = reached(under, token, verb);
        let Some(number) = number else { return };
        if quantities.is_measure(number) {
            return;
        }
        let injured = token.children().any(|c| matches!(c.lemma(), "injury" | "injured" | "casualty"));
        let mut casualties = CasualtyDraft::of(
            under,
            number,
            counted.or(Some(if injured { Outcome::KilledOrWounded } else { Outcome::Killed })),
        );
        if number.head().text() == "from"
            && let Some(exact) = quantities.number(number)
        {
            // "revised the toll from 30 to 24"
            casualties.figure = bounded(exact, Qualifier::Exact);
        }
        if let (Some(low), "exceed" | "surpass" | "pass") = (casualties.figure.low, verb.lemma()) {
            casualties.figure = bounded(low, Qualifier::MoreThan);
        }
        casualties.total = true;
        let mut draft = Draft::new(self.name(), token, What::Casualties(casualties));
        draft.links.extend(prepositions(token).chain(prepositions(verb)).map(|(_, object)| object.index()));
        out.push(draft);
    }
}

/// The number after "to", "at", "of", or a complement of "is".
fn reached<'a>(under: &Under<'a>, toll: Token<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    let quantities = under.context.quantities();
    // "the highest toll given for the attack of January 15", "has given no toll"
    let dated = |token: Token<'a>| {
        matches!(under.context.entity_label(token), "DATE" | "TIME" | "MONEY" | "PERCENT" | "ORDINAL")
            || token.lemma() == "no"
    };
    let numeric = |token: &Token<'a>| {
        !dated(*token) && (quantities.number(*token).is_some() || quantities.stated(*token).is_some())
    };
    let at = |token: Token<'a>| {
        prepositions(token)
            .filter(|(prep, _)| matches!(prep.text(), "to" | "at" | "of" | "over" | "above" | "around"))
            .map(|(_, o)| o)
            .find(numeric)
    };
    let from = prepositions(verb).find(|(prep, object)| {
        prep.text() == "from" && object.children().any(|c| c.text() == "to" && c.index() < object.index())
    });
    at(toll)
        .or_else(|| from.map(|(_, object)| object).filter(|object| is_verb(verb) && numeric(object)))
        .or_else(|| is_verb(verb).then(|| at(verb)).flatten())
        .or_else(|| {
            verb.children()
                .find(|c| matches!(c.label(), "attr" | "dobj" | "npadvmod") && *c != toll && numeric(c))
        })
        .or_else(|| {
            let after = verb.index()..verb.subtree().end;
            let moves = is_verb(verb) && !matches!(verb.lemma(), "be" | "give" | "have" | "provide");
            moves
                .then(|| {
                    let mut later = under.context.document.token_range(after);
                    later.find(|t| !dated(*t) && quantities.number(*t).is_some())
                })
                .flatten()
        })
        .map(|token| under.context.token(token.index()))
}
