//! One event as a coding project codes it: one row, one number, no claims.

use claimant_model::{Dossier, Outcome};
use jiff::civil::Date;
use serde::Serialize;

use crate::acled::{CLASSES, Class};
use crate::codes::{Country, SubEvent};
use crate::ged::{Deaths, Sides};
use crate::view::View;

/// Who coded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Coding {
    /// Uppsala Conflict Data Program, Georeferenced Event Dataset.
    Ucdp,
    /// Armed Conflict Location and Event Data.
    Acled,
    /// This program.
    Claimant,
}

/// A coded event. What is not given is absent, which is not 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CodedEvent {
    /// Its id in its data set.
    pub id: String,
    /// Who coded it.
    pub coding: Coding,
    /// Earliest day.
    pub date_start: Option<Date>,
    /// Latest day.
    pub date_end: Option<Date>,
    /// UCDP's `date_prec`, 1 to 5. ACLED's `time_precision` 1, 2, 3 is 1, 3, 4.
    pub date_prec: Option<u8>,
    /// UCDP: 1 state-based, 2 non-state, 3 one-sided.
    pub type_of_violence: Option<u8>,
    /// ACLED's event type.
    pub event_type: Option<String>,
    /// ACLED's sub-event type.
    pub sub_event_type: Option<String>,
    /// Side A, or actor 1.
    pub side_a: Option<String>,
    /// Side B, or actor 2.
    pub side_b: Option<String>,
    /// ACLED's class of side A in words: State forces, …
    pub class_a: Option<String>,
    /// ACLED's class of side B in words.
    pub class_b: Option<String>,
    /// ISO 3166-1 alpha-3; the name as given where it is not known.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Name of the place.
    pub place: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// UCDP's `where_prec`, 1 to 7. ACLED's `geo_precision` 1, 2, 3 is 1, 2, 4.
    pub where_prec: Option<u8>,
    /// Deaths of side A.
    pub deaths_a: Option<u64>,
    /// Deaths of side B.
    pub deaths_b: Option<u64>,
    /// Deaths of civilians.
    pub deaths_civilians: Option<u64>,
    /// Deaths of unknown status.
    pub deaths_unknown: Option<u64>,
    /// Lowest.
    pub low: Option<u64>,
    /// Best; ACLED's fatalities.
    pub best: Option<u64>,
    /// Highest.
    pub high: Option<u64>,
    /// Those whom the information is from (UCDP's `source_original`).
    pub claimants: Vec<String>,
    /// Outlets.
    pub publishers: Vec<String>,
}

impl CodedEvent {
    /// An event of which nothing is known but its id.
    pub fn new(id: impl Into<String>, coding: Coding) -> CodedEvent {
        CodedEvent {
            id: id.into(),
            coding,
            date_start: None,
            date_end: None,
            date_prec: None,
            type_of_violence: None,
            event_type: None,
            sub_event_type: None,
            side_a: None,
            side_b: None,
            class_a: None,
            class_b: None,
            country: None,
            admin1: None,
            place: None,
            latitude: None,
            longitude: None,
            where_prec: None,
            deaths_a: None,
            deaths_b: None,
            deaths_civilians: None,
            deaths_unknown: None,
            low: None,
            best: None,
            high: None,
            claimants: Vec::new(),
            publishers: Vec::new(),
        }
    }

    /// The coding of a dossier: sides and deaths as the GED export has them, by this preset. Low, best and high are the
    /// estimate's own, absent where it has none.
    pub fn of(dossier: &Dossier, preset: &str) -> CodedEvent {
        let view = View::new(dossier);
        let mut event = CodedEvent::new(dossier.id.as_str(), Coding::Claimant);
        event.add_time_and_place(&view);
        event.add_types(&view);
        event.add_deaths(&view, preset);
        event.claimants = view.claimants().into_iter().map(str::to_owned).collect();
        event.publishers = view.publishers().into_iter().map(str::to_owned).collect();
        event
    }

    /// The point, where it has one.
    pub fn point(&self) -> Option<(f64, f64)> {
        self.latitude.zip(self.longitude)
    }

    fn add_time_and_place(&mut self, view: &View<'_>) {
        let days = view.days();
        self.date_start = days.start;
        self.date_end = days.end;
        self.date_prec = Some(days.precision).filter(|&precision| precision > 0);
        if let Some(place) = &view.dossier.place {
            self.country.clone_from(&place.country);
            self.admin1.clone_from(&place.admin1);
            self.place = Some(place.name.clone());
            self.latitude = place.latitude;
            self.longitude = place.longitude;
            self.where_prec = place.precision;
        }
    }

    fn add_types(&mut self, view: &View<'_>) {
        let sub_event = view.dossier.acled.as_deref().and_then(SubEvent::of);
        self.type_of_violence = view.dossier.type_of_violence;
        self.event_type = sub_event.map(|sub| sub.event.to_owned());
        self.sub_event_type = sub_event.map(|sub| sub.name.to_owned());
    }

    fn add_deaths(&mut self, view: &View<'_>, preset: &str) {
        let sides = Sides::of(view);
        let name = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        self.side_a = name(&sides.a.name);
        self.side_b = name(&sides.b.name);
        let country = self.country.as_deref().and_then(Country::of);
        let class = |class: Option<Class>| class.map(|class| CLASSES[class as usize - 1].to_owned());
        self.class_a = class(country.and_then(|country| sides.a.class(country)));
        self.class_b = class(country.and_then(|country| sides.b.class(country)));
        if sides.one_sided {
            self.class_b = class(Some(Class::Civilians));
        }
        let known = view.estimates(preset, Outcome::Killed).iter().any(|estimate| estimate.best.is_some());
        if let Some(deaths) = Deaths::of(view, &sides, preset).filter(|_| known) {
            self.deaths_a = Some(deaths.a);
            self.deaths_b = Some(deaths.b);
            self.deaths_civilians = Some(deaths.civilians);
            self.deaths_unknown = Some(deaths.unknown);
        }
        if let Some(total) = view.total(preset, Outcome::Killed) {
            (self.low, self.best, self.high) = (total.low, total.best, total.high);
        }
    }
}
