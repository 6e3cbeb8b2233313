//! Rows of ACLED, with words or digits for classes.

use super::cells::Row;
use crate::acled::CLASSES;
use crate::coded::{CodedEvent, Coding};
use crate::codes::{Country, SubEvent};

/// The event of a row. Older files have `data_id` and `event_id_no_cnty` beside or instead of the id.
pub(super) fn event(row: &mut Row<'_>) -> CodedEvent {
    let id = row.text("event_id_cnty").or_else(|| row.text("data_id"));
    let mut event = CodedEvent::new(id.unwrap_or_default(), Coding::Acled);
    event.date_start = row.day("event_date");
    event.date_end = event.date_start;
    event.date_prec =
        row.code("time_precision", 1..=3).map(|precision| [1, 3, 4][usize::from(precision) - 1]);
    event.event_type = row.text("event_type");
    event.sub_event_type = row.text("sub_event_type");
    if let Some(sub) = &event.sub_event_type
        && SubEvent::of(sub).is_none()
    {
        row.complain("sub_event_type is none of ACLED's");
    }
    event.side_a = row.text("actor1");
    event.side_b = row.text("actor2");
    event.class_a = class(row, "inter1");
    event.class_b = class(row, "inter2");
    event.country = country(row);
    event.admin1 = row.text("admin1");
    event.place = row.text("location");
    event.latitude = row.degrees("latitude", 90.0);
    event.longitude = row.degrees("longitude", 180.0);
    event.where_prec =
        row.code("geo_precision", 1..=3).map(|precision| [1, 2, 4][usize::from(precision) - 1]);
    event.best = row.count("fatalities");
    event.publishers = row.list("source");
    event
}

/// A class in words, whichever way it is written; 0 is nobody.
fn class(row: &mut Row<'_>, column: &str) -> Option<String> {
    let text = row.text(column)?;
    if let Some(known) = CLASSES.iter().find(|class| class.eq_ignore_ascii_case(&text)) {
        return Some((*known).to_owned());
    }
    match text.parse::<f64>().ok().map(|code| code as usize) {
        Some(0) => None,
        Some(code @ 1..=8) => Some(CLASSES[code - 1].to_owned()),
        _ => {
            row.complain(format!("{column} is none of ACLED's classes"));
            None
        }
    }
}

fn country(row: &mut Row<'_>) -> Option<String> {
    let by_number =
        row.count("iso").and_then(|number| u16::try_from(number).ok()).and_then(Country::with_number);
    let name = row.text("country");
    let known = by_number.or_else(|| name.as_deref().and_then(Country::named));
    known.map(|country| country.iso3.to_owned()).or(name)
}
