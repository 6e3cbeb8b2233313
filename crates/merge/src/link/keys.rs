//! Block keys: only accounts that share one are ever compared.
//!
//! A key is a place at some level together with a stretch of time, or a copy's text, or a rare name and a week. An
//! account lies *under* keys of every level that contains it and *probes* the keys under which what could match it lies,
//! so that a village is found from its province, and a province from its country, without a village being compared with
//! every other village of the country.

use std::collections::BTreeSet;
use std::sync::Arc;

use h3o::{CellIndex, LatLng, Resolution};

use super::profile::{Level, Profile, Spot};
use crate::day;
use crate::hash::{extend, fnv1a, mix};

/// Cells some 45 km across, for points.
const FINE: Resolution = Resolution::Four;
/// Cells some 300 km across, for stretches of land that are part of no one province.
const COARSE: Resolution = Resolution::Two;
/// Windows longer than this many days are matched by month.
const LONG: i32 = 7;
/// Two reports this many days apart may be about one day, with a wrong date in one.
const PUBLISHED_WITHIN: i32 = 2;
/// At most so many names open a block each.
const NAMES: usize = 10;

/// Where an account lies and where it looks, in 64 bits each. The upper bits tell the time, so that what is added at one
/// time lies together in a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keys {
    /// Blocks that the account belongs to.
    pub(super) under: Vec<u64>,
    /// Blocks whose members it is compared with.
    pub(super) probes: Vec<u64>,
}

/// A key as it is written: `k` and 16 hex digits.
pub(super) fn print(key: u64) -> String {
    format!("k{key:016x}")
}

/// The keys of an account.
pub(super) fn of(profile: &Profile) -> Arc<Keys> {
    profile.keys.get().map_or_else(|| Arc::new(make(profile)), Arc::clone)
}

/// Makes the keys of an account once and for all, for one that is going to be asked for them again and again.
pub(super) fn keep(profile: &Profile) {
    profile.keys.get_or_init(|| Arc::new(make(profile)));
}

fn make(profile: &Profile) -> Keys {
    let mut keys = Builder::default();
    let times = Times::of(profile);
    if let Some(place) = &profile.place {
        keys.place(place, &times);
        keys.groups(profile, b"group-somewhere", b"group-nowhere", &times);
    } else {
        keys.groups(profile, b"group-nowhere", b"group-somewhere", &times);
        keys.groups(profile, b"group-nowhere", b"group-nowhere", &times);
    }
    if profile.rank == 0 {
        keys.text(profile);
        keys.names(profile);
    }
    Keys { under: keys.under.into_iter().collect(), probes: keys.probes.into_iter().collect() }
}

/// A stretch of time in keys: the day it begins with, and what sets it apart from others that begin with that day.
#[derive(Clone, Copy)]
struct Stretch {
    day: i32,
    kind: u8,
}

impl Stretch {
    fn day(kind: u8, day: i32) -> Stretch {
        Stretch { day, kind }
    }

    fn month(kind: u8, month: i32) -> Stretch {
        Stretch { day: day::of_month(month), kind }
    }

    /// This stretch and something else in one key.
    fn with(self, what: u64) -> u64 {
        const EARLIEST: i32 = -(1 << 22);
        const TIME: u32 = 23;
        let time = self.day.clamp(EARLIEST, -EARLIEST - 1).abs_diff(EARLIEST);
        u64::from(time) << (u64::BITS - TIME)
            | mix(what ^ u64::from(self.kind) ^ u64::from(time) << 8) >> TIME
    }
}

/// Stretches of time in keys.
struct Times {
    under: Vec<Stretch>,
    probes: Vec<Stretch>,
}

impl Times {
    fn of(profile: &Profile) -> Times {
        let mut times = Times { under: Vec::new(), probes: Vec::new() };
        let long = |first: i32, last: i32| last - first > LONG;
        let window = profile.days.map(|days| (days.first, days.last));
        match window.or(profile.published.map(|day| (day - PUBLISHED_WITHIN, day))) {
            Some((first, last)) if long(first, last) => {
                for month in months(first, last) {
                    times.under.push(Stretch::month(b'M', month));
                    times.probes.extend([b'M', b'm'].map(|kind| Stretch::month(kind, month)));
                }
            }
            Some((first, last)) => {
                times.under.extend((first..=last).map(|day| Stretch::day(b'd', day)));
                times.probes.extend((first - 1..=last + 1).map(|day| Stretch::day(b'd', day)));
                times.under.push(Stretch::month(b'm', day::month(first)));
                times.probes.push(Stretch::month(b'M', day::month(first)));
            }
            None => {}
        }
        if let Some(published) = profile.published.filter(|_| profile.rank == 0) {
            times.under.push(Stretch::day(b'p', published));
            let near = published - PUBLISHED_WITHIN..=published + PUBLISHED_WITHIN;
            times.probes.extend(near.map(|day| Stretch::day(b'p', day)));
        }
        times
    }
}

/// The months of a window; of one longer than a year the first and last only.
fn months(first: i32, last: i32) -> Vec<i32> {
    let (first, last) = (day::month(first), day::month(last));
    if last - first > 12 { vec![first, last] } else { (first..=last).collect() }
}

#[derive(Default)]
struct Builder {
    under: BTreeSet<u64>,
    probes: BTreeSet<u64>,
}

impl Builder {
    fn place(&mut self, place: &Spot, times: &Times) {
        let point = place.point.and_then(|(north, east)| LatLng::new(north, east).ok());
        let at = |resolution| point.map(|point| point.to_cell(resolution));
        let country = place.country.as_deref().map(|country| key(b"country", &[country]));
        let country_only = place.country.as_deref().map(|country| key(b"country-only", &[country]));
        let region =
            place.country.as_deref().zip(place.admin1.as_deref()).map(|(c, a)| key(b"admin1", &[c, a]));
        let region_only = region.map(|region| mix(region ^ 1));
        self.lie(country, times);
        match place.level {
            Level::Point => {
                let (fine, coarse) = (at(FINE), at(COARSE));
                self.lie(fine.map(|fine| cell(b"fine", fine)), times);
                self.lie(coarse.map(|coarse| cell(b"coarse", coarse)), times);
                self.lie(region, times);
                self.look_around(fine, b"fine", times);
                self.look_around(coarse, b"coarse-only", times);
                self.look(region_only, times);
                self.look(country_only, times);
            }
            Level::Region => {
                self.lie(region, times);
                self.lie(region_only, times);
                self.look(region, times);
                self.look(country_only, times);
                if region.is_none() {
                    let coarse = at(COARSE);
                    self.lie(coarse.map(|coarse| cell(b"coarse-only", coarse)), times);
                    self.look_around(coarse, b"coarse", times);
                }
            }
            Level::Country => {
                self.lie(country_only, times);
                self.look(country, times);
            }
        }
        self.lie(Some(fnv1a(b"somewhere")).filter(|_| point.is_none() && place.country.is_none()), times);
    }

    /// Without a place the groups in it are looked for, wherever they are.
    fn groups(&mut self, profile: &Profile, under: &[u8], probe: &[u8], times: &Times) {
        for group in &profile.groups {
            self.lie(Some(key(under, &[group])), times);
            self.look(Some(key(probe, &[group])), times);
        }
    }

    /// Texts are compared that came out within some three weeks: two stretches of so many days on either side of their
    /// days meet in a month that both lie under.
    fn text(&mut self, profile: &Profile) {
        const AROUND: i32 = 10;
        let Some(text) = &profile.text else { return };
        let around = profile.published.map(|day| [day - AROUND, day + AROUND].map(day::month));
        let months: BTreeSet<i32> = around.into_iter().flatten().collect();
        let stretches = months.into_iter().map(|month| Stretch::month(b'b', month));
        // What has no day is compared among itself.
        let stretches: Vec<Stretch> =
            stretches.chain(around.is_none().then_some(Stretch::day(b'b', 0))).collect();
        for band in text.bands() {
            let keys = stretches.iter().map(|stretch| stretch.with(band));
            self.under.extend(keys.clone());
            self.probes.extend(keys);
        }
    }

    fn names(&mut self, profile: &Profile) {
        let Some(published) = profile.published else { return };
        let week = published.div_euclid(7);
        let key = |name: u32, week: i32| {
            Stretch::day(b'n', week * 7).with(extend(fnv1a(b"name"), &name.to_le_bytes()))
        };
        for &name in profile.names.iter().take(NAMES) {
            self.under.insert(key(name, week));
            self.probes.extend((week - 1..=week + 1).map(|week| key(name, week)));
        }
    }

    fn lie(&mut self, place: Option<u64>, times: &Times) {
        let Some(place) = place else { return };
        self.under.extend(times.under.iter().map(|time| time.with(place)));
    }

    fn look(&mut self, place: Option<u64>, times: &Times) {
        let Some(place) = place else { return };
        self.probes.extend(times.probes.iter().map(|time| time.with(place)));
    }

    /// Looks at a cell and those around it.
    fn look_around(&mut self, middle: Option<CellIndex>, kind: &[u8], times: &Times) {
        let Some(middle) = middle else { return };
        for near in middle.grid_disk::<Vec<_>>(1) {
            self.look(Some(cell(kind, near)), times);
        }
    }
}

fn cell(kind: &[u8], cell: CellIndex) -> u64 {
    extend(fnv1a(kind), &u64::from(cell).to_le_bytes())
}

fn key(kind: &[u8], parts: &[&str]) -> u64 {
    parts.iter().fold(fnv1a(kind), |hash, part| extend(extend(hash, &[0]), part.to_lowercase().as_bytes()))
}
