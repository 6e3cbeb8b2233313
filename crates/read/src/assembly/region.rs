//! The countries and first-level divisions that places lie in, by which happenings are told apart.

use std::collections::HashSet;

pub(super) use claimant_resolve::places::Country;

use crate::claims::Workshop;

/// The country that a place is, or lies in.
pub(super) fn country(workshop: &Workshop<'_, '_>, place: usize, itself: bool) -> Option<Country> {
    let place = &workshop.places.all[place];
    place.known.country.filter(|_| place.is_country || !itself)
}

/// A first-level division by its own name, without "Province" or the like.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Division {
    country: Country,
    name: String,
}

impl Division {
    /// That of a place which is no larger.
    pub(super) fn of(workshop: &Workshop<'_, '_>, place: usize) -> Option<Division> {
        const DIVISION: u8 = 4;
        let known = &workshop.places.all[place].known;
        let within = known.precision.is_some_and(|precision| precision <= DIVISION);
        let (country, name) = known.country.zip(known.admin1.as_deref().filter(|_| within))?;
        let kind = |word: &str| {
            matches!(
                word,
                "Province"
                    | "province"
                    | "Region"
                    | "region"
                    | "Department"
                    | "State"
                    | "Governorate"
                    | "Oblast"
            )
        };
        let own = name.rsplit_once(' ').filter(|(_, last)| kind(last)).map_or(name, |(own, _)| own);
        Some(Division { country, name: own.to_owned() })
    }

    /// Whether both name some of one country, and none in common.
    pub(super) fn differ(a: &HashSet<Division>, b: &HashSet<Division>) -> bool {
        let together = a.iter().any(|one| b.iter().any(|other| one.country == other.country));
        together && a.is_disjoint(b)
    }

    /// Whether both name some, of no country in common.
    pub(super) fn lie_abroad(a: &HashSet<Division>, b: &HashSet<Division>) -> bool {
        let apart = |one: &Division| b.iter().all(|other| one.country != other.country);
        !a.is_empty() && !b.is_empty() && a.iter().all(apart)
    }

    /// Whether the report names the country: a village may bear the name of one abroad.
    pub(super) fn is_of_named_country(&self, workshop: &Workshop<'_, '_>) -> bool {
        workshop.places.names_country(self.country)
    }
}

/// Whether places lie in other divisions than those of another happening.
pub(super) fn lie_apart(workshop: &Workshop<'_, '_>, a: &HashSet<usize>, b: &HashSet<usize>) -> bool {
    let divisions = |places: &HashSet<usize>| -> HashSet<Division> {
        places.iter().filter_map(|&place| Division::of(workshop, place)).collect()
    };
    let (one, other) = (divisions(a), divisions(b));
    Division::differ(&one, &other) || Division::lie_abroad(&one, &other)
}
