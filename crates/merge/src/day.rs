//! Days as numbers.

use jiff::civil::Date;

/// A day, counted from 1 January 1970.
pub(crate) type Day = i32;

/// The day of an ISO 8601 date or date-time; `None` where it is neither.
pub(crate) fn of(text: &str) -> Option<Day> {
    let date: Date = text.get(..10)?.parse().ok()?;
    Some((date - Date::constant(1970, 1, 1)).get_days())
}

/// The day as an ISO date.
pub(crate) fn print(day: Day) -> String {
    let epoch = Date::constant(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(day)).map_or_else(|_| day.to_string(), |date| date.to_string())
}

/// Months since the year 0, for windows of months.
pub(crate) fn month(day: Day) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    epoch
        .checked_add(jiff::Span::new().days(day))
        .map_or(0, |date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
}

/// The first day of such a month.
pub(crate) fn of_month(month: i32) -> Day {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    Date::new(year as i16, month as i8, 1).map_or(0, |date| (date - Date::constant(1970, 1, 1)).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in ["1970-01-01", "2024-02-29", "1914-07-28"] {
            assert_eq!(print(of(text).unwrap()), text);
        }
        assert_eq!(of("2024-07-31T10:00:00Z"), of("2024-07-31"));
        assert_eq!(print(of_month(month(of("2024-07-31").unwrap()))), "2024-07-01");
        assert_eq!(of("July"), None);
        assert_eq!(month(of("2024-07-31").unwrap()) - month(of("2023-12-01").unwrap()), 7);
    }
}
