//! Those who fight off, or kill, the doers: "a gunman killed three people; police then killed the attacker". What the police
//! did belongs to the event, but they are not held responsible for it.

use claimant_model::Role;
use claimant_parse::Token;

use crate::claims::{Made, Workshop};
use crate::lexicon::NounClass;

/// Claims on one event that are looked at; more are a list, not a report.
const MOST: usize = 60;

/// The claims of an event in which forces of a state harm only its doers, where others tell of those whom the doers harmed.
pub(super) fn of(workshop: &Workshop<'_, '_>, made: &[Made<'_>], claims: &[usize]) -> Vec<usize> {
    if claims.len() > MOST {
        return Vec::new();
    }
    let told: Vec<usize> =
        claims.iter().copied().filter(|&claim| is_by_state(workshop, &made[claim])).collect();
    let (back, rest): (Vec<usize>, Vec<usize>) = claims
        .iter()
        .copied()
        .partition(|claim| told.contains(claim) && is_on_doers(workshop, &made[*claim]));
    // "Officers shot a man; one of them hit the suspect twice" is all theirs.
    let harmed = rest.iter().any(|claim| !told.contains(claim) && targets(&made[*claim]).next().is_some());
    if harmed { back } else { Vec::new() }
}

/// Whether a claim has doers, and they all act for a state.
fn is_by_state(workshop: &Workshop<'_, '_>, one: &Made<'_>) -> bool {
    let mut doers = one.draft.participants.iter().filter(|part| part.role == Role::Initiator).peekable();
    let state =
        |doer: Token<'_>| crate::frames::kinds(workshop.under, doer).any(claimant_model::ActorKind::is_state);
    doers.peek().is_some() && doers.all(|part| state(part.token))
}

/// Whether those who are harmed are called the attackers, and told of before: "the gunman", "one of the attackers".
fn is_on_doers(workshop: &Workshop<'_, '_>, one: &Made<'_>) -> bool {
    let context = &workshop.under.context;
    let doer = |token: Token<'_>| {
        let token = crate::tree::oblique(token, &["of"]).unwrap_or(token);
        crate::tree::has_determiner(token, &["the"])
            && context.noun(token, NounClass::Person).is_some_and(|sense| sense.perpetrator)
    };
    let mut targets = targets(one).peekable();
    targets.peek().is_some() && targets.all(doer)
}

fn targets<'m, 'a>(one: &'m Made<'a>) -> impl Iterator<Item = Token<'a>> + 'm {
    one.draft.participants.iter().filter(|part| part.role == Role::Target).map(|part| part.token)
}
