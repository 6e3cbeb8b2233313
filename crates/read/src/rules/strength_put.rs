//! Strengths that somebody puts at a number: "the army put the strength of the attackers at 1,500", "the rebels are estimated
//! at 600 men". Nobody of them fell.

use claimant_model::{Act, VictimStatus};
use claimant_parse::Token;

use crate::clause;
use crate::draft::{Draft, Rule, Under, What};
use crate::lexicon::NounClass;
use crate::tree::{is_verb, oblique, prepositions};

/// "Put", "place" and "estimate" with a force, or with the size of one, and a number.
pub(super) struct StrengthPut;

impl Rule for StrengthPut {
    fn name(&self) -> &'static str {
        "strength-put/1"
    }

    fn at<'a>(&self, under: &Under<'a>, token: Token<'a>, out: &mut Vec<Draft<'a>>) {
        let verb = token.head();
        if !is_put(token) {
            return;
        }
        let whole = (verb.lemma() == "estimate" && fights(under, token)).then_some(token);
        let Some(force) = whole.or_else(|| sized(under, token)) else { return };
        let quantities = under.context.quantities();
        let mut numbers = prepositions(verb).filter(|(prep, _)| matches!(prep.text(), "at" | "as"));
        let Some(quantity) = numbers.find_map(|(_, number)| quantities.stated(number)) else { return };
        if quantities.is_measure(under.context.token(quantity.counted)) {
            return;
        }
        let source = clause::of_verb(verb).agents.first().copied();
        let mut draft = Draft::new(self.name(), verb, What::Strength { who: force, quantity });
        draft.set.said = Some((source, Act::Estimate, verb.index()..verb.index() + 1));
        out.push(draft);
    }
}

fn is_put(noun: Token<'_>) -> bool {
    let verb = noun.head();
    let put = matches!(verb.lemma(), "put" | "place" | "estimate" | "set");
    put && is_verb(verb) && matches!(noun.label(), "dobj" | "nsubjpass")
}

/// The force whose size a noun is: "the strength of the attackers", "the militia's strength", "the number of fighters"; not
/// "the number of fighters killed".
pub(super) fn sized<'a>(under: &Under<'a>, size: Token<'a>) -> Option<Token<'a>> {
    if !matches!(size.lemma(), "strength" | "size" | "number" | "force") {
        return None;
    }
    let of = oblique(size, &["of"]).map(|of| under.context.token(of.index()));
    let force = of.or_else(|| size.child("poss"))?;
    let befallen = |child: Token<'_>| child.tag() == "VBN" || crate::counts::named(child.text()).is_some();
    let harmed = force.children().any(befallen);
    let many = size.lemma() != "number" || of.is_some();
    (many && !harmed && fights(under, force)).then_some(force)
}

/// People under arms, or a unit or party that has them.
fn fights(under: &Under<'_>, noun: Token<'_>) -> bool {
    let context = &under.context;
    let sense = context.noun(noun, NounClass::Person);
    let armed = sense.is_some_and(|sense| sense.status == VictimStatus::Combatant || sense.perpetrator);
    let party = under.actors.of(noun).is_some_and(|actor| under.actors.all[actor].kind.is_armed());
    armed || party || context.is(noun, NounClass::Unit)
}
