//! What a claim needs to know of the reading it belongs to.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use claimant_model::{Actor, ActorId, Claim, Event, EventId, Place, PlaceId, ReportId, ReportRead, Time};
use jiff::civil::Date;

use super::keys;

/// A reading holds at most so many events, and a claim makes at most one spot: the rest of a spot's number is that of
/// its entry.
pub(crate) const PER_ENTRY: i64 = 1 << 16;

/// Where and when, as far as known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Spot {
    pub(crate) point: Option<(f64, f64)>,
    pub(crate) first_day: Option<i64>,
    pub(crate) last_day: Option<i64>,
}

/// A reading, made ready for its claims.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) report: ReportId,
    /// The entry of the reading.
    pub(crate) reading: i64,
    places: HashMap<PlaceId, Option<(f64, f64)>>,
    actors: HashMap<ActorId, i64>,
    events: HashMap<EventId, Known>,
    spots: Vec<(i64, Spot)>,
    /// The accounts, with the numbers of their names.
    pub(crate) accounts: Vec<(i64, i64)>,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    account: i64,
    spot: Spot,
}

impl Context {
    pub(crate) fn new(read: &ReportRead, reading: i64) -> Context {
        let mut context = Context {
            report: read.report.clone(),
            reading,
            places: read.places.iter().map(|place| (place.id.clone(), point(place))).collect(),
            actors: read.actors.iter().map(|actor| (actor.id.clone(), actor_key(actor))).collect(),
            events: HashMap::new(),
            spots: Vec::new(),
            accounts: Vec::new(),
        };
        for (index, event) in (0..PER_ENTRY).zip(&read.events) {
            context.add_event(reading * PER_ENTRY + index, event);
        }
        context
    }

    fn add_event(&mut self, number: i64, event: &Event) {
        let spot = self.spot(event.place.as_ref(), event.time.as_ref());
        let id = claimant_model::AccountId::new(self.report.clone(), event.id.clone());
        self.accounts.push((number, keys::account(&id)));
        self.events.insert(event.id.clone(), Known { account: number, spot });
        if spot != Spot::default() && self.number_of(&spot).is_none() {
            self.spots.push((number, spot));
        }
    }

    /// The spots that the events of the reading make, with their numbers.
    pub(crate) fn spots(&self) -> &[(i64, Spot)] {
        &self.spots
    }

    /// The numbers of the accounts' names, each once.
    pub(crate) fn account_names(&self) -> BTreeSet<i64> {
        self.accounts.iter().map(|&(_, name)| name).collect()
    }

    /// The account that a claim is part of.
    pub(crate) fn account_of(&self, claim: &Claim) -> Option<i64> {
        self.event_of(claim).map(|known| known.account)
    }

    fn event_of(&self, claim: &Claim) -> Option<Known> {
        claim.event.as_ref().and_then(|event| self.events.get(event)).copied()
    }

    /// Where a claim says it was, and when; what it leaves open is that of its event. With the number, and whether the
    /// spot has yet to be written.
    pub(crate) fn spot_of(&self, claim: &Claim, entry: i64) -> Option<(i64, Spot, bool)> {
        let mut spot = self.spot(claim.place.as_ref(), claim.time.as_ref());
        let event = self.event_of(claim).map(|known| known.spot).unwrap_or_default();
        if claim.place.is_none() {
            spot.point = event.point;
        }
        if spot.first_day.is_none() && spot.last_day.is_none() {
            (spot.first_day, spot.last_day) = (event.first_day, event.last_day);
        }
        match self.number_of(&spot) {
            _ if spot == Spot::default() => None,
            Some(number) => Some((number, spot, false)),
            None => Some((entry * PER_ENTRY, spot, true)),
        }
    }

    fn number_of(&self, spot: &Spot) -> Option<i64> {
        self.spots.iter().find(|(_, known)| known == spot).map(|(number, _)| *number)
    }

    fn spot(&self, place: Option<&PlaceId>, time: Option<&Time>) -> Spot {
        let (first_day, last_day) = time.map_or((None, None), days);
        Spot { point: place.and_then(|place| self.places.get(place)).copied().flatten(), first_day, last_day }
    }

    /// The numbers of everybody in the claim, in order, each once.
    pub(crate) fn actors_of(&self, claim: &Claim) -> Vec<i64> {
        let mut found: Vec<i64> =
            mentioned(claim).filter_map(|actor| self.actors.get(actor)).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The reading whose claims come in just now, shared with whoever asks.
pub(crate) type SharedContext = Arc<Context>;

fn mentioned(claim: &Claim) -> impl Iterator<Item = &ActorId> {
    let claimants = claim.attribution.iter().filter_map(|said| said.source.actor.as_ref());
    let participants = claim.participants.iter().filter_map(|participant| participant.actor.as_ref());
    let victims = claim.casualties.iter().filter_map(|casualties| casualties.victims.actor.as_ref());
    let owners = claim.materiel.iter().filter_map(|materiel| materiel.owner.as_ref());
    let fighters = claim.strength.iter().filter_map(|strength| strength.actor.as_ref());
    let related = claim.relation.iter().flat_map(|relation| [&relation.a, &relation.b]).flatten();
    let checkers = claim.verification.by.iter();
    claimants.chain(participants).chain(victims).chain(owners).chain(fighters).chain(related).chain(checkers)
}

fn actor_key(actor: &Actor) -> i64 {
    keys::actor(actor.known.as_deref().unwrap_or(&actor.name))
}

fn point(place: &Place) -> Option<(f64, f64)> {
    let known = place.latitude.zip(place.longitude).filter(|(latitude, longitude)| {
        (-90.0..=90.0).contains(latitude) && (-180.0..=180.0).contains(longitude)
    });
    // A zero has no sign in SQLite.
    known.map(|(latitude, longitude)| (latitude + 0.0, longitude + 0.0))
}

/// First and last day, each that of the other where only one is known.
fn days(time: &Time) -> (Option<i64>, Option<i64>) {
    let start = time.start.as_deref().and_then(day);
    let end = time.end.as_deref().and_then(day);
    let (first, last) = (start.or(end), end.or(start));
    match (first, last) {
        (Some(first), Some(last)) if first > last => (Some(last), Some(first)),
        days => days,
    }
}

fn day(text: &str) -> Option<i64> {
    text.get(..10)?.parse::<Date>().ok().map(day_number)
}

/// Days since 1970.
pub(crate) fn day_number(date: Date) -> i64 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    i64::from((date - EPOCH).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day("1970-01-02"), Some(1));
        assert_eq!(day("2024-07-31T10:00:00Z"), Some(19_935));
        assert_eq!(day("1969-12-31"), Some(-1));
        for odd in ["", "2024-07", "tomorrow, at noon", "2024-02-30", "ééééé"] {
            assert_eq!(day(odd), None, "{odd}");
        }
    }

    #[test]
    fn half_a_time_is_a_day() {
        let time = |start: Option<&str>, end: Option<&str>| Time {
            start: start.map(Into::into),
            end: end.map(Into::into),
            precision: 1,
            mention: None,
        };
        assert_eq!(days(&time(Some("1970-01-05"), None)), (Some(4), Some(4)));
        assert_eq!(days(&time(Some("1970-01-05"), Some("1970-01-03"))), (Some(2), Some(4)));
        assert_eq!(days(&time(None, None)), (None, None));
    }
}
