//! What a mention was found to mean, as a point with the precision that the report's words give it.

use super::country::Country;
use super::feature::Feature;
use super::gazetteer::{Gazetteer, Place, PlaceId};
use super::mention::{PlaceKind, PlaceMention, Relation};

/// A mention with the place it was found to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedPlace {
    /// The place's own name, or the mention's where it is not known.
    pub name: String,
    /// Number in `GeoNames`.
    pub geonames: Option<u32>,
    /// Degrees north and east; none for what could not be placed.
    pub point: Option<(f64, f64)>,
    /// Its country.
    pub country: Option<Country>,
    /// Its first-level division.
    pub admin1: Option<String>,
    /// UCDP `where_prec`, 1 to 7; none for what could not be placed.
    pub precision: Option<u8>,
    /// The best of what it could mean, best first.
    pub candidates: Vec<PlaceCandidate>,
}

/// One of the places that a mention could mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceCandidate {
    /// Which.
    pub place: PlaceId,
    /// How much speaks for it, from 0 to 1; those of a mention add up to at most 1.
    pub score: f32,
}

/// UCDP `where_prec` 2: near a known point.
const NEAR: u8 = 2;
/// UCDP `where_prec` 4: somewhere in a first-level division.
const DIVISION: u8 = 4;
/// UCDP `where_prec` 5: on a line between known points, or in a fuzzy area such as the north of a country.
const LINE: u8 = 5;
/// Farther from a named place than this, a distance says no more than the line it lies on.
const FARTHEST_NEAR: f32 = 50.0;
/// Kilometres from a town beyond which nothing is a part of it.
const FARTHEST_WITHIN: f64 = 80.0;
/// Kilometres in a degree of latitude.
const DEGREE: f64 = 111.2;

impl ResolvedPlace {
    /// The first candidate as the mention speaks of it.
    pub(super) fn new(
        gazetteer: &Gazetteer,
        mention: &PlaceMention,
        candidates: Vec<PlaceCandidate>,
    ) -> ResolvedPlace {
        let best = candidates.first().and_then(|best| gazetteer.place(best.place));
        let Some(place) = best else { return ResolvedPlace::unplaced(mention) };
        let (point, precision) = pin(&place, mention);
        ResolvedPlace {
            name: place.name().to_owned(),
            geonames: place.geonames(),
            point: Some(point),
            country: place.country(),
            admin1: place.division().map(|division| division.name().to_owned()),
            precision: Some(precision),
            candidates,
        }
    }

    fn unplaced(mention: &PlaceMention) -> ResolvedPlace {
        ResolvedPlace {
            name: mention.name.clone(),
            geonames: None,
            point: None,
            country: None,
            admin1: None,
            precision: None,
            candidates: Vec::new(),
        }
    }

    /// Halfway to the other place, where the mention says `between` the two. What is halfway has no number in `GeoNames`.
    pub(super) fn between(mut self, mention: &PlaceMention, all: &[ResolvedPlace]) -> ResolvedPlace {
        let Relation::Between(other) = mention.relation else { return self };
        if let (Some(here), Some(there)) = (self.point, all.get(other).and_then(|other| other.point)) {
            self.point = Some((f64::midpoint(here.0, there.0), f64::midpoint(here.1, there.1)));
            // A border of two countries is a line too, and known better than either country.
            self.precision = self.precision.map(|_| LINE);
            self.geonames = None;
        }
        self
    }

    /// Somewhere in the town, district or division that is named after it, where it is not known itself: "the village of Zalo in
    /// Sagaing Region" has the point and the precision of the region. A namesake elsewhere is not it: "the Midtown
    /// neighborhood in Accra". `index` is the mention's, and that of its place.
    #[must_use]
    pub fn within(self, index: usize, mentions: &[PlaceMention], all: &[ResolvedPlace]) -> ResolvedPlace {
        let mention = &mentions[index];
        let outer = mention.within.and_then(|outer| Some((mentions.get(outer)?, all.get(outer)?)));
        let Some((outer, place)) = outer else { return self };
        let next = outer.within.and_then(|next| mentions.get(next));
        let part = is_part(mention, outer) || next.is_some_and(|next| is_division_of(outer, next));
        if self.point.is_some() && !(part && self.lies_outside(place)) {
            return self;
        }
        let precision = place.precision.filter(|precision| *precision <= DIVISION);
        ResolvedPlace {
            point: place.point.filter(|_| precision.is_some()),
            country: place.country,
            admin1: place.admin1.clone(),
            precision: precision.map(|precision| precision.max(NEAR)),
            ..ResolvedPlace::unplaced(mention)
        }
    }

    /// Whether it is surely not in the other: abroad, in another division, or far from a town.
    fn lies_outside(&self, outer: &ResolvedPlace) -> bool {
        let narrow = |place: &ResolvedPlace| place.precision.is_some_and(|known| known <= DIVISION);
        let abroad = self.country.zip(outer.country).is_some_and(|(own, theirs)| own != theirs);
        match (outer.precision, self.point.zip(outer.point)) {
            _ if !narrow(self) || !narrow(outer) => false,
            _ if abroad => true,
            (Some(DIVISION), _) => {
                self.admin1.as_ref().zip(outer.admin1.as_ref()).is_some_and(|(own, theirs)| own != theirs)
            }
            (Some(1..DIVISION), Some((own, theirs))) => distance(own, theirs) > FARTHEST_WITHIN,
            _ => false,
        }
    }
}

/// "The Midtown neighborhood in Accra", where a word for its kind stands between the two, and "Zalo, Sagaing Region".
fn is_part(mention: &PlaceMention, outer: &PlaceMention) -> bool {
    let between = outer.tokens.start.saturating_sub(mention.tokens.end);
    mention.kind.is_some() && between <= 2 || is_division_of(mention, outer)
}

/// "Zalo, Sagaing Region", "Zalo, in northern Sagaing Region".
fn is_division_of(mention: &PlaceMention, outer: &PlaceMention) -> bool {
    let between = outer.tokens.start.saturating_sub(mention.tokens.end);
    outer.kind == Some(PlaceKind::Division) && (1..=3).contains(&between)
}

/// Kilometres between two points of the size of a district.
fn distance((north, east): (f64, f64), (other_north, other_east): (f64, f64)) -> f64 {
    let across = (east - other_east) * north.to_radians().cos();
    DEGREE * (north - other_north).hypot(across)
}

/// The point and precision of a place that is spoken of so.
fn pin(place: &Place<'_>, mention: &PlaceMention) -> ((f64, f64), u8) {
    let point = (f64::from(place.latitude()), f64::from(place.longitude()));
    let part = mention.part && place.feature() == Feature::COUNTRY;
    let known = if part { LINE } else { place.precision() };
    let precision = known.max(least(place, mention.kind));
    match mention.relation {
        Relation::Near => (point, precision.max(NEAR)),
        Relation::Offset { kilometres, bearing } if precision <= NEAR => {
            let precision = if kilometres > FARTHEST_NEAR { LINE } else { NEAR };
            (shifted(point, kilometres, bearing), precision)
        }
        Relation::At | Relation::Offset { .. } | Relation::Between(_) => (point, precision),
    }
}

/// `Idlib province` is a province, also where the gazetteer has but the town of that name.
fn least(place: &Place<'_>, kind: Option<PlaceKind>) -> u8 {
    match kind.filter(|_| place.feature().class() == 'P') {
        Some(PlaceKind::Division) => 4,
        Some(PlaceKind::District) => 3,
        _ => 1,
    }
}

/// A point so many kilometres away in this direction; the Earth is flat at such distances.
fn shifted((latitude, longitude): (f64, f64), kilometres: f32, bearing: f32) -> (f64, f64) {
    let (degrees, bearing) = (f64::from(kilometres) / DEGREE, f64::from(bearing).to_radians());
    let east = degrees * bearing.sin() / latitude.to_radians().cos().max(0.01);
    (
        (latitude + degrees * bearing.cos()).clamp(-90.0, 90.0),
        (longitude + east + 540.0).rem_euclid(360.0) - 180.0,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_kilometres_north_is_a_little_north() {
        let (latitude, longitude) = shifted((18.44, 1.41), 15.0, 0.0);
        assert!((latitude - 18.575).abs() < 0.001 && (longitude - 1.41).abs() < 1e-9);
        let (_, longitude) = shifted((0.0, 179.9), 50.0, 90.0);
        assert!(longitude < -179.0, "{longitude}");
    }
}
