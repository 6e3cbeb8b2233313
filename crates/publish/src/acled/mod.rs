//! ACLED: 31 columns in the order of the files since 2023.
//!
//! ACLED codes nothing coarser than a larger part of a country and a month, and neither do we: such events, and those
//! that ACLED has no type for, are left out and counted. `event_id_cnty` is the country's code and a number made of the
//! event's id. Where sources differ the lowest number stands (preset `acled`) and `notes` says what else was claimed.

mod codes;

use std::io::Write;

use claimant_model::{Actor, Dossier, Outcome, Place, Plover, Polarity, Role, Stage, Tense};
use jiff::civil::Date;

pub(crate) use codes::{CLASSES, Class};

use crate::codes::{Country, SubEvent};
use crate::error::Error;
use crate::format::{AcledCodes, Options, Sink, Summary};
use crate::ged::numeric_id;
use crate::table::{Column, Table, plain, tagged};
use crate::view::{Days, View, code, number, whose};

/// The columns, in order. The HXL hashtags are those of UN OCHA's own conversions.
#[rustfmt::skip]
pub(crate) const COLUMNS: [Column; 31] = [
    tagged("event_id_cnty", "#event+code"), tagged("event_date", "#date+occurred"), tagged("year", "#date+year"),
    plain("time_precision"), plain("disorder_type"), tagged("event_type", "#event+type"),
    tagged("sub_event_type", "#event+type+sub"), tagged("actor1", "#group+name+first"),
    tagged("assoc_actor_1", "#group+name+first+assoc"), plain("inter1"), tagged("actor2", "#group+name+second"),
    tagged("assoc_actor_2", "#group+name+second+assoc"), plain("inter2"), plain("interaction"),
    plain("civilian_targeting"), plain("iso"), tagged("region", "#region+name"), tagged("country", "#country+name"),
    tagged("admin1", "#adm1+name"), tagged("admin2", "#adm2+name"), tagged("admin3", "#adm3+name"),
    tagged("location", "#loc+name"), tagged("latitude", "#geo+lat"), tagged("longitude", "#geo+lon"),
    plain("geo_precision"), tagged("source", "#meta+source"), plain("source_scale"), tagged("notes", "#description"),
    tagged("fatalities", "#affected+killed"), plain("tags"), plain("timestamp"),
];

/// What a row needs and not every event has.
struct Codable<'d> {
    sub_event: &'static SubEvent,
    country: &'static Country,
    place: &'d Place,
    point: (f64, f64),
    geo_precision: u8,
    date: Date,
    time_precision: u8,
}

/// Writes the CSV.
pub(crate) struct AcledWriter<W: Write> {
    table: Table<W>,
    codes: AcledCodes,
    timestamp: String,
    summary: Summary,
}

impl<W: Write> AcledWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Result<AcledWriter<W>, Error> {
        let created = options.created.as_deref().and_then(|time| time.parse::<jiff::Timestamp>().ok());
        Ok(AcledWriter {
            table: Table::new(out, &COLUMNS, options)?,
            codes: options.acled_codes,
            timestamp: number(created.map(jiff::Timestamp::as_second)),
            summary: Summary::default(),
        })
    }

    fn row(&self, view: &View<'_>, codable: &Codable<'_>) -> [String; 31] {
        let parties = Parties::of(view, codable.country, codable.sub_event);
        let Codable { sub_event, country, place, .. } = codable;
        let [actor1, actor2] = [&parties.first, &parties.second];
        let inter = |party: &Party<'_>| party.class.map_or_else(String::new, |class| class.code(self.codes));
        let killed = view.total("acled", Outcome::Killed).and_then(|total| total.best);
        [
            format!("{}{}", country.iso3, numeric_id(view.dossier.id.as_str())),
            codable.date.to_string(),
            codable.date.year().to_string(),
            codable.time_precision.to_string(),
            sub_event.disorder.to_owned(),
            sub_event.event.to_owned(),
            sub_event.name.to_owned(),
            actor1.name(country),
            actor1.others(country),
            inter(actor1),
            actor2.name(country),
            actor2.others(country),
            inter(actor2),
            codes::interaction(actor1.class, actor2.class, self.codes),
            self.civilian_targeting(&parties, sub_event).to_owned(),
            number(country.number),
            country.acled_region.to_owned(),
            country.name.to_owned(),
            place.admin1.clone().unwrap_or_default(),
            String::new(),
            String::new(),
            place.name.clone(),
            codable.point.0.to_string(),
            codable.point.1.to_string(),
            codable.geo_precision.to_string(),
            view.publishers().join("; "),
            String::new(),
            notes(view),
            killed.unwrap_or(0).to_string(),
            String::new(),
            self.timestamp.clone(),
        ]
    }

    /// Whether civilians were the only ones it was aimed at.
    fn civilian_targeting(&self, parties: &Parties<'_>, sub_event: &SubEvent) -> &'static str {
        let civilians =
            [&parties.first, &parties.second].iter().any(|party| party.class == Some(Class::Civilians));
        let strategic = sub_event.event == "Strategic developments";
        match self.codes {
            _ if !civilians || strategic => "",
            AcledCodes::Words => "Civilians targeted",
            AcledCodes::Digits => "Civilian targeting",
        }
    }
}

impl<W: Write> Sink for AcledWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        self.summary.events += 1;
        let view = View::new(dossier);
        match codable(&view) {
            Ok(codable) => {
                if view.total("acled", Outcome::Killed).is_none_or(|total| total.best.is_none()) {
                    self.summary.adjust("no number of dead is known; ACLED writes 0");
                }
                self.table.row(&self.row(&view, &codable))?;
                self.summary.written += 1;
            }
            Err(reason) => self.summary.leave_out(reason),
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Summary, Error> {
        self.table.finish()?;
        Ok(self.summary)
    }
}

/// What the row needs, or why ACLED has no row for the event.
fn codable<'d>(view: &View<'d>) -> Result<Codable<'d>, &'static str> {
    let dossier = view.dossier;
    if dossier.tense == Tense::Future || dossier.stage == Some(Stage::Threatened) {
        return Err("has not happened");
    }
    let sub_event = dossier.acled.as_deref().and_then(SubEvent::of).ok_or("ACLED has no type for it")?;
    if sub_event.name == "Other" && is_speech(dossier.plover) {
        return Err("speech and diplomacy, which ACLED does not code");
    }
    let place = dossier.place.as_ref().ok_or("no place is known")?;
    let country = place.country.as_deref().and_then(Country::of).ok_or("no country is known")?;
    let point = place.latitude.zip(place.longitude).ok_or("no point is known")?;
    let geo_precision = geo_precision(place.precision).ok_or("the place is too coarse for ACLED")?;
    let (date, time_precision) = date(view.days())?;
    Ok(Codable { sub_event, country, place, point, geo_precision, date, time_precision })
}

fn is_speech(plover: Plover) -> bool {
    use Plover::{Accuse, Agree, Aid, Concede, Consult, Cooperate, Reject, Request, Support, Threaten};
    matches!(
        plover,
        Agree | Consult | Support | Concede | Cooperate | Aid | Request | Accuse | Reject | Threaten
    )
}

/// ACLED's 1 to 3 of UCDP's 1 to 7; nothing for a country, several divisions, or the sea.
fn geo_precision(where_prec: Option<u8>) -> Option<u8> {
    match where_prec? {
        1 => Some(1),
        2 | 3 => Some(2),
        4 | 5 => Some(3),
        _ => None,
    }
}

/// The day to write: the middle of what is known.
fn date(days: Days) -> Result<(Date, u8), &'static str> {
    let date = days.middle().ok_or("no date is known")?;
    match days.precision {
        1 => Ok((date, 1)),
        2 | 3 => Ok((date, 2)),
        4 => Ok((date, 3)),
        _ => Err("the date is too coarse for ACLED"),
    }
}

/// Those on one side.
struct Party<'d> {
    actors: Vec<&'d Actor>,
    class: Option<Class>,
}

impl Party<'_> {
    fn name(&self, country: &Country) -> String {
        self.actors.first().map_or_else(String::new, |actor| codes::name(actor, country))
    }

    fn others(&self, country: &Country) -> String {
        self.actors.iter().skip(1).map(|actor| codes::name(actor, country)).collect::<Vec<_>>().join("; ")
    }
}

/// Actor 1 and actor 2. In violence against civilians the second is the target; elsewhere the order says nothing.
struct Parties<'d> {
    first: Party<'d>,
    second: Party<'d>,
}

impl<'d> Parties<'d> {
    fn of(view: &View<'d>, country: &Country, sub_event: &SubEvent) -> Parties<'d> {
        let mut did = view.with_role(&[Role::Initiator]);
        let mut suffered = view.with_role(&[Role::Target]);
        if did.is_empty() && suffered.is_empty() {
            did = view.with_role(&[Role::Participant]);
        }
        suffered.retain(|target| did.iter().all(|actor| actor.id != target.id));
        if did.is_empty() && sub_event.event != "Violence against civilians" {
            std::mem::swap(&mut did, &mut suffered);
        }
        if suffered.is_empty() && did.len() > 1 && sub_event.event == "Battles" {
            suffered = did.split_off(1);
        }
        Parties { first: party(did, country), second: party(suffered, country) }
    }
}

/// Those whom ACLED has a class for stand first.
fn party<'d>(mut actors: Vec<&'d Actor>, country: &Country) -> Party<'d> {
    actors.sort_by_key(|actor| Class::of(actor, country).is_none());
    let class = actors.first().and_then(|actor| Class::of(actor, country));
    Party { actors, class }
}

/// What happened, and every number claimed with its claimant: ACLED's rule is to note a dispute.
fn notes(view: &View<'_>) -> String {
    let mut notes = format!("{}.", view.dossier.title.trim_end_matches('.'));
    for entry in &view.dossier.claims {
        let Some(casualties) = &entry.claim.casualties else { continue };
        let claimant = view.claimant(&entry.claim).name;
        let publisher =
            view.report(&entry.report).and_then(|report| report.source.as_deref()).unwrap_or_default();
        let by = if claimant.is_empty() { publisher } else { claimant };
        let number =
            bounds(casualties.figure.low, casualties.figure.high, &code(&casualties.figure.qualifier));
        let outcome = code(&casualties.outcome).replace('_', " ");
        let whose = whose(view, &entry.claim);
        let whose = if whose.is_empty() { whose } else { format!(" ({whose})") };
        let denied = if entry.claim.polarity == Polarity::Negated { "not so: " } else { "" };
        notes.extend([" [", by, ": ", denied, &number, " ", &outcome, &whose, "]"]);
    }
    notes
}

fn bounds(low: Option<u64>, high: Option<u64>, qualifier: &str) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}-{high}"),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => format!("no number ({qualifier})"),
    }
}
