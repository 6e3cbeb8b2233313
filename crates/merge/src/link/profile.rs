//! What of an account the linker looks at.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use claimant_model::{
    AccountId, Actor, ActorKind, Claim, Event, Outcome, Place, Plover, Polarity, Reading, Stage, Tense, Time,
    VictimStatus,
};

use super::keys::Keys;
use crate::day::{self, Day};
use crate::hash;
use crate::origins::Signature;
use crate::words::Vocabulary;
use crate::{actors, words};

/// At most so many figures of an account are compared.
const FIGURES: usize = 16;

/// The days on which something may have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first, counted from 1 January 1970.
    pub first: i32,
    /// The last.
    pub last: i32,
    /// UCDP `date_prec`, 1 a day to 5 a year or coarser.
    pub precision: u8,
}

/// How exactly a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A point: a settlement, or the seat of a district.
    Point,
    /// A province or another stretch of land.
    Region,
    /// A country.
    Country,
}

/// Where something happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The place's name, for people.
    pub name: String,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// How exactly it is known.
    pub level: Level,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Whether the reading gives the event no place, and this is the one its sentences or its report name.
    pub guessed: bool,
}

/// Figures of people: what became of them, low, high.
pub(crate) type Counted = (Outcome, u64, u64);

/// What of an account the linker looks at. Made by [`Profiler::profiles`].
#[derive(Clone, Debug)]
pub struct Profile {
    /// The account.
    pub account: AccountId,
    /// 0 for what the report is about.
    pub rank: u32,
    /// Current, history or to come.
    pub tense: Tense,
    pub(crate) stage: Option<Stage>,
    pub(crate) published: Option<Day>,
    pub(crate) days: Option<Days>,
    pub(crate) place: Option<Spot>,
    /// Hashes of the names of all places that the report names, sorted.
    pub(crate) places: Vec<u32>,
    /// Those of settlements among them, sorted.
    pub(crate) towns: Vec<u32>,
    /// Keys of armed groups and forces in it that have a name, sorted.
    pub(crate) groups: Vec<String>,
    /// Those of them that the register knows and that are no arm of a state, sorted.
    pub(crate) rebels: Vec<String>,
    /// Kinds of others in it, sorted.
    pub(crate) kinds: Vec<ActorKind>,
    pub(crate) figures: Vec<Counted>,
    /// Hashes of the words for those to whom it was done, sorted: soldiers, farmers, pupils.
    pub(crate) victims: Vec<u32>,
    /// Whether all of them fought, or none; `None` where it is neither.
    pub(crate) fought: Option<bool>,
    pub(crate) plover: Plover,
    pub(crate) acled: Option<String>,
    /// Hashes of rare names, sorted.
    pub(crate) names: Vec<u32>,
    /// Hashes of content words of its sentences, sorted.
    pub(crate) content: Vec<u32>,
    pub(crate) text: Option<Arc<Signature>>,
    /// Its block keys, where they were made.
    pub(super) keys: OnceLock<Arc<Keys>>,
}

/// Makes profiles of readings.
pub struct Profiler {
    vocabulary: Vocabulary,
}

impl Default for Profiler {
    fn default() -> Self {
        Self::new()
    }
}

impl Profiler {
    /// A profiler with the word lists that the program carries.
    pub fn new() -> Profiler {
        Profiler { vocabulary: Vocabulary::new() }
    }

    /// One profile for each event of a reading, in the reading's order.
    pub fn profiles(&self, reading: &Reading) -> Vec<Profile> {
        let shared = Shared::of(reading);
        let mut claims: HashMap<&str, Vec<&Claim>> = HashMap::new();
        for claim in &reading.claims {
            if let Some(event) = &claim.event {
                claims.entry(event.as_str()).or_default().push(claim);
            }
        }
        let none = Vec::new();
        let of = |event: &Event| claims.get(event.id.as_str()).unwrap_or(&none).clone();
        let events = reading.events.iter().enumerate();
        events.map(|(rank, event)| self.profile(reading, &shared, event, &of(event), rank)).collect()
    }

    fn profile(
        &self,
        reading: &Reading,
        shared: &Shared,
        event: &Event,
        claims: &[&Claim],
        rank: usize,
    ) -> Profile {
        let sentences: BTreeSet<(usize, &str)> = claims
            .iter()
            .flat_map(|claim| claim.evidence.spans())
            .map(|span| (span.start(), span.text()))
            .collect();
        let sides = Sides::of(reading, event, claims);
        let main = rank == 0;
        let told: String = sentences.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" \n");
        let named_in = if main { reading.report.text.as_str() } else { &told };
        Profile {
            account: AccountId::new(reading.report.id.clone(), event.id.clone()),
            rank: rank as u32,
            tense: event.tense,
            stage: event.stage,
            published: shared.published,
            days: event.time.as_ref().and_then(days),
            place: place(reading, event).map(|p| spot(p, false)).or_else(|| guess(reading, claims, main)),
            places: shared.places.clone(),
            towns: shared.towns.clone(),
            groups: sides.groups.into_iter().collect(),
            rebels: sides.rebels.into_iter().collect(),
            kinds: sides.kinds,
            figures: figures(event, claims),
            victims: self.victims(claims),
            fought: fought(claims),
            plover: event.plover,
            acled: event.acled.clone(),
            names: self.vocabulary.names(named_in, &shared.known),
            content: self.vocabulary.content(std::iter::once(told.as_str()), &shared.known),
            text: shared.text.clone().filter(|_| main),
            keys: OnceLock::new(),
        }
    }
}

impl Profiler {
    /// The last word of each phrase for victims.
    fn victims(&self, claims: &[&Claim]) -> Vec<u32> {
        let phrases =
            claims.iter().filter_map(|c| c.casualties.as_ref()).filter_map(|c| c.victims.span.as_ref());
        let heads = phrases.filter_map(|span| words::split(span.text()).last());
        self.vocabulary.content(heads, &HashSet::new())
    }
}

/// Whether the victims fought, where every claim that says so agrees.
fn fought(claims: &[&Claim]) -> Option<bool> {
    let statuses = claims.iter().filter_map(|c| c.casualties.as_ref()).map(|c| c.victims.status);
    let mut known = statuses.filter_map(|status| match status {
        VictimStatus::Civilian => Some(false),
        VictimStatus::Combatant => Some(true),
        VictimStatus::Mixed | VictimStatus::Unknown => None,
    });
    let first = known.next()?;
    known.all(|other| other == first).then_some(first)
}

/// What the accounts of one report have in common.
struct Shared {
    published: Option<Day>,
    places: Vec<u32>,
    towns: Vec<u32>,
    /// Words of the names of places and known actors: they are compared as such.
    known: HashSet<String>,
    text: Option<Arc<Signature>>,
}

impl Shared {
    fn of(reading: &Reading) -> Shared {
        let place_names = reading.places.iter().map(|place| place.name.as_str());
        let mentions =
            reading.places.iter().flat_map(|place| &place.mentions).map(claimant_model::Span::text);
        let actors = reading.actors.iter().filter(|a| a.known.is_some() || a.country.is_some());
        let actor_names = actors.flat_map(|a| {
            a.mentions.iter().map(claimant_model::Span::text).chain(std::iter::once(a.name.as_str()))
        });
        let all = place_names.clone().chain(mentions).chain(actor_names);
        let settled = reading.places.iter().filter(|place| spot(place, true).level == Level::Point);
        let towns = settled.map(|place| place.name.as_str());
        Shared {
            published: reading.report.published.as_deref().and_then(day::of),
            places: hashes(place_names),
            towns: hashes(towns),
            known: all.flat_map(words::split).map(str::to_lowercase).collect(),
            text: Signature::of(&reading.report.text).map(Arc::new),
        }
    }
}

/// Names in 32 bits each, sorted.
fn hashes<'t>(names: impl Iterator<Item = &'t str>) -> Vec<u32> {
    let found: BTreeSet<u32> = names.map(|name| hash::word(&name.to_lowercase())).collect();
    found.into_iter().collect()
}

/// The place of an event, as the reading lists it.
pub(crate) fn place<'r>(reading: &'r Reading, event: &Event) -> Option<&'r Place> {
    let id = event.place.as_ref()?;
    reading.places.iter().find(|place| place.id == *id)
}

fn spot(place: &Place, guessed: bool) -> Spot {
    let point = place.latitude.zip(place.longitude);
    let level = match (point, place.precision) {
        (_, Some(6..)) => Level::Country,
        (Some(_), None | Some(..=3)) => Level::Point,
        (None, None) if place.admin1.is_none() => Level::Country,
        _ => Level::Region,
    };
    Spot {
        name: place.name.clone(),
        point,
        level,
        country: place.country.clone(),
        admin1: place.admin1.clone(),
        guessed,
    }
}

/// A settlement that the sentences of an event name; for what the report is about one that the report names first.
fn guess(reading: &Reading, claims: &[&Claim], main: bool) -> Option<Spot> {
    let settled = || reading.places.iter().filter(|place| spot(place, true).level == Level::Point);
    let told = |mention: &claimant_model::Span| {
        claims.iter().flat_map(|claim| claim.evidence.spans()).any(|span| span.overlaps(mention))
    };
    let named = settled().find(|place| place.mentions.iter().any(told));
    let first = || settled().min_by_key(|place| place.mentions.iter().map(claimant_model::Span::start).min());
    named.or_else(|| first().filter(|_| main)).map(|place| spot(place, true))
}

fn days(time: &Time) -> Option<Days> {
    let first = time.start.as_deref().and_then(day::of);
    let last = time.end.as_deref().and_then(day::of);
    let (first, last) = (first.or(last)?, last.or(first)?);
    Some(Days { first: first.min(last), last: last.max(first), precision: time.precision })
}

/// Who has a part in an event.
#[derive(Default)]
struct Sides {
    groups: BTreeSet<String>,
    rebels: BTreeSet<String>,
    kinds: Vec<ActorKind>,
}

impl Sides {
    fn of(reading: &Reading, event: &Event, claims: &[&Claim]) -> Sides {
        let parts = event.participants.iter().filter_map(|p| p.actor.as_ref());
        let victims =
            claims.iter().filter_map(|c| c.casualties.as_ref()).filter_map(|c| c.victims.actor.as_ref());
        let held = event.responsibility.iter().map(|r| &r.actor);
        let mut sides = Sides::default();
        for id in parts.chain(victims).chain(held) {
            if let Some(actor) = actors::find(reading, Some(id)) {
                sides.add(actor);
            }
        }
        sides.kinds.sort_unstable_by_key(|kind| *kind as u8);
        sides
    }

    fn add(&mut self, actor: &Actor) {
        if actor.kind.is_armed() && (actor.known.is_some() || is_name(&actor.name)) {
            let key = actors::key(actor);
            if actor.known.is_some() && actor.kind != ActorKind::StateForces {
                self.rebels.insert(key.clone());
            }
            self.groups.insert(key);
        } else if !self.kinds.contains(&actor.kind) {
            self.kinds.push(actor.kind);
        }
    }
}

/// Whether it is a name, "Fano", and not a description, "gunmen".
fn is_name(name: &str) -> bool {
    let name = name.strip_prefix("the ").unwrap_or(name);
    name.starts_with(char::is_uppercase) && words::split(name).count() <= 5
}

/// Figures of the event itself, those of parts left out.
fn figures(event: &Event, claims: &[&Claim]) -> Vec<Counted> {
    let mut found = BTreeSet::new();
    for claim in claims {
        let Some(casualties) = &claim.casualties else { continue };
        let own = claim.polarity == Polarity::Affirmed && claim.tense == event.tense;
        if !own || casualties.victims.includes.is_some() {
            continue;
        }
        if let (Some(low), high) | (None, high @ Some(low)) = (casualties.figure.low, casualties.figure.high)
        {
            found.insert((casualties.outcome, low, high.unwrap_or(low)));
        }
    }
    found.into_iter().take(FIGURES).collect()
}
