//! Rows of UCDP GED.

use super::cells::Row;
use crate::coded::{CodedEvent, Coding};
use crate::codes::Country;

/// The event of a row. Real files break `low <= best <= high` now and then; that is kept as it is and counted.
pub(super) fn event(row: &mut Row<'_>) -> CodedEvent {
    let mut event = CodedEvent::new(row.text("id").unwrap_or_default(), Coding::Ucdp);
    event.date_start = row.day("date_start");
    event.date_end = row.day("date_end");
    event.date_prec = row.code("date_prec", 1..=5);
    event.type_of_violence = row.code("type_of_violence", 1..=3);
    event.side_a = row.text("side_a");
    event.side_b = row.text("side_b");
    event.country = country(row);
    event.admin1 = row.text("adm_1");
    event.place = row.text("where_coordinates");
    event.latitude = row.degrees("latitude", 90.0);
    event.longitude = row.degrees("longitude", 180.0);
    event.where_prec = row.code("where_prec", 1..=7);
    add_deaths(row, &mut event);
    event.claimants = row.list("source_original");
    event.publishers = row.list("source_office");
    event
}

fn add_deaths(row: &mut Row<'_>, event: &mut CodedEvent) {
    event.deaths_a = row.count("deaths_a");
    event.deaths_b = row.count("deaths_b");
    event.deaths_civilians = row.count("deaths_civilians");
    event.deaths_unknown = row.count("deaths_unknown");
    event.low = row.count("low");
    event.best = row.count("best");
    event.high = row.count("high");
    if let (Some(low), Some(best), Some(high)) = (event.low, event.best, event.high)
        && !(low <= best && best <= high)
    {
        row.complain("low <= best <= high does not hold");
    }
    let parts = [event.deaths_a, event.deaths_b, event.deaths_civilians, event.deaths_unknown];
    if let (Some(best), [Some(a), Some(b), Some(civilians), Some(unknown)]) = (event.best, parts)
        && best != a + b + civilians + unknown
    {
        row.complain("best is not the sum of the four death columns");
    }
}

/// The code, by number or name; else the name as it is.
fn country(row: &mut Row<'_>) -> Option<String> {
    let by_number = row.count("country_id").and_then(|id| u16::try_from(id).ok()).and_then(Country::with_gw);
    let name = row.text("country");
    let known = by_number.or_else(|| name.as_deref().and_then(Country::named));
    known.map(|country| country.iso3.to_owned()).or(name)
}

/// Whether the values of a row without a header stand where current releases have them.
pub(super) fn has_shape(row: &mut Row<'_>) -> bool {
    let event = event(row);
    let parts = [event.deaths_a, event.deaths_b, event.deaths_civilians, event.deaths_unknown];
    let sum = parts.into_iter().try_fold(0, |sum, part| Some(sum + part?));
    event.type_of_violence.is_some()
        && event.date_prec.is_some()
        && event.where_prec.is_some()
        && event.date_start.is_some()
        && event.point().is_some()
        && sum.is_some()
        && sum == event.best
}
