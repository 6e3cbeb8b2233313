//! An event across reports, put together from the readings of its accounts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use claimant_model::{
    AccountId, Actor, ActorId, Claim, Dossier, DossierClaim, Estimate, Event, EventId, Participant, Place,
    Reading, Responsibility, Tense, Time,
};

use crate::actors;
use crate::link::place_of;
use crate::origins::{self, Origins, Saying, Trace};
use crate::reconcile::{self, Preset, Statement};

/// One account and the reading it stands in.
type Told<'r> = (&'r AccountId, &'r Reading, &'r Event);

/// Builds the dossier of an event from its accounts, each with the reading it stands in. Accounts that are not in their
/// reading are left out; `None` where none is left. Nothing depends on the order of the accounts.
pub fn dossier(id: &EventId, accounts: &[(AccountId, &Reading)], presets: &[Preset]) -> Option<Dossier> {
    let told = in_order(accounts);
    let (_, _, lead) = *told.iter().min_by_key(|told| weight(told))?;
    let claims = claims(&told);
    let traces: Vec<Trace> = reports(&told).into_iter().map(Trace::of).collect();
    let sayings = sayings(&told, &claims, &traces);
    let origins = origins::find(&traces, &sayings);
    let statements = statements(&told, &origins, &claims);
    let place = placed(&told);
    Some(Dossier {
        id: id.clone(),
        title: lead.title.clone(),
        plover: lead.plover,
        mode: most(told.iter().filter_map(|(_, _, event)| event.mode.clone())),
        acled: lead
            .acled
            .clone()
            .or_else(|| most(told.iter().filter_map(|(_, _, event)| event.acled.clone()))),
        type_of_violence: most(told.iter().filter_map(|(_, _, event)| event.type_of_violence)),
        stage: lead.stage,
        tense: if told.iter().any(|t| t.2.tense == Tense::Current) { Tense::Current } else { lead.tense },
        time: dated(&told),
        place: place.map(|place| Place { mentions: Vec::new(), ..place.clone() }),
        actors: everybody(&told),
        participants: participants(&told),
        responsibility: responsibility(&told),
        reports: traces.iter().map(|trace| trace.card.clone()).collect(),
        counts: origins::counts(&traces, &sayings, &origins),
        estimates: reconcile::estimates(&statements, presets),
        history: reconcile::history(&statements, presets),
        claims: claims
            .iter()
            .zip(&origins.of_saying)
            .map(|((reading, claim), &origin)| DossierClaim {
                report: reading.report.id.clone(),
                origin,
                claim: translate(reading, claim, place),
                corrections: Vec::new(),
            })
            .collect(),
        origins: origins.all,
        accounts: told.iter().map(|(account, _, _)| (*account).clone()).collect(),
        edited: Vec::new(),
    })
}

/// The estimates of an event, as its dossier has them, with the traces of the readings' reports at hand.
pub fn figures(accounts: &[(AccountId, &Reading, &Trace)], presets: &[Preset]) -> Vec<Estimate> {
    let readings: Vec<_> = accounts.iter().map(|(account, reading, _)| (account.clone(), *reading)).collect();
    let known: HashMap<_, _> = accounts.iter().map(|(account, _, trace)| (&account.report, *trace)).collect();
    let told = in_order(&readings);
    let claims = claims(&told);
    let trace = |reading: &Reading| {
        known.get(&reading.report.id).map_or_else(|| Trace::of(reading), |trace| (*trace).clone())
    };
    let traces: Vec<Trace> = reports(&told).into_iter().map(trace).collect();
    let sayings = sayings(&told, &claims, &traces);
    let origins = origins::find(&traces, &sayings);
    reconcile::estimates(&statements(&told, &origins, &claims), presets)
}

/// The accounts in order of their ids, each with its event.
fn in_order<'r>(accounts: &'r [(AccountId, &'r Reading)]) -> Vec<Told<'r>> {
    let event =
        |id: &AccountId, reading: &'r Reading| reading.events.iter().find(|event| event.id == id.event);
    let mut told: Vec<Told<'r>> =
        accounts.iter().filter_map(|(id, reading)| Some((id, *reading, event(id, reading)?))).collect();
    told.sort_by_key(|(id, _, _)| *id);
    told.dedup_by_key(|(id, _, _)| *id);
    told
}

/// What the event is called and coded by: a report's own matter before what it recalls, with figures, then the oldest.
fn weight<'r>((id, reading, event): &Told<'r>) -> (bool, bool, Option<&'r str>, &'r AccountId) {
    let aside = event.tense != Tense::Current || reading.events.first().map(|e| &e.id) != Some(&event.id);
    (aside, event.estimates.is_empty(), reading.report.published.as_deref(), *id)
}

/// The readings, each once, oldest first.
fn reports<'r>(told: &[Told<'r>]) -> Vec<&'r Reading> {
    let mut seen = HashSet::new();
    let mut found: Vec<&Reading> = told
        .iter()
        .map(|(_, reading, _)| *reading)
        .filter(|reading| seen.insert(&reading.report.id))
        .collect();
    found.sort_by_key(|reading| (reading.report.published.clone(), reading.report.id.clone()));
    found
}

fn claims<'r>(told: &[Told<'r>]) -> Vec<(&'r Reading, &'r Claim)> {
    let of = |told: &Told<'r>| {
        let (_, reading, event) = *told;
        reading
            .claims
            .iter()
            .filter(move |claim| claim.event.as_ref() == Some(&event.id))
            .map(move |c| (reading, c))
    };
    told.iter().flat_map(of).collect()
}

fn sayings(told: &[Told<'_>], claims: &[(&Reading, &Claim)], traces: &[Trace]) -> Vec<Saying> {
    let index: HashMap<_, _> = traces.iter().enumerate().map(|(at, trace)| (&trace.card.id, at)).collect();
    let country = placed(told).and_then(|place| place.country.as_deref());
    let report = |reading: &Reading| index.get(&reading.report.id).copied().unwrap_or(0);
    claims.iter().map(|(reading, claim)| Saying::of(reading, claim, report(reading), country)).collect()
}

fn statements(told: &[Told<'_>], origins: &Origins, claims: &[(&Reading, &Claim)]) -> Vec<Statement> {
    let of: HashMap<_, _> =
        claims.iter().zip(&origins.of_saying).map(|((_, claim), &origin)| (&claim.id, origin)).collect();
    let mut statements = reconcile::of_accounts(told.iter().map(|&(account, reading, _)| (account, reading)));
    for statement in &mut statements {
        statement.origin = of.get(&statement.claim).copied().unwrap_or(0);
    }
    statements
}

/// The place most accounts give, of the most exact kind.
fn placed<'r>(told: &[Told<'r>]) -> Option<&'r Place> {
    let places: Vec<&Place> =
        told.iter().filter_map(|(_, reading, event)| place_of(reading, event)).collect();
    let mut votes: BTreeMap<(&str, Option<u64>), (usize, &Place)> = BTreeMap::new();
    for place in places {
        votes.entry((place.name.as_str(), place.geonames)).or_insert((0, place)).0 += 1;
    }
    let coarse = |place: &Place| place.precision.unwrap_or(7);
    votes
        .into_values()
        .min_by_key(|(votes, place)| (coarse(place) > 5, std::cmp::Reverse(*votes)))
        .map(|(_, place)| place)
}

/// The most exact time; of those as exact the one most accounts give, then the earliest.
fn dated(told: &[Told<'_>]) -> Option<Time> {
    let mut votes: BTreeMap<(u8, Option<&str>, Option<&str>), usize> = BTreeMap::new();
    for time in told.iter().filter_map(|(_, _, event)| event.time.as_ref()) {
        *votes.entry((time.precision, time.start.as_deref(), time.end.as_deref())).or_default() += 1;
    }
    let ((precision, start, end), _) =
        votes.into_iter().min_by_key(|(key, votes)| (key.0, std::cmp::Reverse(*votes)))?;
    Some(Time { start: start.map(str::to_owned), end: end.map(str::to_owned), precision, mention: None })
}

/// What most say; of equals the least.
fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut votes: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *votes.entry(value).or_default() += 1;
    }
    let highest = votes.values().copied().max()?;
    votes.into_iter().find(|(_, votes)| *votes == highest).map(|(value, _)| value)
}

/// The id of an actor in every dossier.
fn actor_id(reading: &Reading, id: &ActorId) -> ActorId {
    actors::find(reading, Some(id)).map_or_else(|| id.clone(), |actor| ActorId::new(actors::key(actor)))
}

/// Everybody the claims and events name, once.
fn everybody(told: &[Told<'_>]) -> Vec<Actor> {
    let mut found: BTreeMap<String, Actor> = BTreeMap::new();
    for (_, reading, event) in told {
        let mut named: BTreeSet<&ActorId> = BTreeSet::new();
        named.extend(event.participants.iter().filter_map(|p| p.actor.as_ref()));
        named.extend(event.responsibility.iter().map(|r| &r.actor));
        for claim in reading.claims.iter().filter(|claim| claim.event.as_ref() == Some(&event.id)) {
            named.extend(mentioned(claim));
        }
        let above: Vec<&ActorId> =
            named.iter().filter_map(|id| actors::find(reading, Some(id))?.member_of.as_ref()).collect();
        named.extend(above);
        for actor in named.into_iter().filter_map(|id| actors::find(reading, Some(id))) {
            let key = actors::key(actor);
            found.entry(key.clone()).or_insert_with(|| Actor {
                id: ActorId::new(key),
                member_of: actor.member_of.as_ref().map(|id| actor_id(reading, id)),
                mentions: Vec::new(),
                ..actor.clone()
            });
        }
    }
    found.into_values().collect()
}

fn mentioned(claim: &Claim) -> Vec<&ActorId> {
    let mut found: Vec<&ActorId> = claim.participants.iter().filter_map(|p| p.actor.as_ref()).collect();
    found.extend(claim.attribution.iter().filter_map(|said| said.source.actor.as_ref()));
    found.extend(claim.casualties.as_ref().and_then(|c| c.victims.actor.as_ref()));
    found.extend(claim.materiel.as_ref().and_then(|m| m.owner.as_ref()));
    found.extend(claim.strength.as_ref().and_then(|s| s.actor.as_ref()));
    found.extend(claim.relation.iter().flat_map(|r| [r.a.as_ref(), r.b.as_ref()]).flatten());
    found.extend(claim.verification.by.as_ref());
    found
}

fn participants(told: &[Told<'_>]) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    for (_, reading, event) in told {
        for part in &event.participants {
            let part =
                Participant { actor: part.actor.as_ref().map(|id| actor_id(reading, id)), ..part.clone() };
            let same = |known: &Participant| {
                known.role == part.role
                    && known.actor == part.actor
                    && (part.actor.is_some() || known.span.text().eq_ignore_ascii_case(part.span.text()))
            };
            if !found.iter().any(same) {
                found.push(part);
            }
        }
    }
    found
}

fn responsibility(told: &[Told<'_>]) -> Vec<Responsibility> {
    let mut found: Vec<Responsibility> = Vec::new();
    for (_, reading, event) in told {
        for held in &event.responsibility {
            let held = Responsibility { actor: actor_id(reading, &held.actor), ..held.clone() };
            if !found.iter().any(|known| known.actor == held.actor && known.basis == held.basis) {
                found.push(held);
            }
        }
    }
    found
}

/// A claim with the ids of the dossier. A place that is not the dossier's would dangle and is left out.
fn translate(reading: &Reading, claim: &Claim, place: Option<&Place>) -> Claim {
    let mut claim = claim.clone();
    let change = |id: &mut Option<ActorId>| {
        if let Some(known) = id {
            *id = Some(actor_id(reading, known));
        }
    };
    claim.participants.iter_mut().for_each(|part| change(&mut part.actor));
    claim.attribution.iter_mut().for_each(|said| change(&mut said.source.actor));
    change(&mut claim.verification.by);
    if let Some(casualties) = &mut claim.casualties {
        change(&mut casualties.victims.actor);
    }
    if let Some(materiel) = &mut claim.materiel {
        change(&mut materiel.owner);
    }
    if let Some(strength) = &mut claim.strength {
        change(&mut strength.actor);
    }
    if let Some(relation) = &mut claim.relation {
        change(&mut relation.a);
        change(&mut relation.b);
    }
    let own = reading.places.iter().find(|own| Some(&own.id) == claim.place.as_ref());
    let same = |(own, place): &(&Place, &Place)| own.name == place.name && own.geonames == place.geonames;
    claim.place = own.zip(place).filter(same).map(|(_, place)| place.id.clone());
    claim
}
