//! Days as EDTF (ISO 8601-2).

use jiff::civil::Date;

use super::super::interval::Interval;

/// The shortest EDTF that has exactly these days: "2024", "2024-07", "199X", "2024-03/2024-05", "2024-07-25/2024-07-27". The
/// flags mark the first and the last day as approximate ("2024-07-21~/2024-07-31~").
pub(super) fn interval(days: Interval, about: (bool, bool)) -> String {
    let (start, end) = (days.start(), days.end());
    let exact = !about.0 && !about.1;
    if exact && let Some(decade) = decade(start, end) {
        return decade;
    }
    let (first, last) = ends(start, end);
    if first == last && about.0 == about.1 {
        return marked(&first, about.0);
    }
    format!("{}/{}", marked(&first, about.0), marked(&last, about.1))
}

fn marked(point: &str, about: bool) -> String {
    format!("{point}{}", if about { "~" } else { "" })
}

fn decade(start: Date, end: Date) -> Option<String> {
    let whole = is_year_start(start) && is_year_end(end);
    let ten = start.year() >= 0 && start.year() % 10 == 0 && end.year() == start.year() + 9;
    (whole && ten).then(|| format!("{:03}X", start.year() / 10))
}

fn ends(start: Date, end: Date) -> (String, String) {
    if is_year_start(start) && is_year_end(end) {
        return (format!("{:04}", start.year()), format!("{:04}", end.year()));
    }
    if start == start.first_of_month() && end == end.last_of_month() {
        return (month(start), month(end));
    }
    (start.to_string(), end.to_string())
}

fn month(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

fn is_year_start(date: Date) -> bool {
    (date.month(), date.day()) == (1, 1)
}

fn is_year_end(date: Date) -> bool {
    (date.month(), date.day()) == (12, 31)
}
