//! A place as a report names it: the words, and what the words around it say.

use std::ops::Range;

/// A mention of a place, as far as it can be read without looking it up.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// The name, without articles and genitives: `Kidal`, `Idlib province`.
    pub name: String,
    /// Its tokens in the document.
    pub tokens: Range<usize>,
    /// Where the thing told of happened, in relation to the place.
    pub relation: Relation,
    /// The mention, by its number in the list, that says what this place lies in: Texas in `Paris, Texas`.
    pub within: Option<usize>,
    /// The kind of place that the words beside the name say: `province`, `the city of`.
    pub kind: Option<PlaceKind>,
    /// Whether only a part of the place is meant: `northern Mali`, `western Aleppo`.
    pub part: bool,
}

impl PlaceMention {
    /// A mention of a name with nothing around it.
    pub fn new(name: &str, tokens: Range<usize>) -> PlaceMention {
        PlaceMention {
            name: name.to_owned(),
            tokens,
            relation: Relation::At,
            within: None,
            kind: None,
            part: false,
        }
    }
}

/// Where something is, in relation to a named place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relation {
    /// There.
    At,
    /// `near`, `outside`, `around`, or a distance without a direction.
    Near,
    /// `15 km north of`.
    Offset {
        /// How far, in kilometres.
        kilometres: f32,
        /// In which direction, in degrees clockwise from north.
        bearing: f32,
    },
    /// `between` this and the other mention, or on the road or border of both.
    Between(usize),
}

/// The kind of place that a report's own words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A first-level division: province, state, governorate, oblast, region.
    Division,
    /// A division below: district, county, territory, cercle.
    District,
    /// A city, town, village or camp.
    Settlement,
    /// A part of a city: neighbourhood, quarter, suburb.
    Quarter,
    /// A river, lake, mountain, forest, island or the like.
    Natural,
}

impl PlaceKind {
    /// Whether it is a town, a part of one or the district around it.
    pub(super) fn is_local(self) -> bool {
        matches!(self, PlaceKind::Settlement | PlaceKind::Quarter | PlaceKind::District)
    }
}
