//! PLOVER, one JSON object a line, with the field names of the manual (draft 0.7b1) and of the files in use.
//!
//! `date` is required there, so events without one are left out and counted. In two-sided violence all parties are in
//! `actor`; in one-sided violence the perpetrator is, and `recipient` has the victims. `comment` says how sure the day and
//! place are.

use std::io::Write;

use claimant_model::{Actor, ActorKind, Dossier, Outcome, Place, Plover, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::{Scale, plover_name};
use crate::error::Error;
use crate::format::{Options, Sink, Summary};
use crate::view::View;

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Our id of it.
    pub id: String,
    /// ISO date, earliest possible.
    pub date: String,
    /// ISO date, latest possible, where it is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enddate: Option<String>,
    /// Who did it, or all parties.
    pub actor: Vec<Party>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipient: Vec<Party>,
    /// Event types.
    pub event: Vec<String>,
    /// Modes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mode: Vec<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_loc: Option<Location>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    #[schemars(range(min = 1, max = 4))]
    pub quad_code: u8,
    /// From -10 (conflict) to 10 (cooperation).
    pub event_scale: f64,
    /// How many, best estimates; absent where not known.
    #[serde(default, skip_serializing_if = "Size::is_empty")]
    pub size: Size,
    /// The reports.
    pub cite_info: Vec<Citation>,
    /// Who coded it.
    pub coder: String,
    /// Anything else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

/// An actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// ISO 3166-1 alpha-3, or IGO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// PLOVER's sector: MIL, REB, CVL, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Its name.
    pub actor_text: String,
    /// Our id of it.
    pub identifier_id: String,
}

/// A place, with the field names of `GeoNames`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Location {
    /// Number in `GeoNames`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonameid: Option<u64>,
    /// Name.
    pub name: String,
    /// Degrees north; only where the point is the place's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cc3: Option<String>,
    /// First-level division.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "admin1 name")]
    pub admin1: Option<String>,
}

/// How many. A field is absent where nothing is known, 0 where the estimate is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Size {
    /// Killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dead: Option<u64>,
    /// Wounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub injured: Option<u64>,
    /// Arrested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrested: Option<u64>,
}

impl Size {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
    fn is_empty(&self) -> bool {
        *self == Size::default()
    }
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// Our id of it.
    pub citation: String,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// BCP 47.
    pub language: String,
    /// Outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<String>,
}

/// Writes one JSON object a line.
pub(crate) struct PloverWriter<W> {
    out: W,
    options: Options,
    summary: Summary,
}

impl<W: Write> PloverWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> PloverWriter<W> {
        PloverWriter { out, options: options.clone(), summary: Summary::default() }
    }
}

impl<W: Write> Sink for PloverWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        self.summary.events += 1;
        let Some(record) = Record::of(&View::new(dossier), &self.options) else {
            self.summary.leave_out("no date is known");
            return Ok(());
        };
        self.summary.written += 1;
        serde_json::to_writer(&mut self.out, &record)?;
        Ok(self.out.write_all(b"\n")?)
    }

    fn finish(mut self: Box<Self>) -> Result<Summary, Error> {
        self.out.flush()?;
        Ok(self.summary)
    }
}

impl Record {
    fn of(view: &View<'_>, options: &Options) -> Option<Record> {
        let dossier = view.dossier;
        let days = view.days();
        let date = days.start.or(days.end)?;
        let scale = Scale::of(dossier.plover, dossier.mode.as_deref())?;
        let (actor, recipient) = parties(view);
        Some(Record {
            id: dossier.id.to_string(),
            date: date.to_string(),
            enddate: days.end.filter(|&end| end != date).map(|end| end.to_string()),
            actor,
            recipient,
            event: vec![plover_name(dossier.plover).to_owned()],
            mode: dossier.mode.iter().cloned().collect(),
            event_loc: dossier.place.as_ref().map(|place| Location::of(place, view.point())),
            quad_code: scale.quad,
            event_scale: scale.value,
            size: size(view, &options.preset),
            cite_info: dossier.reports.iter().map(Citation::of).collect(),
            coder: options.publisher.clone(),
            comment: comment(view),
        })
    }
}

/// Actors and recipients.
fn parties(view: &View<'_>) -> (Vec<Party>, Vec<Party>) {
    let party = |actors: Vec<&Actor>| actors.into_iter().map(Party::of).collect();
    let two_sided =
        view.dossier.plover == Plover::Assault && matches!(view.dossier.type_of_violence, Some(1 | 2));
    if two_sided {
        let all = [Role::Initiator, Role::Target, Role::Participant];
        return (party(view.with_role(&all)), Vec::new());
    }
    let did = view.with_role(&[Role::Initiator, Role::Participant]);
    (party(did), party(view.with_role(&[Role::Target, Role::Addressee])))
}

impl Party {
    fn of(actor: &Actor) -> Party {
        let between = actor.kind == ActorKind::Intergovernmental;
        Party {
            code: if between { Some("IGO".to_owned()) } else { actor.country.clone() },
            sector: sector(actor.kind).map(str::to_owned),
            actor_text: actor.name.clone(),
            identifier_id: actor.id.to_string(),
        }
    }
}

fn sector(kind: ActorKind) -> Option<&'static str> {
    Some(match kind {
        ActorKind::StateForces | ActorKind::ExternalForces => "MIL",
        ActorKind::Government => "GOV",
        ActorKind::RebelGroup => "REB",
        ActorKind::PoliticalMilitia | ActorKind::IdentityMilitia => "PRM",
        ActorKind::Rioters | ActorKind::Protesters => "OPP",
        ActorKind::Civilians => "CVL",
        ActorKind::Media => "JRN",
        ActorKind::Intergovernmental | ActorKind::Person | ActorKind::Other | ActorKind::Unknown => {
            return None;
        }
    })
}

impl Location {
    fn of(place: &Place, point: Option<(f64, f64)>) -> Location {
        Location {
            geonameid: place.geonames,
            name: place.name.clone(),
            latitude: point.map(|point| point.0),
            longitude: point.map(|point| point.1),
            cc3: place.country.clone(),
            admin1: place.admin1.clone(),
        }
    }
}

impl Citation {
    fn of(report: &claimant_model::ReportCard) -> Citation {
        Citation {
            citation: report.id.to_string(),
            url: report.url.clone(),
            title: report.title.clone(),
            language: report.language.clone(),
            publication: report.source.clone(),
        }
    }
}

fn size(view: &View<'_>, preset: &str) -> Size {
    let best = |outcome| view.total(preset, outcome).and_then(|total| total.best);
    Size { dead: best(Outcome::Killed), injured: best(Outcome::Wounded), arrested: best(Outcome::Arrested) }
}

/// How sure the day and the place are, in UCDP's codes.
fn comment(view: &View<'_>) -> String {
    let day = view.dossier.time.as_ref().map(|time| format!("date_prec={}", time.precision));
    let place = view.dossier.place.as_ref().and_then(|place| place.precision);
    let place = place.map(|precision| format!("where_prec={precision}"));
    day.into_iter().chain(place).collect::<Vec<_>>().join(" ")
}
