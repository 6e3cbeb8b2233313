//! Low, best and high within one report, by preset, with the derivation.
//!
//! Groups of one sentence are added, sentences are not: of the totals one origin gives, the largest stands (a report
//! first tells of the first blast, then of all). Origins are the report's own voice and each claimant.

mod presets;

use std::collections::{HashMap, HashSet};

use claimant_model::{
    Act, Because, Certainty, Estimate, Outcome, Qualifier, Tense, VerificationStatus, VictimStatus,
};

use crate::claims::{Made, Workshop, is_actual};
use crate::draft::What;
use crate::ids::actor_id;
use presets::{Statement, Weight};

/// Outcomes that estimates are made for.
const OUTCOMES: [Outcome; 8] = [
    Outcome::Killed,
    Outcome::Wounded,
    Outcome::KilledOrWounded,
    Outcome::Captured,
    Outcome::Missing,
    Outcome::Abducted,
    Outcome::Arrested,
    Outcome::Surrendered,
];

/// All estimates of an event: for all victims first, then per side.
pub(super) fn of(workshop: &Workshop<'_, '_>, made: &[Made<'_>], claims: &[usize]) -> Vec<Estimate> {
    let usable: Vec<usize> = claims.iter().copied().filter(|&i| usable(&made[i])).collect();
    let mut found = Vec::new();
    for outcome in OUTCOMES {
        let of_outcome = groups(made, &usable, outcome);
        if of_outcome.is_empty() {
            continue;
        }
        push(&mut found, made, &of_outcome, outcome, None, workshop);
        for side in sides(made, &of_outcome) {
            let own: Vec<Group> = of_outcome
                .iter()
                .filter(|g| {
                    made[g.claim]
                        .claim
                        .casualties
                        .as_ref()
                        .is_some_and(|c| c.victims.actor == Some(actor_id(side)))
                })
                .copied()
                .collect();
            push(&mut found, made, &own, outcome, Some(side), workshop);
        }
    }
    found
}

fn usable(made: &Made<'_>) -> bool {
    matches!(&made.draft.what, What::Casualties(c) if c.part_of.is_none())
        && is_actual(&made.claim)
        && made.claim.tense == Tense::Current
}

/// One counted group.
#[derive(Clone, Copy, Debug)]
struct Group {
    claim: usize,
    low: Option<u64>,
    high: Option<u64>,
}

/// The groups of an outcome. People who were shot count as wounded as far as they did not die.
fn groups(made: &[Made<'_>], usable: &[usize], outcome: Outcome) -> Vec<Group> {
    let casualty = |i: usize| match &made[i].draft.what {
        What::Casualties(c) => Some(c),
        _ => None,
    };
    let victims_only = usable.iter().any(|&i| casualty(i).is_some_and(|c| !c.perpetrator));
    let own_outcome =
        usable.iter().any(|&i| casualty(i).is_some_and(|c| c.outcome == Some(outcome) && !c.perpetrator));
    let mut found = Vec::new();
    for &index in usable {
        let Some(draft) = casualty(index) else { continue };
        let same = draft.outcome == Some(outcome) || draft.outcome.is_none() && outcome == Outcome::Wounded;
        if !same || draft.perpetrator && (own_outcome || victims_only || is_attacker(made, index)) {
            continue;
        }
        let figure = &draft.figure;
        let (low, high) = match figure.qualifier {
            Qualifier::AtLeast | Qualifier::MoreThan => (figure.low, figure.low),
            // "As many as 40" is no lower bound.
            Qualifier::AtMost | Qualifier::FewerThan => (None, figure.high),
            _ => (figure.low, figure.high),
        };
        if low.is_none() && high.is_none() {
            continue;
        }
        found.push(Group { claim: index, low, high });
    }
    found
}

/// Attackers by word who are not also the victims of a battle.
fn is_attacker(made: &[Made<'_>], index: usize) -> bool {
    matches!(&made[index].draft.what, What::Casualties(c) if c.victims.is_some_and(|v| matches!(v.lemma(), "attacker" | "bomber" | "gunman" | "assailant" | "shooter" | "perpetrator" | "suspect" | "terrorist" | "hijacker")))
}

fn sides(made: &[Made<'_>], groups: &[Group]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut seen = HashSet::new();
    for group in groups {
        let actor = made[group.claim].claim.casualties.as_ref().and_then(|c| c.victims.actor.as_ref());
        let index =
            actor.and_then(|id| id.as_str().trim_start_matches('a').parse::<usize>().ok()).map(|n| n - 1);
        if let Some(index) = index.filter(|index| seen.insert(*index)) {
            found.push(index);
        }
    }
    found
}

/// The statements: what one origin says in one sentence, its groups added.
fn statements(made: &[Made<'_>], groups: &[Group]) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut counted: HashSet<(usize, usize, Option<u64>)> = HashSet::new();
    for group in groups {
        let one = &made[group.claim];
        let What::Casualties(draft) = &one.draft.what else { continue };
        let key = (one.sentence, draft.victims.map_or(usize::MAX, claimant_parse::Token::index), group.low);
        if !counted.insert(key) {
            continue;
        }
        // Claims come in text order, so that a sentence's statements are the last ones.
        let together = found.iter_mut().rev().take_while(|s| s.sentence == one.sentence).find(|s| {
            s.sentence == one.sentence
                && s.origin == one.origin
                && !s.total
                && !draft.total
                && same_speaker(made, s.claims[0], group.claim)
                && s.weight == weight(one)
        });
        match together {
            Some(statement) if restated(made, statement, group) => {
                statement.low = statement.low.max(group.low);
                statement.high = statement.high.max(group.high);
                statement.claims.push(group.claim);
            }
            Some(statement) => {
                statement.mix(one.claim.standpoint, group.low);
                statement.low = add(statement.low, group.low);
                statement.high = add(statement.high, group.high);
                statement.claims.push(group.claim);
                statement.more &= draft.more;
            }
            None => found.push(Statement {
                sentence: one.sentence,
                origin: one.origin,
                standpoint: one.claim.standpoint,
                boasted: 0,
                low: group.low,
                high: group.high,
                claims: vec![group.claim],
                more: draft.more,
                total: draft.total,
                weight: weight(one),
            }),
        }
    }
    found
}

/// What a claim's figure may move, by how it is put and what others say of it.
fn weight(made: &Made<'_>) -> Weight {
    let denied = made.claim.attribution.last().is_some_and(|said| said.act == Act::Deny);
    if made.claim.certainty == Certainty::Possible || denied {
        Weight::Doubtful
    } else if made.claim.verification.status == VerificationStatus::Disputed {
        Weight::Disputed
    } else if made.draft.set.partial {
        Weight::Partial
    } else {
        Weight::Full
    }
}

/// Whether one and the same source says both: two counts of one happening are not added.
fn same_speaker(made: &[Made<'_>], a: usize, b: usize) -> bool {
    let cue = |i: usize| {
        made[i].claim.attribution.last().map(|said| said.cue.as_ref().map(claimant_model::Span::text))
    };
    cue(a) == cue(b)
}

/// The same people said again in the same sentence: the same noun under another verb, or "in total".
fn restated(made: &[Made<'_>], statement: &Statement, group: &Group) -> bool {
    let What::Casualties(draft) = &made[group.claim].draft.what else { return false };
    let pronoun =
        |draft: &crate::draft::CasualtyDraft<'_>| draft.victims.is_some_and(|victims| victims.tag() == "PRP");
    let only_pronouns = statement
        .claims
        .iter()
        .all(|&other| matches!(&made[other].draft.what, What::Casualties(c) if pronoun(c)));
    if pronoun(draft) || only_pronouns {
        return true;
    }
    statement.claims.iter().any(|&other| {
        let What::Casualties(known) = &made[other].draft.what else { return false };
        let same_words = known.victims.zip(draft.victims).is_some_and(|(a, b)| a == b);
        let repeated = known.figure.low == draft.figure.low
            && known.victims.map(claimant_parse::Token::lemma)
                == draft.victims.map(claimant_parse::Token::lemma)
            && made[other].draft.predicate.lemma() == made[group.claim].draft.predicate.lemma();
        same_words || repeated
    })
}

fn add(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (a, b) => a.or(b),
    }
}

/// Whether a claim stands in a headline: a first sentence without an end.
fn is_headline(made: &Made<'_>) -> bool {
    let last = made.draft.predicate.sentence().tokens().rfind(|t| !t.text().trim().is_empty());
    made.sentence == 0 && last.is_some_and(|last| !matches!(last.text(), "." | "!" | "?" | "\"" | "”"))
}

/// Of one origin's statements the largest stands; "another five" is added to what came before.
fn per_origin(made: &[Made<'_>], statements: Vec<Statement>) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut place: HashMap<(Option<usize>, Weight), usize> = HashMap::new();
    for statement in statements {
        let at = *place.entry((statement.origin, statement.weight)).or_insert(found.len());
        let Some(known) = found.get_mut(at) else {
            found.push(statement);
            continue;
        };
        // A headline tells what the body tells again: nothing is added to it.
        let headline = known.claims.iter().all(|&i| is_headline(&made[i]));
        if statement.more && !known.total && !headline {
            known.low = add(known.low, statement.low);
            known.high = add(known.high, statement.high);
            known.boasted += statement.boasted;
            known.claims.extend(statement.claims);
        } else if statement.total || statement.low > known.low && !known.total {
            let at_most = known.high.filter(|_| known.low.is_none());
            *known = statement;
            known.high = known.high.max(at_most);
        } else if statement.low.is_none() {
            known.high = known.high.max(statement.high);
            known.claims.extend(statement.claims);
        }
    }
    found
}

fn push(
    found: &mut Vec<Estimate>,
    made: &[Made<'_>],
    groups: &[Group],
    outcome: Outcome,
    side: Option<usize>,
    workshop: &Workshop<'_, '_>,
) {
    let origins = per_origin(made, statements(made, groups));
    if origins.is_empty() {
        return;
    }
    for preset in &workshop.under.context.lexicon.presets {
        let Some((low, best, high, effects)) = presets::apply(preset, &origins) else { continue };
        let because = effects.into_iter().flat_map(|(origin, effect)| {
            origins[origin].claims.iter().map(move |&claim| (claim, effect.clone())).collect::<Vec<_>>()
        });
        found.push(Estimate {
            outcome,
            side: side.map(actor_id),
            status: status(made, groups),
            low,
            best,
            high,
            preset: preset.name.to_owned(),
            because: because
                .map(|(claim, effect)| Because { claim: made[claim].claim.id.clone(), effect })
                .collect(),
        });
    }
}

fn status(made: &[Made<'_>], groups: &[Group]) -> VictimStatus {
    let mut statuses =
        groups.iter().filter_map(|g| made[g.claim].claim.casualties.as_ref()).map(|c| c.victims.status);
    let first = statuses.next().unwrap_or(VictimStatus::Unknown);
    let (mut civilian, mut combatant) = (first == VictimStatus::Civilian, first == VictimStatus::Combatant);
    let mut same = true;
    for status in statuses {
        civilian |= status == VictimStatus::Civilian;
        combatant |= status == VictimStatus::Combatant;
        same &= status == first;
    }
    if same {
        first
    } else if civilian && combatant {
        VictimStatus::Mixed
    } else {
        VictimStatus::Unknown
    }
}
