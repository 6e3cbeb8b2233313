//! Claims about the same happening form one event; the most salient comes first; background stays apart.

mod anew;
mod battle;
mod cluster;
mod days;
mod groups;
mod happening;
pub mod learned;
mod place;
mod region;
mod relevance;
mod repelled;
mod responsibility;
mod time;
mod took_place;
mod whom;

use std::collections::HashSet;

use claimant_model::{
    Act, ActorKind, Event, Participant, Plover, Polarity, Role, Stage, Standpoint, Tense, VictimStatus,
};

use crate::attribution::learned::hash::Features;
use crate::claims::{Made, Workshop, is_actual, same_words};
use crate::draft::What;
use crate::ids::{event_id, place_id};

/// Builds the events and tells every claim which it belongs to. What the learned judge takes for no happening of its own
/// is told in passing: background.
pub(crate) fn events(
    workshop: &Workshop<'_, '_>,
    made: &mut [Made<'_>],
    judge: Option<&learned::Model>,
) -> Vec<Event> {
    let general: Vec<bool> = made.iter().map(|one| relevance::is_general(workshop, one)).collect();
    let mut clusters = clusters(workshop, made, &general);
    let passing = judge.map_or_else(Vec::new, |model| {
        let studied = study(workshop, made, &general, &clusters);
        studied.iter().map(|features| features.as_ref().is_some_and(|f| !model.accepts(f))).collect()
    });
    let mut ranked: Vec<(bool, Vec<usize>)> = clusters
        .drain(..)
        .enumerate()
        .map(|(order, cluster)| (passing.get(order).copied().unwrap_or(false), cluster))
        .collect();
    ranked.sort_by_key(|(passing, claims)| {
        let (time, ..) = cluster::salience(made, &general, claims);
        if *passing { cluster::PAST } else { time }
    });
    let mut events = Vec::new();
    for (passing, claims) in ranked {
        let id = event_id(events.len());
        for &index in &claims {
            made[index].claim.event = Some(id.clone());
        }
        whom::unify(made, &claims);
        events.extend(event(workshop, made, &general, (passing, &claims), id));
    }
    events
}

/// The groups of claims that events are made of, most salient first.
fn clusters(workshop: &Workshop<'_, '_>, made: &[Made<'_>], general: &[bool]) -> Vec<Vec<usize>> {
    let mut clusters = cluster::find(workshop, made, general);
    clusters.retain(|cluster| {
        cluster::main_claim(made, cluster).is_some() && !relevance::is_of_accidents(workshop, made, cluster)
    });
    clusters.sort_by_key(|cluster| cluster::salience(made, general, cluster));
    clusters
}

/// What the judge looks at in each group; `None` for what it does not judge.
fn study(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    general: &[bool],
    clusters: &[Vec<usize>],
) -> Vec<Option<Features>> {
    let judged = |cluster: &[usize]| cluster::is_judged(workshop, made, general, cluster);
    let standing = |order| learned::Standing { order, groups: clusters.len() };
    let features = |(order, cluster): (usize, &Vec<usize>)| {
        judged(cluster).then(|| learned::features(workshop, made, general, cluster, &standing(order)))
    };
    clusters.iter().enumerate().map(features).collect()
}

/// What the judge would look at in each event of a report, in their order, where they are made by rules alone.
pub(crate) fn candidates(workshop: &Workshop<'_, '_>, made: &[Made<'_>]) -> Vec<Option<Features>> {
    let general: Vec<bool> = made.iter().map(|one| relevance::is_general(workshop, one)).collect();
    study(workshop, made, &general, &clusters(workshop, made, &general))
}

fn event(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    general: &[bool],
    (passing, claims): (bool, &[usize]),
    id: claimant_model::EventId,
) -> Option<Event> {
    let main = cluster::main_claim(made, claims)?;
    let codes = made[main].draft.codes;
    let tense = if passing { Tense::Background } else { cluster::tense(made, general, claims) };
    let at_large = passing || relevance::is_at_large(made, general, claims);
    let repelled = repelled::of(workshop, made, claims);
    let participants = participants(workshop, made, claims, &repelled);
    let placed = place::of(workshop, made, claims, tense);
    Some(Event {
        id,
        title: title(made, claims, main),
        plover: codes.plover.unwrap_or(Plover::Assault),
        mode: codes.mode.map(str::to_owned),
        acled: codes.acled.map(|code| battle::code(workshop, made, claims, code).to_owned()),
        type_of_violence: type_of_violence(workshop, made, claims, codes.plover),
        tense,
        stage: stage(made, claims, codes.plover),
        // A sum over months has no time of its own; its claims say which months.
        time: if at_large { None } else { time::of(workshop, made, claims, main) },
        place: placed.map(place_id),
        claims: claims.iter().map(|&i| made[i].claim.id.clone()).collect(),
        responsibility: responsibility::of(workshop, made, claims, &repelled),
        // Low, best and high are for the facade to reconcile.
        estimates: Vec::new(),
        participants,
    })
}

/// "Today claimed responsibility in a leaflet left in Goma": the time and the place of the claim, not of the deed.
fn tells_of_claiming(one: &Made<'_>) -> bool {
    one.draft.rule == "responsibility/1"
}

/// What happened, in the report's words: the clause of the first figure of those killed or hurt, else of the main claim.
fn title(made: &[Made<'_>], claims: &[usize], main: usize) -> String {
    const LONGEST: usize = 90;
    let counted = |i: &usize| {
        let casualties = made[*i].claim.casualties.as_ref();
        // "Six wounded soldiers were flown out" does not say what happened to them.
        let harm = !made[*i].draft.rule.starts_with("wounded-people/");
        let number = casualties.is_some_and(|c| c.figure.low.or(c.figure.high).is_some());
        harm && number && is_actual(&made[*i].claim)
    };
    let told = claims.iter().copied().filter(counted).min_by_key(|&i| made[i].draft.predicate.index());
    let clause = crate::tree::clause_head(made[told.unwrap_or(main)].draft.predicate);
    let document = clause.document();
    // "it had killed 60": without the sentence nobody knows who.
    let pronoun = matches!(document.token(clause.subtree().start).tag(), "PRP" | "PRP$" | "WP" | "WDT");
    let words = if pronoun { clause.sentence().token_range() } else { clause.subtree() };
    let range = crate::tree::trim_range(clause, words);
    let words = &document.text()[document.byte_span(range)];
    let mut title: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    title.truncate(title.trim_end_matches(['.', ',', ';', ' ']).len());
    if let Some(first) = title.chars().next() {
        title.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    if let Some((end, _)) = title.char_indices().nth(LONGEST) {
        let end = title[..end].rfind(' ').unwrap_or(end);
        title.truncate(end);
        title.push('…');
    }
    title
}

fn is_pronoun(words: &str) -> bool {
    const PRONOUNS: [&str; 22] = [
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "me",
        "us",
        "him",
        "her",
        "them",
        "who",
        "whom",
        "which",
        "that",
        "this",
        "these",
        "those",
        "himself",
        "themselves",
        "itself",
    ];
    PRONOUNS.contains(&words.to_lowercase().as_str())
}

/// Where the bare numbers among those who take part stand: "30" of "two were killed and 30 wounded" names nobody.
fn bare_numbers(workshop: &Workshop<'_, '_>, made: &[Made<'_>], claims: &[usize]) -> HashSet<usize> {
    let context = &workshop.under.context;
    let parts = claims.iter().flat_map(|&i| &made[i].draft.participants);
    let numbers = parts.map(|one| one.token).filter(|token| token.tag() == "CD");
    let start = |token| context.span(crate::tree::bare_noun_phrase(token)).map(|span| span.start());
    numbers.filter_map(start).collect()
}

/// Every participant once, by actor and role, or by words and role. Those who fought off the doers only took part; of those who
/// deny that they did it nothing is said but that.
fn participants(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    claims: &[usize],
    repelled: &[usize],
) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    let numbers = bare_numbers(workshop, made, claims);
    for &index in claims {
        let claim = &made[index].claim;
        if claim.polarity == Polarity::Negated {
            continue;
        }
        let denied = claim.standpoint == Standpoint::SelfSide
            && claim.attribution.last().is_some_and(|said| said.act == Act::Deny);
        for one in claim.participants.iter().filter(|one| !denied || one.role != Role::Initiator) {
            let fought_off = one.role == Role::Initiator && repelled.contains(&index);
            let role = if fought_off { Role::Participant } else { one.role };
            let nobody = is_pronoun(one.span.text()) || numbers.contains(&one.span.start());
            if one.actor.is_none() && nobody {
                continue;
            }
            let known = found.iter().any(|f| {
                f.role == role
                    && (f.actor.is_some() && f.actor == one.actor || same_words(&f.span, &one.span))
            });
            if !known {
                found.push(Participant { role, ..one.clone() });
            }
        }
    }
    found
}

/// How far it went. A threat was made, whatever becomes of it: that it lies ahead is its tense. Violence that is threatened is
/// an event of its own; what is only planned, feared, asked for or forbidden went nowhere.
fn stage(made: &[Made<'_>], claims: &[usize], plover: Option<Plover>) -> Option<Stage> {
    if plover == Some(Plover::Threaten) {
        return Some(Stage::Accomplished);
    }
    let events: Vec<_> = claims
        .iter()
        .filter(|&&i| matches!(made[i].draft.what, What::Event | What::Casualties(_)))
        .map(|&i| &made[i])
        .collect();
    if events.iter().any(|m| is_actual(&m.claim) && !m.factuality.attempted && !m.factuality.threatened) {
        Some(Stage::Accomplished)
    } else if events.iter().any(|m| m.factuality.attempted) {
        Some(Stage::Attempted)
    } else if events.iter().any(|m| is_threatened(m)) {
        Some(Stage::Threatened)
    } else {
        (!events.iter().any(|m| m.factuality.future)).then_some(Stage::Accomplished)
    }
}

/// "Threatened to burn the town", "they announced that they would burn it": by those who are to do it.
fn is_threatened(one: &Made<'_>) -> bool {
    let speaker = one.claimant.map(crate::ids::actor_id);
    let harms = matches!(one.draft.codes.plover, Some(Plover::Assault | Plover::Coerce));
    let doers = || one.claim.participants.iter().filter(|part| part.role == Role::Initiator);
    let own =
        harms && one.factuality.future && doers().any(|part| part.actor.is_some() && part.actor == speaker);
    one.claim.polarity == Polarity::Affirmed && (one.factuality.threatened || own)
}

/// UCDP: 1 a state is a side, 2 neither side is a state, 3 civilians are the target.
fn type_of_violence(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    claims: &[usize],
    plover: Option<Plover>,
) -> Option<u8> {
    if plover.is_some_and(|p| p != Plover::Assault) {
        return None;
    }
    let sides = sides(workshop, made, claims, &[Role::Initiator, Role::Target, Role::Participant]);
    let armed = sides.iter().filter(|side| side.kind.is_armed()).count();
    let state = sides.iter().any(|side| side.kind.is_state());
    let targets = self::sides(workshop, made, claims, &[Role::Target]);
    if !targets.is_empty() && targets.iter().all(|side| side.civilian) {
        return Some(3);
    }
    (armed >= 2).then_some(if state { 1 } else { 2 })
}

/// Somebody who takes part.
struct Side {
    /// The actor, or the word where the report knows none.
    who: Result<usize, String>,
    kind: ActorKind,
    civilian: bool,
}

/// Everybody in these parts once: as an actor of the report, or by what the noun says.
fn sides(workshop: &Workshop<'_, '_>, made: &[Made<'_>], claims: &[usize], roles: &[Role]) -> Vec<Side> {
    let (context, actors) = (&workshop.under.context, &workshop.under.actors);
    let mut found: Vec<Side> = Vec::new();
    for one in claims.iter().flat_map(|&i| &made[i].draft.participants) {
        let actor = actors.of_phrase(context, one.token);
        let noun = context.people(one.token);
        let Some(kind) = actor.map(|actor| actors.all[actor].kind).or(noun.map(|noun| noun.actor)) else {
            continue;
        };
        let who = actor.ok_or_else(|| one.token.lemma().to_lowercase());
        let unarmed = noun.is_some_and(|noun| noun.status == VictimStatus::Civilian)
            && !kind.is_armed()
            && !kind.is_state();
        if roles.contains(&one.role) && !found.iter().any(|side| side.who == who) {
            found.push(Side { who, kind, civilian: kind == ActorKind::Civilians || unarmed });
        }
    }
    found
}
