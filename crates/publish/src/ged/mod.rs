//! UCDP Georeferenced Event Dataset: 49 columns in the order of the releases since 2021 (25.1 among them).
//!
//! What we cannot know stays empty: UCDP's ids of conflicts, dyads and actors, and whether a dyad was active. The id is a
//! number made of the event's id, which stands in `relid`; `code_status` says that a machine coded it.
//! `source_original` is the claimants. Only events with at least one death in low, best or high belong here, as UCDP's own
//! rule says; the others are counted as left out.

mod deaths;
mod sides;

use std::io::Write;

use claimant_model::{Dossier, Place, Tense};
use jiff::civil::Date;

pub(crate) use deaths::Deaths;
use sides::Side;
pub(crate) use sides::Sides;

use crate::codes::Country;
use crate::error::Error;
use crate::format::{Options, Sink, Summary};
use crate::table::{Column, Table, plain, tagged};
use crate::view::{View, distinct, number};

/// The columns, in order. The HXL hashtags are those of UN OCHA's own conversions, those on low and high an extension.
#[rustfmt::skip]
pub(crate) const COLUMNS: [Column; 49] = [
    plain("id"), plain("relid"), tagged("year", "#date+year"), plain("active_year"), plain("code_status"),
    plain("type_of_violence"), plain("conflict_dset_id"), plain("conflict_new_id"), plain("conflict_name"),
    plain("dyad_dset_id"), plain("dyad_new_id"), plain("dyad_name"), plain("side_a_dset_id"), plain("side_a_new_id"),
    tagged("side_a", "#group+name+first"), plain("side_b_dset_id"), plain("side_b_new_id"),
    tagged("side_b", "#group+name+second"), plain("number_of_sources"), tagged("source_article", "#meta+source"),
    plain("source_office"), plain("source_date"), tagged("source_headline", "#description"),
    tagged("source_original", "#meta+claimant"), plain("where_prec"), tagged("where_coordinates", "#loc+name"),
    plain("where_description"), tagged("adm_1", "#adm1+name"), tagged("adm_2", "#adm2+name"),
    tagged("latitude", "#geo+lat"), tagged("longitude", "#geo+lon"), plain("geom_wkt"), plain("priogrid_gid"),
    tagged("country", "#country+name"), plain("country_id"), tagged("region", "#region+name"), plain("event_clarity"),
    plain("date_prec"), tagged("date_start", "#date+start"), tagged("date_end", "#date+end"),
    tagged("deaths_a", "#affected+killed+first"), tagged("deaths_b", "#affected+killed+second"),
    tagged("deaths_civilians", "#affected+killed+civilian"), plain("deaths_unknown"),
    tagged("best", "#affected+killed"), tagged("high", "#affected+killed+max"), tagged("low", "#affected+killed+min"),
    plain("gwnoa"), plain("gwnob"),
];

/// UCDP's own number of civilians as a side.
const CIVILIANS: &str = "1";

/// The cell of the PRIO-GRID (half a degree) that a point lies in.
pub fn priogrid(latitude: f64, longitude: f64) -> Option<u32> {
    if !(-90.0..90.0).contains(&latitude) || !(-180.0..180.0).contains(&longitude) {
        return None;
    }
    let row = ((latitude + 90.0) * 2.0).floor() as u32;
    let column = ((longitude + 180.0) * 2.0).floor() as u32;
    Some(row * 720 + column + 1)
}

/// A number made of an event's id: 52 bits of its BLAKE3, so that it survives a spreadsheet and R.
pub fn numeric_id(id: &str) -> u64 {
    let hash = blake3::hash(id.as_bytes());
    hash.as_bytes()[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte)) >> 12
}

/// Writes the CSV.
pub(crate) struct GedWriter<W: Write> {
    table: Table<W>,
    summary: Summary,
}

impl<W: Write> GedWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Result<GedWriter<W>, Error> {
        Ok(GedWriter { table: Table::new(out, &COLUMNS, options)?, summary: Summary::default() })
    }
}

impl<W: Write> Sink for GedWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        self.summary.events += 1;
        let view = View::new(dossier);
        let sides = Sides::of(&view);
        match deaths(&view, &sides) {
            Err(reason) => self.summary.leave_out(reason),
            Ok(deaths) => {
                if deaths.moved {
                    self.summary.adjust(
                        "best is the sum of the four death columns and not the estimate's; low and high moved with it",
                    );
                }
                self.table.row(&row(&view, &sides, &deaths))?;
                self.summary.written += 1;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Summary, Error> {
        self.table.finish()?;
        Ok(self.summary)
    }
}

/// The deaths of an event that belongs into GED, or why it does not.
fn deaths(view: &View<'_>, sides: &Sides<'_>) -> Result<Deaths, &'static str> {
    if view.dossier.tense == Tense::Future {
        return Err("has not happened");
    }
    let deaths = Deaths::of(view, sides, "ucdp").ok_or("no claim gives a number of dead")?;
    if deaths.high == 0 { Err("nobody died by low, best or high") } else { Ok(deaths) }
}

fn row(view: &View<'_>, sides: &Sides<'_>, deaths: &Deaths) -> [String; 49] {
    let mut cells = [const { String::new() }; 49];
    let groups = [
        event(view, sides),
        actors(sides),
        sources(view),
        location(view),
        days(view),
        counts(deaths),
        states(sides),
    ];
    for (name, value) in groups.into_iter().flatten() {
        if let Some(at) = COLUMNS.iter().position(|column| column.name == name) {
            cells[at] = value;
        }
    }
    cells
}

type Cells = Vec<(&'static str, String)>;

fn event(view: &View<'_>, sides: &Sides<'_>) -> Cells {
    let dossier = view.dossier;
    let year = view.days().start.or(view.days().end).map(Date::year);
    // Outside state-based violence UCDP calls a conflict by its dyad.
    let conflict = if matches!(dossier.type_of_violence, Some(2 | 3)) { sides.dyad() } else { String::new() };
    vec![
        ("id", numeric_id(dossier.id.as_str()).to_string()),
        ("relid", dossier.id.to_string()),
        ("year", number(year)),
        ("code_status", "Check machine coded".to_owned()),
        ("type_of_violence", number(dossier.type_of_violence)),
        ("conflict_name", conflict),
    ]
}

fn actors(sides: &Sides<'_>) -> Cells {
    let civilians = if sides.one_sided { CIVILIANS } else { "" };
    vec![
        ("dyad_name", sides.dyad()),
        ("side_a", sides.a.name.clone()),
        ("side_b_new_id", civilians.to_owned()),
        ("side_b", sides.b.name.clone()),
    ]
}

fn sources(view: &View<'_>) -> Cells {
    let reports = &view.dossier.reports;
    let article = |report: &claimant_model::ReportCard| {
        let text = |part: &Option<String>| part.as_deref().unwrap_or_default().replace('"', "'");
        format!("\"{},{},{}\"", text(&report.source), text(&report.published), text(&report.title))
    };
    let joined = |names: Vec<&str>| names.join(";");
    let given = |of: fn(&claimant_model::ReportCard) -> Option<&str>| distinct(reports.iter().filter_map(of));
    vec![
        ("number_of_sources", reports.len().to_string()),
        ("source_article", reports.iter().map(article).collect::<Vec<_>>().join(";")),
        ("source_office", joined(view.publishers())),
        ("source_date", joined(given(|report| report.published.as_deref()))),
        ("source_headline", joined(given(|report| report.title.as_deref()))),
        ("source_original", view.claimants().join("\n")),
    ]
}

fn location(view: &View<'_>) -> Cells {
    let Some(place) = &view.dossier.place else { return Vec::new() };
    let country = place.country.as_deref().and_then(Country::of);
    let mut cells = vec![
        ("where_prec", number(place.precision)),
        ("where_coordinates", place.name.clone()),
        ("where_description", description(place, country)),
        ("adm_1", place.admin1.clone().unwrap_or_default()),
        (
            "country",
            country.map_or_else(|| place.country.clone().unwrap_or_default(), |c| c.ucdp_name.to_owned()),
        ),
        ("country_id", number(country.and_then(|country| country.gw))),
        ("region", country.map_or("", |country| country.region).to_owned()),
    ];
    if let Some((latitude, longitude)) = place.latitude.zip(place.longitude) {
        cells.push(("latitude", latitude.to_string()));
        cells.push(("longitude", longitude.to_string()));
        cells.push(("geom_wkt", format!("POINT ({longitude} {latitude})")));
        cells.push(("priogrid_gid", number(priogrid(latitude, longitude))));
    }
    cells
}

/// The place and what it lies in.
fn description(place: &Place, country: Option<&Country>) -> String {
    let parts = [Some(place.name.as_str()), place.admin1.as_deref(), country.map(|country| country.name)];
    distinct(parts.into_iter().flatten()).join(", ")
}

fn days(view: &View<'_>) -> Cells {
    let days = view.days();
    if days.precision == 0 {
        return Vec::new();
    }
    let time = |day: Option<Date>| day.map_or_else(String::new, |day| format!("{day} 00:00:00.000"));
    vec![
        ("date_prec", days.precision.to_string()),
        // UCDP's clarity asks whether one event can be told from others. Reports that give more than a day give an
        // aggregate, as far as can be seen.
        ("event_clarity", if days.precision == 1 { "1" } else { "2" }.to_owned()),
        ("date_start", time(days.start)),
        ("date_end", time(days.end)),
    ]
}

fn counts(deaths: &Deaths) -> Cells {
    vec![
        ("deaths_a", deaths.a.to_string()),
        ("deaths_b", deaths.b.to_string()),
        ("deaths_civilians", deaths.civilians.to_string()),
        ("deaths_unknown", deaths.unknown.to_string()),
        ("best", deaths.best().to_string()),
        ("high", deaths.high.to_string()),
        ("low", deaths.low.to_string()),
    ]
}

fn states(sides: &Sides<'_>) -> Cells {
    let gw = |side: &Side<'_>| number(side.state.and_then(|state| state.gw));
    vec![("gwnoa", gw(&sides.a)), ("gwnob", gw(&sides.b))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_the_grid() {
        // The formula as the grid's authors give it: row 1 is the southernmost, column 1 the westernmost.
        assert_eq!(priogrid(-90.0, -180.0), Some(1));
        assert_eq!(priogrid(89.9, 179.9), Some(360 * 720));
        assert_eq!(priogrid(90.0, 0.0), None);
        assert_eq!(priogrid(f64::NAN, 0.0), None);
    }

    #[test]
    fn ids_are_numbers_that_survive_a_spreadsheet() {
        assert_eq!(numeric_id("e1"), numeric_id("e1"));
        assert_ne!(numeric_id("e1"), numeric_id("e2"));
        assert!(numeric_id("e1") < 1 << 53);
    }
}
