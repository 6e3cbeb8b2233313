//! An event as flat properties, which `GeoJSON` and `GeoParquet` share.

use claimant_model::Outcome;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::plover_name;
use crate::view::{View, code};

/// What a map shows of an event. Numbers that are not known are null.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventRow {
    /// The event's id.
    pub event_id: String,
    /// A few words for people.
    pub title: String,
    /// PLOVER event type.
    pub plover: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// ACLED sub-event type.
    pub acled: Option<String>,
    /// UCDP: 1 state-based, 2 non-state, 3 one-sided.
    pub type_of_violence: Option<u8>,
    /// How far it went.
    pub stage: Option<String>,
    /// ISO date, earliest possible.
    pub date_start: Option<String>,
    /// ISO date, latest possible.
    pub date_end: Option<String>,
    /// UCDP's `date_prec`.
    pub date_prec: Option<u8>,
    /// Name of the place.
    pub place: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// UCDP's `where_prec`; from 3 on there is no point.
    pub where_prec: Option<u8>,
    /// Dead, lowest.
    pub killed_low: Option<u64>,
    /// Dead, best.
    pub killed_best: Option<u64>,
    /// Dead, highest.
    pub killed_high: Option<u64>,
    /// Wounded, lowest.
    pub wounded_low: Option<u64>,
    /// Wounded, best.
    pub wounded_best: Option<u64>,
    /// Wounded, highest.
    pub wounded_high: Option<u64>,
    /// The preset the numbers are by.
    pub preset: String,
    /// Who claims something, joined by "; ".
    pub claimants: String,
    /// Who published it, joined by "; ".
    pub publishers: String,
    /// Reports.
    pub urls: u32,
    /// Independent sources, as far as can be seen.
    pub origins: u32,
    /// Sides of the conflict that claim something.
    pub sides: u32,
}

impl EventRow {
    pub(crate) fn of(view: &View<'_>, preset: &str) -> EventRow {
        let dossier = view.dossier;
        let days = view.days();
        let killed = view.total(preset, Outcome::Killed);
        let wounded = view.total(preset, Outcome::Wounded);
        let place = dossier.place.as_ref();
        EventRow {
            event_id: dossier.id.to_string(),
            title: dossier.title.clone(),
            plover: plover_name(dossier.plover).to_owned(),
            mode: dossier.mode.clone(),
            acled: dossier.acled.clone(),
            type_of_violence: dossier.type_of_violence,
            stage: dossier.stage.as_ref().map(code),
            date_start: days.start.map(|day| day.to_string()),
            date_end: days.end.map(|day| day.to_string()),
            date_prec: Some(days.precision).filter(|&precision| precision > 0),
            place: place.map(|place| place.name.clone()),
            admin1: place.and_then(|place| place.admin1.clone()),
            country: place.and_then(|place| place.country.clone()),
            where_prec: place.and_then(|place| place.precision),
            killed_low: killed.and_then(|killed| killed.low),
            killed_best: killed.and_then(|killed| killed.best),
            killed_high: killed.and_then(|killed| killed.high),
            wounded_low: wounded.and_then(|wounded| wounded.low),
            wounded_best: wounded.and_then(|wounded| wounded.best),
            wounded_high: wounded.and_then(|wounded| wounded.high),
            preset: preset.to_owned(),
            claimants: view.claimants().join("; "),
            publishers: view.publishers().join("; "),
            urls: dossier.counts.urls,
            origins: dossier.counts.origins,
            sides: dossier.counts.sides,
        }
    }
}
